"""The Belgian aid towards the cost of patient-record software (INAMI/RIZIV), as a plugin of ``incentives``."""

from collections.abc import Iterator
from importlib.resources import files

from incentives import Scheme, Wording, editions_in, hookimpl

from incentives_be_inami_software.facts import CONTRADICTIONS, FACTS, QUESTIONS
from incentives_be_inami_software.rules import Figures, edition

HERE = files(__name__)


@hookimpl
def incentive_schemes() -> Iterator[Scheme]:
    """The scheme, with an edition for each file in ``editions``."""
    yield Scheme(
        id="be-inami-software",
        jurisdiction="BE",
        authority="INAMI/RIZIV",
        professions=("physiotherapist",),
        facts=FACTS,
        questions=QUESTIONS,
        contradictions=CONTRADICTIONS,
        editions=editions_in(HERE / "editions", Figures, edition, QUESTIONS),
        wording=Wording(HERE / "wording"),
    )
