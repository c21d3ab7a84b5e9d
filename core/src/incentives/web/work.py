"""The work on a request, in a thread: a slow one holds no other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import anyio
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync
from starlette.requests import HTTPConnection

from incentives.errors import IncentivesError
from incentives.report.desk import Desk
from incentives.web.languages import language_of
from incentives.web.problems import Problem
from incentives.web.settings import Settings

T = TypeVar("T")
AT_ONCE = 4  # more threads than this would only wait for one another
_LIMITS: RunVar[dict[int, CapacityLimiter]] = RunVar("incentives.web.work")


def settings_of(request: HTTPConnection) -> Settings:
    """How it is served."""
    found: Settings = request.app.state.settings
    return found


def desk_of(request: HTTPConnection) -> Desk:
    """Where a request has its reports made: in its language, today; what fails in it no other request is told."""
    return Desk(request.app.state.catalogue.apart(), language_of(request), settings_of(request).today())


def _limit(at_once: int) -> CapacityLimiter:
    limits = _LIMITS.get({})
    _LIMITS.set(limits)
    return limits.setdefault(at_once, CapacityLimiter(at_once))


async def worked(request: HTTPConnection, work: Callable[[], T], at_once: int = AT_ONCE) -> T:
    """What work on a request gives.

    Args:
        request: that it is for.
        work: is done in a thread.
        at_once: on how many such requests work is done at once; those that wait hold none of another number.

    Raises:
        Problem: if it is refused, or takes too long.
    """
    with _refusing(request):
        try:
            with anyio.fail_after(settings_of(request).longest):
                return await run_sync(work, abandon_on_cancel=True, limiter=_limit(at_once))
        except TimeoutError as error:
            raise Problem(503, "too_long") from error


def worked_here(request: HTTPConnection, work: Callable[[], T]) -> T:
    """The same of work that surely takes less than a blink: to hand it over to a thread would take half as long again.

    Raises:
        Problem: if it is refused.
    """
    with _refusing(request):
        return work()


@contextmanager
def _refusing(request: HTTPConnection) -> Iterator[None]:
    try:
        yield
    except IncentivesError as error:
        raise Problem.of(error, language_of(request)) from error
