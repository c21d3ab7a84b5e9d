"""Content of one scheme, which its own wording must not keep from the others."""

from collections.abc import Callable

from incentives.catalogue import Catalogue, Stage
from incentives.catalogue.failures import guarded
from incentives.report.parts import Content


def worded(
    build: Callable[[], Content], catalogue: Catalogue, scheme_id: str, year: int | None = None
) -> Content | None:
    """What ``build`` gives, or ``None``, with the failure in the catalogue, where its sentences cannot be used."""
    result = guarded(build)
    if result.value is None:
        message = f"its wording cannot be used: {result.said}; tell its author, or disable it"
        catalogue.record_failure(scheme_id, Stage.RECORD, message, year)
    return result.value
