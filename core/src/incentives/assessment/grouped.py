"""A group of benefits held against a situation."""

from collections.abc import Mapping

from attrs import field, frozen

from incentives.assessment.outcomes import NOT_MET, Amount
from incentives.assessment.results import BenefitResult
from incentives.assessment.totals import Ceiling, summed
from incentives.scheme.edition import Edition
from incentives.scheme.group import Group
from incentives.scheme.together import within
from incentives.values.exact import in_all


@frozen(eq=False)
class GroupResult:
    """Benefits that share a ceiling, or of which one is received.

    Attributes:
        group: the group.
        ceiling: what it pays at most; ``None`` where it has no ceiling.
        amount: what it pays in all.
    """

    group: Group = field(repr=lambda group: group.id)
    ceiling: Ceiling | None
    amount: Amount
    _benefits: Mapping[str, BenefitResult] = field(repr=False)

    @classmethod
    def of(
        cls, group: Group, benefits: Mapping[str, BenefitResult], ceilings: Mapping[str, Ceiling], edition: Edition
    ) -> "GroupResult":
        """From the benefits of the edition, by id, and the ceilings of its groups."""
        own = {id: benefits[id] for id in group.benefits}
        bundle = within(group, edition.benefits, edition.groups)
        whole = summed({id: result.amount for id, result in own.items()}, bundle, ceilings, edition.currency)
        return cls(group, ceilings.get(group.id), whole.amount, own)

    @property
    def id(self) -> str:
        """The group's id."""
        return self.group.id

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of the benefits between which the practitioner has, or may have, to choose."""
        perhaps = tuple(id for id, result in self._benefits.items() if result.outcome is not NOT_MET)
        return perhaps if self.group.one_only and len(perhaps) > 1 else ()

    @property
    def is_cut(self) -> bool:
        """Whether the ceiling keeps back a part of what is certain."""
        uncut = in_all(result.amount.certain for result in self._benefits.values())
        return self.ceiling is not None and not self.group.one_only and self.amount.certain < uncut
