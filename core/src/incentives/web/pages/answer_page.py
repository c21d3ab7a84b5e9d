"""The answer as pages: first what to do, by when and for how much; what stands behind it is one request away."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, TypeVar, cast

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from incentives.interview.subject import practises
from incentives.report import layout as lay
from incentives.report.blocks import Heading
from incentives.report.checklayout import behind, compared
from incentives.report.desk import Desk
from incentives.report.layouts import blocks
from incentives.report.page import Section
from incentives.report.records import person
from incentives.report.records.recording import Record
from incentives.report.records.whole import Report
from incentives.report.screened import screened
from incentives.report.timechart import timeline_section
from incentives.report.timesvg import timeline_svg
from incentives.web.pages.answered import SoFar
from incentives.web.pages.dossier import Dossier
from incentives.web.pages.downloads import DOWNLOADS
from incentives.web.pages.owed import Owed
from incentives.web.pages.rendering import page
from incentives.web.work import desk_of, worked
from incentives.wording import Speech, formats

R = TypeVar("R", bound=Record)
LETTERS = "letters"
#: What stands behind the answer, in this order: each a page, with what it shows of every scheme and year.
BEHIND: Mapping[str, frozenset[str]] = {
    "advice": frozenset({"steps"}),
    "papers": frozenset({"papers"}),
    LETTERS: frozenset(),
    "reasons": frozenset({"why", "questions", "notes"}),
    "sources": frozenset({"sources"}),
}


async def answer(request: Request) -> Response:
    """What somebody is due; or, where it is asked for, what stands behind that."""
    async with request.form() as form:
        return await worked(request, partial(_answer, request, form, desk_of(request)))


def _answer(request: Request, form: FormData, desk: Desk) -> Response:
    dossier = Dossier.of(form, desk.catalogue)
    view = next(reversed(form.getlist("view")), None)  # that of the button, after that of the page it stands on
    if isinstance(view, str) and view in BEHIND:
        return behind_page(request, desk, dossier, view)
    return answer_page(request, desk, dossier)


def answer_page(request: Request, desk: Desk, dossier: Dossier, notice: str | None = None) -> Response:
    """What somebody is due, and what to do; a notice before it, where there is one."""
    owed = Owed.of(desk, dossier)
    report = owed.report(timeline=True, answer_only=True)
    seen = screened(report)
    content, say = cast("person.Comparison", seen.body), lay.labels_of(report)
    title, *first = compared(_with(content, timeline=None), say, (), is_short=False)
    line = content.timeline if content.timeline is not None and content.timeline.courses else None
    in_words = [*timeline_section(content, say)][1:]
    return page(
        request,
        "answer",
        title.text if isinstance(title, Heading) else "",
        first=first,
        warnings=[*filter(None, [notice]), *_without_rules(owed, desk)],
        is_complete=owed.found.last.screen is None,
        picture="" if line is None else timeline_svg(line, desk.language),
        picture_title=Speech(desk.language).say("timeline", "title"),
        in_words=in_words,
        downloads=[*DOWNLOADS],
        disclaimer=report.disclaimer,
        so_far=SoFar.of(owed.found, dossier, desk.catalogue, desk.language),
        **_around(owed, report),
    )


def behind_page(request: Request, desk: Desk, dossier: Dossier, view: str) -> Response:
    """What stands behind the answer."""
    owed = Owed.of(desk, dossier)
    report = owed.report() if view != LETTERS else desk.letters(owed.comparison, owed.checked.label, dossier.schemes)
    whole = _letters(report) if view == LETTERS else _behind(report, view)
    title = Speech(desk.language).say("pages", "behind", view)
    return page(request, "behind", title, view=view, whole=whole, **_around(owed, report))


def _around(owed: Owed, report: Report) -> dict[str, Any]:
    return {
        "hidden_fields": [*owed.dossier.hidden],
        "here_in_form": "answer",
        "views": [*BEHIND],
        "failures": report.failures,
    }


def _letters(report: Report) -> Section:
    title, *rest = blocks(screened(report), is_short=False)
    return Section.of(title.text if isinstance(title, Heading) else "", 1, rest)


def _behind(report: Report, view: str) -> Section:
    """A part of every scheme and year that has it; of a year without rules the answer says it."""
    seen = screened(report)
    content, say = cast("person.Comparison", seen.body), lay.labels_of(report)
    rows = tuple(row for row in content.rows if isinstance(row, person.Assessment))
    made = [*behind(_with(content, rows=rows), say, BEHIND[view])]
    made += lay.about(seen, say) if view == "sources" else ()
    whole = Section.of("", 1, made)
    of_rows = {f"{row.scheme_name} {lay.year(row.edition, say)}" for row in rows}
    sections = [one for one in whole.sections if one.sections or one.title not in of_rows]
    return Section(whole.title, 1, whole.blocks, sections)


def _with(record: R, **changed: object) -> R:
    return type(record)(**{**vars(record), **changed})


def _without_rules(owed: Owed, desk: Desk) -> Iterator[str]:
    """The years of which a scheme has no rules, of those that may concern the practitioner."""
    years: dict[str, list[str]] = {}
    speech = Speech(desk.language)
    for row in owed.comparison.rows:
        if row not in owed.comparison.assessments and practises(row.scheme.jurisdiction, owed.checked) is not False:
            name = speech.of(row.scheme.wording).find("scheme", "short") or row.scheme.id
            years.setdefault(name, []).append(str(row.year))
    for name, found in years.items():
        yield speech.say("pages", "without_rules", scheme=name, years=formats.listing(found, desk.language))
