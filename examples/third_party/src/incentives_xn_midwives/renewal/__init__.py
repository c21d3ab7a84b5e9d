"""The renewal of training."""

from importlib.resources import files

from incentives import Confidence, Document, Exclusion, Reference, Scheme, Wording, editions_in

from incentives_xn_midwives.renewal.rules import FACTS, Figures, edition

HERE = files(__name__)
ORDINANCE = Document("ordinance", "Ordinance 13 of 2024, renewal of training", "Health Fund of Northmark")
SCHEME = Scheme(
    id="xn-renewal",
    jurisdiction="XN",
    authority="Health Fund of Northmark",
    professions=("midwife",),
    facts=FACTS,
    editions=editions_in(HERE / "editions", Figures, edition),
    wording=Wording(HERE / "wording"),
    excluded_by=(Exclusion("xn-outpost", [Reference(ORDINANCE, "§ 3", Confidence.OFFICIAL)]),),
)
