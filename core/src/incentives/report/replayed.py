"""A saved result that was worked out again, as a record."""

from collections.abc import Iterator
from datetime import date

from incentives.assessment.outcomes import Amount
from incentives.errors import MissingWording
from incentives.report import parts
from incentives.report.changed import changes_body
from incentives.report.records.replays import Otherwise, Replay, RowReplayed
from incentives.report.records.twoeditions import Changes
from incentives.saved.replaying import Replayed, ReplayedRow, RulesNow
from incentives.saved.row_answers import RowAnswer
from incentives.scheme.scheme import Scheme
from incentives.situation.faults import fault_text
from incentives.wording import Speech

SHOWN = 12  # signs of a digest, for people


def replay_body(replayed: Replayed, language: str, today: date) -> Replay:
    """Whether a saved result comes out the same, and why not.

    Args:
        replayed: what came out.
        language: of the report.
        today: for which installed editions are still to be relied on.
    """
    result, speech = replayed.result, Speech(language)
    refused = replayed.refused.faults if replayed.refused else ()
    return Replay(
        file=result.source,
        label=result.label,
        as_of=result.as_of,
        version=result.version,
        version_now=replayed.version,
        same=replayed.is_same,
        same_by_its_rules=replayed.is_same_by_its_rules,
        same_now=replayed.is_same_now,
        corrected=replayed.is_corrected,
        sentences=tuple(_sentences(replayed, speech)),
        refused=tuple(fault_text(fault, language) for fault in refused),
        rows=tuple(_row(row, replayed, language, today) for row in replayed.rows),
    )


def _sentences(replayed: Replayed, speech: Speech) -> Iterator[str]:
    """Whether it comes out the same with either rules; with which versions; whether anything was corrected."""
    versions = {"saved": replayed.result.version, "now": replayed.version}
    yield speech.say("saved", "same_by_its_rules" if replayed.is_same_by_its_rules else "otherwise_by_its_rules")
    yield speech.say("saved", "same_now" if replayed.is_same_now else "otherwise_now")
    yield speech.say("saved", "corrected" if replayed.is_corrected else "not_corrected")
    yield speech.say("saved", "same_version" if len({*versions.values()}) == 1 else "other_version", **versions)


def _row(row: ReplayedRow, replayed: Replayed, language: str, today: date) -> RowReplayed:
    speech = Speech(language).of(row.scheme.wording, row.year)
    now = None if row.plugin_now is None else row.plugin_now.owner
    values = {"plugin": row.plugin.owner, "now": now or "", "year": str(row.year)}
    rules = [speech.say("rules_now", row.rules.value, **values)]
    if row.changes is not None and row.digest and row.digest_now:
        digests = {"saved": row.digest[:SHOWN], "now": row.digest_now[:SHOWN]}
        rules.append(speech.say("saved", "digests", **digests))
    if now is not None and now != row.plugin.owner:
        rules.append(speech.say("saved", "other_plugin", **values))
    if not row.is_intact:
        rules.append(speech.say("saved", "not_intact"))
    elif not row.is_same_by_its_rules:
        is_other = replayed.result.version != replayed.version
        rules.append(speech.say("saved", "by_version" if is_other else "altered"))
    if (row.scheme.id, row.year) in replayed.result.own_editions and row.rules is RulesNow.OTHER:
        rules.append(speech.say("saved", "own_edition"))
    return RowReplayed(
        scheme=row.scheme.id,
        year=row.year,
        scheme_name=speech.say("scheme", "short"),
        same_by_its_rules=row.is_same_by_its_rules,
        same_now=row.is_same_now,
        rules=row.rules,
        rules_text=" ".join(rules),
        digest=row.digest,
        digest_now=row.digest_now,
        plugin=row.plugin.owner,
        plugin_now=now,
        otherwise_by_its_rules=() if row.again is None else tuple(_otherwise(row.saved, row.again, speech)),
        otherwise_now=() if row.now is None else tuple(_otherwise(row.saved, row.now, speech)),
        declared=declared_texts(row.declared, speech),
        changes=None if row.changes is None else changes_of(row.changes, row.scheme, language, today),
    )


def declared_texts(declared: tuple[str, ...], speech: Speech) -> tuple[str, ...]:
    """What a scheme declares otherwise, in sentences."""
    return tuple(speech.say("declared_otherwise", one) for one in declared)


def changes_of(changes: object, scheme: Scheme, language: str, today: date | None) -> Changes | None:
    """What changed in an edition, in words; ``None`` where words are lacking, since its plugin is gone."""
    try:
        return changes_body(changes, scheme, language, today)  # type: ignore[arg-type]  # every caller has changes
    except MissingWording:
        return None


def _otherwise(before: RowAnswer, after: RowAnswer, speech: Speech) -> Iterator[Otherwise]:
    """What differs between two answers, the whole first."""
    for kind in ("payable", "entitled", "received"):
        yield from _amounts(speech.say("measures", kind), getattr(before, kind), getattr(after, kind), speech)
    words = [
        speech.say("eligibility_words", one.eligibility.value) if one.eligibility else speech.say("saved", "no_answer")
        for one in (before, after)
    ]
    if words[0] != words[1]:
        yield Otherwise(name=speech.say("saved", "whole"), before_text=words[0], after_text=words[1])
    for id in dict.fromkeys((*before.benefits, *after.benefits)):
        old, new = before.benefits.get(id), after.benefits.get(id)
        name = speech.say("benefits", id, "name")
        for measure in ("payable", "entitled"):
            amounts: list[Amount | None] = [None if one is None else getattr(one, measure) for one in (old, new)]
            yield from _amounts(f"{name}, {speech.say('measures', measure)}", amounts[0], amounts[1], speech)
        requests = [speech.say("request_words", one.request.value) if one else "-" for one in (old, new)]
        if requests[0] != requests[1]:
            text = f"{name}, {speech.say('saved', 'request')}"
            yield Otherwise(name=text, before_text=requests[0], after_text=requests[1])
    for id in dict.fromkeys((*before.criteria, *after.criteria)):
        outcomes = [answer.criteria.get(id) for answer in (before, after)]
        if outcomes[0] != outcomes[1]:
            texts = [speech.say("outcome", one.value) if one else speech.say("saved", "none") for one in outcomes]
            yield Otherwise(name=speech.say("criteria", id, "name"), before_text=texts[0], after_text=texts[1])


def _amounts(name: str, before: Amount | None, after: Amount | None, speech: Speech) -> Iterator[Otherwise]:
    if before == after:
        return
    said = [speech.say("saved", "none") if one is None else ends_text(one, speech) for one in (before, after)]
    yield Otherwise(name=name, before_text=said[0], after_text=said[1])


def ends_text(amount: Amount, speech: Speech) -> str:
    """What is certain, possible and within reach, in a few words."""
    texts = parts.texts(parts.sums(amount, speech))
    return texts["certain"] if len({*texts.values()}) == 1 else speech.say("saved", "ends", **texts)
