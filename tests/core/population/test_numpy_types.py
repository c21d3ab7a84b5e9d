"""pandas columns of NumPy's types: what is exact is taken, the rest is refused by name, and no gap is ever false."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from incentives import Catalogue, Fault
from incentives.errors import InvalidTable

SCHEME, YEAR = "fr-fami", 2025
TAKEN: dict[str, tuple[str, Any, Any]] = {
    "whole numbers that a gap made floats": ("fr.scor.transmissions", [1, None, 3], [1, None, 3]),
    "whole numbers as floats": ("fr.scor.transmissions", np.array([1.0, 0.0, -0.0]), [1, 0, 0]),
    "whole numbers of few bits": ("fr.scor.transmissions", np.array([1, 2, 3], dtype="uint8"), [1, 2, 3]),
    "whole numbers of pandas' own type": ("fr.scor.transmissions", pd.array([1, None, 3], dtype="Int16"), [1, None, 3]),
    "whole numbers as objects": ("fr.scor.transmissions", pd.Series([1, None, 3], dtype=object), [1, None, 3]),
    "days as timestamps at midnight": (
        "fr.billing.first_secured_on",
        pd.to_datetime(["2025-03-01", None, "2025-12-31"]),
        [date(2025, 3, 1), None, date(2025, 12, 31)],
    ),
    "days as objects": (
        "fr.billing.first_secured_on",
        [date(2025, 3, 1), None, date(2025, 12, 31)],
        [date(2025, 3, 1), None, date(2025, 12, 31)],
    ),
    "yes and no as objects with gaps": ("fr.conventioned", [True, None, False], [True, None, False]),
    "yes and no with gaps that are no number": ("fr.conventioned", [True, np.nan, False], [True, None, False]),
    "yes and no of pandas' own type": (
        "fr.conventioned",
        pd.array([True, None, False], "boolean"),
        [True, None, False],
    ),
    "yes and no of NumPy's type": ("fr.conventioned", np.array([True, False, False]), [True, False, False]),
    "text": ("fr.secure_messaging", ["none", None, "apicrypt_v1"], ["none", None, "apicrypt_v1"]),
    "text as objects": (
        "fr.secure_messaging",
        pd.Series(["none", None, "apicrypt_v1"], dtype=object),
        ["none", None, "apicrypt_v1"],
    ),
    "categories": ("fr.secure_messaging", pd.Categorical(["none", None, "apicrypt_v1"]), ["none", None, "apicrypt_v1"]),
    "sets": ("fr.coordination.structures", [{"cpts", "msp"}, None, set()], [("cpts", "msp"), None, ()]),
    "lists": ("fr.coordination.structures", [["cpts"], None, []], [("cpts",), None, ()]),
    "arrays": (
        "fr.coordination.structures",
        [np.array(["cpts"]), None, np.array([], dtype=object)],
        [("cpts",), None, ()],
    ),
    "nothing at all": ("fr.conventioned", [None, None, None], [None, None, None]),
    "nothing but what is no number": ("fr.conventioned", [np.nan, np.nan, np.nan], [None, None, None]),
    "nothing as days": ("fr.conventioned", pd.to_datetime([None, None, None]), [None, None, None]),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_is_exact_is_taken(case: str, catalogue: Catalogue, frame_kinds: Any) -> None:
    name, cells, meant = TAKEN[case]
    given = pd.DataFrame({name: cells, "row": [0, 1, 2]})
    before = given.copy(deep=True)
    result = catalogue.assess_table(given, SCHEME, YEAR)
    assert result[["row"]].equals(before[["row"]])
    assert result[name].dtype == before[name].dtype
    column = type("Column", (), {"name": name, "fact": catalogue.vocabulary.facts[name], "form": 0})
    table = type("Table", (), {"columns": [column], "rows": [{name: cell} for cell in meant]})
    expected = catalogue.assess_table(frame_kinds["polars"].make(table), SCHEME, YEAR)
    names = [one for one in expected.columns if one.startswith("fr-fami.")]
    assert [
        {one: None if cell is pd.NA or cell is None else cell for one, cell in row.items()}
        for row in result[names].astype(object).to_dict("records")
    ] == expected.select(names).rows(named=True)
    assert expected["fr-fami.invalid"].to_list() == [None] * 3


REFUSED: dict[str, tuple[str, Any]] = {
    "a time of the day": (
        "fr.billing.first_secured_on",
        pd.to_datetime(["2025-03-01 10:30", None, "2025-12-31 00:00"]),
    ),
    "a time in a zone": ("fr.billing.first_secured_on", pd.to_datetime(["2025-03-01", None, None]).tz_localize("UTC")),
    "days and times as objects": (
        "fr.billing.first_secured_on",
        pd.Series([date(2025, 3, 1), datetime(2025, 3, 1, 10, 30), None], dtype=object),  # noqa: DTZ001  # without a zone
    ),
    "yes, no and a number": ("fr.conventioned", pd.Series([True, 2, False], dtype=object)),
    "yes, no and a text": ("fr.conventioned", pd.Series([True, "false", None], dtype=object)),
    "yes and no as numbers": ("fr.conventioned", [1.0, None, 0.0]),
    "numbers and a text": ("fr.scor.transmissions", pd.Series([1, "2", None], dtype=object)),
    "numbers and a yes": ("fr.scor.transmissions", pd.Series([1, True, None], dtype=object)),
    "texts and a number": ("fr.secure_messaging", pd.Series(["none", 3, None], dtype=object)),
    "numbers as categories": ("fr.scor.transmissions", pd.Categorical(["1", "2", None])),
    "a set of numbers": ("fr.coordination.structures", [{1, 2}, None, set()]),
    "sets and a text": ("fr.coordination.structures", pd.Series([["cpts"], "msp", None], dtype=object)),
    "an amount of money as a count": ("fr.scor.transmissions", [Decimal("1.50"), None, None]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_exact_is_refused_by_name(case: str, catalogue: Catalogue) -> None:
    name, cells = REFUSED[case]
    with pytest.raises(InvalidTable) as caught:
        catalogue.assess_table(pd.DataFrame({"row": [0, 1, 2], name: cells}), SCHEME, YEAR)
    faults = [fault for fault in caught.value.faults if isinstance(fault, Fault)]
    assert [fault.paths for fault in faults] == [(name,)]
    assert faults[0].id.startswith(("column_", "unread_"))


@pytest.mark.parametrize("cell", [1.5, np.inf, 1e300, -1.0])
def test_a_number_that_is_no_count_is_marked_in_its_row(cell: float, catalogue: Catalogue) -> None:
    native = pd.DataFrame({"fr.scor.transmissions": [cell, None, 3.0]})
    result = catalogue.assess_table(native, SCHEME, YEAR)
    marks = [None if pd.isna(mark) else mark for mark in result["fr-fami.invalid"]]
    assert marks == ["fr.scor.transmissions", None, None]
    assert [None if pd.isna(met) else met for met in result["fr-fami.scor"]] == [None, None, True]


def test_yes_and_no_that_a_gap_made_numbers_of_are_refused_with_the_way_out(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidTable, match="dtype_backend"):
        catalogue.assess_table(pd.DataFrame({"fr.conventioned": [1.0, None, 0.0]}), SCHEME, YEAR)


def test_values_of_several_types_are_named_by_these_and_not_in_the_words_of_a_library(catalogue: Catalogue) -> None:
    mixed = pd.Series([6, "7", None, 8.0], dtype=object)
    with pytest.raises(InvalidTable, match="their types are: float, int, str") as caught:
        catalogue.assess_table(pd.DataFrame({"fr.sesam_vitale.addendum": mixed}), SCHEME, YEAR)
    assert "rrow" not in str(caught.value)


def test_all_columns_that_are_not_exact_are_said_at_once(catalogue: Catalogue) -> None:
    native = pd.DataFrame(
        dict(REFUSED[case] for case in ("yes and no as numbers", "a time of the day", "yes, no and a number"))
    )
    with pytest.raises(InvalidTable) as caught:
        catalogue.assess_table(native.assign(**{"fr.zzzzzzzzzz": 1}), SCHEME, YEAR)
    paths = {fault.paths[0] for fault in caught.value.faults if isinstance(fault, Fault)}
    assert paths == {*native.columns, "fr.zzzzzzzzzz"}
