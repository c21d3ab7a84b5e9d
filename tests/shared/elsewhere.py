"""What another process is asked to do."""

from typing import NoReturn

from incentives import Assessment, Situation, load_catalogue


def raised(error: Exception) -> NoReturn:
    """Raise it."""
    raise error


def assessed(scheme: str, year: int, situation: Situation) -> Assessment:
    """What a practitioner is due, by a catalogue of that process's own."""
    return load_catalogue().assess(scheme, year, situation)
