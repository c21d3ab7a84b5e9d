"""The whole years, months and days between two days."""

from incentives.errors import ExpressionError
from incentives.rules.expressions import AsOf, Elapsed, Expression, Literal
from incentives.rules.operators import as_expression, check_unit, describe, in_order, raw
from incentives.rules.types import DATE
from incentives.values import dates


def as_of() -> Expression:
    """The day on which it is asked: unknown without one, and never asked of the practitioner."""
    return AsOf()


def age(born: object, on: object = None) -> Expression:
    """The completed years of a person on a day, by default the one on which it is asked: as ``years_between``.

    Raises:
        ExpressionError: if one of them is no date.
    """
    return years_between(born, AsOf() if on is None else on)


def years_between(start: object, end: object) -> Expression:
    """The completed years from one day to another: the most years by which the first, moved, is not past the second.

    From 29 February a year is completed on the 28th where there is no 29th. It is negative where the second day comes
    before the first, and reckoned from an absent day it is absent.

    Raises:
        ExpressionError: if one of them is no date.
    """
    return elapsed("years", start, end)


def months_between(start: object, end: object) -> Expression:
    """The completed months from one day to another; from the 31st one is completed on the last day of a shorter month.

    It is negative where the second day comes before the first, and reckoned from an absent day it is absent.

    Raises:
        ExpressionError: if one of them is no date.
    """
    return elapsed("months", start, end)


def days_between(start: object, end: object) -> Expression:
    """The days from one day to another: 1 from one day to the next; negative where the second comes before the first.

    Raises:
        ExpressionError: if one of them is no date.
    """
    return elapsed("days", start, end)


def elapsed(unit: str, start: object, end: object) -> Expression:
    """The same in any unit of ``values.dates``."""
    check_unit(unit)
    first, second = as_expression(start), as_expression(end)
    for one in (first, second):
        if one.type != DATE:
            msg = f"{unit}_between(start, end) takes two dates; {describe(one)} is a {one.type}"
            raise ExpressionError(msg)

    def built(its_start: Expression, its_end: Expression) -> Expression:
        if isinstance(its_start, Literal) and isinstance(its_end, Literal):
            return Literal(dates.elapsed(unit, raw(its_start.value), raw(its_end.value)))
        return Elapsed(unit, its_start, its_end)

    def until(its_end: Expression) -> Expression:
        return in_order(lambda its_start: built(its_start, its_end), first, keeps_order=False)

    return in_order(until, second)
