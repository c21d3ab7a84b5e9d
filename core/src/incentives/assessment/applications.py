"""Where, how and when to apply, seen from the day of the assessment."""

from attrs import field, frozen

from incentives.assessment.basis import Basis
from incentives.assessment.outcomes import PaymentStatus
from incentives.scheme.application import Application, Contact, DatedWindow, Payment
from incentives.values import WindowStatus


@frozen(eq=False)
class ApplicationResult:
    """An edition's application, seen from the day of the assessment."""

    basis: Basis = field(repr=False)

    @property
    def rules(self) -> Application:
        """The application as the edition has it."""
        return self.basis.edition.application

    @property
    def channel(self) -> str:
        """The id of the channel."""
        return self.rules.channel

    @property
    def steps(self) -> tuple[str, ...]:
        """The ids of the steps, in order; none once nothing can be requested any more."""
        return () if self.basis.is_window_over else self.rules.steps

    @property
    def window(self) -> DatedWindow | None:
        """When one can apply; ``None`` where nothing has to be requested."""
        return self.rules.window

    @property
    def status(self) -> WindowStatus | None:
        """Where the day of the assessment stands in the window; ``None`` without a day or a window."""
        as_of = self.basis.as_of
        return None if self.window is None or as_of is None else self.window.days.status(as_of)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to ask."""
        return self.basis.edition.contacts

    @property
    def payment(self) -> Payment:
        """When it is paid."""
        return self.rules.payment

    @property
    def payment_status(self) -> PaymentStatus:
        """Whether what is due can be paid; this never changes what is due."""
        account = self.rules.payment.account_given
        match True if account is None else self.basis.details.value(account):
            case True:
                return PaymentStatus.POSSIBLE
            case False:
                return PaymentStatus.BLOCKED
            case _:
                return PaymentStatus.UNKNOWN
