"""What one practitioner is owed, on what is told so far."""

from attrs import frozen

from incentives.comparison import Comparison
from incentives.interview.resumed import Resumed
from incentives.report.desk import Desk
from incentives.report.records.whole import Report
from incentives.situation import CheckedSituation
from incentives.web.pages.dossier import Dossier


@frozen(eq=False)
class Owed:
    """What one practitioner is owed, on what is told so far.

    Attributes:
        desk: where it is said.
        dossier: what is told.
        found: the interview, taken up from that.
        checked: the situation.
        comparison: what it comes to.
    """

    desk: Desk
    dossier: Dossier
    found: Resumed
    checked: CheckedSituation
    comparison: Comparison

    @classmethod
    def of(cls, desk: Desk, dossier: Dossier) -> "Owed":
        """On what is told.

        Raises:
            InvalidSituation: if that has faults.
            UnknownEdition: if none of the schemes has rules for any of the years.
        """
        found = dossier.interview(desk.catalogue, desk.day)
        checked = desk.catalogue.check(found.situation)
        return cls(desk, dossier, found, checked, desk.compared(checked, dossier.years, dossier.schemes))

    def report(self, *, timeline: bool = False, answer_only: bool = False, keep: bool = False) -> Report:
        """The report, as the commands give it: of one year a check, of several a comparison."""
        return self.desk.answer(
            "check" if len(self.dossier.years) == 1 else "comparison",
            self.comparison,
            self.checked,
            named=self.dossier.schemes,
            timeline=timeline,
            answer_only=answer_only,
            keep=keep,
        )
