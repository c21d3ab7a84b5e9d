"""One scheme of a plugin that fails takes no other with it, and its failure says which it is and where it stands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from incentives import Catalogue, InvalidEdition, load_catalogue

Install = Callable[..., Path]
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]
MANY = 400
BUILDING = """\
from functools import partial
from attrs import evolve


def numbered(number):
    if number == 137:
        return scheme_of_a_missing_town(number)
    return evolve(scheme(), id=f"xx-{number}")


def scheme_of_a_missing_town(number):
    return {}[number]
"""


def numbers(catalogue: Catalogue) -> list[str]:
    return [scheme.id for scheme in catalogue if scheme.id not in SHIPPED]


def line_of(package: Path, text: str) -> int:
    return (package / "__init__.py").read_text("utf-8").splitlines().index(text) + 1


GIVING = {
    "functions": "return [partial(numbered, number) for number in range(400)]",
    "a generator of functions": "yield from (partial(numbered, number) for number in range(400))",
    "a map": "return map(numbered, range(400))",
}


@pytest.mark.parametrize("giving", GIVING.values(), ids=GIVING.keys())
def test_all_but_the_one_that_raises_are_used_and_its_place_is_told(install: Install, giving: str) -> None:
    package = install("incentives-xx-many", first=BUILDING, giving=giving)
    catalogue = load_catalogue()
    assert set(numbers(catalogue)) == {f"xx-{number}" for number in range(MANY) if number != 137}
    (failure,) = catalogue.failures
    assert (failure.plugin, str(failure.stage)) == ("incentives_xx_many", "hook")
    assert "137" in failure.message.split("KeyError")[0] or "after xx-136" in failure.message
    line = line_of(package, "    return {}[number]")
    assert f"{package / '__init__.py'}, line {line}, in scheme_of_a_missing_town(number=137)" in failure.message
    assert "KeyError: there is no entry 137" in failure.message


def test_where_all_are_made_at_once_the_one_that_raises_is_told_with_its_place(install: Install) -> None:
    package = install("incentives-xx-many", first=BUILDING, giving="return [numbered(number) for number in range(400)]")
    catalogue = load_catalogue()
    assert numbers(catalogue) == []
    (failure,) = catalogue.failures
    line = line_of(package, "    return {}[number]")
    assert f"{package / '__init__.py'}, line {line}, in scheme_of_a_missing_town(number=137)" in failure.message


def test_what_a_generator_gave_before_it_raised_is_used(install: Install) -> None:
    install("incentives-xx-many", first=BUILDING, giving="for number in range(400):\n        yield numbered(number)")
    catalogue = load_catalogue()
    assert set(numbers(catalogue)) == {f"xx-{number}" for number in range(137)}
    (failure,) = catalogue.failures
    assert "after xx-136" in failure.message
    assert "number=137" in failure.message


def test_an_iterator_that_only_ever_raises_comes_to_an_end(install: Install) -> None:
    endless = "class Endless:\n    def __iter__(self): return self\n    def __next__(self): raise OSError('flat')"
    install("incentives-xx-many", first=endless, giving="return Endless()")
    catalogue = load_catalogue()
    assert numbers(catalogue) == []
    assert {failure.plugin for failure in catalogue.failures} == {"incentives_xx_many"}


UNSOUND = {
    "facts": ("facts=('xx.cycles',)", "xx.cycles"),
    "questions": ("questions=(cycles,)", "questions"),
    "wording": ("wording=here", "wording"),
    "years": ("editions={'2024': scheme}", "years"),
    "contradictions": ("contradictions=(cycles,)", "contradictions"),
}


@pytest.mark.parametrize(("part", "said"), UNSOUND.values(), ids=UNSOUND.keys())
def test_a_scheme_with_a_part_that_is_no_record_is_out_alone(install: Install, part: str, said: str) -> None:
    giving = f"here = 'wording'; yield evolve(scheme(), id='xx-odd', {part})\n    yield scheme()"
    install("incentives-xx-many", first="from attrs import evolve", giving=giving)
    catalogue = load_catalogue()
    assert numbers(catalogue) == ["xx-cycling"]
    (failure,) = catalogue.failures
    assert said in failure.message
    assert (failure.scheme, str(failure.stage)) == ("xx-odd", "record")


def test_the_place_of_an_error_in_an_edition_is_the_last_line_of_the_plugin_itself(install: Install) -> None:
    package = install(
        "incentives-xx-cycling",
        first="import json\n\n\ndef wheels():\n    return json.loads('no wheels')\n",
        building="wheels()",
    )
    catalogue = load_catalogue()
    with pytest.raises(InvalidEdition) as caught:
        catalogue.edition("xx-cycling", 2024)
    line = line_of(package, "    return json.loads('no wheels')")
    assert f"({package / '__init__.py'}, line {line})" in str(caught.value)
    assert "JSONDecodeError" in str(caught.value)


def test_an_error_that_cannot_even_say_what_it_is_is_named_by_its_kind(install: Install) -> None:
    mute = "class Mute(Exception):\n    def __str__(self): raise ValueError('no')\n"
    install("incentives-xx-cycling", first=f"{mute}\nraise Mute")
    (failure,) = load_catalogue().failures
    assert "cannot be imported: Mute (" in failure.message


def test_what_an_error_says_of_itself_is_told_in_one_short_line(install: Install) -> None:
    install("incentives-xx-cycling", first="raise OSError('flat\\n' * 10_000)")
    (failure,) = load_catalogue().failures
    assert "flat flat flat" in failure.message
    assert "\n" not in failure.message
    assert len(failure.message) < 1_000
