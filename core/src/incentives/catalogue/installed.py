"""What installers have left on the path: the distributions that name a plugin, sound or damaged."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import Distribution, EntryPoint, PackageMetadata, distributions
from pathlib import PurePath

from attrs import frozen

from incentives.catalogue.failures import guarded
from incentives.hookspecs import GROUP

OWN_DISTRIBUTION = "incentives"
LEFTOVER = "~"  # pip renames what it is about to remove, and forgets it where it is interrupted
REMEDY = "install its distribution again, or remove that folder"
_GROUP_LINE = re.compile(rf"^\s*\[{GROUP}\]\s*$", re.MULTILINE)


@frozen(eq=False)
class Installed:
    """A distribution that names plugins, or would.

    Attributes:
        name: of the distribution; as its folder says where nothing else does.
        version: of it.
        folder: of its metadata.
        entry_points: of its plugins.
        requires: what it needs, as its metadata say.
        fault: what is wrong with its metadata; its plugins then cannot be used.
    """

    name: str
    version: str
    folder: str
    entry_points: tuple[EntryPoint, ...] = ()
    requires: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is this library itself."""
        return normalised(self.name) == OWN_DISTRIBUTION


def normalised(name: str) -> str:
    """A name as it is compared: of a distribution, or of an entry point."""
    return re.sub(r"[-_.]+", "_", name).lower()


def installed() -> tuple[Installed, ...]:
    """Every distribution that names a plugin, each once, though it may be found twice along the path.

    Of several with one name, the first along the path is the one that counts. One that has no metadata at all, as an
    installation that was broken off leaves it, counts for nothing; where it hides a plugin, it is told.
    """
    by_name: dict[str, list[Distribution]] = {}
    for distribution in distributions():
        if not _folder(distribution).name.startswith(LEFTOVER):
            by_name.setdefault(_key(distribution), []).append(distribution)
    return tuple(one for same in by_name.values() if any(map(_names_plugins, same)) for one in _of_one_name(same))


def _of_one_name(same: Iterable[Distribution]) -> Iterator[Installed]:
    """The first that has something to say of itself, and those before it that hide it."""
    empty: list[Distribution] = []
    for distribution in same:
        if not _is_empty(distribution):
            if _names_plugins(distribution):
                yield _read(distribution)
                for other in empty:
                    yield _damaged(other, "is empty, and hides another installation of the same distribution")
            return
        empty.append(distribution)


def _read(distribution: Distribution) -> Installed:
    """What a distribution says of itself."""
    parsed = guarded(lambda: [point for point in distribution.entry_points if point.group == GROUP])
    if parsed.value is None:
        return _damaged(distribution, f"has an entry_points.txt that cannot be read: {parsed.said}")
    metadata = guarded(lambda: distribution.metadata).value  # parsed anew at every access
    name, version = _said(metadata, "Name"), _said(metadata, "Version")
    if metadata is None or not name or not version:
        return _damaged(distribution, "has no METADATA in UTF-8 with a name and a version", parsed.value)
    requires = tuple(metadata.get_all("Requires-Dist") or ())
    return Installed(name, version, str(_folder(distribution)), tuple(parsed.value), requires)


def _said(metadata: PackageMetadata | None, key: str) -> str:
    """What metadata say under a key; empty where they say nothing."""
    return next(iter((metadata and metadata.get_all(key)) or ()), "")


def _damaged(distribution: Distribution, problem: str, entry_points: Iterable[EntryPoint] = ()) -> Installed:
    folder = _folder(distribution)
    name, _, version = folder.stem.partition("-")
    fault = f"{folder} {problem}; {REMEDY}"
    return Installed(name.replace("_", "-"), version or "?", str(folder), tuple(entry_points), fault=fault)


def _folder(distribution: Distribution) -> PurePath:
    """Where its metadata are; what is not in the file system has at least a place that it is imported from."""
    known = getattr(distribution, "_path", None)
    return PurePath(str(known if known is not None else distribution.locate_file("")))


def _key(distribution: Distribution) -> str:
    """What tells distributions apart: by their folders, which is quick, and where these say nothing by what is in them.

    Metadata that cannot be read are told where they are used.
    """
    folder = _folder(distribution)
    if folder.suffix in {".dist-info", ".egg-info"}:
        return normalised(folder.stem.partition("-")[0])
    return normalised(_said(guarded(lambda: distribution.metadata).value, "Name") or str(folder))


def _is_empty(distribution: Distribution) -> bool:
    """Whether there is neither metadata nor an entry point; what cannot be read is not nothing."""
    texts = (guarded(partial(distribution.read_text, name)) for name in ("METADATA", "PKG-INFO", "entry_points.txt"))
    return not any(text.value or text.error for text in texts)


def _names_plugins(distribution: Distribution) -> bool:
    """Whether it names a plugin, also where the file that says so cannot be read as a whole."""
    read = guarded(lambda: distribution.read_text("entry_points.txt"))
    if isinstance(read.error, UnicodeDecodeError):
        return _GROUP_LINE.search(read.error.object.decode("latin-1")) is not None
    return _GROUP_LINE.search(read.value or "") is not None
