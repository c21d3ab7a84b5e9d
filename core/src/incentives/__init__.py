"""Which public incentive schemes a health practitioner is due, how much, why, and what to do by when.

Plugin authors and callers import from here; every other module is internal.
"""

from incentives.assessment import (
    Amount,
    Assessment,
    BenefitResult,
    CriterionResult,
    Eligibility,
    MissingFact,
    Outcome,
    PaymentStatus,
    PendingQuestion,
    RequestStatus,
)
from incentives.catalogue import Catalogue, NotAssessed, PluginFailure, PluginInfo, load_catalogue
from incentives.comparison import Comparison, SchemeComparison, compare, compare_schemes
from incentives.errors import (
    ExpressionError,
    FactError,
    InconsistentFacts,
    IncentivesError,
    InvalidEdition,
    InvalidSituation,
    PluginConflict,
    UnknownEdition,
    UnknownFormat,
    UnknownPlugin,
    UnknownScheme,
    UnreadableFile,
    WouldOverwrite,
)
from incentives.hookspecs import ReportFormat, SituationReader, hookimpl
from incentives.rules.bounds import Range, bounds
from incentives.rules.building import literal, money, percent, reference_year, share, when
from incentives.rules.evaluation import Known, evaluate
from incentives.rules.explanation import TermRead, explain
from incentives.rules.expressions import Expression, all_of, any_of
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.plain import from_plain, to_plain
from incentives.rules.relevance import relevant_missing
from incentives.rules.trace import Trace
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
from incentives.scheme.criterion import Criterion, Establishment, Standing, Theme, Variant
from incentives.scheme.edition import Cycle, Edition
from incentives.scheme.figures import Figures, editions_in
from incentives.scheme.professions import PROFESSION
from incentives.scheme.references import Confidence, Document, Figure, Reference
from incentives.scheme.scheme import Contradiction, Scheme
from incentives.situation import CheckedSituation, Fault, Situation
from incentives.values import Money, Period, Window, WindowStatus, last_day_of_february
from incentives.wording import Wording
from incentives.wording.words import words
