"""A prudent day to act by, where no text gives the closing day: advice with its source, and nothing more."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from incentives import Confidence, DatedWindow, Edition, InvalidEdition, Scheme, Window
from incentives.values import Period, WindowStatus

SchemeOf = Callable[..., Scheme]
Data = dict[str, Any]

OCTOBER = date(2025, 10, 31)
NEXT_YEAR = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}
REFERENCE = {"document": "bylaw", "place": "the neighbours' window", "confidence": "inferred"}


def advised(data: Data, **window: object) -> Data:
    """The edition file with a window whose days are not known, and a prudent day."""
    copy = deepcopy(data)
    copy["application"]["window"] |= {
        "within": NEXT_YEAR,
        "advise_by": OCTOBER,
        "advise_note": "rain",
        "advise_references": [REFERENCE],
        **window,
    }
    return copy


def window_of(edition: Edition) -> DatedWindow:
    assert edition.application.window is not None
    return edition.application.window


def test_a_file_gives_it_with_its_note_and_its_references(scheme_of: SchemeOf, data: Data) -> None:
    window = window_of(scheme_of(advised(data)).edition(2024))
    assert (window.advise_by, window.advise_note) == (OCTOBER, "rain")
    assert [(one.place, one.confidence) for one in window.advise_references] == [
        ("the neighbours' window", Confidence.INFERRED)
    ]


def test_it_is_no_closing_day_and_no_status_turns_on_it(scheme_of: SchemeOf, data: Data) -> None:
    window = window_of(scheme_of(advised(data)).edition(2024))
    assert window.days == Window(within=Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert window.days.status(date(2025, 11, 1)) is window.days.status(date(2025, 10, 1)) is WindowStatus.UNKNOWN


def test_that_it_is_inferred_leaves_the_window_as_firm_as_its_own_texts(scheme_of: SchemeOf, data: Data) -> None:
    assert window_of(scheme_of(advised(data)).edition(2024)).is_firm


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(None, OCTOBER), (date(2025, 10, 30), OCTOBER), (OCTOBER, OCTOBER), (date(2025, 11, 1), None)],
)
def test_it_is_advised_up_to_the_day_itself_and_not_after(as_of: date | None, expected: date | None) -> None:
    assert DatedWindow(Window(), advise_by=OCTOBER, advise_note="rain").advised(as_of) == expected


@pytest.mark.parametrize(
    "changes",
    [{"advise_by": date(2025, 10, 30)}, {"advise_note": "hills"}, {"advise_references": [{**REFERENCE, "place": "p"}]}],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_is_said_of_it_changes_the_digest(scheme_of: SchemeOf, data: Data, changes: Data) -> None:
    one, other = (scheme_of(file).edition(2024) for file in (advised(data), advised(data, **changes)))
    assert one.digest != other.digest


FAULTS: dict[str, tuple[Data, str, str]] = {
    "before the window can be open": ({"advise_by": date(2024, 10, 31)}, "$.application.window", "2024-10-31"),
    "after it is surely over": ({"advise_by": date(2026, 10, 31)}, "$.application.window", "2026-10-31"),
    "after the closing day": ({"closes": date(2025, 9, 30)}, "$.application.window", "2025-09-30"),
    "from a document that is not declared": (
        {"advise_references": [{**REFERENCE, "document": "blyaw"}]},
        "$.application.window",
        "'blyaw'",
    ),
    "no date": ({"advise_by": "31 October"}, "$.application.window.advise_by", "31 October"),
}


@pytest.mark.parametrize(("window", "place", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_prudent_day_that_cannot_be_is_a_fault_with_its_place(
    scheme_of: SchemeOf, data: Data, window: Data, place: str, words: str
) -> None:
    with pytest.raises(InvalidEdition) as error:
        scheme_of(advised(data, **window)).edition(2024)
    assert any(fault.startswith(place) and words in fault for fault in error.value.faults), error.value.faults


@pytest.mark.parametrize("missing", ["advise_by", "advise_note"])
def test_the_day_and_the_note_come_together(scheme_of: SchemeOf, data: Data, missing: str) -> None:
    file = advised(data)
    del file["application"]["window"][missing]
    with pytest.raises(InvalidEdition, match="advise_note"):
        scheme_of(file).edition(2024)


def test_a_criterion_has_one_before_its_deadline_and_leaves_it_alone(scheme_of: SchemeOf, data: Data) -> None:
    data["criteria"]["cycling"] |= {"deadline": date(2024, 12, 31), "advise_by": date(2024, 12, 30)}
    cycling = next(one for one in scheme_of(data).edition(2024).criteria if one.id == "cycling")
    assert (cycling.deadline, cycling.advise_by) == (date(2024, 12, 31), date(2024, 12, 30))


@pytest.mark.parametrize("deadline", [None, date(2024, 12, 29)])
def test_a_prudent_day_after_the_deadline_or_without_one_is_a_fault(
    scheme_of: SchemeOf, data: Data, deadline: date | None
) -> None:
    data["criteria"]["cycling"] |= {"advise_by": date(2024, 12, 30), **({"deadline": deadline} if deadline else {})}
    with pytest.raises(InvalidEdition, match=r"criteria\.cycling: the prudent day 2024-12-30"):
        scheme_of(data).edition(2024)
