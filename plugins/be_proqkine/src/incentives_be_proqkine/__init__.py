"""The Belgian premium for the quality of physiotherapy (Pro-Q-Kiné), as a plugin of ``incentives``."""

from collections.abc import Iterator
from importlib.resources import files

from incentives import Scheme, Wording, editions_in, hookimpl

from incentives_be_proqkine.facts import CONTRADICTIONS, FACTS, QUESTIONS
from incentives_be_proqkine.rules import Figures, edition

HERE = files(__name__)


@hookimpl
def incentive_schemes() -> Iterator[Scheme]:
    """The scheme, with an edition for each file in ``editions``."""
    yield Scheme(
        id="be-proqkine",
        jurisdiction="BE",
        authority="INAMI/RIZIV",
        professions=("physiotherapist",),
        facts=FACTS,
        questions=QUESTIONS,
        contradictions=CONTRADICTIONS,
        editions=editions_in(HERE / "editions", Figures, edition, QUESTIONS),
        wording=Wording(HERE / "wording"),
    )
