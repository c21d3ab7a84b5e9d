"""The one fact that schemes of every country share: what the practitioner's profession is."""

from incentives.rules.facts import Fact

#: The practitioner's profession: the one fact that belongs to no jurisdiction, ``practitioner.profession``. A scheme
#: that asks it lists it among its facts.
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
