"""How many cases a law is held against: few in each run, more where `SAMPLE` says how many times as many."""

import os

TIMES = int(os.environ.get("SAMPLE", "1"))


def sample(usual: int) -> int:
    """So many cases, times what the environment asks for."""
    return usual * TIMES
