"""The kinds of made-up schemes: how each differs from the plainest one, and what comes out for one person.

Everything else is the same in all: four criteria on five facts, a question that the text leaves open, a contradiction.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from attrs import frozen

YEAR, AS_OF = 2025, date(2025, 10, 15)
PASSED, AHEAD = date(2025, 6, 30), date(2025, 12, 31)
ALL = (
    *("physiotherapist", "speech_therapist", "nurse", "midwife", "podiatrist"),
    *("orthoptist", "dentist", "physician", "other"),
)

Dates = Mapping[str, object]
NOTHING: Mapping[str, object] = MappingProxyType({})
LONG_OPEN: Dates = {"opens": date(2025, 3, 1), "closes": date(2025, 11, 30)}
SOON: Dates = {"opens": date(2025, 11, 1), "closes": date(2025, 12, 31)}
PLANNED: Dates = {"opens": date(2026, 2, 1), "closes": date(2026, 3, 31), "planned": True}
SOME_TIME: Dates = {"within": {"start": date(2025, 7, 1), "end": date(2026, 6, 30)}}
OVER: Dates = {"opens": date(2025, 3, 1), "closes": date(2025, 9, 30)}
PERHAPS_OVER: Dates = {**OVER, "planned": True}

NOT_MADE = {"requested": False}
MADE = {"requested": True, "requested_on": date(2025, 9, 15)}
MADE_LATE = {"requested": True, "requested_on": date(2025, 10, 6)}

# What everybody tells of every scheme.
ANSWERS: Mapping[str, object] = {
    "kind": "full",
    "registered": True,
    "visits": 640,
    "by_bike": 320,
    "forms": ["group"],
}


@frozen
class Expected:
    """What comes out for the person.

    Attributes:
        eligibility: of the whole.
        certain: what will be paid, in grants; ``None`` where nothing bounds it.
        possible: what may be paid, in grants.
        reachable: what can still be paid, in grants.
        request: of each benefit.
    """

    eligibility: str
    certain: float | None
    possible: float | None
    reachable: float | None
    request: str = "not_needed"


DUE = Expected("eligible", 1, 1, 1)
IN_REACH = Expected("not_yet", 0, 0, 1)
IN_DOUBT = Expected("undetermined", 0, 1, 1)
NEVER = Expected("not_eligible", 0, 0, 0)


def due(certain: float, possible: float, reachable: float, request: str) -> Expected:
    """Of what is due, what comes by its request."""
    return Expected("eligible", certain, possible, reachable, request)


TO_DO = due(0, 0, 1, "to_do")
_GRANT, _SECOND = "money(f.grant, CURRENCY)", "money(f.second, CURRENCY)"


@frozen(kw_only=True, eq=False)
class Kind:
    """A kind of scheme, and what the person tells of it.

    Attributes:
        about: in a few words.
        expected: what comes out; ``None`` where no edition covers the year.
        tells: besides what everybody tells, or instead of it; ``None`` stands for a fact that isn't told.
        is_told: whether the person tells anything of it at all.
        equipment: whether equipment has to be bought.
        benefits: in Python, what each of them is besides what it requires.
        figures: those that only some kinds have, in grants.
        groups: in Python, what each of them is.
        counts_months: whether a month of practice counts.
        window: the days on which one can apply; ``None`` where nothing has to be requested.
        deadline: of every criterion.
        year: that the edition is of.
        country: of which it is a scheme.
        currency: in which it pays.
        professions: that it covers.
    """

    about: str
    expected: Expected | None
    tells: Mapping[str, object] = NOTHING
    is_told: bool = True
    equipment: bool = False
    benefits: Mapping[str, str] = MappingProxyType({"grant": _GRANT})
    figures: Mapping[str, float] = MappingProxyType({})
    groups: Mapping[str, str] = MappingProxyType({})
    counts_months: bool = False
    window: Dates | None = None
    deadline: date = PASSED
    year: int = YEAR
    country: str = "xx"
    currency: str = "EUR"
    professions: tuple[str, ...] = ALL

    @property
    def answers(self) -> dict[str, object]:
        """What the person tells of such a scheme, by the last word of the fact's id."""
        told = {**ANSWERS, **self.tells} if self.is_told else {}
        return {name: value for name, value in told.items() if value is not None}


