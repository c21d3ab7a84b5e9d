"""Which public incentive schemes a health practitioner is due, how much, why, and what to do by when.

Plugin authors and callers import from here; every other module is internal. A name is loaded when it is first used, so
that a command which lists schemes does not pay for what assesses them. ``__init__.pyi`` lists the names: type checkers
read it as it is, and so does this module.
"""

import re
from importlib import import_module

_IMPORTS = re.compile(r"^from (?P<module>[\w.]+) import (?P<names>\([^)]*\)|.*)$", re.MULTILINE)
_HOME = {
    name: line["module"]
    for line in _IMPORTS.finditer(__spec__.loader.get_data(f"{__spec__.origin}i").decode())  # also of a zip file
    for name in re.findall(r"(\w+) as", line["names"])
}

__all__ = list(_HOME)  # which names there are stands in one place


def __getattr__(name: str) -> object:
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME)
