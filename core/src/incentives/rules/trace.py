"""What one evaluation saw: the value of every node of a program."""

from attrs import define

from incentives.rules.evaluation import Known, Program, compile_program
from incentives.rules.expressions import Expression
from incentives.rules.types import NO_DAY, Value


@define(eq=False)  # made for every assessment: freezing would cost more than the rest
class Trace:
    """The values of a program's nodes for one practitioner.

    Attributes:
        program: the expressions, compiled.
        values: of its nodes, in its order; ``None`` where unknown.

    >>> from incentives import Fact, Known
    >>> acts = Fact.count("be.acts", unit="acts")
    >>> Trace.of([acts >= 500], Known(2024, annual={2024: {"be.acts": 512}})).value(acts >= 500)
    True
    """

    program: Program
    values: tuple[Value | None, ...]

    @classmethod
    def of(cls, expressions: list[Expression], known: Known) -> "Trace":
        """Compile and run; for many evaluations of the same expressions, keep a ``compile_program``."""
        program = compile_program(expressions)
        return cls(program, program.run(known))

    def value(self, expression: Expression) -> Value | None:
        """The value of a node, ``None`` where unknown.

        Raises:
            KeyError: if the expression is no part of the program.
        """
        return self.values[self.program.position[expression.digest]]

    def is_absent(self, expression: Expression) -> bool:
        """Whether a quantity is reckoned from a day that was told to be absent, so that there is none."""
        return bool(expression.days) and self.value(expression) == NO_DAY
