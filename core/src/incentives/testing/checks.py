"""The registry of the kit's checks: data, read by the pytest class, by ``verify`` and by the command line."""

from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve, frozen

from incentives.testing import (
    dated,
    export_checks,
    laws,
    reach,
    record_checks,
    table_check,
    tried,
    weight,
    wording_checks,
)
from incentives.testing.findings import Finding
from incentives.testing.subjects import OfEdition, OfPlugin, OfScheme


@frozen(eq=False)
class Check:
    """One thing that must hold.

    Attributes:
        id: its name, in findings.
        subject: what it is held against: ``OfPlugin``, ``OfScheme`` or ``OfEdition``.
        run: yields what it finds.
        by_cases: whether it needs the author's worked cases.
    """

    id: str
    subject: type[OfPlugin]
    run: Callable[[Any], Iterator[Finding]]
    by_cases: bool = False

    @property
    def says(self) -> str:
        """What holds where nothing is found, in a sentence."""
        return (self.run.__doc__ or self.id).strip().splitlines()[0].rstrip(".")

    def findings(self, subject: OfPlugin) -> tuple[Finding, ...]:
        """What it finds, each marked with its id."""
        return tuple(evolve(finding, check=self.id) for finding in self.run(subject))

    def applies(self, subject: OfPlugin) -> bool:
        """Whether it is held against such a subject; without any case, nothing is that needs some."""
        return type(subject) is self.subject and (not self.by_cases or bool(subject.book.cases))


#: Every check of the kit, in the order in which they are held against a plugin.
CHECKS: tuple[Check, ...] = (
    Check("loads", OfPlugin, record_checks.loads),
    Check("plugin_names", OfPlugin, record_checks.plugin_names),
    Check("weight", OfPlugin, weight.light),
    Check("reads_nothing", OfPlugin, weight.reads_nothing),
    Check("activity", OfPlugin, export_checks.activity),
    Check("registers", OfPlugin, export_checks.registers),
    Check("builds", OfScheme, record_checks.builds),
    Check("ids", OfScheme, record_checks.ids),
    Check("read", OfScheme, record_checks.read),
    Check("used", OfEdition, record_checks.used),
    Check("sourced", OfEdition, record_checks.sourced),
    Check("languages", OfScheme, wording_checks.languages),
    Check("same_sentences", OfScheme, wording_checks.same_sentences),
    Check("written", OfScheme, wording_checks.written),
    Check("complete", OfEdition, wording_checks.complete),
    Check("by_rule", OfEdition, wording_checks.by_rule),
    Check("nothing_unsaid", OfScheme, wording_checks.nothing_unsaid),
    Check("placeholders", OfEdition, wording_checks.placeholders),
    Check("letters", OfEdition, wording_checks.letters),
    Check("order", OfEdition, dated.order),
    Check("continuity", OfScheme, dated.continuity),
    Check("cycles", OfScheme, dated.cycles),
    Check("reachable", OfEdition, reach.reachable),
    Check("maximum", OfEdition, reach.maximum),
    Check("cases_readable", OfPlugin, tried.readable),
    Check("cases_hold", OfEdition, tried.hold, by_cases=True),
    Check("every_edition", OfEdition, tried.every_edition, by_cases=True),
    Check("outcomes", OfScheme, tried.outcomes, by_cases=True),
    Check("both_sides", OfScheme, tried.both_sides, by_cases=True),
    Check("questions_answered", OfScheme, tried.questions_answered, by_cases=True),
    Check("values_used", OfScheme, tried.values_used, by_cases=True),
    Check("spoken", OfEdition, wording_checks.spoken, by_cases=True),
    Check("removal", OfEdition, laws.removal),
    Check("amounts", OfEdition, laws.amounts),
    Check("asking", OfEdition, laws.asking),
    Check("unknown", OfEdition, laws.unknown),
    Check("pure", OfEdition, laws.pure),
    Check("advice", OfEdition, laws.advice),
    Check("table_equals_single", OfEdition, table_check.table_equals_single, by_cases=True),
)
