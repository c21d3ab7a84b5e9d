"""A scheme whose editions come from files takes files of the user's own, and marks what follows from them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli_w
from incentives import Edition, InvalidEdition, Scheme, UnknownEdition
from incentives.scheme.builders import UserEdition
from incentives.scheme.editionfile import edition_file

SchemeOf = Callable[..., Scheme]
Data = dict[str, Any]
OTHER = {"document": "law", "place": "§1", "confidence": "official"}


def supplied(scheme: Scheme, data: Data, name: str = "mine.toml") -> Edition:
    return scheme.user_edition(edition_file(data, name))


def with_own(scheme: Scheme, data: Data, name: str = "mine.toml") -> Scheme:
    return scheme.with_edition(UserEdition(supplied(scheme, data, name), tomli_w.dumps(data)))


def test_an_edition_of_the_plugin_is_not_marked(built: Edition) -> None:
    assert built.user_supplied is False


def test_an_edition_of_the_user_is_marked_and_names_its_file_as_given(scheme_of: SchemeOf, data: Data) -> None:
    edition = supplied(scheme_of(data), {**data, "year": 2027}, "my bikes/2027.toml")
    assert (edition.user_supplied, edition.source, edition.year) == (True, "my bikes/2027.toml", 2027)


def test_whose_edition_it_is_and_its_file_are_no_part_of_the_digest(
    scheme_of: SchemeOf, data: Data, built: Edition
) -> None:
    scheme = scheme_of(data)
    assert supplied(scheme, data, "a.toml").digest == supplied(scheme, data, "b.toml").digest == built.digest
    data["figures"]["grant"]["value"] = "120.01"
    assert supplied(scheme, data, "a.toml").digest != built.digest


def test_a_new_year_is_one_more_in_order_and_the_scheme_stays_as_it_was(scheme_of: SchemeOf, data: Data) -> None:
    scheme = scheme_of(data)
    for year, years in ((2027, (2024, 2027)), (2020, (2020, 2024))):
        other = with_own(scheme, {**data, "year": year})
        assert other.years == years
        assert len(other.editions) == 2
        assert other.edition(year).user_supplied
        assert other.edition(2024).user_supplied is False
        assert [edition.year for edition in other.user_editions] == [year]
    assert (scheme.years, scheme.user_editions) == ((2024,), ())
    with pytest.raises(UnknownEdition):
        scheme.edition(2027)


def test_a_year_that_the_plugin_has_is_replaced(scheme_of: SchemeOf, data: Data) -> None:
    scheme = scheme_of(data)
    plugins_own = scheme.edition(2024)
    other = with_own(scheme, {**data, "projected": True})
    assert other.years == (2024,)
    assert (other.edition(2024).projected, other.edition(2024).user_supplied) == (True, True)
    assert scheme.edition(2024) is plugins_own


def test_the_mark_stays_when_a_scheme_is_made_from_another(scheme_of: SchemeOf, data: Data) -> None:
    other = attrs.evolve(with_own(scheme_of(data), {**data, "year": 2027}), authority="The village")
    assert other.edition(2027).user_supplied
    assert [edition.source for edition in other.user_editions] == ["mine.toml"]


def test_the_text_of_an_edition_is_its_file_as_it_is_written(scheme_of: SchemeOf, data: Data, path: Path) -> None:
    text = f"# a comment that no parser keeps\n{tomli_w.dumps(data)}"
    scheme = scheme_of(text)
    assert scheme.edition_text(2024) == text == path.read_text("utf-8")
    own = {**data, "year": 2027}
    assert with_own(scheme, own).edition_text(2027) == tomli_w.dumps(own)
    assert with_own(scheme, own).edition_text(2024) == text


def test_the_text_of_a_broken_edition_can_still_be_had(scheme_of: SchemeOf) -> None:
    scheme = scheme_of("year = ")
    assert scheme.edition_text(2024) == "year = "
    with pytest.raises(InvalidEdition):
        scheme.edition(2024)


def test_a_file_that_is_gone_is_named(scheme_of: SchemeOf, data: Data, path: Path) -> None:
    scheme = scheme_of(data)
    path.unlink()
    with pytest.raises(InvalidEdition, match=r"2024\.toml"):
        scheme.edition_text(2024)


def test_a_scheme_that_builds_its_editions_in_code_has_no_files_and_takes_none(
    scheme_of: SchemeOf, data: Data, built: Edition
) -> None:
    scheme = scheme_of(data, editions={2024: lambda: built})
    assert (scheme.takes_files, scheme.edition_text(2024), scheme.user_editions) == (False, None, ())
    with pytest.raises(InvalidEdition, match=r"\$\.scheme: the plugin of xx-cycling builds its editions in code"):
        supplied(scheme, data)
    own = UserEdition(supplied(scheme_of(data), data), "")
    with pytest.raises(TypeError, match="takes no editions from files"):
        scheme.with_edition(own)


def test_the_text_of_a_year_without_an_edition_is_an_unknown_edition(scheme_of: SchemeOf, data: Data) -> None:
    with pytest.raises(UnknownEdition, match="xx-cycling has no edition for 2025"):
        scheme_of(data).edition_text(2025)


def test_an_unknown_edition_says_how_to_supply_one(scheme_of: SchemeOf, data: Data, built: Edition) -> None:
    with pytest.raises(UnknownEdition) as caught:
        with_own(scheme_of(data), {**data, "year": 2027}).edition(2025)
    for part in (
        "known: 2024, 2027 (supplied by the user)",
        "incentives show xx-cycling --source -o FILE",
        "--edition FILE",
        "catalogue.with_edition(FILE)",
    ):
        assert part in str(caught.value)
    with pytest.raises(UnknownEdition) as caught:
        scheme_of(data, editions={2024: lambda: built}).edition(2025)
    assert "no file format" in str(caught.value)
    assert "--edition" not in str(caught.value)


@pytest.mark.parametrize(("key", "value"), [("source", "ours.toml"), ("user_supplied", False)])
def test_a_file_cannot_say_whose_it_is(scheme_of: SchemeOf, data: Data, key: str, value: object) -> None:
    said = (f"$: nothing is called {key!r} here",)
    with pytest.raises(InvalidEdition) as caught:
        supplied(scheme_of(data), {**data, key: value})
    assert caught.value.faults == said
    with pytest.raises(InvalidEdition) as caught:
        scheme_of({**data, key: value}).edition(2024)
    assert caught.value.faults == said


def test_a_users_edition_is_checked_as_the_plugins_are(scheme_of: SchemeOf, data: Data) -> None:
    scheme = scheme_of(data)
    undeclared = attrs.evolve(scheme, facts=scheme.facts[1:])
    with pytest.raises(InvalidEdition, match=r"mine\.toml") as caught:
        supplied(undeclared, data)
    assert caught.value.faults == ("reads the fact xx.cycles, which the scheme does not declare",)


def test_every_reference_to_an_undeclared_document_is_listed_at_once(scheme_of: SchemeOf, data: Data) -> None:
    data["figures"]["grant"]["document"] = "law"
    data["criteria"]["cycling"]["references"] = [OTHER]
    data["application"]["window"]["references"] = [OTHER, OTHER, {**OTHER, "document": "decree"}]
    with pytest.raises(InvalidEdition) as caught:
        scheme_of(data).edition(2024)
    assert caught.value.faults == (
        "$.figures.grant: no document 'law' is declared",
        "$.criteria.cycling: no document 'law' is declared",
        "$.application.window: no document 'law' is declared",
        "$.application.window: no document 'decree' is declared",
    )


def test_a_figure_in_doubt_names_a_question_that_the_scheme_asks(scheme_of: SchemeOf, data: Data) -> None:
    figure = {**OTHER, "document": "bylaw", "question": "xx-cycling.small_bell_enouhg", "yes": "small", "no": "large"}
    data["figures"]["required_bell"] = figure
    with pytest.raises(InvalidEdition, match=r"did you mean 'xx-cycling\.small_bell_enough'\?"):
        scheme_of(data).edition(2024)
