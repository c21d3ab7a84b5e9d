"""Where, how and when to apply, seen from the day of the assessment."""

from typing import TYPE_CHECKING

from attrs import frozen

from incentives.assessment.outcomes import PaymentStatus
from incentives.scheme.application import Application, Contact, DatedWindow, Payment
from incentives.values import WindowStatus

if TYPE_CHECKING:
    from incentives.assessment.assessment import Assessment


@frozen(eq=False)
class ApplicationResult:
    """An edition's application, seen from the day of the assessment."""

    assessment: "Assessment"

    @property
    def rules(self) -> Application:
        """The application as the edition has it."""
        return self.assessment.edition.application

    @property
    def channel(self) -> str:
        """The id of the channel."""
        return self.rules.channel

    @property
    def steps(self) -> tuple[str, ...]:
        """The ids of the steps, in order."""
        return self.rules.steps

    @property
    def window(self) -> DatedWindow | None:
        """When one can apply; ``None`` where nothing has to be requested."""
        return self.rules.window

    @property
    def status(self) -> WindowStatus | None:
        """Where the day of the assessment stands in the window; ``None`` without a day or a window."""
        as_of = self.assessment.as_of
        return None if self.window is None or as_of is None else self.window.days.status(as_of)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to ask."""
        return self.assessment.edition.contacts

    @property
    def payment(self) -> Payment:
        """When it is paid."""
        return self.rules.payment

    @property
    def payment_status(self) -> PaymentStatus:
        """Whether what is due can be paid; this never changes what is due."""
        account = self.rules.payment.account_given
        given = True if account is None else self.assessment.details.value(account)
        return {True: PaymentStatus.POSSIBLE, False: PaymentStatus.BLOCKED}.get(given, PaymentStatus.UNKNOWN)  # type: ignore[arg-type]  # a condition is true, false or None
