"""The public extracts of the French directory of health professionals (Annuaire Santé) that say facts of the FAMI."""

from importlib.resources import files

from incentives import PROFESSION, Register, RegisterColumn, RegisterFact, RegisterRows, Wording

from incentives_fr_fami import facts as ask

WORDING = Wording(files("incentives_fr_fami") / "wording")
NUMBER = "Identification nationale PP"
STAMP = r"_(?P<day>\d{8})\d{4}\.txt$"
NAMED_HERE = {
    "10": "physician",
    "40": "dentist",
    "50": "midwife",
    "60": "nurse",
    "70": "physiotherapist",
    "80": "podiatrist",
    "91": "speech_therapist",
    "92": "orthoptist",
}
OTHERS = (
    "21",
    "26",
    "28",
    "31",
    "32",
    "35",
    "36",
    "37",
    "38",
    "39",
    "81",
    "82",
    "83",
    "84",
    "85",
    "86",
    "94",
    "95",
    "96",
    "98",
)

# It does not say who is under the convention, nor as what somebody practises in a practice. "S" in every row does not
# prove that somebody was not self-employed earlier in the year.
ACTIVITIES = Register(
    name="ps-libreacces-personne-activite",
    separator="|",
    id=NUMBER,
    numbers="fr",
    facts=(
        RegisterFact(
            PROFESSION.id,
            "Code profession",
            {**NAMED_HERE, **dict.fromkeys(OTHERS, "other")},
            source="https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante",
        ),
    ),
    kept=(RegisterColumn("modes", "Code mode exercice", source="https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice"),),
    left_out=(RegisterRows("students", "Code catégorie professionnelle", ("E",)),),
    stamp=STAMP,
    source="https://www.data.gouv.fr/datasets/annuaire-sante-extractions-des-donnees-en-libre-acces-des-professionnels-"
    "intervenant-dans-le-systeme-de-sante-rpps/",
    wording=WORDING,
)

# Somebody who is not in it may have a mailbox all the same, and one of an organisation names nobody.
MAILBOXES = Register(
    name="extraction-correspondance-mssante",
    separator="|",
    id=NUMBER,
    numbers="fr",
    facts=(
        RegisterFact(
            ask.secure_messaging.id,
            "Type de BAL",
            {"PER": "mssante_personal"},
            source="https://mos.esante.gouv.fr/NOS/TRE_R257-TypeBAL",
            any_row=True,
        ),
    ),
    left_out=(RegisterRows("organisations", "Type de BAL", ("ORG", "APP")),),
    stamp=STAMP,
    source="https://www.data.gouv.fr/datasets/annuaire-sante-extraction-des-bal-mssante/",
    wording=WORDING,
)

REGISTERS = (ACTIVITIES, MAILBOXES)
