"""What the quality premium asks about a physiotherapist in Belgium."""

from incentives import PROFESSION, Contradiction, Fact, OpenQuestion, reference_year

inami_number = Fact.yes_no("be.inami_number", annual=False, irreversible=(True,))
licensed = Fact.yes_no("be.licensed", annual=False, irreversible=(True,))
has_portfolio = Fact.yes_no("be.proqkine.has_portfolio", annual=False, irreversible=(True,))
portfolio_created_on = Fact.day("be.proqkine.portfolio_created_on", annual=False)
prosante_account = Fact.yes_no("be.prosante_account", annual=False)

general_met = Fact.yes_no("be.proqkine.general_met")
annual_met = Fact.yes_no("be.proqkine.annual_met")
cycle_met = Fact.yes_no("be.proqkine.cycle_met")
data_correct = Fact.yes_no("be.proqkine.data_correct")

received = Fact.yes_no("be.proqkine.received", irreversible=(True,))
refused = Fact.yes_no("be.proqkine.refused")

FACTS = (
    PROFESSION,
    inami_number,
    licensed,
    has_portfolio,
    portfolio_created_on,
    prosante_account,
    general_met,
    annual_met,
    cycle_met,
    data_correct,
    received,
    refused,
)

before_closing_counts = OpenQuestion("be-proqkine.portfolio_before_closing_counts", ask="proqkine")
last_day_is_29th = OpenQuestion("be-proqkine.last_day_of_february_is_29th", ask="proqkine")

QUESTIONS = (before_closing_counts, last_day_is_29th)

CONTRADICTIONS = (
    Contradiction("portfolio_date_without_portfolio", ~has_portfolio & ~portfolio_created_on.is_none),
    Contradiction("portfolio_without_date", has_portfolio & portfolio_created_on.is_none),
    Contradiction("received_and_refused", received & refused),
    # The premium of a year is paid in the next, to those who are enrolled by their portfolio.
    Contradiction("received_before_portfolio", received & (portfolio_created_on.year > reference_year() + 1)),
)
