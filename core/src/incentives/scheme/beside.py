"""What schemes say of one another: which goes first, and between which one chooses."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import field, frozen

from incentives.scheme.scheme import Exclusion, Scheme
from incentives.scheme.together import in_circles


@frozen(eq=False, slots=False)
class Beside:
    """Some schemes, and what they say of one another.

    Schemes that exclude one another in a circle are taken as alternatives: none of them goes first, and no amount is
    ever added that cannot be had together.

    Attributes:
        schemes: by id.
    """

    schemes: Mapping[str, Scheme] = field()

    @classmethod
    def of(cls, schemes: Iterable[Scheme]) -> "Beside":
        """From the schemes."""
        return cls({scheme.id: scheme for scheme in schemes})

    @cached_property
    def first(self) -> Mapping[str, Mapping[str, Exclusion]]:
        """For each scheme, those that go before it."""
        leans_on = {id: self._named(scheme.excluded_by) for id, scheme in self.schemes.items()}
        circles = in_circles(leans_on)
        return {
            id: {other: one for other, one in named.items() if circles[other] != circles[id]}
            for id, named in leans_on.items()
        }

    @cached_property
    def choices(self) -> Mapping[tuple[str, str], Exclusion]:
        """Pairs of which the practitioner receives one."""
        found: dict[tuple[str, str], Exclusion] = {}
        for id, scheme in self.schemes.items():
            named = {**self._named(scheme.excluded_by), **self._named(scheme.alternative_to)}
            for other, one in named.items():
                if other not in self.first[id] and (other, id) not in found:
                    found[id, other] = one
        return found

    @cached_property
    def instead(self) -> Mapping[str, tuple[str, ...]]:
        """For each scheme, those between which, and itself, the practitioner chooses."""
        found: dict[str, list[str]] = {id: [] for id in self.schemes}
        for one, other in self.choices:
            found[one].append(other)
            found[other].append(one)
        return {id: tuple(others) for id, others in found.items()}

    @cached_property
    def against(self) -> Mapping[str, frozenset[str]]:
        """For each scheme, those that are not received with it."""
        found = {id: {*named, *self.instead[id]} for id, named in self.first.items()}
        for id, named in self.first.items():
            for other in named:
                found[other].add(id)
        return {id: frozenset(others) for id, others in found.items()}

    def _named(self, exclusions: Iterable[Exclusion]) -> dict[str, Exclusion]:
        return {one.scheme: one for one in exclusions if one.scheme in self.schemes}
