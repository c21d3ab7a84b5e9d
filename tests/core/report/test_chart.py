"""The picture of a report on a table: well formed, always the same, and nothing over anything else."""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from incentives.errors import MissingExtra, UnknownFormat
from incentives.report.chart import chart, chart_format, check_can_draw, drawn
from incentives.report.filler import record_in
from incentives.report.records.recording import Record
from incentives.report.records.whole import Report, body_of
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

LANGUAGES = ("en", "fr", "nl")
LONG = (
    "Logiciel métier compatible avec le dossier médical partagé, ses connecteurs et toutes leurs versions successives"
)
DAY = date(2026, 11, 22)
Content = dict[str, Any]


def recorded(kind: type[Record] | None, value: Any) -> Any:
    """A record of the parts that a picture shows; the others are nothing."""
    if kind is None or value is None:
        return value
    if isinstance(value, list):
        return tuple(recorded(kind, one) for one in value)
    return kind(**{name: recorded(record_in(part), value.get(name)) for name, part in kind.__parts__.items()})


def drawable(content: Content) -> Report:
    report = recorded(Report, {**content, "body": content})
    return Report(**{**vars(report), "body": recorded(body_of(content["kind"]), content)})


def count(number: int, rows: int) -> Content:
    share = f"{100 * number / rows:.1f} %" if rows else None
    return {"practitioners": number, "practitioners_text": f"{number:,}", "share_text": share}


def cost(certain: str, possible: str | None) -> Content:
    text = "not bounded" if possible is None else f"€{possible}"
    return {
        "currency": "EUR",
        "certain": certain,
        "possible": possible,
        "certain_text": f"€{certain}",
        "possible_text": text,
    }


def criterion(name: str, alone: int, others: int) -> Content:
    return {"id": "c", "name": name, "not_met": alone + others, "alone": alone, "together": others, "unknown": 0}


def result(
    people: tuple[int, ...], criteria: list[Content], name: str = "FAMI (France)", *, mine: bool = False
) -> Content:
    due, unsettled, nothing, *others = people
    rows = sum(people)
    benefit = {"id": "base", "name": "Forfait socle (cinq indicateurs obligatoires)", "criteria": criteria}
    return {
        "scheme_name": name,
        "year": 2025,
        "user_supplied": mine,
        "eligible": count(due, rows),
        "undetermined": count(unsettled, rows),
        "not_eligible": count(nothing, rows),
        "not_covered": count(sum(others), rows),
        "cost": cost("121705000.00", "593325000.00"),
        "benefits": [benefit],
    }


def summary(language: str, *results: Content) -> Content:
    kinds = ("eligible", "undetermined", "not_eligible", "not_covered")
    rows = sum(results[0][key]["practitioners"] for key in kinds) if results else 0
    editions = [
        {"scheme": "fr-fami", "year": 2025, "digest": "0123456789abcdef", "user_supplied": r["user_supplied"]}
        for r in results
    ]
    head = {"kind": "table_summary", "language": language, "date": DAY, "source": "people.parquet"}
    return {**head, "practitioners": rows, "results": list(results), "editions": editions}


def comparison(language: str, changes: tuple[int, ...], possible: str | None = "593325000.00") -> Content:
    rows = sum(changes)
    sides = [
        {"year": year, "user_supplied": year == 2026, "compared": cost("121705000.00", possible)}
        for year in (2025, 2026)
    ]
    editions = [{"scheme": "fr-fami", "digest": "0123456789abcdef", **side} for side in sides]
    head = {
        "kind": "table_comparison",
        "language": language,
        "date": DAY,
        "source": None,
        "editions": editions,
    }
    kinds = ("gains", "loses", "same", "undetermined", "not_covered")
    names = {kind: count(one, rows) for kind, one in zip(kinds, (*changes, 0), strict=False)}
    body = {"before": sides[0], "after": sides[1], "difference": cost("-267895000.00", possible), **names}
    return {**head, "practitioners": rows, "scheme_name": "FAMI (France)", **body}


