"""Schemes to read, without a practitioner."""

from datetime import date
from functools import lru_cache, partial
from typing import Any

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from incentives.catalogue import Catalogue, PluginFailure
from incentives.hints import harmless
from incentives.report.desk import Desk
from incentives.report.layout import Labels
from incentives.report.records.rulebook import Scheme, Schemes
from incentives.report.records.whole import Report
from incentives.report.screened import screened
from incentives.web.languages import language_of
from incentives.web.pages.finding import found
from incentives.web.pages.history import History, history
from incentives.web.pages.links import Links
from incentives.web.pages.rendering import page, whole_of
from incentives.web.problems import Problem
from incentives.web.work import desk_of, settings_of, worked
from incentives.wording import Speech

YEAR_SIGNS = 4
KEPT, KEPT_LISTS = 100, 6  # schemes, and lists of all, each in one language
Failures = tuple[PluginFailure, ...]
AROUND_BOX = 120  # signs around the name of a scheme that can be chosen


class Year(Convertor[int]):
    """The part of an address that names a year."""

    regex = f"[0-9]{{{YEAR_SIGNS}}}"

    def convert(self, value: str) -> int:
        """The year."""
        return int(value)

    def to_string(self, value: int) -> str:
        """The part of the address."""
        return str(value)


register_url_convertor("year", Year())


async def schemes(request: Request) -> Response:
    """The list of schemes."""
    known, failures = await worked(request, partial(_known, *_told(request)))
    language = language_of(request)
    title = Speech(language).say("labels", "title_schemes")
    return _page(request, "schemes", title, found=found(known, request.query_params, language), failures=failures)


async def scheme(request: Request) -> Response:
    """A scheme through the years."""
    told, failures = await worked(request, partial(_history, *_told(request), request.path_params["scheme"]))
    return _page(request, "scheme", told.scheme.name, history=told, failures=failures)


async def edition(request: Request) -> Response:
    """One edition, whole."""
    desk, id, year = desk_of(request), request.path_params["scheme"], request.path_params["year"]
    years = _years(request, desk.catalogue, id, year)
    report = await worked(request, partial(desk.edition, id, year))
    return _reading(request, report, "edition", scheme=id, year=year, years=years)


async def changes(request: Request) -> Response:
    """What changed from one year to another; from the last but one to the last unless others are asked for."""
    desk, id = desk_of(request), request.path_params["scheme"]
    known = await worked(request, lambda: desk.catalogue[id].years)
    first, last = (known[-2:][0], known[-1]) if known else (desk.today.year, desk.today.year)
    before, after = _year(request, "from") or first, _year(request, "to") or last
    years = _years(request, desk.catalogue, id, before, after)
    report = await worked(request, partial(desk.changes, id, before, after))
    return _reading(request, report, "changes", scheme=id, before=before, after=after, years=years)


async def compare(request: Request) -> Response:
    """Schemes side by side: those that are chosen; all of a year, where they are few."""
    desk = desk_of(request)
    years = sorted({year for one in desk.catalogue for year in one.years})
    year = _year(request, "year") or max((one for one in years if one <= desk.today.year), default=desk.today.year)
    chosen = [*dict.fromkeys(request.query_params.getlist("scheme"))]
    for id in chosen:
        _years(request, desk.catalogue, id, year)
    known, failures = await worked(request, partial(_known, *_told(request)))
    of_year = (scheme for scheme in known if year in scheme.years)
    one = found(of_year, request.query_params, desk.language, AROUND_BOX)
    named = {scheme.id for schemes in one.by_country.values() for scheme in schemes}
    chosen = chosen or ([] if one.is_searched else sorted(named))
    kept = {id: _short(desk, id) for id in chosen if id not in named}
    given = {"year": year, "years": years, "found": one, "chosen": chosen, "kept": kept}
    if chosen:
        report = await worked(request, partial(desk.schemes_compared, chosen, year))
        return _reading(request, report, "compare", **given)
    title = Speech(desk.language).say("labels", "title_compare_schemes")
    return _page(request, "compare", title, whole=None, failures=failures, **given)


def _told(request: Request) -> tuple[Catalogue, str, date]:
    """What the same is told about to everybody all day, in one language: it takes long, and is kept."""
    return request.app.state.catalogue, language_of(request), settings_of(request).today()


@lru_cache(maxsize=KEPT_LISTS)
def _known(catalogue: Catalogue, language: str, today: date) -> tuple[tuple[Scheme, ...], Failures]:
    """Every scheme, and what failed."""
    desk = Desk(catalogue.apart(), language, today)
    body = screened(desk.schemes().body)
    return body.schemes if isinstance(body, Schemes) else (), desk.catalogue.failures


@lru_cache(maxsize=KEPT)
def _history(catalogue: Catalogue, language: str, today: date, scheme_id: str) -> tuple[History, Failures]:
    """A scheme through the years, and what failed."""
    desk = Desk(catalogue.apart(), language, today)
    return history(desk, scheme_id), desk.catalogue.failures


def _short(desk: Desk, scheme_id: str) -> str:
    """The short name of a scheme that was chosen before something else was searched for."""
    if scheme_id not in desk.catalogue:
        return scheme_id
    return harmless(Speech(desk.language).of(desk.catalogue[scheme_id].wording).say("scheme", "short"))


def _year(request: Request, name: str) -> int | None:
    """A year that is asked for by name."""
    given = request.query_params.get(name, "")
    if given and not (len(given) == YEAR_SIGNS and given.isdecimal() and given.isascii()):
        raise Problem(400, "unreadable")
    return int(given) if given else None


def _years(request: Request, catalogue: Catalogue, scheme_id: str, *asked: int) -> tuple[int, ...]:
    """The years of a scheme; a page that says which there are, where others are asked for."""
    if scheme_id not in catalogue:
        return ()  # what is then asked for says so
    known = catalogue[scheme_id].years
    if without := [str(year) for year in asked if year not in known]:
        values = {"scheme": scheme_id, "year": ", ".join(without), "known": ", ".join(map(str, known))}
        raise Problem(404, "unknown_edition", Speech(language_of(request)).say("browse", "no_year", **values))
    return known


def _reading(request: Request, report: Report, template: str, **values: Any) -> Response:
    """A report to read: with addresses as links."""
    whole = Links(screened(report)).section(whole_of(report))
    return _page(request, template, whole.title, whole=whole, failures=report.failures, **values)


def _page(request: Request, template: str, title: str, **values: Any) -> Response:
    speech = Speech(language_of(request))
    return page(request, template, title, label=Labels(speech), browse=partial(speech.say, "browse"), **values)


ROUTES = [
    Route("/{lang:lang}/schemes", schemes, name="schemes"),
    Route("/{lang:lang}/schemes/{scheme}", scheme, name="scheme"),
    Route("/{lang:lang}/schemes/{scheme}/{year:year}", edition, name="edition"),
    Route("/{lang:lang}/schemes/{scheme}/changes", changes, name="changes"),
    Route("/{lang:lang}/compare", compare, name="compare"),
]
