"""What both schemes ask about a midwife in Northmark."""

from incentives import PROFESSION, Fact

under_agreement = Fact.yes_no("xn.under_agreement")
is_midwife = PROFESSION == "midwife"
