"""The commands."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from incentives.cli.lazy import LazyGroup
from incentives.cli.misuse import Misused
from incentives.cli.options import (
    Years,
    common,
    in_full,
    language,
    loading,
    only_schemes,
    output,
    own_editions,
    parts,
    timeline,
    together,
    total_in,
    whole,
    with_editions,
    without_answers,
)
from incentives.cli.output import Run, command
from incentives.errors import UnknownEdition, UnreadableFile
from incentives.hints import listed
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    from incentives.comparison import Rates
    from incentives.scheme.scheme import Scheme
    from incentives.situation import CheckedSituation

MOST_LISTED = 48  # schemes in a list that fits on a screen
MANY_SCHEMES = 20  # of which the whole questions are a book
PEOPLES_FORMATS = ("text", "markdown", "html")  # which hold the answer, and not what it takes to work it out again
KEPT_FORMATS = ("json", "toml")
MOST_SCHEMES = 10  # of which a message says what is known
SITUATION = click.argument("situation", type=click.Path(path_type=Path))


@click.group(
    cls=LazyGroup,
    elsewhere={
        "ask": "incentives.cli.ask:ask",
        "calendar": "incentives.cli.ics:calendar",
        "diff": "incentives.cli.diff:diff",
        "explain-change": "incentives.cli.replaying:explain_change",
        "letters": "incentives.cli.lettering:letters",
        "mcp": "incentives.cli.assistant:mcp",
        "new-plugin": "incentives.cli.newplugin:new_plugin",
        "read-activity": "incentives.cli.activity:read_activity",
        "register": "incentives.cli.register:register",
        "replay": "incentives.cli.replaying:replay",
        "schema": "incentives.cli.schemas:schema",
        "serve": "incentives.cli.serve:serve",
        "table": "incentives.cli.whole_table:table",
        "verify": "incentives.cli.verify:verify",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="incentives")
def main() -> None:
    """Which public incentive schemes a health practitioner is due, how much, why, and what to do by when.

    Start with `incentives ask`, which asks what matters and saves the answers; or write a situation file with
    `incentives questions`, then `incentives check`.
    Exit codes: 0 fine, 1 `verify` or `replay` found something, 2 faulty input, 3 a plugin failed (the rest is still
    answered).
    """


@main.command()
@in_full
@with_editions
@command
def schemes(**options: Any) -> None:
    """List the schemes that installed plugins give; of very many, as many as fit on a screen."""
    run = Run(**options)
    run.give(run.desk.schemes(MOST_LISTED if run.shows_answer_only else None))


@main.command()
@click.argument("scheme")
@click.option("--year", type=int, help="Reference year.  [default: the newest known]")
@click.option(
    "--source", is_flag=True, help="Print the edition's file as it is written, to start one of your own from."
)
@with_editions
@command
def show(scheme: str, year: int | None, *, source: bool, **options: Any) -> None:
    """Show one edition of SCHEME, whole: criteria, amounts, dates, papers, sources."""
    if source and options["format_name"] != "text":
        raise Misused("source_alone")
    run = Run(**options)
    if source:
        run.write(_file_of(run, run.catalogue[scheme], year))
    run.give(run.desk.edition(scheme, year))


def _file_of(run: Run, scheme: "Scheme", wanted: int | None) -> str:
    year = run.desk.year_of(scheme, wanted)
    text = scheme.edition_text(year)
    if text is None:
        raise saying(UnreadableFile, Said.of("no_file", scheme=scheme.id, year=year), scheme=scheme.id, year=year)
    return text


@main.command()
@click.argument("scheme", nargs=-1)
@click.option(
    "--years",
    type=Years(),
    help="Reference years: 2025, 2024-2026 or 2022,2024.  [default: last year and this one, or the newest known]",
)
@whole
@together(language, output[0], *loading, own_editions)
@command
def questions(scheme: tuple[str, ...], years: tuple[int, ...] | None, *, whole: bool, **options: Any) -> None:
    """Write an empty situation file with every question of SCHEME... (all schemes unless named; of very many, some)."""
    from incentives.report.questionnaire import questionnaire, short_questionnaire, widely_shared_first

    run = Run(**options, force=None)
    found = [run.catalogue[id] for id in scheme] or list(run.catalogue)
    asked = years or (run.today.year - 1, run.today.year)
    wanted = [(one, year) for year in asked for one in found if year in one.years]
    if years is None:
        wanted = wanted or [(one, max(one.years)) for one in found if one.years]
    if not wanted:
        each = (f"{one.id}: {listed(map(str, one.years))}" for one in found)
        known = listed(each, "incentives schemes", MOST_SCHEMES, between="; ")
        raise saying(UnknownEdition, Said.of("no_such_years", known=known), years=asked)
    if scheme or whole or len(asking := {one.id: one for one, _ in wanted}) <= MANY_SCHEMES:
        run.write(questionnaire(run.desk.editions(wanted), run.lang, run.today))
    pairs = ([pair for pair in wanted if pair[0] is one] for one in widely_shared_first(asking.values()))
    run.write(short_questionnaire(map(run.desk.editions, pairs), len(asking), run.lang, run.today))


@main.command()
@SITUATION
@click.option("--year", "years", type=Years(), required=True, help="Reference year.")
@only_schemes
@parts
@timeline
@without_answers
@with_editions
@command
def check(**options: Any) -> None:
    """Check what the practitioner in the file SITUATION is due for one year, under every scheme.

    With - for SITUATION it is read from standard input, as TOML.
    """
    _assess("check", **options)


@main.command()
@SITUATION
@click.option("--years", type=Years(), required=True, help="Reference years: 2024-2026 or 2022,2024.")
@only_schemes
@parts
@timeline
@total_in
@without_answers
@with_editions
@command
def compare(total_in: str | None, rates: tuple[tuple[str, Decimal], ...], **options: Any) -> None:
    """Compare schemes and years for the practitioner in the file SITUATION; with - from standard input, as TOML."""
    if rates and total_in is None:
        raise Misused("rate_alone")
    _assess("comparison", total_in=total_in, rates=rates, **options)


def _assess(  # noqa: PLR0913  # an argument for each option
    kind: str,
    situation: Path,
    years: tuple[int, ...],
    only: tuple[str, ...],
    *,
    timeline: bool = False,
    total_in: str | None = None,
    rates: tuple[tuple[str, Decimal], ...] = (),
    without_answers: bool = False,
    **options: Any,
) -> None:
    from incentives.comparison import Rates

    if without_answers and options["format_name"] not in KEPT_FORMATS:
        raise Misused("without_answers_alone")
    run = Run(**options)
    wanted = [run.catalogue[id].id for id in only]
    given = None if total_in is None else Rates(total_in, dict(rates))
    answer(
        run,
        kind,
        run.situation(situation),
        years,
        wanted,
        timeline=timeline,
        given=given,
        without_answers=without_answers,
    )


def answer(  # noqa: PLR0913  # what an answer is made of
    run: Run,
    kind: str,
    checked: "CheckedSituation",
    years: tuple[int, ...],
    wanted: list[str],
    *,
    timeline: bool = False,
    given: "Rates | None" = None,
    without_answers: bool = False,
) -> NoReturn:
    """Print what one practitioner is due, in one year or several, and exit."""
    desk = run.desk
    made = desk.answer(
        kind,
        desk.compared(checked, years, wanted),
        checked,
        named=wanted,
        timeline=timeline or run.format_name == "html",
        rates=given,
        answer_only=run.shows_answer_only,
        keep=run.format_name not in PEOPLES_FORMATS and not without_answers,
    )
    line = getattr(made.body, "timeline", None)
    is_picture = run.format_name == "text" and run.output is not None and run.output.suffix.lower() == ".svg"
    if line is not None and is_picture:
        from incentives.report.timesvg import timeline_svg

        run.write(timeline_svg(line, run.lang, label=checked.label), is_private=True)
    if without_answers:
        from incentives.report.withheld import withheld

        made = withheld(made)
    run.write(run.rendered(made), is_private=not without_answers)


@main.command("compare-schemes")
@click.argument("scheme", nargs=-1)
@click.option("--year", type=int, required=True, help="Reference year.")
@with_editions
@command
def compare_schemes(scheme: tuple[str, ...], year: int, **options: Any) -> None:
    """Set SCHEME... side by side for one year, without a practitioner (all schemes of that year unless named)."""
    run = Run(**options)
    run.give(run.desk.schemes_compared(scheme, year))


@main.command()
@in_full
@common
@command
def plugins(**options: Any) -> None:
    """List the installed plugins, what they give, what became of each, and whether it was verified.

    Of very many, as many as fit on a screen; whether their sentences can be used is then checked with --all only.
    """
    from incentives.cli.verify import standings
    from incentives.report.listings import plugins_body
    from incentives.report.worded import check_wording

    run = Run(**options)
    if run.shows_answer_only and len(run.catalogue.plugins) > MANY_SCHEMES:
        run.give(run.desk.report("plugins", plugins_body(run.catalogue, {})))
    check_wording(run.catalogue)
    run.give(run.desk.report("plugins", plugins_body(run.catalogue, standings(run.catalogue))))
