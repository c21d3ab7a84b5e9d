"""Both sides of the border with the public API: what is due for 2025 and 2026, and what to do, on 22 November 2026."""

from datetime import date
from pathlib import Path

from incentives import Assessment, RequestStatus, Situation, compare, load_catalogue

TODAY = date(2026, 11, 22)
SITUATION = Path(__file__).with_name("border.toml")


def main() -> None:
    """Print one line for each scheme and year, then what to do."""
    catalogue = load_catalogue()
    situation = Situation.read(SITUATION)
    comparison = compare(catalogue.assess_all(situation, years=(2025, 2026), as_of=TODAY))

    print(f"{situation.label}, on {TODAY}")
    for row in comparison.rows:
        if isinstance(row, Assessment):
            amount = row.amount
            print(
                f"  {row.year}  {row.scheme.id:<18} certain {amount.certain:>8}"
                f"  possible {amount.possible:>8}  reachable {amount.reachable:>8} {amount.currency}"
            )
        else:
            print(f"  {row.year}  {row.scheme.id:<18} no rules known for this year: nothing is concluded")

    print("What to do:")
    for assessment in comparison.assessments:
        for line in what_to_do(assessment):
            print(f"  {assessment.year}  {assessment.scheme.id:<18} {line}")


def what_to_do(assessment: Assessment) -> list[str]:
    """Criteria that can still be met, questions to ask, requests to make."""
    lines = [
        f"by {result.criterion.deadline}: {result.remedy('en')}"
        for result in assessment.criteria.values()
        if result.still_open
    ]
    lines += [
        f"ask {question.ask.email}: is it so? {question.statement('en')}" for question in assessment.open_questions
    ]
    window = assessment.application.window
    for benefit in assessment.benefits.values():
        if benefit.is_reachable and benefit.request is RequestStatus.TO_DO and window is not None:
            lines.append(f"request {benefit.id} through {assessment.application.channel} by {window.days.last_day}")
    return lines


if __name__ == "__main__":
    main()