_TWO = {"grant": _GRANT, "second": _SECOND}

#: Every kind; made-up schemes are of each in turn. The first is the plainest.
KINDS = (
    Kind(about="due without request", expected=DUE),
    Kind(about="requested validly, not paid yet", expected=due(1, 1, 1, "valid"), window=LONG_OPEN, tells=MADE),
    Kind(about="to be requested now", expected=TO_DO, window=LONG_OPEN, tells=NOT_MADE),
    Kind(about="to be requested soon", expected=TO_DO, window=SOON, tells=NOT_MADE),
    Kind(about="to be requested on days that are only planned", expected=TO_DO, window=PLANNED, tells=NOT_MADE),
    Kind(about="to be requested some time of a year", expected=TO_DO, window=SOME_TIME, tells=NOT_MADE),
    Kind(about="to be requested, no day known", expected=TO_DO, window={}, tells=NOT_MADE),
    Kind(about="not requested in time", expected=due(0, 0, 0, "missed"), window=OVER, tells=NOT_MADE),
    Kind(
        about="not requested before a closing day that was only planned",
        expected=due(0, 1, 1, "missed"),
        window=PERHAPS_OVER,
        tells=NOT_MADE,
    ),
    Kind(about="requested too late", expected=due(0, 0, 0, "invalid"), window=OVER, tells=MADE_LATE),
    Kind(about="perhaps requested in time", expected=due(0, 1, 1, "unknown"), window=OVER),
    Kind(about="received", expected=due(0, 0, 0, "valid"), window=LONG_OPEN, tells={**MADE, "received": True}),
    Kind(about="refused", expected=due(0, 0, 0, "valid"), window=LONG_OPEN, tells={**MADE, "refused": True}),
    Kind(about="one fact missing", expected=IN_DOUBT, tells={"registered": None}),
    Kind(about="a question open", expected=IN_DOUBT, equipment=True, tells={"bought": True, "leased": True}),
    Kind(about="a count within reach", expected=IN_REACH, deadline=AHEAD, tells={"visits": 455}),
    Kind(
        about="two deeds that only pay together",
        expected=IN_REACH,
        deadline=AHEAD,
        tells={"registered": False, "forms": ["alone"]},
    ),
    Kind(
        about="only if something is bought",
        expected=IN_REACH,
        deadline=AHEAD,
        equipment=True,
        tells={"bought": False, "leased": False},
    ),
    Kind(about="not met for good", expected=NEVER, tells={"registered": False}),
    Kind(about="profession not covered", expected=Expected("not_covered", 0, 0, 0), professions=("nurse",)),
    Kind(about="another country, nothing told", expected=IN_DOUBT, country="xz", is_told=False),
    Kind(
        about="a supplement on top",
        expected=Expected("eligible", 1.5, 1.5, 1.5),
        benefits={"grant": _GRANT, "second": f'{_SECOND}, on_top_of=("grant",)'},
        figures={"second": 0.5},
    ),
    Kind(
        about="two benefits under a ceiling",
        expected=Expected("eligible", 1.2, 1.2, 1.2),
        benefits=_TWO,
        figures={"second": 0.5, "ceiling": 1.2},
        groups={"both": "at_most=money(f.ceiling, CURRENCY)"},
    ),
    Kind(
        about="one of two benefits",
        expected=DUE,
        benefits=_TWO,
        figures={"second": 0.5},
        groups={"both": "one_only=True"},
    ),
    Kind(
        about="paid by the month",
        expected=Expected("eligible", 9, 9, 12),
        benefits={"grant": f"instalment={_GRANT}, payments=minimum(months, literal(12)), cadence=Cadence.MONTHLY"},
        counts_months=True,
        tells={"months": 9},
    ),
    Kind(about="another currency", expected=DUE, currency="CHF"),
    Kind(about="no edition for the year", expected=None, year=YEAR - 1),
)
