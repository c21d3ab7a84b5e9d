"""Facts counted from an export of what was billed, put beside what is told already."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from incentives.errors import InvalidSituation, UnknownFormat
from incentives.hints import shown
from incentives.rules.types import Value
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import Fault, Situation
from incentives.situation.activity import ActivityCount, ActivityExport, ActivityReader
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from incentives.catalogue.catalogue import Catalogue
    from incentives.catalogue.plugin import PluginInfo


@frozen(eq=False)
class ActivityReading:
    """What an export of what was billed says of one reference year of a scheme.

    Attributes:
        scheme: that counts it.
        edition: under whose rules.
        export: the export, read.
        count: what was counted, what was left out, what is not known, and why.
        added: the facts of the year that were not told before, by id.
        situation: what was told before, with what was counted.
    """

    scheme: Scheme
    edition: Edition
    export: ActivityExport
    count: ActivityCount
    added: Mapping[str, Value]
    situation: Situation


def reader_of(catalogue: "Catalogue", scheme_id: str) -> "tuple[PluginInfo, ActivityReader]":
    """The plugin that counts exports for a scheme, and how.

    Raises:
        UnknownScheme: if no plugin gives the scheme.
        UnknownFormat: if its plugin counts none.
    """
    scheme = catalogue[scheme_id]
    plugin = catalogue.provider(scheme.id)
    for reader in plugin.activity_readers:
        if reader.scheme == scheme.id:
            return plugin, reader
    known = ", ".join(countable(catalogue)) or Said.of("nothing")
    raise saying(UnknownFormat, Said.of("no_activity", scheme=scheme.id, known=known), scheme=scheme.id)


def countable(catalogue: "Catalogue") -> list[str]:
    """The ids of the schemes for which exports are counted."""
    counted = {reader.scheme for plugin in catalogue.plugins for reader in plugin.activity_readers}
    return [scheme.id for scheme in catalogue if scheme.id in counted]


def count_activity(
    catalogue: "Catalogue", export: ActivityExport, scheme_id: str, year: int, situation: Situation | None
) -> ActivityReading:
    """See ``Catalogue.count_activity``."""
    plugin, reader = reader_of(catalogue, scheme_id)
    edition = catalogue.edition(scheme_id, year)
    told = situation or Situation({}, {}, source=export.source)
    known = catalogue.check(told)
    count = catalogue.called(plugin, f"counting {export.source}", lambda: reader.count(export, edition, known))
    before = known.annual.get(edition.year, {})
    if faults := _disagreements(count.facts, before, edition.year, export.source):
        raise InvalidSituation(told.source, faults)
    added = {id: value for id, value in count.facts.items() if id not in before}
    merged = _with(told, edition.year, added)
    catalogue.check(merged)  # what was counted may be at odds with what was told, in other words
    return ActivityReading(catalogue[scheme_id], edition, export, count, added, merged)


def _disagreements(counted: Mapping[str, Value], told: Mapping[str, Value], year: int, path: str) -> list[Fault]:
    return [
        Fault.of((f"{year}.{id}",), "activity_disagrees", told=shown(told[id]), counted=shown(value), path=path)
        for id, value in counted.items()
        if id in told and told[id] != value
    ]


def _with(told: Situation, year: int, added: Mapping[str, Value]) -> Situation:
    return evolve(told, annual={**told.annual, year: {**told.annual.get(year, {}), **added}})
