"""Two schemes of the Health Fund of Northmark, an invented country."""

from collections.abc import Iterator

from incentives import Scheme, hookimpl

from incentives_xn_midwives import outpost, renewal


@hookimpl
def incentive_schemes() -> Iterator[Scheme]:
    """The outpost allowance, and the renewal of training."""
    yield outpost.SCHEME
    yield renewal.SCHEME
