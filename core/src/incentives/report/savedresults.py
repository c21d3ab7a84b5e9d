"""A saved result, read back with its rules, so that it can be worked out again and explained."""

import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from incentives import toml
from incentives.assessment.outcomes import Amount
from incentives.catalogue import Catalogue
from incentives.errors import (
    InvalidReport,
    UnreadableFile,
)
from incentives.hints import shown
from incentives.report.records import person
from incentives.report.records.kept import Kept
from incentives.report.records.pieces import Sums
from incentives.report.records.reading import read_report
from incentives.report.records.whole import VERSION
from incentives.report.restoring import Restoring
from incentives.saved.row_answers import BenefitAnswer, RowAnswer
from incentives.saved.saved_result import SavedResult
from incentives.situation import Fault
from incentives.wording.said import Said, reason, saying

KINDS = ("check", "comparison")


def read_saved(saved: str | PathLike[str] | Mapping[str, Any], catalogue: Catalogue | None = None) -> SavedResult:
    """A result that ``incentives check`` or ``compare`` wrote as JSON or TOML, with the rules that are saved in it.

    Args:
        saved: the path of the file, or what ``json.load`` or ``tomllib.load`` gives of it.
        catalogue: what is installed, whose words are used where it still has them; without it, names are those that
            were saved, in the language of the result.

    Raises:
        UnreadableFile: if the file cannot be opened.
        InvalidReport: listing every fault at once, each with its path: it is no saved result, one of another version
            of the format, one without answers, or one whose rules cannot be read.
    """
    if isinstance(saved, Mapping):
        return _result(saved, "the result", catalogue)
    return _result(_mapping(Path(saved)), str(saved), catalogue)


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    except (OSError, ValueError) as error:
        said = Said.of("no_saved", path=path, reason=reason(error))
        raise saying(UnreadableFile, said, path=str(path)) from error
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else toml.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping) or not found:
        raise InvalidReport([Fault.of(("file",), "saved_no_data")], str(path))
    return found


def _result(saved: Mapping[str, Any], source: str, catalogue: Catalogue | None) -> SavedResult:
    content, kept = _content(saved, source)
    reading = Restoring(kept, source, [], catalogue)
    reading.check_rows(content.rows)
    rules = reading.catalogue()
    situation = reading.situation(rules, content.label) if rules else None
    if reading.faults or rules is None or situation is None:
        raise InvalidReport(reading.faults, source)
    rows = [row for row in content.rows if not isinstance(row, person.AmountsOnly)]
    return SavedResult(
        situation,
        content.as_of,
        rules,
        {(row.scheme, row.year): _answer(row) for row in rows},
        tuple(map(_amount, content.totals)),
        kept.version,
        {(one.scheme, one.year): one.digest for one in kept.editions},
        frozenset((one.scheme, one.year) for one in kept.editions if one.user_file is not None),
        source,
    )


def _content(saved: Mapping[str, Any], source: str) -> tuple[person.Comparison, Kept]:
    """What is written in the form of a saved result, and holds what it takes."""
    version = saved.get("schema_version")
    if type(version) is int and version != VERSION:
        raise InvalidReport(
            [Fault.of(("schema_version",), "saved_version", version=str(version), known=str(VERSION))], source
        )
    if saved.get("kind") not in KINDS:
        raise InvalidReport([Fault.of(("kind",), "saved_kind", value=shown(saved.get("kind")))], source)
    try:
        content = read_report(saved).body
    except InvalidReport as refused:
        raise InvalidReport(refused.faults, source) from refused
    if not isinstance(content, person.Comparison) or content.kept is None:
        is_told = isinstance(content, person.Comparison) and content.not_kept is not None
        raise InvalidReport([Fault.of(("kept",), "saved_without" if is_told else "saved_before")], source)
    return content, content.kept


def _answer(row: person.Assessment | person.NotAssessed) -> RowAnswer:
    """What a row says, to be held against what comes out."""
    if isinstance(row, person.NotAssessed):
        return RowAnswer(row.scheme, row.year, code=row.code)
    return RowAnswer(
        scheme=row.scheme,
        year=row.year,
        eligibility=row.eligibility,
        criteria={one.id: one.outcome for one in row.criteria},
        benefits={
            one.id: BenefitAnswer(one.outcome, one.request, _amount(one.amount), _amount(one.payable), one.received)
            for one in row.benefits
        },
        entitled=_amount(row.amount),
        payable=_amount(row.payable),
        received=_amount(row.received),
        told=row.told,
    )


def _amount(sums: Sums) -> Amount:
    return Amount(sums.certain, sums.possible, sums.reachable, sums.currency)
