"""The facts that schemes of every country share: what the practitioner's profession is, and where it is practised."""

from incentives.rules.facts import Fact

#: The practitioner's profession: the one fact that belongs to no jurisdiction, ``practitioner.profession``. A scheme
#: whose text is not for every profession asks it; unless it lists it among its facts, it is added to them.
PROFESSION = Fact.choice(
    "practitioner.profession",
    (
        "physiotherapist",
        "speech_therapist",
        "nurse",
        "midwife",
        "podiatrist",
        "orthoptist",
        "dentist",
        "physician",
        "other",
    ),
    annual=False,
    fixed=True,
)

# ISO 3166-1 codes, in lower case: the European Economic Area, Switzerland and the United Kingdom.
_COUNTRIES = "at be bg ch cy cz de dk ee es fi fr gb gr hr hu ie is it li lt lu lv mt nl no pl pt ro se si sk"

#: The countries in which the practitioner practises, ``practitioner.practises_in``. No rule reads it: it tells which
#: schemes concern nobody here, so that nothing more is asked about them.
PRACTISES_IN = Fact.set_of("practitioner.practises_in", (*_COUNTRIES.split(), "other"), annual=False, fixed=True)
