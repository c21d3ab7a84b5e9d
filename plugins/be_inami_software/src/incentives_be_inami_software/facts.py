"""What the software aid asks about a physiotherapist in Belgium."""

from incentives import PROFESSION, Contradiction, Fact, OpenQuestion, reference_year

inami_number = Fact.yes_no("be.inami_number", annual=False, irreversible=(True,))
first_registered_on = Fact.day("be.first_registered_on", annual=False)
prosante_account = Fact.yes_no("be.prosante_account", annual=False)

member_all_year = Fact.yes_no("be.convention.all_year", irreversible=(False,))
joined_in_year = Fact.yes_no("be.convention.joined_in_year", irreversible=(True,))
acts = Fact.count("be.acts", unit="acts")
ehealth_registered = Fact.yes_no("be.software.ehealth_registered", bought=(True,))
commission_approved = Fact.yes_no("be.software.commission_approved", bought=(True,))
main_occupation = Fact.yes_no("be.main_occupation")
sharing_confirmed = Fact.yes_no("be.software.sharing_confirmed")

requested = Fact.yes_no("be.inami_software.requested", irreversible=(True,))
requested_on = Fact.day("be.inami_software.requested_on")
request_channel = Fact.choice("be.inami_software.request_channel", ("prosante", "form", "other"))
received = Fact.yes_no("be.inami_software.received", irreversible=(True,))
refused = Fact.yes_no("be.inami_software.refused")

FACTS = (
    PROFESSION,
    inami_number,
    first_registered_on,
    prosante_account,
    member_all_year,
    joined_in_year,
    acts,
    ehealth_registered,
    commission_approved,
    main_occupation,
    sharing_confirmed,
    requested,
    requested_on,
    request_channel,
    received,
    refused,
)

gap_ignored = OpenQuestion("be-inami-software.gap_in_convention_ignored", ask="inami")

QUESTIONS = (gap_ignored,)

FIRST_PREMIUM_YEAR_REQUESTED_AFTERWARDS = 2024

_registered = (member_all_year, joined_in_year, acts > 0, received)
_channel_given = request_channel.is_in(request_channel.values)
_registered_later = first_registered_on.year > reference_year()
_asked_before_it_could_be = (requested_on.year <= reference_year()) & (
    reference_year() >= FIRST_PREMIUM_YEAR_REQUESTED_AFTERWARDS
)
_asked_too_late_to_belong = (requested_on.year > reference_year() + 1) & (
    reference_year() >= FIRST_PREMIUM_YEAR_REQUESTED_AFTERWARDS
)

CONTRADICTIONS = (
    Contradiction("member_before_registration", member_all_year & _registered_later),
    Contradiction("joined_before_registration", joined_in_year & _registered_later),
    Contradiction("acts_before_registration", (acts > 0) & _registered_later),
    *(Contradiction("never_registered", first_registered_on.is_none & one) for one in _registered),
    Contradiction("number_without_registration", first_registered_on.is_none & inami_number),
    Contradiction(
        "requested_outside_year",
        _asked_before_it_could_be | _asked_too_late_to_belong | (requested_on.year < reference_year()),
    ),
    Contradiction(
        "requested_contradiction",
        ~requested & ((requested_on.year >= reference_year()) | _channel_given),
    ),
    Contradiction("received_and_refused", received & refused),
    Contradiction("answered_without_request", ~requested & (received | refused)),
    Contradiction("received_before_registration", received & _registered_later),
    *(Contradiction("requested_without_day", requested_on.is_none & made) for made in (requested, _channel_given)),
)
