"""Each check of the kit lets a sound plugin pass, and catches one that breaks it; what it says teaches."""

from collections.abc import Callable
from typing import Any

import pytest
from incentives.testing import CHECKS, Severity

MODULE, EDITION, WORDING, CASES = "__init__.py", "editions/2025.toml", "wording/en.toml", "cases/basic.toml"
NEXT_YEAR = (("year = 2025", "year = 2026"),)


def _edit(*edits: tuple[str, str, str]) -> Callable[[Any], None]:
    def break_it(plugin: Any) -> None:
        for edit in edits:
            plugin.edit(*edit)

    return break_it


def _misname(**names: str) -> Callable[[Any], None]:
    def break_it(plugin: Any) -> None:
        for name, value in names.items():
            setattr(plugin, name, value)

    return break_it


def _window(text: str) -> tuple[str, str, str]:
    return EDITION, "payment = {}", f"payment = {{}}\nwindow = {text}"


def _request(plugin: Any) -> None:
    plugin.edit(MODULE, 'requires=("cycling", "riding")', 'requires=("cycling", "riding"), request=REQUEST')
    plugin.edit(MODULE, "\n\n@frozen", "\nREQUEST = incentives.Request(made=cycles, made_on=started_on)\n\n\n@frozen")


def _no_benefits(plugin: Any) -> None:
    plugin.edit(MODULE, "benefits=[grant, bonus]", "benefits=[]")
    plugin.edit(MODULE, "    grant = f.benefit(", "    unused = lambda: f.benefit(")
    plugin.edit(MODULE, "    bonus = f.benefit(", "    unused = lambda: f.benefit(")
    plugin.edit(EDITION, "benefits.", "# benefits.")
    plugin.edit(EDITION, 'scheme = "xx-cycling"', 'scheme = "xx-cycling"\nbenefits = {}')


def _ceiling(plugin: Any) -> None:
    at_most = 'incentives.when(kilometres >= 800).then(money("140", "EUR")).otherwise(money("150", "EUR"))'
    group = f'f.group("all", ("grant", "bonus"), at_most={at_most})'
    plugin.edit(MODULE, "benefits=[grant, bonus])", f"benefits=[grant, bonus], groups=[{group}])")
    source = 'references = [{ document = "bylaw", place = "article 5", confidence = "official" }]'
    plugin.edit(EDITION, "[application]", f"[groups.all]\n{source}\n\n[application]")


def _prudent(day: str) -> Callable[[Any], None]:
    source = 'advise_references = [{ document = "bylaw", place = "article 6", confidence = "inferred" }]'
    return _edit(_window(f'{{ advise_by = {day}, advise_note = "hills", {source} }}'))


def _deadline_after_closing(plugin: Any) -> None:
    _request(plugin)
    plugin.edit(*_window("{ opens = 2025-11-01, closes = 2025-11-30 }"))
    plugin.edit(EDITION, "criteria.cycling.ref", "criteria.cycling.deadline = 2025-12-31\ncriteria.cycling.ref")


def _next_edition(*changes: tuple[str, str, str]) -> Callable[[Any], None]:
    def break_it(plugin: Any) -> None:
        plugin.copy(EDITION, "editions/2026.toml", *NEXT_YEAR)
        for change in changes:
            plugin.edit(*change)

    return break_it


def _cycle(start: int, place: int) -> tuple[str, str, str]:
    cycle = f"incentives.Cycle(incentives.Period(date({start}, 1, 1), date({start + 2}, 12, 31)), {place}, 3)"
    return MODULE, "benefits=[grant, bonus])", f"benefits=[grant, bonus], cycle={cycle})"


def _overlapping_cycles() -> tuple[str, str, str]:
    cycle = "incentives.Cycle(incentives.Period(date(f.year, 1, 1), date(f.year + 2, 12, 31)), 1, 3)"
    return MODULE, "benefits=[grant, bonus])", f"benefits=[grant, bonus], cycle={cycle})"


def _period(start: str) -> tuple[str, str, str]:
    period = f"incentives.Period(date({start}), date(f.year, 12, 31))"
    return MODULE, "benefits=[grant, bonus])", f"benefits=[grant, bonus], period={period})"


PRUDENT = "criteria.cycling.deadline = 2025-12-31\ncriteria.cycling.advise_by = 2024-12-30\n"
DATE = (MODULE, "from decimal", "from datetime import date\nfrom decimal")

