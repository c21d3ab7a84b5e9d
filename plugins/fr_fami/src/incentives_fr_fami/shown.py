"""What amelipro shows of an indicator, in the years whose texts say that it does.

The payer measures three indicators itself and asks no paper for them: what it shows of them settles them either way. Of
the declared ones it fills in what it has traced in the year. That settles them where it is filled in; where it is not,
the texts let the practitioner declare, so nothing follows.
"""

from typing import Any

from incentives import Expression, as_shown

from incentives_fr_fami import facts as ask
from incentives_fr_fami.figures import Figures

MEASURED = {
    "sesam_vitale": ask.shown_sesam_vitale,
    "scor": ask.shown_scor,
    "transmission_rate": ask.shown_transmission_rate,
}
PREFILLED = {"dmp": ask.shown_dmp, "secure_messaging": ask.shown_secure_messaging}


def measured(f: Figures, indicator: str, condition: Expression) -> Expression:
    """A measured indicator's condition, settled also by what amelipro shows of it."""
    if indicator not in f.measured_shown:
        return condition
    shown = MEASURED[indicator]
    return as_shown(condition, met=shown == "validated", not_met=shown == "not_validated")


def traced(f: Figures, item: str, condition: Expression) -> Expression:
    """What the payer traces in the year, settled also by the item being filled in."""
    return as_shown(condition, met=PREFILLED[item] == "prefilled") if item in f.prefilled_shown else condition


def filled_in(f: Figures, item: str, otherwise: Expression) -> Expression:
    """Whether an item is filled in: as amelipro shows it, or else as the texts let one conclude."""
    if item not in f.prefilled_shown:
        return otherwise
    return as_shown(PREFILLED[item] != "not_prefilled", met=otherwise, not_met=~otherwise)


def as_displayed(f: Figures, indicator: str) -> dict[str, Any]:
    """The case in which a sentence says that it is so as shown; none in years of which no text says that it is."""
    if indicator in f.measured_shown:
        return {"shown": MEASURED[indicator] != "not_shown"}
    return {"prefilled": PREFILLED[indicator] == "prefilled"} if indicator in f.prefilled_shown else {}
