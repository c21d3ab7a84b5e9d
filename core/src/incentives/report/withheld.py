"""A result without the answers that it follows from: what is left says no more than its amounts."""

from incentives.catalogue import Stage
from incentives.report.records import person
from incentives.report.records.pieces import Failure
from incentives.report.records.whole import Report
from incentives.wording import Speech


def withheld(report: Report) -> Report:
    """The same report on a practitioner without what was told, nor anything that gives it away.

    Reasons, outcomes of criteria, what is missing, what to do, requests and what was received all repeat an answer, or
    are one. The amounts stay, with the rules.
    """
    content = report.body
    if not isinstance(content, person.Comparison):
        raise TypeError(report.kind)
    rows = tuple(_row(row) if isinstance(row, person.Assessment) else row for row in content.rows)
    nothing = dict.fromkeys(("notices", "answer", "received", "untold"), ())
    absent = dict.fromkeys(("label", "timeline", "kept"))
    said = {"rows": rows, "not_kept": Speech(report.language).say("saved", "without_answers")}
    body = person.Comparison(**{**vars(content), **nothing, **absent, **said})
    failures = tuple(map(_failure, report.failures))
    return Report(**{**vars(report), "body": body, "failures": failures})


def _row(row: person.Assessment) -> person.AmountsOnly:
    given = {name: getattr(row, name) for name in person.AmountsOnly.__parts__}
    benefits = tuple(_benefit(one) for one in row.benefits)
    return person.AmountsOnly(**{**given, "assessed": "amounts_only", "benefits": benefits})


def _benefit(benefit: person.Benefit) -> person.BenefitAmounts:
    return person.BenefitAmounts(**{name: getattr(benefit, name) for name in person.BenefitAmounts.__parts__})


def _failure(failure: Failure) -> Failure:
    """A failure; where rules failed on the answers, without what they said of these."""
    return Failure(**{**vars(failure), "message": ""}) if failure.stage is Stage.RULE else failure
