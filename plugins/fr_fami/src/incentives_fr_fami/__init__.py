"""The French aid for modernising and computerising practices (FAMI), as a plugin of ``incentives``."""

from collections.abc import Iterator
from importlib.resources import files

from incentives import ActivityReader, Register, Scheme, Wording, editions_in, hookimpl

from incentives_fr_fami.billing import READER
from incentives_fr_fami.facts import CONTRADICTIONS, FACTS, QUESTIONS
from incentives_fr_fami.figures import Figures
from incentives_fr_fami.registers import REGISTERS
from incentives_fr_fami.rules import edition

HERE = files(__name__)


@hookimpl
def incentive_schemes() -> Iterator[Scheme]:
    """The scheme, with an edition for each file in ``editions``."""
    yield Scheme(
        id="fr-fami",
        jurisdiction="FR",
        authority="Assurance Maladie",
        professions=("physiotherapist", "speech_therapist"),
        facts=FACTS,
        questions=QUESTIONS,
        contradictions=CONTRADICTIONS,
        editions=editions_in(HERE / "editions", Figures, edition, QUESTIONS),
        wording=Wording(HERE / "wording"),
    )


@hookimpl
def activity_readers() -> Iterator[ActivityReader]:
    """Counts an export of billed acts."""
    yield READER


@hookimpl
def registers() -> Iterator[Register]:
    """The public extracts of the Annuaire Santé."""
    yield from REGISTERS
