"""Checks of wording: complete in each declared language, with placeholders that can be filled in."""

import re
from collections.abc import Iterator

from incentives.assessment.placeholders import Placeholders
from incentives.errors import MissingWording
from incentives.rules.evaluation import Known
from incentives.rules.facts import OpenQuestion, fact_of, terms_of
from incentives.scheme.criterion import Criterion, Standing
from incentives.situation import Situation
from incentives.testing.casefacts import assessed
from incentives.testing.findings import Finding, note
from incentives.testing.sentence_places import (
    ANYWHERE,
    EXACT,
    OUTCOMES,
    PLACEHOLDER,
    SCHEME_SENTENCES,
    Path,
    leaves,
    needed,
    possible_variants,
    sayable,
)
from incentives.testing.subjects import OfEdition, OfScheme
from incentives.wording import Speech, Wording

LONGEST_SHORT_NAME = 24
BY_RULE = {*OUTCOMES, "remedy", *(one.value for one in Standing if one is not Standing.ASKED)}
UNWRITTEN = re.compile(r"\bTODO\b|\bXXX\b|…\s*$")


def languages(subject: OfScheme) -> Iterator[Finding]:
    """The scheme is worded in some language, and each file says whose words they are."""
    from babel import Locale, UnknownLocaleError  # heavy: only where it is asked

    wording = subject.scheme.wording
    if not wording.languages:
        yield Finding(f"{subject}, wording", "there is no wording", "write wording/<language>.toml, such as en.toml")
    for language in wording.languages:
        try:
            Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            yield Finding(
                f"{subject}, wording/{language}.toml", "is named after no language", "name it by its ISO 639 code"
            )
        said = wording.table(language).get("translation")
        if said not in {"source", "ours"}:
            yield Finding(
                f"{subject}, wording/{language}.toml",
                f"does not say whose words they are: translation = {said!r}",
                'write translation = "source" for the authority\'s own language, "ours" for a translation of yours',
            )


def same_sentences(subject: OfScheme) -> Iterator[Finding]:
    """Every language has the same sentences, and each names the same values."""
    wording: Wording | None = subject.scheme.wording
    while wording is not None:
        yield from _same_in_each(wording, str(subject))
        wording = wording.beside


def _same_in_each(wording: Wording, subject: str) -> Iterator[Finding]:
    tables = {language: dict(leaves(wording.table(language))) for language in wording.languages}
    for path in dict.fromkeys(path for table in tables.values() for path in table):
        lacking = [language for language, table in tables.items() if path not in table]
        for language in lacking:
            yield Finding(
                f"{subject}, wording/{language}.toml, {'.'.join(path)}",
                f"is missing, but {', '.join(one for one in tables if one not in lacking)} has it",
                "translate the sentence, or take it out of the others",
            )
        texts = {language: str(table[path]) for language, table in tables.items() if path in table}
        names = {language: frozenset(PLACEHOLDER.findall(text)) - {"year"} for language, text in texts.items()}
        if len(set(names.values())) > 1:
            named = "; ".join(f"{language}: {', '.join(sorted(found)) or 'none'}" for language, found in names.items())
            yield Finding(
                f"{subject}, wording, {'.'.join(path)}",
                f"the languages name different values ({named})",
                "say the same in each language, with the same placeholders",
            )


def written(subject: OfScheme) -> Iterator[Finding]:
    """No sentence is empty or left to be written; the short name is short, and names hold no placeholder."""
    wording = subject.scheme.wording
    for language in wording.languages:
        place = f"{subject}, wording/{language}.toml"
        for path, text in leaves(wording.table(language)):
            if not isinstance(text, str) or not text.strip() or UNWRITTEN.search(text):
                yield Finding(f"{place}, {'.'.join(path)}", f"is left to be written: {text!r}", "write the sentence")
        for name in SCHEME_SENTENCES:
            if PLACEHOLDER.search(wording.find(("scheme", name), language) or ""):
                yield Finding(f"{place}, scheme.{name}", "has a placeholder", "say it without: it stands in lists too")
        short = wording.find(("scheme", "short"), language) or ""
        if len(short) > LONGEST_SHORT_NAME:
            yield note(
                f"{place}, scheme.short",
                f"has {len(short)} characters: {short!r}",
                f"shorten it to {LONGEST_SHORT_NAME}: it is a column of tables",
            )


