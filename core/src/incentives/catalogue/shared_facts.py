"""Facts that every scheme shares, and that none may change."""

import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from attrs import fields

from incentives.rules.facts import Fact
from incentives.scheme.shared import PRACTISES_IN, PROFESSION

_BY_NAME = {"PROFESSION": PROFESSION, "PRACTISES_IN": PRACTISES_IN}
SHARED_FACTS: Mapping[str, Fact] = MappingProxyType({fact.id: fact for fact in _BY_NAME.values()})
_NAMES = tuple(
    (module, name, fact) for module in ("incentives", "incentives.scheme.shared") for name, fact in _BY_NAME.items()
)
_PARTS = tuple(attribute.name for attribute in fields(Fact))
_DECLARED = {id: {name: getattr(fact, name) for name in _PARTS} for id, fact in SHARED_FACTS.items()}


def put_back() -> tuple[str, ...]:
    """Make the shared facts again what they are; the ids of those that somebody had changed or replaced."""
    return tuple(dict.fromkeys([*_changed(), *_replaced()]))


def _changed() -> Iterator[str]:
    for id, parts in _DECLARED.items():
        fact = SHARED_FACTS[id]
        for name, declared in parts.items():
            if getattr(fact, name) is not declared:
                object.__setattr__(fact, name, declared)
                yield id


def _replaced() -> Iterator[str]:
    for module, name, fact in _NAMES:
        names = vars(sys.modules[module]) if module in sys.modules else {}
        if names.get(name, fact) is not fact:
            names[name] = fact
            yield fact.id
