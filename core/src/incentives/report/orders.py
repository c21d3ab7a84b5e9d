"""What a program asks for: read from data with every fault at once, and the JSON Schema of such data."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from incentives.catalogue import Catalogue
from incentives.errors import InvalidRequest, InvalidSituation
from incentives.hints import listed, near, shown
from incentives.report.situationschema import row_schema, situation_schema
from incentives.rules.types import Kind
from incentives.situation import CheckedSituation, Fault, Situation
from incentives.wording.said import Said

FIRST_YEAR, LAST_YEAR, MOST_YEARS, MOST_SCHEMES, MOST_ROWS = 1990, 2100, 30, 1000, 10_000

Keys = Mapping[str, bool]  # that an order can have, and whether each is needed
OF_QUESTIONS: Keys = {"years": True, "schemes": False}
OF_SOMEBODY: Keys = {"situation": True, "years": True, "schemes": False, "as_of": False}
OF_ONE_YEAR: Keys = {"situation": True, "year": True, "schemes": False, "as_of": False}


class NotTaken(ValueError):
    """A value that a key does not take.

    Args:
        id: of the sentence, under ``faults`` in the wording.
        values: what fills it in.
    """

    def __init__(self, id: str, **values: str) -> None:
        self.id = id
        self.values = values


@frozen(eq=False)
class Order:
    """What a program asks for.

    Attributes:
        situation: of the practitioner, as it was given.
        checked: the same, checked.
        years: the reference years.
        schemes: ids of those that are asked for; none for all.
        as_of: the day on which it is asked; ``None`` for today.
        rows: of a table of practitioners.
    """

    situation: Situation = field(factory=lambda: Situation.of({}))
    checked: CheckedSituation | None = None
    years: tuple[int, ...] = ()
    schemes: tuple[str, ...] = ()
    as_of: date | None = None
    rows: tuple[Mapping[str, object], ...] = ()


def read_order(data: object, keys: Mapping[str, bool], catalogue: Catalogue) -> Order:
    """What a program asks for.

    Args:
        data: a mapping, as JSON has it.
        keys: those it can have, and whether each is needed.
        catalogue: whose schemes and facts it can name.

    Raises:
        InvalidRequest: listing every fault at once, each with its path.
    """
    if not isinstance(data, Mapping):
        raise InvalidRequest([Fault.of((), "report_not_table", value=shown(data))])
    faults = [Fault.of((str(key),), "request_key", known=", ".join(keys)) for key in data if key not in keys]
    found: dict[str, Any] = {}
    for key, is_needed in keys.items():
        if key not in data:
            faults += [Fault.of((key,), "report_missing")] if is_needed else []
            continue
        try:
            found |= _READERS[key](data[key], catalogue)
        except NotTaken as error:
            faults.append(Fault.of((key,), error.id, **error.values))
        except InvalidSituation as error:
            faults += [_under(key, fault) for fault in error.faults if isinstance(fault, Fault)]
    if faults:
        raise InvalidRequest(faults)
    return Order(**found)


def _under(key: str, fault: Fault) -> Fault:
    return evolve(fault, paths=tuple(f"{key}.{path}" for path in fault.paths) or (key,))


def _situation(value: object, catalogue: Catalogue) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise NotTaken("report_not_table", value=shown(value))
    situation = _dated(Situation.of(value), catalogue)
    return {"situation": situation, "checked": catalogue.check(situation)}


def _dated(situation: Situation, catalogue: Catalogue) -> Situation:
    """The same with days: JSON, unlike TOML, has them as text."""
    facts = catalogue.vocabulary.facts

    def dated(told: Mapping[str, object]) -> dict[str, object]:
        days = [id for id in told if id in facts and facts[id].kind is Kind.DATE]
        return {**told, **{id: _day_in(told[id]) for id in days}}

    annual = {year: dated(told) for year, told in situation.annual.items()}
    return evolve(situation, permanent=dated(situation.permanent), annual=annual)


def _day_in(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _year(value: object, _: Catalogue) -> dict[str, Any]:
    if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:
        raise NotTaken("request_year", value=shown(value), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return {"years": (value,)}


def _years(value: object, catalogue: Catalogue) -> dict[str, Any]:
    every = _list(value, MOST_YEARS)
    return {"years": tuple(sorted({year for one in every for year in _year(one, catalogue)["years"]}))}


def _scheme(value: object, catalogue: Catalogue) -> dict[str, Any]:
    return {"schemes": (_known(value, catalogue),)}


def _schemes(value: object, catalogue: Catalogue) -> dict[str, Any]:
    return {"schemes": tuple(dict.fromkeys(_known(one, catalogue) for one in _list(value, MOST_SCHEMES)))}


def _known(value: object, catalogue: Catalogue) -> str:
    if not isinstance(value, str):
        raise NotTaken("report_not_text", value=shown(value))
    if value not in catalogue:
        ids = [scheme.id for scheme in catalogue.schemes]
        raise NotTaken("request_scheme", value=shown(value), known=listed(near([value], ids) or ids))
    return value


def _day(value: object, _: Catalogue) -> dict[str, Any]:
    try:
        return {"as_of": date.fromisoformat(value)}  # type: ignore[arg-type]  # what is no text is refused
    except (TypeError, ValueError):
        raise NotTaken("report_not_day", value=shown(value)) from None


def _rows(value: object, _: Catalogue) -> dict[str, Any]:
    rows = _list(value, MOST_ROWS)
    found = [row for row in rows if isinstance(row, Mapping) and row]
    if len(found) < len(rows):
        wanting = next(row for row in rows if not isinstance(row, Mapping) or not row)
        raise NotTaken("report_not_table", value=shown(wanting))
    if wrong := [cell for row in found for cell in row.values() if not _is_cell(cell)]:
        raise NotTaken("request_cell", value=shown(wrong[0]))
    return {"rows": tuple(found)}


def _is_cell(value: object) -> bool:
    """Whether a table can hold a value: one, or several of a set."""
    parts = value if isinstance(value, list) else [value]
    return not any(isinstance(part, list | Mapping) for part in parts)


def _readings(value: object, catalogue: Catalogue) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise NotTaken("report_not_table", value=shown(value))
    return _situation({"readings": value}, catalogue)


def _list(value: object, most: int) -> list[object]:
    if not isinstance(value, list) or not value:
        raise NotTaken("report_not_list", value=shown(value))
    if len(value) > most:
        raise NotTaken("request_many", most=str(most))
    return value


_READERS: Mapping[str, Callable[[object, Catalogue], dict[str, Any]]] = {
    "situation": _situation,
    "year": _year,
    "years": _years,
    "scheme": _scheme,
    "schemes": _schemes,
    "as_of": _day,
    "rows": _rows,
    "readings": _readings,
}


def order_schema(
    keys: Mapping[str, bool], catalogue: Catalogue, language: str, *, with_facts: bool = True
) -> dict[str, Any]:
    """The JSON Schema of what ``read_order`` takes; of a situation with every fact that is asked, or none."""
    year = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    scheme = {"enum": [scheme.id for scheme in catalogue.schemes]}
    parts: dict[str, dict[str, Any]] = {
        "year": year,
        "years": {"type": "array", "items": year, "minItems": 1, "maxItems": MOST_YEARS},
        "scheme": scheme,
        "schemes": {"type": "array", "items": scheme, "minItems": 1, "maxItems": MOST_SCHEMES},
        "as_of": {"type": "string", "format": "date"},
        "rows": {"type": "array", "items": row_schema(catalogue, language), "minItems": 1, "maxItems": MOST_ROWS},
        "readings": {"type": "object"},
    }
    parts["situation"] = situation_schema(catalogue, language) if with_facts else {"type": "object"}
    properties = {key: {**parts[key], "description": Said.of(f"key_{key}").text(language)} for key in keys}
    needed: Collection[str] = [key for key, is_needed in keys.items() if is_needed]
    return {"type": "object", "properties": properties, "required": [*needed], "additionalProperties": False}
