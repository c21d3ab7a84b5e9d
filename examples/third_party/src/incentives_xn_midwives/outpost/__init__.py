"""The outpost allowance."""

from importlib.resources import files

from incentives import Scheme, Wording, editions_in

from incentives_xn_midwives.outpost.facts import CONTRADICTIONS, FACTS, QUESTIONS
from incentives_xn_midwives.outpost.rules import Figures, edition

HERE = files(__name__)
SCHEME = Scheme(
    id="xn-outpost",
    jurisdiction="XN",
    authority="Health Fund of Northmark",
    professions=("midwife",),
    facts=FACTS,
    questions=QUESTIONS,
    contradictions=CONTRADICTIONS,
    editions=editions_in(HERE / "editions", Figures, edition, QUESTIONS),
    wording=Wording(HERE / "wording"),
)
