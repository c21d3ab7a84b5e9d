"""The records of plugins."""

from datetime import date as day
from typing import Annotated, Literal

from incentives.catalogue import PluginState
from incentives.report.records.recording import Record


class Installed(Record):
    """A plugin."""

    name: Annotated[str, "its entry point"]
    distribution: Annotated[str, "the distribution that it comes with"]
    version: Annotated[str, "of the distribution"]


class Soundness(Record):
    """Whether a plugin was found sound."""

    standing: Annotated[
        Literal["verified", "not_verified", "changed"], "changed: it was sound, and is not what it was then"
    ]
    on: Annotated[day | None, "the day on which it was last found sound"]


class Plugin(Installed):
    """A plugin, and what became of it."""

    state: Annotated[PluginState, "what became of it"]
    schemes: Annotated[tuple[str, ...], "ids of the schemes that it gives"]
    formats: Annotated[tuple[str, ...], "report formats that it writes"]
    readers: Annotated[tuple[str, ...], "situation formats that it reads"]
    activity: Annotated[tuple[str, ...], "ids of the schemes for which it counts exports of what was billed"]
    registers: Annotated[tuple[str, ...], "public registers that it reads"]
    printed: Annotated[str | None, "what it printed while it was loaded"]
    verified: Annotated[Soundness | None, "whether incentives verify found it sound; null for core's own"]


class Plugins(Record):
    """The installed plugins."""

    plugins: Annotated[tuple[Plugin, ...], "every installed plugin, sorted by name"]


class Finding(Record):
    """Something to put right, or worth knowing."""

    check: Annotated[str, "the id of the check"]
    severity: Annotated[Literal["finding", "note"], "to be put right, or only worth knowing"]
    place: Annotated[str, "where, as a path"]
    problem: Annotated[str, "what is wrong"]
    remedy: Annotated[str, "how to put it right"]


class Verification(Installed):
    """What was found in one plugin."""

    sound: Annotated[bool, "whether nothing is to be put right"]
    held: Annotated[int, "how many times a check was held against a part of it"]
    findings: Annotated[tuple[Finding, ...], "what was found"]


class Verifications(Record):
    """What was found in each plugin that was verified."""

    plugins: Annotated[tuple[Verification, ...], "those that were asked for"]
