"""What a program asks for, made at the desk: the same for the HTTP API and for assistants."""

from collections.abc import Callable

from incentives.report.desk import Desk
from incentives.report.orders import Order
from incentives.report.records.whole import Report
from incentives.situation import CheckedSituation

Fulfil = Callable[[Desk, Order], Report]


def checked(desk: Desk, order: Order) -> CheckedSituation:
    """The situation that an order gives, checked."""
    return order.checked or desk.catalogue.check(order.situation)


def schemes(desk: Desk, _: Order) -> Report:
    """Every scheme in a line."""
    return desk.schemes()


def questions(desk: Desk, order: Order) -> Report:
    """Every question of some schemes and years."""
    return desk.questions(order.schemes, order.years)


def next_questions(desk: Desk, order: Order) -> Report:
    """What to ask a practitioner next."""
    return desk.next_questions(order.situation, order.years, order.schemes)


def check(desk: Desk, order: Order) -> Report:
    """What a practitioner is due for one year."""
    return _answered("check", desk, order)


def comparison(desk: Desk, order: Order) -> Report:
    """The same for several years, side by side."""
    return _answered("comparison", desk, order)


def _answered(kind: str, desk: Desk, order: Order) -> Report:
    situation = checked(desk, order)
    return desk.answer(kind, desk.compared(situation, order.years, order.schemes), situation, named=order.schemes)


def advice(desk: Desk, order: Order) -> Report:
    """What would make each benefit certain to be paid."""
    situation = checked(desk, order)
    return desk.advice(desk.compared(situation, order.years, order.schemes), situation.label)
