"""Editions of the user's own: files in a plugin's format, checked as the plugin's are, and marked in every result."""

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from incentives import toml
from incentives.catalogue.edition_sentences import missing_sentences
from incentives.catalogue.failures import guarded
from incentives.errors import IncentivesError, InvalidArgument, InvalidEdition
from incentives.hints import harmless, place, short, shown
from incentives.scheme.builders import UserEdition
from incentives.scheme.edition import Edition
from incentives.scheme.editionfile import EditionFile, edition_file
from incentives.scheme.scheme import Scheme

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue

FIRST_YEAR, LAST_YEAR = 1900, 2999


@frozen(eq=False)
class _Given:
    """One file that was given: its edition, or what is wrong with it."""

    name: str
    supplied: UserEdition | None = None
    faults: tuple[str, ...] = ()


def with_user_editions(
    catalogue: "Catalogue", paths: Iterable[str | PathLike[str]], *, by_name: bool = False
) -> "Catalogue":
    """The same catalogue with the editions in some files, each one more or in place of the plugin's own.

    Args:
        catalogue: the catalogue.
        paths: of the files.
        by_name: whether results name them without their folders.

    Raises:
        InvalidEdition: listing every fault of every file.
        InvalidArgument: if a path is none.
    """
    given = list(_without_twins(_read(catalogue, _checked(path), by_name=by_name) for path in paths))
    faulty = [one for one in given if one.faults]
    if len(faulty) == 1:
        raise InvalidEdition(place(faulty[0].name), faulty[0].faults)
    if faulty:
        names = ", ".join(dict.fromkeys(one.name for one in faulty))
        raise InvalidEdition(f"each of {names}", [f"{one.name}: {fault}" for one in faulty for fault in one.faults])
    schemes = {scheme.id: scheme for scheme in catalogue.schemes}
    replaced = set()
    for one in given:
        if one.supplied is not None:
            edition = one.supplied.edition
            schemes[edition.scheme] = schemes[edition.scheme].with_edition(one.supplied)
            replaced.add((edition.scheme, edition.year))
    failures = [failure for failure in catalogue.failures if (failure.scheme, failure.year) not in replaced]
    return evolve(catalogue, schemes=tuple(schemes.values()), failures=failures)


def _checked(path: object) -> Path:
    if isinstance(path, str | PathLike):
        return Path(path)
    msg = f"expected the path of an edition file, got {shown(path)}"
    raise InvalidArgument(msg, value=path)


def _read(catalogue: "Catalogue", path: Path, *, by_name: bool) -> _Given:
    told = path.name if by_name else str(path)
    name = "".join(sign if sign.isprintable() else "?" for sign in told)  # it is shown beside every result
    try:
        text = _text(path, name)
        scheme, file = _structured(catalogue, text, name)
        return _Given(name, UserEdition(_built(scheme, file), text))
    except InvalidEdition as error:
        return _Given(name, faults=error.faults)


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidEdition(name, ["$: is not TOML: it is not in UTF-8; save it so"]) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidEdition(name, [f"$: cannot be read: {reason}; give the path of an edition file"]) from error


def _structured(catalogue: "Catalogue", text: str, name: str) -> tuple[Scheme, EditionFile]:
    """The scheme that a file is of, and the file; what is wrong with either is told at once."""
    try:
        data = toml.loads(text)
    except ValueError as error:
        hint = "an edition file is TOML: `incentives show SCHEME --source` prints one"
        raise InvalidEdition(name, [f"$: is not TOML: {error}; {hint}"]) from error
    faults: list[str] = []
    scheme = file = None
    if isinstance(id := data.get("scheme"), str):
        try:
            scheme = catalogue[id]
        except IncentivesError as error:
            faults.append(f"$.scheme: {error}")
    try:
        file = edition_file(data if scheme is None else scheme.written_out(data, name), name)
        if not FIRST_YEAR <= file.year <= LAST_YEAR:
            faults.append(f"$.year: expected a year such as 2027, got {shown(file.year)}")
    except InvalidEdition as error:
        faults += error.faults
    if faults or scheme is None or file is None:
        raise InvalidEdition(name, faults)
    return scheme, file


def _built(scheme: Scheme, file: EditionFile) -> Edition:
    """The edition, built by the plugin's own rules: whatever these raise is a fault of the file."""
    wanting = guarded(lambda: list(missing_sentences(scheme, file)))  # a wording that cannot be read: reports tell
    faults = wanting.value or []
    result = guarded(lambda: scheme.user_edition(file))
    if isinstance(result.error, InvalidEdition):
        faults += result.error.faults
    elif result.value is None and not faults:  # rules can make nothing of what has faults
        hint = f"compare its figures with those of `incentives show {scheme.id} --source`"
        faults.append(f"$: the rules of {scheme.id} can make nothing of it: {short(harmless(result.said))}; {hint}")
    if faults or result.value is None:
        raise InvalidEdition(file.source, faults) from result.error
    return result.value


def _without_twins(given: Iterable[_Given]) -> Iterator[_Given]:
    """Each file; one that gives a scheme and a year which another gives already has that fault."""
    first: dict[tuple[str, int], str] = {}
    for one in given:
        key = (one.supplied.edition.scheme, one.supplied.edition.year) if one.supplied else None
        if key is None or key not in first:
            yield one
        else:
            fault = f"$.year: {key[0]} {key[1]} is given by {first[key]} too; leave one of the two out"
            yield _Given(one.name, faults=(fault,))
        if key is not None:
            first.setdefault(key, one.name)
