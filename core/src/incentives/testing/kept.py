"""Which plugins were verified, and as what: kept in the user's cache folder, so that a change is noticed."""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from attrs import frozen

from incentives.catalogue.catalogue import Catalogue
from incentives.catalogue.installed import OWN_DISTRIBUTION
from incentives.catalogue.plugin import PluginInfo, PluginState
from incentives.errors import IncentivesError, UnreadableFile
from incentives.report.safe_writing import write_new

if TYPE_CHECKING:
    from incentives.testing.verification import Verification

FOLDER_VARIABLE = "INCENTIVES_CACHE"
FILE = "verified.json"


class Standing(StrEnum):
    """What is known of a plugin's verification."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    CHANGED = "changed"


@frozen
class Kept:
    """What is known of a plugin's verification.

    Attributes:
        standing: ``changed`` where it was verified, and is not what it was then.
        on: the day on which it was last found sound.
    """

    standing: Standing
    on: date | None = None


def of_others(catalogue: Catalogue) -> Iterator[PluginInfo]:
    """The plugins that are not core's own, and are not disabled."""
    for plugin in catalogue.plugins:
        if plugin.distribution != OWN_DISTRIBUTION and plugin.state is not PluginState.DISABLED:
            yield plugin


def path() -> Path:
    """The file: in the folder that ``INCENTIVES_CACHE`` names, or the user's own cache folder."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder) / FILE
    from platformdirs import user_cache_path  # only where it is asked

    return user_cache_path("incentives", appauthor=False) / FILE


def fingerprint(plugin: PluginInfo, catalogue: Catalogue) -> str:
    """SHA-256 of what a plugin is: its version, everything that its editions say, and its sentences."""
    parts: list[object] = [plugin.name, plugin.distribution, plugin.version]
    for scheme in plugin.schemes:
        for year in scheme.years:
            try:
                parts.append((scheme.id, year, catalogue.edition(scheme.id, year).digest))
            except IncentivesError as error:
                parts.append((scheme.id, year, str(error)))
        wording = scheme.wording
        parts += [(language, json.dumps(wording.table(language), sort_keys=True, default=str))
                  for language in wording.languages]  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _key(plugin: PluginInfo) -> str:
    """Of the same distribution in another environment, nothing is known by what was verified in this one."""
    return f"{plugin.name} ({plugin.distribution}) in {PurePath(plugin.folder).parent}"


def remember(verification: "Verification", catalogue: Catalogue, today: date) -> None:
    """Keep that a plugin was found sound; forget it where it was not.

    Raises:
        UnreadableFile: if the file cannot be written.
    """
    kept = _read()
    plugin = verification.plugin
    kept.pop(_key(plugin), None)
    if verification.is_sound:
        kept[_key(plugin)] = {"fingerprint": fingerprint(plugin, catalogue), "on": today.isoformat()}
    file = path()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{file.parent} cannot be made, so that verification is not remembered: {error.strerror or error}"
        raise UnreadableFile(msg, path=str(file)) from error
    write_new(file, json.dumps(kept, indent=1, sort_keys=True) + "\n", force=True)


def recall(plugin: PluginInfo, catalogue: Catalogue) -> Kept:
    """What is known of a plugin's verification."""
    one = _read().get(_key(plugin))
    if not isinstance(one, dict):
        return Kept(Standing.NOT_VERIFIED)
    try:
        day, same = date.fromisoformat(one["on"]), fingerprint(plugin, catalogue) == one["fingerprint"]
    except (KeyError, TypeError, ValueError, UnreadableFile):
        return Kept(Standing.NOT_VERIFIED)
    return Kept(Standing.VERIFIED if same else Standing.CHANGED, day)


def _read() -> dict[str, Any]:
    """What is kept; nothing where the file is missing or is not what this program wrote."""
    try:
        content = json.loads(path().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