LOOKED_UP = """
    import socket
    try:
        socket.getaddrinfo("localhost", 1)
    except OSError:
        pass
    yield scheme()
"""
QUALITY = "theme=Theme.QUALITY, established_by=declared"
PAID_EARLY = "window = { opens = 2025-06-01 }\npayment = { start = 2025-03-01, end = 2025-03-31 }"
BONUS = 'money(f.bonus, "EUR")'
NEVER_120 = f'incentives.when(bell == "none").then(money(f.grant, "EUR")).otherwise({BONUS})'
EN = "xx-cycling, wording/en.toml"

# For each check: how the plugin is broken, the place that must be named, and words that must be said of it.
BROKEN: dict[str, list[tuple[Callable[[Any], None], str, str]]] = {
    "loads": [
        (_edit((MODULE, "from decimal", "import no_such_module\nfrom decimal")), "xx_cycling, import", "no_such"),
        (_edit((MODULE, "    yield scheme()", '    print("hello")\n    yield scheme()')), "xx_cycling", "prints"),
        (_edit((MODULE, "    yield scheme()", "    return []")), "xx_cycling", "gives nothing"),
        (_edit((MODULE, '"xx-cycling.tandem', '"xx-other.tandem')), "xx_cycling, record", "xx-other.tandem_counts"),
    ],
    "plugin_names": [(_misname(distribution="cycling-aid"), "xx_cycling", "'cycling-aid'")],
    "weight": [
        (
            _edit((MODULE, "from decimal", "import time; time.sleep(0.6)\nfrom decimal")),
            "xx_cycling",
            "to load, beside core",
        ),
        (_edit((MODULE, "from decimal", "import polars\nfrom decimal")), "xx_cycling", "polars"),
    ],
    "reads_nothing": [
        (
            _edit((MODULE, "    yield scheme()", '    open("/etc/hostname").close()\n    yield scheme()')),
            "xx_cycling",
            "open '/etc/hostname'",
        ),
        (
            _edit(
                (
                    MODULE,
                    "    yield scheme()",
                    LOOKED_UP,
                )
            ),
            "xx_cycling",
            "socket.getaddrinfo",
        ),
    ],
    "builds": [
        (_edit((EDITION, "figures.bonus", "figures.bonuss")), "xx-cycling 2025", "bonuss"),
        (
            _edit((MODULE, 'editions=editions_in(here / "editions", Figures, edition, QUESTIONS)', "editions={}")),
            "xx-cycling",
            "has no edition",
        ),
    ],
    "ids": [
        (_edit((MODULE, '"xx.bell"', '"yy.bell"')), "xx-cycling, facts.yy.bell", "the jurisdiction, 'xx.'"),
        (_edit((MODULE, 'jurisdiction="XX"', 'jurisdiction="Xanadu"')), "xx-cycling", "'Xanadu'"),
        (_edit((MODULE, 'jurisdiction="XX"', 'jurisdiction="YY"')), "xx-cycling", "start with its jurisdiction, 'yy'"),
        (_misname(entry_point="cycling"), "xx-cycling", "'cycling'"),
    ],
    "read": [
        (
            _edit((MODULE, '(bell != "none") | tandem_counts', 'bell != "none"')),
            "xx-cycling, questions.xx-cycling.tandem_counts",
            "no edition reads it",
        )
    ],
    "used": [
        (_edit((MODULE, '("cycling", "riding")', '("cycling",)')), "xx-cycling 2025, criteria.riding", "no benefit"),
        (
            _edit((EDITION, "[application]", '[[evidence]]\nid = "log"\nhandling = "kept"\n\n[application]')),
            "xx-cycling 2025, evidence.log",
            "no criterion names it",
        ),
        (
            _no_benefits,
            "xx-cycling 2025",
            "pays nothing",
        ),
    ],
    "sourced": [
        (_edit(_window("{ opens = 2026-01-01 }")), "xx-cycling 2025, application.window", "has no reference"),
        (
            _edit(_window('{ advise_by = 2025-10-31, advise_note = "hills" }')),
            "xx-cycling 2025, application.window.advise_by",
            "has no reference",
        ),
        (_edit((EDITION, '"article 4"', '" "')), "xx-cycling 2025, criteria.riding", "without a place in it"),
    ],
    "languages": [
        (_edit((WORDING, 'translation = "source"', "")), EN, "whose words they are"),
        (lambda p: p.copy(WORDING, "wording/elvish.toml"), "xx-cycling, wording/elvish.toml", "no language"),
        (lambda p: (p.folder / WORDING).unlink(), "xx-cycling, wording", "there is no wording"),
    ],
    "same_sentences": [
        (
            lambda p: p.copy(WORDING, "wording/fr.toml", ('remedy = "Be heard."', "")),
            "xx-cycling, wording/fr.toml, criteria.riding.remedy",
            "is missing, but en has it",
        ),
        (
            lambda p: p.copy(WORDING, "wording/fr.toml", ("Cycle {minimum_kilometres} km.", "Roulez.")),
            "xx-cycling, wording, criteria.cycling.remedy",
            "name different values",
        ),
    ],
    "written": [
        (_edit((WORDING, '"Buy a bell."', '"TODO"')), f"{EN}, criteria.equipment.remedy", "'TODO'"),
        (
            _edit((WORDING, 'short = "Cycling"', 'short = "{year}"')),
            f"{EN}, scheme.short",
            "has a placeholder",
        ),
    ],
    "complete": [
        (
            _edit((WORDING, 'queue = "Queue at the counter."', "")),
            "xx-cycling 2025, wording/en.toml, steps.queue",
            "is missing",
        ),
        (
            _edit((MODULE, QUALITY, f"{QUALITY}, quiet=(bell == 'none')")),
            "xx-cycling 2025, wording/en.toml, criteria.riding",
            "'quiet'",
        ),
    ],
    "nothing_unsaid": [
        (
            _edit((WORDING, "[criteria.riding]", '[notes]\nhills = "There are hills."\n\n[criteria.riding]')),
            f"{EN}, notes.hills",
            "no edition can say it",
        ),
        (
            _edit((WORDING, "[criteria.riding]", '[editions.1999.steps]\nqueue = "Wait."\n\n[criteria.riding]')),
            f"{EN}, editions.1999.steps.queue",
            "no edition can say it",
        ),
    ],
    "placeholders": [
        (
            _edit((WORDING, '"Buy a bell."', '"Buy a bell by {deadline}."')),
            "xx-cycling 2025, wording/en.toml, criteria.equipment.remedy",
            "{deadline} cannot be filled in there",
        ),
        (
            _edit((WORDING, "{xx.kilometres} km were", "{xx.bell} km were")),
            "xx-cycling 2025, wording/en.toml, faults.far_without_cycling",
            "{xx.bell}",
        ),
        (
            _edit((WORDING, '"Buy a bell."', '"Buy a bell}."')),
            "xx-cycling 2025, wording/en.toml, criteria.equipment.remedy",
            "a brace that stands alone",
        ),
    ],
    "order": [
        (
            _edit((EDITION, "criteria.cycling.ref", "criteria.cycling.deadline = 2024-12-31\ncriteria.cycling.ref")),
            "xx-cycling 2025, criteria.cycling, deadline",
            "before the period begins",
        ),
        (_deadline_after_closing, "xx-cycling 2025, criteria.cycling, deadline", "window closes before the deadline"),
        (_prudent("2024-10-31"), "xx-cycling 2025, application.window.advise_by", "before the period begins"),
        (
            _edit((EDITION, "criteria.cycling.ref", f"{PRUDENT}criteria.cycling.ref")),
            "xx-cycling 2025, criteria.cycling, advise_by",
            "before the period begins",
        ),
        (
            _edit((EDITION, "payment = {}", PAID_EARLY)),
            "xx-cycling 2025, application.payment",
            "paid before it can be requested",
        ),
        (
            _edit((EDITION, "verified_on = 2025-06-01", "verified_on = 2025-06-01\nexpected_next = 2025-01-01")),
            "xx-cycling 2025, expected_next",
            "newer rules",
        ),
        (_edit((EDITION, "date = 2024-12-01", "date = 2025-12-01")), "2025, verified_on", "published later"),
    ],
    "continuity": [
        (_next_edition(DATE, _period("f.year, 2, 1")), "xx-cycling, 2025 and 2026, period", "there is a gap"),
        (_next_edition(DATE, _period("f.year - 1, 12, 31")), "xx-cycling, 2025 and 2026, period", "they overlap"),
    ],
    "cycles": [
        (_edit(DATE, _cycle(2024, 1)), "xx-cycling 2025, cycle", "it is year 1 of a cycle that starts in 2024"),
        (_edit(DATE, _cycle(2026, 1)), "xx-cycling 2025, cycle", "not inside its cycle"),
        (_next_edition(DATE, _overlapping_cycles()), "xx-cycling, cycle", "overlaps the one that ends on 2027-12-31"),
    ],
    "reachable": [
        (
            _edit((MODULE, '"cycling", cycles &', '"cycling", ~cycles &'), (EDITION, "value = 500", "value = 1000")),
            "xx-cycling 2025, benefits.grant",
            "can never be due: no situation meets cycling",
        ),
        (
            _edit((MODULE, '(bell != "none") | tandem_counts', 'bell == "none"')),
            "xx-cycling 2025, benefits.bonus",
            "no situation meets all of equipment, cycling, riding",
        ),
        (_edit((EDITION, '"30.00"', '"0.00"')), "xx-cycling 2025, benefits.bonus", "pays nothing wherever it is due"),
    ],
    "maximum": [
        (
            _edit((MODULE, BONUS, NEVER_120)),
            "xx-cycling 2025, benefits.bonus",
            "never pays the 120.00 that it says; the edition pays at most 150",
        )
    ],
    "cases_readable": [
        (_edit((CASES, 'from = "rider"\nunset = ["xx.kilometres"]', 'from = "walker"')), "cases", "[base.walker]"),
        (_edit((CASES, 'says = "499 km are not enough"', "")), "cases", "says nothing"),
        (_edit((CASES, "xx.kilometres = 499", 'xx.kilometres = "many"')), "cases", "expected a whole number"),
        (_edit((CASES, 'missing = ["xx.kilometres"]', 'missing = ["xx.miles"]')), "cases", "'xx.miles'"),
    ],
    "cases_hold": [
        (_edit((EDITION, "value = 500", "value = 501")), "cases", "expects '150.00', but the program says '0'"),
    ],
    "every_edition": [
        (_next_edition(), "xx-cycling 2026", "no case is of this edition"),
    ],
    "outcomes": [
        (
            _edit((CASES, 'unset = ["xx.kilometres"]', "")),
            "xx-cycling 2025, criteria.cycling",
            "no case sees it unknown",
        ),
    ],
    "both_sides": [
        (_ceiling, "xx-cycling 2025, groups.all", "exactly at it or just on the other side: kilometres at least 800"),
        (_edit((CASES, "xx.kilometres = 499", "xx.kilometres = 400")), "xx-cycling 2025", "just on the other side"),
        (_edit((CASES, "xx.kilometres = 500", "xx.kilometres = 600")), "xx-cycling 2025", "exactly at it"),
    ],
    "questions_answered": [
        (
            _edit((CASES, "tandem does not", "horse does"), (CASES, 'counts" = false', 'counts" = true')),
            "xx-cycling, questions.xx-cycling.tandem_counts",
            "answered no",
        ),
    ],
    "values_used": [
        (_edit((CASES, 'xx.bell = "none"', 'xx.bell = "loud"')), "xx-cycling, facts.xx.bell", "'none'"),
    ],
    "spoken": [
        (
            _edit((WORDING, "We do not know how far you cycled.", "You cycled {xx.kilometres} km.")),
            "cases",
            "names a value that was not given",
        ),
    ],
}


def test_the_sound_plugin_passes_every_check(plugin: Any) -> None:
    wrong = [str(finding) for check in CHECKS for finding in plugin.findings(check.id)]
    assert wrong == []


@pytest.mark.parametrize(
    ("check", "break_it", "place", "said"),
    [(check, *broken) for check, several in BROKEN.items() for broken in several],
    ids=[f"{check}: {broken[2]}" for check, several in BROKEN.items() for broken in several],
)
def test_a_check_catches_what_breaks_it(
    plugin: Any, check: str, break_it: Callable[[Any], None], place: str, said: str
) -> None:
    break_it(plugin)
    found = plugin.findings(check)
    matching = [one for one in found if place in one.place and said in one.problem]
    assert matching, [str(one) for one in found]
    assert all(one.remedy and one.severity is Severity.FINDING and one.check == check for one in matching)
