"""Which public incentive schemes a health practitioner is due, how much, why, and what to do by when.

Plugin authors and callers import from here; every other module is internal. A name is loaded when it is first used, so
that a command which lists schemes does not pay for what assesses them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incentives.advice import Advice, BenefitAdvice, Deed, DeedKind, DeedSet, FactChange, TooLate, Way, applied
    from incentives.assessment import (
        Amount,
        Assessment,
        BenefitResult,
        CriterionResult,
        Eligibility,
        GroupResult,
        MissingFact,
        Outcome,
        PaymentStatus,
        PendingDecision,
        PendingQuestion,
        RequestStatus,
    )
    from incentives.catalogue import Catalogue, NotAssessed, PluginFailure, PluginInfo, load_catalogue
    from incentives.changes import (
        Aspect,
        BenefitChange,
        Change,
        ChangedPart,
        ChangeKind,
        ConditionChange,
        CriterionChange,
        Direction,
        EditionChanges,
        Joined,
        changes_between,
    )
    from incentives.comparison import Apart, Comparison, SchemeComparison, Untold, compare, compare_schemes
    from incentives.errors import (
        AssessmentFailed,
        ExpressionError,
        FactError,
        IncentivesError,
        InconsistentFacts,
        InvalidArgument,
        InvalidEdition,
        InvalidReport,
        InvalidSituation,
        InvalidTable,
        MissingExtra,
        PluginConflict,
        PluginFailed,
        UnknownEdition,
        UnknownFormat,
        UnknownPlugin,
        UnknownScheme,
        UnreadableFile,
        WouldOverwrite,
    )
    from incentives.hookspecs import ReportFormat, Screen, SituationReader, hookimpl
    from incentives.population.figures.records import BenefitSummary, EditionSummary, Reform, Summary
    from incentives.report.records.reading import read_report
    from incentives.report.records.schema import json_schema
    from incentives.report.records.whole import Report
    from incentives.rules.bounds import Range, bounds
    from incentives.rules.building import clamp, literal, money, percent, reference_year, rounded, share, tiers, when
    from incentives.rules.evaluation import Known, evaluate
    from incentives.rules.explanation import TermRead, explain
    from incentives.rules.expressions import Expression
    from incentives.rules.facts import Fact, OpenQuestion
    from incentives.rules.operators import all_of, any_of, at_least, maximum, minimum
    from incentives.rules.plain import from_plain, to_plain
    from incentives.rules.relevance import relevant_missing
    from incentives.rules.trace import Trace
    from incentives.rules.types import NO_DAY
    from incentives.scheme.application import (
        Application,
        Contact,
        DatedWindow,
        Evidence,
        Handling,
        Payment,
        Request,
        Requirement,
    )
    from incentives.scheme.benefit import Benefit, Cadence
    from incentives.scheme.criterion import ConditionalNote, Criterion, Establishment, Standing, Theme, Variant
    from incentives.scheme.edition import Cycle, Edition
    from incentives.scheme.figures import Figures, editions_in
    from incentives.scheme.freshness import Freshness, freshness
    from incentives.scheme.group import Group
    from incentives.scheme.limits import figure
    from incentives.scheme.references import Confidence, Document, Figure, Reference
    from incentives.scheme.scheme import Contradiction, Exclusion, Scheme
    from incentives.scheme.shared import PRACTISES_IN, PROFESSION
    from incentives.situation import CheckedSituation, Fault, Situation
    from incentives.timeline import (
        Certainty,
        Course,
        CourseYear,
        Deadline,
        DeedState,
        Mark,
        MarkKind,
        MoneyState,
        PaymentTime,
        Phase,
        RequestTime,
        Timeline,
        timeline_of,
    )
    from incentives.values import Money, Period, Window, WindowStatus, last_day_of_february
    from incentives.wording import Wording
    from incentives.wording.words import words

# Where each public name lives: what is loaded when it is first used.
_NAMES = {
    "incentives.advice": "Advice BenefitAdvice Deed DeedKind DeedSet FactChange TooLate Way applied",
    "incentives.assessment": (
        "Amount Assessment BenefitResult CriterionResult Eligibility GroupResult MissingFact Outcome "
        "PaymentStatus PendingDecision PendingQuestion RequestStatus"
    ),
    "incentives.catalogue": "Catalogue NotAssessed PluginFailure PluginInfo load_catalogue",
    "incentives.changes": (
        "Aspect BenefitChange Change ChangeKind ChangedPart ConditionChange CriterionChange Direction "
        "EditionChanges Joined changes_between"
    ),
    "incentives.comparison": "Apart Comparison SchemeComparison Untold compare compare_schemes",
    "incentives.errors": (
        "AssessmentFailed ExpressionError FactError IncentivesError InconsistentFacts InvalidArgument InvalidEdition "
        "InvalidReport InvalidSituation InvalidTable MissingExtra PluginConflict PluginFailed UnknownEdition "
        "UnknownFormat UnknownPlugin UnknownScheme UnreadableFile WouldOverwrite"
    ),
    "incentives.hookspecs": "ReportFormat Screen SituationReader hookimpl",
    "incentives.population.figures.records": "BenefitSummary EditionSummary Reform Summary",
    "incentives.report.records.reading": "read_report",
    "incentives.report.records.schema": "json_schema",
    "incentives.report.records.whole": "Report",
    "incentives.rules.bounds": "Range bounds",
    "incentives.rules.building": "clamp literal money percent reference_year rounded share tiers when",
    "incentives.rules.evaluation": "Known evaluate",
    "incentives.rules.explanation": "TermRead explain",
    "incentives.rules.expressions": "Expression",
    "incentives.rules.facts": "Fact OpenQuestion",
    "incentives.rules.operators": "all_of any_of at_least maximum minimum",
    "incentives.rules.plain": "from_plain to_plain",
    "incentives.rules.relevance": "relevant_missing",
    "incentives.rules.trace": "Trace",
    "incentives.rules.types": "NO_DAY",
    "incentives.scheme.application": "Application Contact DatedWindow Evidence Handling Payment Request Requirement",
    "incentives.scheme.benefit": "Benefit Cadence",
    "incentives.scheme.criterion": "ConditionalNote Criterion Establishment Standing Theme Variant",
    "incentives.scheme.edition": "Cycle Edition",
    "incentives.scheme.figures": "Figures editions_in",
    "incentives.scheme.limits": "figure",
    "incentives.scheme.freshness": "Freshness freshness",
    "incentives.scheme.group": "Group",
    "incentives.scheme.references": "Confidence Document Figure Reference",
    "incentives.scheme.scheme": "Contradiction Exclusion Scheme",
    "incentives.scheme.shared": "PRACTISES_IN PROFESSION",
    "incentives.situation": "CheckedSituation Fault Situation",
    "incentives.timeline": (
        "Certainty Course CourseYear Deadline DeedState Mark MarkKind MoneyState PaymentTime Phase RequestTime "
        "Timeline timeline_of"
    ),
    "incentives.values": "Money Period Window WindowStatus last_day_of_february",
    "incentives.wording": "Wording",
    "incentives.wording.words": "words",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME)


__all__ = [
    "NO_DAY",
    "PRACTISES_IN",
    "PROFESSION",
    "Advice",
    "Amount",
    "Apart",
    "Application",
    "Aspect",
    "Assessment",
    "AssessmentFailed",
    "Benefit",
    "BenefitAdvice",
    "BenefitChange",
    "BenefitResult",
    "BenefitSummary",
    "Cadence",
    "Catalogue",
    "Certainty",
    "Change",
    "ChangeKind",
    "ChangedPart",
    "CheckedSituation",
    "Comparison",
    "ConditionChange",
    "ConditionalNote",
    "Confidence",
    "Contact",
    "Contradiction",
    "Course",
    "CourseYear",
    "Criterion",
    "CriterionChange",
    "CriterionResult",
    "Cycle",
    "DatedWindow",
    "Deadline",
    "Deed",
    "DeedKind",
    "DeedSet",
    "DeedState",
    "Direction",
    "Document",
    "Edition",
    "EditionChanges",
    "EditionSummary",
    "Eligibility",
    "Establishment",
    "Evidence",
    "Exclusion",
    "Expression",
    "ExpressionError",
    "Fact",
    "FactChange",
    "FactError",
    "Fault",
    "Figure",
    "Figures",
    "Freshness",
    "Group",
    "GroupResult",
    "Handling",
    "IncentivesError",
    "InconsistentFacts",
    "InvalidArgument",
    "InvalidEdition",
    "InvalidReport",
    "InvalidSituation",
    "InvalidTable",
    "Joined",
    "Known",
    "Mark",
    "MarkKind",
    "MissingExtra",
    "MissingFact",
    "Money",
    "MoneyState",
    "NotAssessed",
    "OpenQuestion",
    "Outcome",
    "Payment",
    "PaymentStatus",
    "PaymentTime",
    "PendingDecision",
    "PendingQuestion",
    "Period",
    "Phase",
    "PluginConflict",
    "PluginFailed",
    "PluginFailure",
    "PluginInfo",
    "Range",
    "Reference",
    "Reform",
    "Report",
    "ReportFormat",
    "Request",
    "RequestStatus",
    "RequestTime",
    "Requirement",
    "Scheme",
    "SchemeComparison",
    "Screen",
    "Situation",
    "SituationReader",
    "Standing",
    "Summary",
    "TermRead",
    "Theme",
    "Timeline",
    "TooLate",
    "Trace",
    "UnknownEdition",
    "UnknownFormat",
    "UnknownPlugin",
    "UnknownScheme",
    "UnreadableFile",
    "Untold",
    "Variant",
    "Way",
    "Window",
    "WindowStatus",
    "Wording",
    "WouldOverwrite",
    "all_of",
    "any_of",
    "applied",
    "at_least",
    "bounds",
    "changes_between",
    "clamp",
    "compare",
    "compare_schemes",
    "editions_in",
    "evaluate",
    "explain",
    "figure",
    "freshness",
    "from_plain",
    "hookimpl",
    "json_schema",
    "last_day_of_february",
    "literal",
    "load_catalogue",
    "maximum",
    "minimum",
    "money",
    "percent",
    "read_report",
    "reference_year",
    "relevant_missing",
    "rounded",
    "share",
    "tiers",
    "timeline_of",
    "to_plain",
    "when",
    "words",
]
