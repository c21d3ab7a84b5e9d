"""Whatever time zone the surroundings name, the answer is the same: nothing that is printed has a time."""

import os
import subprocess
import sys

import pytest

SAID = """
import os
from datetime import date
from decimal import Decimal
from incentives.wording import formats
print(formats.amount(Decimal(800), "EUR", "en"), formats.day(date(2026, 3, 1), "fr"), os.environ["TZ"])
"""


@pytest.mark.parametrize("zone", [":/etc/passwd", "/etc/passwd"])
def test_a_time_zone_that_cannot_be_read_is_not_needed(zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAID], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == (f"€800.00 1er mars 2026 {zone}", "")
