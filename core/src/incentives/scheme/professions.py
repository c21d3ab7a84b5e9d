"""The one fact that schemes of every country share: what the practitioner's profession is."""

from incentives.rules.facts import Fact

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
