"""Whether a saved result still comes out the same, with its own rules and with those that are installed now."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from attrs import evolve, frozen

from incentives.catalogue.catalogue import Catalogue
from incentives.catalogue.plugin import PluginInfo
from incentives.changes import EditionChanges, changes_between
from incentives.errors import IncentivesError, InvalidSituation
from incentives.saved.row_answers import Key, RowAnswer
from incentives.saved.saved_result import SavedResult, sums_of, version_now, worked_out
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import CheckedSituation, Situation


class RulesNow(StrEnum):
    """What has become of the rules of a scheme and year since a result was saved.

    ``same``; ``corrected``: the edition says something else now; ``other``: one of the two is an edition of the user's
    own, and the other is the plugin's; ``no_plugin``: nothing that is installed and works
    gives the scheme; ``no_edition``: it gives no rules for that year, or broken ones; ``not_saved``: the result had
    none.
    """

    SAME = "same"
    CORRECTED = "corrected"
    OTHER = "other"
    NO_PLUGIN = "no_plugin"
    NO_EDITION = "no_edition"
    NOT_SAVED = "not_saved"


@frozen(eq=False)
class ReplayedRow:
    """A scheme and year of a saved result, worked out anew.

    Attributes:
        scheme: as it was saved.
        year: reference year.
        saved: what was answered.
        again: what its own rules answer now; ``None`` where it had none.
        now: what the installed rules answer; ``None`` where they cannot be asked.
        rules: what has become of the rules.
        digest: of the edition, as it was written down; ``None`` where there was none.
        digest_now: of the edition that is installed; ``None`` where there is none.
        is_intact: whether the rules in the result are those of which it gives the digest.
        plugin: that gave them.
        plugin_now: that gives the scheme now, if any does.
        changes: what is other in the installed edition, where something is.
        declared: what the scheme declares otherwise now: ``facts``, ``contradictions``, ``excluded_by``,
            ``alternative_to``.
    """

    scheme: Scheme
    year: int
    saved: RowAnswer
    again: RowAnswer | None
    now: RowAnswer | None
    rules: RulesNow
    digest: str | None
    digest_now: str | None
    is_intact: bool
    plugin: PluginInfo
    plugin_now: PluginInfo | None
    changes: EditionChanges | None = None
    declared: tuple[str, ...] = ()

    @property
    def is_same_by_its_rules(self) -> bool:
        """Whether its own rules still give what was answered."""
        return self.is_intact and (self.again is None or self.again == self.saved)

    @property
    def is_same_now(self) -> bool:
        """Whether the installed rules give what was answered."""
        return self.now == self.saved


@frozen(eq=False)
class Replayed:
    """What comes out when a saved result is worked out again.

    Attributes:
        result: that was saved.
        rows: by year and scheme.
        version: of ``incentives`` now.
        is_sum_same: whether its own rules still give the same sums.
        is_sum_same_now: whether the installed rules give the same sums.
        refused: why the answers cannot be used with the installed rules; ``None`` where they can.
    """

    result: SavedResult
    rows: tuple[ReplayedRow, ...]
    version: str
    is_sum_same: bool
    is_sum_same_now: bool
    refused: InvalidSituation | None = None

    @property
    def is_same_by_its_rules(self) -> bool:
        """Whether it comes out the same with the rules saved in it."""
        return self.is_sum_same and all(row.is_same_by_its_rules for row in self.rows)

    @property
    def is_same_now(self) -> bool:
        """Whether it comes out the same with the rules installed now."""
        return self.refused is None and self.is_sum_same_now and all(row.is_same_now for row in self.rows)

    @property
    def is_same(self) -> bool:
        """Whether it comes out the same with both."""
        return self.is_same_by_its_rules and self.is_same_now

    @property
    def is_corrected(self) -> bool:
        """Whether any of its rules were corrected since."""
        return any(row.rules is RulesNow.CORRECTED or row.declared for row in self.rows)


def replay(result: SavedResult, catalogue: Catalogue) -> Replayed:
    """Work a saved result out again, on its own day: with the rules saved in it, and with those that are installed.

    Args:
        result: from ``read_saved``.
        catalogue: what is installed now.
    """
    situation, refused = _answers_for(catalogue, result)
    again = {one.key: one for one in map(RowAnswer.of, result.again.rows)}
    now: Mapping[Key, RowAnswer] = {}
    sums_now: tuple[object, ...] = ()
    if situation is not None:
        comparison = worked_out(catalogue, situation, result.as_of, result.answers)
        now = {one.key: one for one in map(RowAnswer.of, comparison.rows)}
        sums_now = sums_of(comparison)
    rows = (_row(result, key, again.get(key), now.get(key), catalogue) for key in result.answers)
    return Replayed(
        result,
        tuple(sorted(rows, key=lambda row: (row.year, row.scheme.id))),
        version_now(),
        sums_of(result.again) == result.totals,
        sums_now == result.totals,
        refused,
    )


def _answers_for(
    catalogue: Catalogue, result: SavedResult
) -> tuple[CheckedSituation, None] | tuple[None, InvalidSituation]:
    """The answers, checked by the installed rules; what only schemes asked that are gone stays as it was declared."""
    told, still = result.situation, [scheme for scheme in result.catalogue if scheme.id in catalogue]
    known, then = catalogue.vocabulary, result.catalogue.vocabulary
    asked = {one.id for scheme in still for one in scheme.facts} | {
        one.id for scheme in still for one in scheme.questions
    }
    words = evolve(
        known,
        facts={**{id: fact for id, fact in then.facts.items() if id not in asked}, **known.facts},
        questions={**{id: one for id, one in then.questions.items() if id not in asked}, **known.questions},
    )
    given = Situation(told.permanent, told.annual, told.readings, told.label, id=told.id)
    try:
        return words.check(given), None
    except InvalidSituation as refused:
        return None, refused


def _row(
    result: SavedResult, key: Key, again: RowAnswer | None, now: RowAnswer | None, catalogue: Catalogue
) -> ReplayedRow:
    id, year = key
    saved = result.answers[key]
    scheme = result.catalogue[id]
    before = edition_in(result.catalogue, key)
    after = edition_in(catalogue, key) if id in catalogue else None
    rules = _standing(before, after, is_given=id in catalogue)
    is_installed = id in catalogue
    return ReplayedRow(
        scheme,
        year,
        saved,
        again if before is not None else None,
        now,
        rules,
        result.digests.get(key),
        None if after is None else after.digest,
        before is None or result.digests.get(key) == before.digest,
        result.catalogue.provider(id),
        catalogue.provider(id) if is_installed else None,
        changes_between(before, after) if before and after and before.digest != after.digest else None,
        tuple(declared_otherwise(scheme, catalogue[id])) if is_installed else (),
    )


def edition_in(catalogue: Catalogue, key: Key) -> Edition | None:
    """The rules for a scheme and year; ``None`` where the catalogue has none that can be used."""
    try:
        return catalogue.edition(*key)
    except IncentivesError:
        return None


def _standing(before: Edition | None, after: Edition | None, *, is_given: bool) -> RulesNow:
    if not is_given:
        return RulesNow.NO_PLUGIN
    if before is None:
        return RulesNow.NOT_SAVED
    if after is None:
        return RulesNow.NO_EDITION
    if before.digest == after.digest:
        return RulesNow.SAME
    return RulesNow.CORRECTED if before.user_supplied is after.user_supplied else RulesNow.OTHER


def declared_otherwise(before: Scheme, after: Scheme) -> Iterator[str]:
    """What a scheme declares besides its editions, and declares otherwise: of facts, those that both know."""
    old, new = ({fact.id: fact.digest for fact in one.facts} for one in (before, after))
    if any(new[id] != digest for id, digest in old.items() if id in new):
        yield "facts"
    conditions = [{one.condition.digest for one in scheme.contradictions} for scheme in (before, after)]
    if conditions[0] != conditions[1]:
        yield "contradictions"
    for name in ("excluded_by", "alternative_to"):
        others = [{one.scheme for one in getattr(scheme, name)} for scheme in (before, after)]
        if others[0] != others[1]:
            yield name
