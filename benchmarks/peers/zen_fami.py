"""FAMI 2025 as a GoRules decision: the rules are in ``fami_2025.json``, as an author would draw them.

It knows true and false only: a fact not given counts against the practitioner, and so does an open question, so that on
complete facts its amount is our certain one.
"""

import importlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

Evaluate = Callable[[dict[str, Any]], dict[str, Any]]

KEY = "fami-2025"
CONTENT = Path(__file__).with_name("fami_2025.json")
CRITERIA = (
    "audience", "dmp", "sesam_vitale", "scor", "transmission_rate", "secure_messaging", "coordination", "video",
    "devices",
)  # fmt: skip


def evaluator(*, trace: bool) -> Evaluate:
    """A function from a context to the whole response of the engine, whose rules are loaded once."""
    zen = importlib.import_module("zen")  # not installed where the rest is checked
    content = json.loads(CONTENT.read_text(encoding="utf-8"))
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: content}}})
    options = {"trace": trace}
    return lambda context: dict(engine.evaluate(KEY, context, options))


def context(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by dotted id as the nested tables that the engine reads, dates as text."""
    tables: dict[str, Any] = {}
    for id, value in facts.items():
        *path, last = id.split(".")
        table = tables
        for name in path:
            table = table.setdefault(name, {})
        table[last] = value.isoformat() if isinstance(value, date) else value
    return tables


def read(response: Mapping[str, Any]) -> tuple[float, dict[str, bool]]:
    """The amount, and every criterion's outcome."""
    result = response["result"]
    return result["amount"], {id: result[id] for id in CRITERIA}
