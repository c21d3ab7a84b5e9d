"""What the quality premium asks about a physiotherapist in Belgium."""

from incentives import PROFESSION, Contradiction, Fact, OpenQuestion, reference_year

inami_number = Fact.yes_no("be.inami_number", annual=False, irreversible=(True,))
first_registered_on = Fact.day("be.first_registered_on", annual=False)
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
    first_registered_on,
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

FEBRUARY = 2  # with its last day the verification of the year before closes

_criteria_met = (general_met, annual_met, cycle_met)
_years_after = first_registered_on.year - reference_year()
# Whether a number obtained between the end of the year and that closing is in time is not said.
_registered_too_late = (_years_after > 1) | ((_years_after == 1) & (first_registered_on.month > FEBRUARY))

CONTRADICTIONS = (
    Contradiction("portfolio_date_without_portfolio", ~has_portfolio & ~portfolio_created_on.is_none),
    Contradiction("portfolio_without_date", has_portfolio & portfolio_created_on.is_none),
    Contradiction("received_and_refused", received & refused),
    # The premium of a year is paid in the next, to those who are enrolled by their portfolio.
    Contradiction("received_before_portfolio", received & (portfolio_created_on.year > reference_year() + 1)),
    *(Contradiction("criteria_before_registration", met & _registered_too_late) for met in _criteria_met),
    Contradiction("received_before_registration", received & _registered_too_late),
    *(Contradiction("never_registered", first_registered_on.is_none & one) for one in (*_criteria_met, received)),
    Contradiction("number_without_registration", first_registered_on.is_none & inami_number),
)
