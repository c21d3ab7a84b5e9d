"""One edition held against one situation."""

from incentives.assessment.asking import MissingFact, PendingDecision, PendingQuestion
from incentives.assessment.assessment import Assessment, assess
from incentives.assessment.grouped import GroupResult
from incentives.assessment.outcomes import Amount, Eligibility, Outcome, PaymentStatus, RequestStatus
from incentives.assessment.results import BenefitResult, CriterionResult

__all__ = [
    "Amount",
    "Assessment",
    "BenefitResult",
    "CriterionResult",
    "Eligibility",
    "GroupResult",
    "MissingFact",
    "Outcome",
    "PaymentStatus",
    "PendingDecision",
    "PendingQuestion",
    "RequestStatus",
    "assess",
]
