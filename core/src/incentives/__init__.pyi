# Every public name, and where it lives; __init__.py loads a name from here when it is first used.

from incentives.advice import (
    Advice as Advice,
    BenefitAdvice as BenefitAdvice,
    Deed as Deed,
    DeedKind as DeedKind,
    DeedSet as DeedSet,
    FactChange as FactChange,
    TooLate as TooLate,
    Way as Way,
    applied as applied,
)
from incentives.assessment import (
    Amount as Amount,
    Assessment as Assessment,
    BenefitResult as BenefitResult,
    CriterionResult as CriterionResult,
    Eligibility as Eligibility,
    GroupResult as GroupResult,
    MissingFact as MissingFact,
    Outcome as Outcome,
    PaymentStatus as PaymentStatus,
    PendingDecision as PendingDecision,
    PendingQuestion as PendingQuestion,
    RequestStatus as RequestStatus,
)
from incentives.catalogue import (
    Catalogue as Catalogue,
    NotAssessed as NotAssessed,
    PluginFailure as PluginFailure,
    PluginInfo as PluginInfo,
    load_catalogue as load_catalogue,
)
from incentives.catalogue.activity_reading import ActivityReading as ActivityReading
from incentives.changes import (
    Aspect as Aspect,
    BenefitChange as BenefitChange,
    Change as Change,
    ChangedPart as ChangedPart,
    ChangeKind as ChangeKind,
    ConditionChange as ConditionChange,
    CriterionChange as CriterionChange,
    Direction as Direction,
    EditionChanges as EditionChanges,
    Joined as Joined,
    changes_between as changes_between,
)
from incentives.comparison import (
    Apart as Apart,
    Comparison as Comparison,
    SchemeComparison as SchemeComparison,
    Untold as Untold,
    compare as compare,
    compare_schemes as compare_schemes,
)
from incentives.errors import (
    AssessmentFailed as AssessmentFailed,
    DifferentWorker as DifferentWorker,
    ExpressionError as ExpressionError,
    FactError as FactError,
    IncentivesError as IncentivesError,
    InconsistentFacts as InconsistentFacts,
    InvalidArgument as InvalidArgument,
    InvalidEdition as InvalidEdition,
    InvalidReport as InvalidReport,
    InvalidRequest as InvalidRequest,
    InvalidSituation as InvalidSituation,
    InvalidTable as InvalidTable,
    MissingExtra as MissingExtra,
    PluginConflict as PluginConflict,
    PluginFailed as PluginFailed,
    UnknownEdition as UnknownEdition,
    UnknownFormat as UnknownFormat,
    UnknownPlugin as UnknownPlugin,
    UnknownScheme as UnknownScheme,
    UnreadableFile as UnreadableFile,
    WouldOverwrite as WouldOverwrite,
)
from incentives.hookspecs import (
    ReportFormat as ReportFormat,
    Screen as Screen,
    SituationReader as SituationReader,
    hookimpl as hookimpl,
)
from incentives.interview import (
    Inquired as Inquired,
    Interview as Interview,
    InterviewScreen as InterviewScreen,
    Stake as Stake,
    Topic as Topic,
)
from incentives.population.figures.figure_records import (
    BenefitSummary as BenefitSummary,
    EditionSummary as EditionSummary,
    Reform as Reform,
    Summary as Summary,
)
from incentives.population.register_records import (
    RegisterFile as RegisterFile,
    RegisterTable as RegisterTable,
)
from incentives.report.records.reading import read_report as read_report
from incentives.report.records.schema import json_schema as json_schema
from incentives.report.records.whole import Report as Report
from incentives.report.savedresults import read_saved as read_saved
from incentives.rules.bounds import (
    Range as Range,
    bounds as bounds,
)
from incentives.rules.building import (
    as_shown as as_shown,
    clamp as clamp,
    literal as literal,
    money as money,
    percent as percent,
    reference_year as reference_year,
    rounded as rounded,
    share as share,
    tiers as tiers,
    when as when,
)
from incentives.rules.evaluation import (
    Known as Known,
    evaluate as evaluate,
)
from incentives.rules.explanation import (
    TermRead as TermRead,
    explain as explain,
)
from incentives.rules.expressions import Expression as Expression
from incentives.rules.facts import (
    Display as Display,
    Fact as Fact,
    OpenQuestion as OpenQuestion,
)
from incentives.rules.operators import (
    all_of as all_of,
    any_of as any_of,
    at_least as at_least,
    maximum as maximum,
    minimum as minimum,
)
from incentives.rules.plain import (
    from_plain as from_plain,
    to_plain as to_plain,
)
from incentives.rules.proportions import (
    pro_rata as pro_rata,
    ratio as ratio,
)
from incentives.rules.relevance import relevant_missing as relevant_missing
from incentives.rules.spans import (
    age as age,
    as_of as as_of,
    days_between as days_between,
    months_between as months_between,
    years_between as years_between,
)
from incentives.rules.trace import Trace as Trace
from incentives.rules.types import NO_DAY as NO_DAY
from incentives.saved.causes import (
    Cause as Cause,
    CauseKind as CauseKind,
    Explanation as Explanation,
    Turn as Turn,
)
from incentives.saved.explaining import explain_change as explain_change
from incentives.saved.replaying import (
    Replayed as Replayed,
    ReplayedRow as ReplayedRow,
    RulesNow as RulesNow,
    replay as replay,
)
from incentives.saved.row_answers import (
    BenefitAnswer as BenefitAnswer,
    RowAnswer as RowAnswer,
)
from incentives.saved.saved_result import SavedResult as SavedResult
from incentives.saved.shifts import (
    AmountPlace as AmountPlace,
    Measure as Measure,
    Shift as Shift,
)
from incentives.scheme.application import (
    Application as Application,
    Contact as Contact,
    DatedWindow as DatedWindow,
    Evidence as Evidence,
    Handling as Handling,
    Letter as Letter,
    Payment as Payment,
    Request as Request,
    Requirement as Requirement,
)
from incentives.scheme.benefit import (
    Benefit as Benefit,
    Cadence as Cadence,
)
from incentives.scheme.criterion import (
    ConditionalNote as ConditionalNote,
    Criterion as Criterion,
    Establishment as Establishment,
    Standing as Standing,
    Theme as Theme,
    Variant as Variant,
)
from incentives.scheme.edition import (
    Cycle as Cycle,
    Edition as Edition,
)
from incentives.scheme.figures import (
    Figures as Figures,
    editions_in as editions_in,
)
from incentives.scheme.freshness import (
    Freshness as Freshness,
    freshness as freshness,
)
from incentives.scheme.group import Group as Group
from incentives.scheme.limits import figure as figure
from incentives.scheme.references import (
    Confidence as Confidence,
    Document as Document,
    Figure as Figure,
    Reference as Reference,
)
from incentives.scheme.scheme import (
    Contradiction as Contradiction,
    Exclusion as Exclusion,
    Scheme as Scheme,
)
from incentives.scheme.shared import (
    PRACTISES_IN as PRACTISES_IN,
    PROFESSION as PROFESSION,
)
from incentives.situation import (
    CheckedSituation as CheckedSituation,
    Fault as Fault,
    Situation as Situation,
)
from incentives.situation.activity import (
    Activity as Activity,
    ActivityColumn as ActivityColumn,
    ActivityCount as ActivityCount,
    ActivityExport as ActivityExport,
    ActivityKind as ActivityKind,
    ActivityReader as ActivityReader,
    ActivityRemark as ActivityRemark,
)
from incentives.situation.registers import (
    Register as Register,
    RegisterColumn as RegisterColumn,
    RegisterFact as RegisterFact,
    RegisterRows as RegisterRows,
)
from incentives.timeline import (
    Certainty as Certainty,
    Course as Course,
    CourseYear as CourseYear,
    Deadline as Deadline,
    DeedState as DeedState,
    Mark as Mark,
    MarkKind as MarkKind,
    MoneyState as MoneyState,
    PaymentTime as PaymentTime,
    Phase as Phase,
    RequestTime as RequestTime,
    Timeline as Timeline,
    timeline_of as timeline_of,
)
from incentives.values import (
    Money as Money,
    Period as Period,
    Window as Window,
    WindowStatus as WindowStatus,
    last_day_of_february as last_day_of_february,
)
from incentives.wording import Wording as Wording
from incentives.wording.words import words as words

_HOME: dict[str, str]
__all__: list[str]
