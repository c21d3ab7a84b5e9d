"""The one fact that schemes of every country share: what the practitioner's profession is."""

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
