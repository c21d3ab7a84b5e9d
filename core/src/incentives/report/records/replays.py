"""The records of a saved result that was worked out again."""

from datetime import date as day
from typing import Annotated

from incentives.report.records.pieces import SchemeYear
from incentives.report.records.recording import Record
from incentives.report.records.twoeditions import Changes
from incentives.saved.replaying import RulesNow


class Otherwise(Record):
    """Something that comes out otherwise than it was saved."""

    name: Annotated[str, "what it is: of a benefit, a criterion, or the whole"]
    before_text: Annotated[str, "as it was saved"]
    after_text: Annotated[str, "as it comes out"]


class RowReplayed(SchemeYear):
    """A scheme and year, worked out again."""

    scheme_name: Annotated[str, "its short name"]
    same_by_its_rules: Annotated[bool, "whether the rules saved with it still give what was answered"]
    same_now: Annotated[bool, "whether the rules that are installed give what was answered"]
    rules: Annotated[
        RulesNow,
        "what has become of its rules: they say something else now; one of the two is the user's own edition, and the "
        "other the plugin's; nothing installed gives the scheme; it gives none for that year, or broken ones; the "
        "result had none",
    ]
    rules_text: Annotated[str, "the same in a sentence"]
    digest: Annotated[str | None, "SHA-256 of the edition, as it was saved; null where there was none"]
    digest_now: Annotated[str | None, "the same of the edition that is installed; null where there is none"]
    plugin: Annotated[str, "the distribution that gave the scheme, with its version"]
    plugin_now: Annotated[str | None, "the one that gives it now; null where none does"]
    otherwise_by_its_rules: Annotated[tuple[Otherwise, ...], "what comes out otherwise with the rules saved with it"]
    otherwise_now: Annotated[tuple[Otherwise, ...], "what comes out otherwise with the rules that are installed"]
    declared: Annotated[tuple[str, ...], "sentences: what the scheme declares otherwise beside its editions"]
    changes: Annotated[Changes | None, "what is other in the edition that is installed"]


class Replay(Record):
    """Whether a saved result still comes out the same."""

    file: Annotated[str, "the result, as it was named"]
    label: Annotated[str | None, "the situation's label"]
    as_of: Annotated[day | None, "the day on which it was asked, and on which it is worked out again"]
    version: Annotated[str, "of incentives, with which it was saved"]
    version_now: Annotated[str, "of incentives now"]
    same: Annotated[bool, "whether it comes out the same with both"]
    same_by_its_rules: Annotated[bool, "whether it does with the rules saved in it"]
    same_now: Annotated[bool, "whether it does with the rules that are installed"]
    corrected: Annotated[bool, "whether any of its rules were corrected since"]
    sentences: Annotated[tuple[str, ...], "all of that in words"]
    refused: Annotated[tuple[str, ...], "why the answers cannot be used with the installed rules"]
    rows: Annotated[tuple[RowReplayed, ...], "by year and scheme"]
