"""What the outpost allowance asks."""

from datetime import date

from incentives import PROFESSION, Contradiction, Fact, OpenQuestion

from incentives_xn_midwives.facts import under_agreement

born_on = Fact.day("xn.born_on", annual=False)
first_agreement_on = Fact.day("xn.first_agreement_on", annual=False)
municipality = Fact.choice("xn.municipality_group", ("a", "b", "c"))
months = Fact.count("xn.outpost.months", unit="months", most=12)
births = Fact.count("xn.outpost.births", unit="births")
on_call = Fact.yes_no("xn.outpost.on_call", irreversible=(True,))
home_visits = Fact.yes_no("xn.outpost.home_visits", irreversible=(True,))
weekly_clinic = Fact.yes_no("xn.outpost.weekly_clinic", irreversible=(True,))
equipment_cost = Fact.money("xn.outpost.equipment_cost", currency="NOK")
equipment_approved = Fact.yes_no("xn.outpost.equipment_approved")
household_income = Fact.money("xn.household_income", currency="NOK", fixed=True)
requested = Fact.yes_no("xn.outpost.requested", irreversible=(True,))
requested_on = Fact.day("xn.outpost.requested_on")

leased_counts = OpenQuestion("xn-outpost.leased_counts", ask="fund")
leased = Fact.yes_no("xn.outpost.equipment_leased")

FACTS = (
    PROFESSION,
    under_agreement,
    born_on,
    first_agreement_on,
    municipality,
    months,
    births,
    on_call,
    home_visits,
    weekly_clinic,
    equipment_cost,
    leased,
    equipment_approved,
    household_income,
    requested,
    requested_on,
)
QUESTIONS = (leased_counts,)
CONTRADICTIONS = (
    Contradiction("born_after_agreement", born_on >= first_agreement_on),
    Contradiction("requested_without_a_request", ~requested & (requested_on >= date(2000, 1, 1))),
)