MANY = [criterion(f"{LONG} {place}", 10 * place, 70000) for place in range(9)]
FEW = [criterion("SCOR", 0, 3)]
CONTENTS: dict[str, Content] = {
    **{
        f"one scheme in {language}": summary(language, result((312000, 815000, 873000), MANY)) for language in LANGUAGES
    },
    "few and short": summary("en", result((1, 0, 0), FEW)),
    "nobody": summary("fr", result((0, 0, 0), [])),
    "no edition at all": summary("en"),
    "the user's own": summary(
        "fr", result((1, 2, 3), MANY, "Intervention forfaitaire de la prime télématique", mine=True)
    ),
    "three schemes": summary(
        "nl", result((1, 2, 3), MANY), result((0, 6, 0), [], "Pro-Q-Kine-premie"), result((6, 0, 0), FEW)
    ),
    **{f"a reform in {language}": comparison(language, (74000, 0, 285000, 1641000)) for language in LANGUAGES},
    "other professions": summary("fr", result((312000, 815000, 873000, 250000), MANY)),
    "a reform of whom it covers": comparison("fr", (74000, 0, 285000, 1641000, 250000)),
    "a reform for nobody": comparison("fr", (0, 0, 0, 0)),
    "a reform without bound": comparison("nl", (1, 1, 1, 1), None),
}


def texts_of(content: Content) -> Iterator[tuple[str, Any]]:
    """Every text of the picture, with the place that it takes, and the picture's own."""
    with drawn(drawable(content)) as page:
        FigureCanvasAgg(page.figure)
        page.figure.draw_without_rendering()  # it finds the places, and paints nothing
        yield "", page.figure.bbox
        for text in page.figure.findobj(Text):
            if text.get_visible() and text.get_text().strip():
                yield text.get_text(), text.get_window_extent()


@pytest.mark.parametrize("name", CONTENTS)
def test_every_text_is_within_the_picture_and_over_no_other(name: str) -> None:
    (_, whole), *texts = texts_of(CONTENTS[name])
    assert [text for text, place in texts if place.x0 < whole.x0 or place.x1 > whole.x1 or place.y0 < whole.y0] == []
    assert [text for text, place in texts if place.y1 > whole.y1] == []
    over = [(one, other) for (one, here), (other, there) in combinations(texts, 2) if here.overlaps(there)]
    assert over == []


@pytest.mark.parametrize("name", ["one scheme in fr", "nobody", "a reform in nl"])
def test_an_svg_is_well_formed_without_a_date_and_always_the_same(name: str) -> None:
    picture = chart(drawable(CONTENTS[name]), "svg")
    assert ET.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  # we have just drawn it
    assert b"dc:date" not in picture
    assert chart(drawable(CONTENTS[name]), "svg") == picture


def test_a_png_is_one_and_always_the_same() -> None:
    picture = chart(drawable(CONTENTS["few and short"]), "png")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert chart(drawable(CONTENTS["few and short"]), "png") == picture


def test_the_settings_of_the_user_change_nothing_and_stay_as_they_are() -> None:
    picture = chart(drawable(CONTENTS["few and short"]), "svg")
    with rc_context({"font.size": 30, "svg.hashsalt": "other"}) as _:
        from matplotlib import rcParams

        assert chart(drawable(CONTENTS["few and short"]), "svg") == picture
        assert rcParams["font.size"] == 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_names_scheme_year_cost_source_and_editions(language: str) -> None:
    said = " ".join(" ".join(text.split()) for text, _ in texts_of(CONTENTS[f"one scheme in {language}"]))
    for part in (
        "FAMI (France), 2025",
        "€121705000.00",
        "€593325000.00",
        "people.parquet",
        "0123456789ab",
        "2026",
        "312,000 (15.6",
    ):
        assert part in said


def test_an_edition_of_the_user_is_marked_in_title_and_source() -> None:
    said = [" ".join(text.split()) for text, _ in texts_of(CONTENTS["the user's own"])]
    assert len([text for text in said if "2025 (fichier de l'utilisateur)" in text]) == 2


@pytest.mark.parametrize(("name", "form"), [("a.svg", "svg"), ("a.SVG", "svg"), ("b.png", "png")])
def test_the_suffix_tells_the_format(name: str, form: str) -> None:
    assert chart_format(Path(name)) == form


@pytest.mark.parametrize("name", ["a.pdf", "a", "svg", "a.svg.gz"])
def test_another_suffix_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(UnknownFormat, match=r"\.svg or \.png"):
        chart_format(Path(name))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=r"incentives\[charts\]"):
        check_can_draw()