def complete(subject: OfEdition) -> Iterator[Finding]:
    """Everything that the edition can say is worded, in each declared language."""
    scheme, edition = subject.scheme, subject.edition
    for language in scheme.wording.languages:
        for path in dict.fromkeys(needed(scheme, edition)):
            if not scheme.wording.find(path, language, edition.year) and not _is_said_by_rule(path, subject):
                yield Finding(
                    f"{subject}, wording/{language}.toml, {'.'.join(path)}",
                    "is missing, and the edition can say it",
                    f"write it under [{'.'.join(path[:-1])}]",
                )
        said = sayable(scheme, edition, language)
        for criterion in edition.criteria:
            for variant in possible_variants(edition, criterion):
                place = ("criteria", criterion.id)
                if not any((*place, f"{key}_{variant.id}") in said for key in EXACT):
                    yield Finding(
                        f"{subject}, wording/{language}.toml, {'.'.join(place)}",
                        f"no sentence for the case {variant.id!r}",
                        f"write met_{variant.id}, not_met_{variant.id} or unknown_{variant.id}, or drop the case",
                    )


def _is_said_by_rule(path: Path, subject: OfEdition) -> bool:
    """Whether it is a sentence of a criterion that no language has: the words of the rule stand in its place."""
    wording, year = subject.scheme.wording, subject.edition.year
    is_of_outcome = path[0] == "criteria" and path[2] in BY_RULE
    return is_of_outcome and not any(wording.find(path, language, year) for language in wording.languages)


def _can_be_changed(criterion: Criterion) -> bool:
    """Whether some deed can change a fact that it reads."""
    terms = () if criterion.condition is None else terms_of(criterion.condition)
    return any(not isinstance(term, OpenQuestion) and not fact_of(term).fixed for term in terms)


def by_rule(subject: OfEdition) -> Iterator[Finding]:
    """Which sentences of criteria nobody wrote, so that the rule's own words stand in their place."""
    unwritten: dict[str, list[str]] = {}
    fixed = {one.id for one in subject.edition.criteria if not _can_be_changed(one)}
    for path in dict.fromkeys(needed(subject.scheme, subject.edition)):
        if _is_said_by_rule(path, subject) and not (path[2] == "remedy" and path[1] in fixed):
            unwritten.setdefault(path[1], []).append(path[2])
    for id, parts in unwritten.items():
        yield note(
            f"{subject}, wording, criteria.{id}",
            f"has no sentence for {', '.join(parts)}: the rule's own words are said instead",
            "write them where these do not say it as somebody would",
        )


def nothing_unsaid(subject: OfScheme) -> Iterator[Finding]:
    """Nothing is worded that no edition can say."""
    scheme = subject.scheme
    if len(subject.editions) < len(scheme.years):
        return  # a broken edition may say what the others do not
    for language in scheme.wording.languages:
        table = scheme.wording.table(language)
        said = {path for edition in subject.editions for path in sayable(scheme, edition, language)}
        spare = [path for path, _ in leaves(table) if path[0] not in ANYWHERE and path not in said]
        for year, own in table.get("editions", {}).items():
            edition = next((edition for edition in subject.editions if str(edition.year) == year), None)
            its = sayable(scheme, edition, language) if edition else {}
            spare += [("editions", year, *path) for path, _ in leaves(own) if path not in its]
        for path in spare:
            yield Finding(
                f"{subject}, wording/{language}.toml, {'.'.join(path)}",
                "no edition can say it",
                "take it out, or correct the id that it stands under",
            )


