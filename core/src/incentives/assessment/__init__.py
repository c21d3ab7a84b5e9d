"""One edition held against one situation."""

from incentives.assessment.assessment import Assessment, assess
from incentives.assessment.outcomes import Amount, Eligibility, Outcome, PaymentStatus, RequestStatus
from incentives.assessment.results import BenefitResult, CriterionResult, MissingFact, PendingQuestion

__all__ = [
    "Amount",
    "Assessment",
    "BenefitResult",
    "CriterionResult",
    "Eligibility",
    "MissingFact",
    "Outcome",
    "PaymentStatus",
    "PendingQuestion",
    "RequestStatus",
    "assess",
]
