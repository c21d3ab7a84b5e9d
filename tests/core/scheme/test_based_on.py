"""A year is what changed: what a file takes from another year's is assumed to go on, never a day, never in silence."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from incentives import InvalidEdition, load_catalogue
from incentives.scheme.basedon import written_out
from incentives.scheme.builders import EditionFiles
from incentives.scheme.editionfile import edition_file
from incentives.toml import loads

OFFICIAL = {"document": "law", "place": "article 1", "confidence": "official"}
NEW = {"document": "circular", "place": "page 2", "confidence": "official"}


def base(**changes: Any) -> dict[str, Any]:
    return {
        "documents": {"law": {"title": "Law"}, "old": {"title": "Nobody names it"}},
        "figures": {
            "grant": {"value": "120.00", **OFFICIAL},
            "acts": {"value": 500, **OFFICIAL},
            "until": {"value": date(2024, 6, 1), **OFFICIAL},
        },
        "criteria": {
            "active": {"deadline": date(2024, 12, 31), "references": [OFFICIAL], "notes": ["rain"]},
            "equipped": {"references": [OFFICIAL]},
        },
        "benefits": {"grant": {"references": [OFFICIAL]}},
        "evidence": [{"id": "log", "handling": "kept", "references": [OFFICIAL]}],
        "application": {
            "channel": "counter",
            "steps": ["queue"],
            "references": [OFFICIAL],
            "payment": {"start": date(2025, 4, 1), "notes": ["slow"], "references": [OFFICIAL]},
        },
        **changes,
    }


def whole(taking: Any, **own: Any) -> Mapping[str, Any]:
    return written_out({"year": 2025, "based_on": taking, **own}, "2025.toml", lambda _: base())


def refused(taking: Any, **own: Any) -> tuple[str, ...]:
    with pytest.raises(InvalidEdition) as caught:
        whole(taking, **own)
    return caught.value.faults


def test_what_is_taken_is_only_inferred_whatever_it_was() -> None:
    found = whole({"year": 2024, "figures": ["grant"], "criteria": ["equipped"], "evidence": ["log"]})
    assert found["figures"] == {"grant": {"value": "120.00", **OFFICIAL, "confidence": "inferred"}}
    assert found["criteria"]["equipped"]["references"] == [{**OFFICIAL, "confidence": "inferred"}]
    assert found["evidence"] == [
        {"id": "log", "handling": "kept", "references": [{**OFFICIAL, "confidence": "inferred"}]}
    ]
    assert "based_on" not in found


def test_what_the_file_says_itself_stands_with_its_own_source_and_confidence() -> None:
    found = whole(
        {"year": 2024, "figures": ["grant", "acts"]}, figures={"grant": {"confidence": "official"}, "acts": NEW}
    )
    assert found["figures"]["grant"] == {"value": "120.00", **OFFICIAL}
    assert found["figures"]["acts"] == {"value": 500, **NEW}


def test_what_is_not_named_is_not_taken_and_order_is_that_of_the_other_file() -> None:
    bonus = {"value": "5.00", **NEW}
    found = whole({"year": 2024, "figures": ["acts"]}, figures={"bonus": bonus, "grant": {"value": "1.00", **NEW}})
    assert [*found["figures"]] == ["grant", "acts", "bonus"]
    assert "criteria" not in found


def test_documents_come_along_with_what_names_them() -> None:
    own = {"circular": {"title": "Circular"}}
    found = whole({"year": 2024, "figures": ["grant"]}, figures={"acts": {"value": 1, **NEW}}, documents=own)
    assert found["documents"] == {"law": {"title": "Law"}, **own}


def test_no_day_is_taken_over_but_the_deadline_that_is_written_for_this_year() -> None:
    faults = refused(
        {"year": 2024, "figures": ["until"], "criteria": ["active"], "application": ["payment.start", "steps"]}
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "$.figures.until.value",
        "$.criteria.active.deadline",
        "$.application.payment.start",
    ]
    assert "a day is never taken from 2024" in faults[0]
    found = whole({"year": 2024, "deadline": date(2025, 12, 31), "criteria": ["active", "equipped"]})
    assert found["criteria"]["active"]["deadline"] == date(2025, 12, 31)
    assert "deadline" not in found["criteria"]["equipped"]
    own = {"active": {"deadline": date(2025, 6, 30)}}
    assert whole({"year": 2024, "criteria": ["active"]}, criteria=own)["criteria"]["active"]["notes"] == ["rain"]


def test_of_the_application_single_keys_are_taken() -> None:
    own = {"channel": "portal", "payment": {"start": date(2026, 4, 1)}}
    found = whole({"year": 2024, "application": ["steps", "payment.notes"]}, application=own)["application"]
    assert found == {"channel": "portal", "steps": ["queue"], "payment": {"start": date(2026, 4, 1), "notes": ["slow"]}}


def test_every_fault_is_told_at_once_with_its_place() -> None:
    faults = refused(
        {
            "year": 2024,
            "figures": ["grants"],
            "criteria": ["gone"],
            "evidence": ["lag"],
            "application": ["stepz", "channel"],
        },
        application={"channel": "portal"},
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "$.based_on.figures",
        "$.based_on.criteria",
        "$.based_on.evidence",
        "$.based_on.application",
        "$.based_on.application",
    ]
    assert "did you mean 'grant'?" in faults[0]
    assert refused([])[0].startswith("$.based_on: expected a table")
    shapes = refused({"deadline": "soon", "figure": ["grant"], "criteria": "all"})
    assert [fault.partition(":")[0] for fault in shapes] == [
        "$.based_on.year",
        "$.based_on.deadline",
        "$.based_on.figure",
        "$.based_on.criteria",
    ]


def test_a_year_without_a_file_and_years_based_on_one_another_are_refused(tmp_path: Path) -> None:
    for year, other in ((2024, 2025), (2025, 2024), (2026, 2020)):
        (tmp_path / f"{year}.toml").write_text(f"year = {year}\n[based_on]\nyear = {other}\n", "utf-8")
    files = EditionFiles(lambda file: file, {year: tmp_path / f"{year}.toml" for year in (2024, 2025, 2026)})  # type: ignore[arg-type,return-value]  # nothing is built
    with pytest.raises(InvalidEdition, match="is based on itself, through other years"):
        files[2024]()
    with pytest.raises(InvalidEdition, match=r"the edition of 2020: .*has no file"):
        files[2026]()


@pytest.mark.parametrize("scheme", ["fr-fami", "be-inami-software", "be-proqkine"])
def test_every_shipped_file_written_out_says_the_same_to_the_digest(scheme: str) -> None:
    shipped = load_catalogue()[scheme]
    for year in shipped.years:
        text = shipped.edition_text(year) or ""
        data = loads(text)
        assert "based_on" not in data
        assert shipped.user_edition(edition_file(data, "written out")).digest == shipped.edition(year).digest


def test_an_edition_of_ones_own_can_be_based_on_a_shipped_one(tmp_path: Path) -> None:
    scheme = load_catalogue()["be-inami-software"]
    data = loads((scheme.edition_text(2026)) or "")
    names = {kind: [*data[kind]] for kind in ("figures", "criteria", "benefits")}
    lines = [f"{kind} = {names[kind]!r}" for kind in names]
    text = "\n".join(
        (
            'scheme = "be-inami-software"\nyear = 2027\ncurrency = "EUR"\nverified_on = 2027-01-10',
            'professions = ["physiotherapist"]\n[based_on]\nyear = 2026\ndeadline = 2027-12-31',
            *lines,
            'contacts = ["inami"]\nevidence = ["nothing_asked"]',
            'application = ["channel", "steps", "references"]',
            '[figures.lump_sum]\nvalue = "900.00"\n[application.payment]\n[application.window]\n',
        )
    )
    path = tmp_path / "reform.toml"
    path.write_text(text, "utf-8")
    edition = load_catalogue().with_edition(path).edition("be-inami-software", 2027)
    values = {figure.name: (figure.value, figure.references[0].confidence.value) for figure in edition.figures}
    assert values["lump_sum"][0] == "900.00"
    assert {confidence for _, confidence in values.values()} == {"inferred"}
    assert {one.deadline for one in edition.criteria} <= {None, date(2027, 12, 31)}