def placeholders(subject: OfEdition) -> Iterator[Finding]:
    """Every placeholder can be filled in wherever its sentence is said."""
    scheme, edition = subject.scheme, subject.edition
    criteria = {criterion.id: criterion for criterion in edition.criteria}
    read = {one.id: {term.id for term in terms_of(one.condition)} for one in scheme.contradictions}
    for language in scheme.wording.languages:
        for path, text in sayable(scheme, edition, language).items():
            place = f"{subject}, wording/{language}.toml, {'.'.join(path)}"
            for name in PLACEHOLDER.findall(text):
                if path[0] == "faults":
                    filled = name in read.get(path[1], set()) | {"year", "next_year"}
                else:
                    filled = _filled(subject, language, name, criteria.get(path[1]) if path[0] == "criteria" else None)
                if not filled:
                    yield Finding(
                        place,
                        f"{{{name}}} cannot be filled in there",
                        "name a figure of the edition file, a fact, {year}, {next_year}, or the {deadline} of a "
                        "criterion that has one; in a contradiction, a fact that it reads",
                    )
            if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
                yield Finding(place, "has a brace that stands alone", "close it, or take it out")


def letters(subject: OfEdition) -> Iterator[Finding]:
    """Every letter that the edition declares can be filled in, in each language and in those of its receiver."""
    from incentives.report.correspondence import Draft, letter  # heavy: only where there is a letter

    if not subject.edition.letters:
        return
    nobody = subject.catalogue.assess(subject.scheme.id, subject.edition.year, Situation.of({}))
    for one in subject.edition.letters:
        place = f"{subject}, letters.{one.id}"
        lacking = [language for language in one.languages if language not in subject.scheme.wording.languages]
        if lacking:
            yield Finding(
                place,
                f"is to be written in {', '.join(lacking)}, but not worded so",
                "word the scheme in that language",
            )
        for language in subject.scheme.wording.languages:
            try:
                written = letter(Draft(nobody, one.id, (one.criterion,), (language,), one.references), language)
            except MissingWording as error:
                yield Finding(place, f"cannot be said in {language}: {error}", "write its sentences")
                continue
            if gaps := [line for line in (written.subject, *written.text) if "{" in line]:
                yield Finding(place, f"has a gap in {language}: {gaps[0]!r}", "name a figure, a fact or {year}")


def _filled(subject: OfEdition, language: str, name: str, criterion: Criterion | None) -> bool:
    speech = Speech(language).of(subject.scheme.wording, subject.edition.year)
    known = Known(subject.edition.year)
    return Placeholders(subject.edition, subject.scheme.facts, known, speech, criterion).text(name) is not None


def spoken(subject: OfEdition) -> Iterator[Finding]:
    """What the cases hear has no gap: no placeholder left, no other language, no value that was not given."""
    for case in subject.cases:
        assessment = assessed(case, subject.catalogue)
        for language in subject.scheme.wording.languages:
            not_given = re.compile(rf"\b{re.escape(assessment.speech(language).say('values', 'not_given'))}\b")
            said: list[tuple[Path, str | None]] = []
            for id, result in assessment.criteria.items():
                reasons = [
                    (("criteria", id), result.reason(language)),
                    (("criteria", id, "remedy"), result.remedy(language)),
                ]
                for path, text in reasons:
                    if text and not_given.search(text):
                        yield Finding(
                            f"{case.place}, {language}, {'.'.join(path)}",
                            f"names a value that was not given: {text!r}",
                            "name values only in sentences that are said where they are known",
                        )
                said += reasons
            said += [
                (("benefits", id, "request"), one.request_reason(language)) for id, one in assessment.benefits.items()
            ]
            for question in assessment.open_questions:
                said += [
                    (("questions", question.id), text)
                    for text in (question.statement(language), question.why(language))
                ]
            for fact in assessment.missing_facts:
                said += [(("facts", fact.id), text) for text in (fact.question(language), fact.help(language))]
            for path, text in said:
                if text and ("{" in text or text.startswith("[")):
                    yield Finding(
                        f"{case.place}, {language}, {'.'.join(path)}",
                        f"is said with a gap: {text!r}",
                        "word it in this language, with placeholders that can be filled in there",
                    )
