"""A report on a table as a picture for a slide, from the same content as its text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from textwrap import fill, wrap
from threading import Lock
from typing import Any

from attrs import frozen

from incentives.errors import UnknownFormat, needing_extra
from incentives.report import layout as lay
from incentives.report.records.profession import EditionFigures, EditionResult, TableComparison, TableSummary
from incentives.report.records.whole import Report
from incentives.report.screened import screened
from incentives.report.tablelayout import Words
from incentives.wording import formats
from incentives.wording.said import Said, saying

Kind = tuple[str, str, str]  # of people: the key of their count, the id of the word for them, their colour
FORMATS = {".svg": "svg", ".png": "png"}
DPI = 160
# Of a picture as wide as a slide, in inches: a row of panels, above them all, below them all.
WIDTH, ROW, HEAD, FOOT = 13.33, 4.25, 0.3, 0.75
PLOT_TOP, PLOT, BAR, LEGEND = 1.15, 2.5, 1.2, 0.4  # of a panel, from the top of its row
LEFT, RIGHT, NAMES, MARGIN = 0.45, 6.2, 3.05, 0.6
# Okabe and Ito's colours, which people who see few colours can tell apart, and also in print without any.
DUE, OPEN, NOT_DUE, ALONE, TOGETHER, ELSEWHERE = "#0072B2", "#E69F00", "#BBBBBB", "#D55E00", "#F2C6A0", "#E6E6E6"
INK, PALE = "#222222", "#666666"
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with the library, so that the picture is the same everywhere
    "font.size": 10,
    "svg.fonttype": "path",
    "svg.hashsalt": "incentives",
    "text.parse_math": False,  # a dollar is a dollar
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": PALE,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": PALE,
    "ytick.color": INK,
}
NAME_SIGNS, TITLE_SIGNS, WIDE_SIGNS, FOOT_SIGNS = 40, 52, 105, 195  # in a line
MOST_BARS, LEAST_BARS = 7, 4
ONE_AT_A_TIME = Lock()  # the library's settings are those of all threads


def chart_format(path: Path) -> str:
    """The format of a picture, by the suffix of its file.

    Raises:
        UnknownFormat: if it is none that can be drawn.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError as error:
        raise saying(UnknownFormat, Said.of("chart_suffix", path=path), path=str(path)) from error


def check_can_draw() -> None:
    """Find out before any work whether there is a library to draw with.

    Raises:
        MissingExtra: if there is none.
    """
    with needing_extra("charts"):
        import matplotlib as mpl
    del mpl


def chart(report: Report, picture: str) -> bytes:
    """A report on a table as a picture; the same content always gives the same one.

    Args:
        report: of the kind ``table_summary`` or ``table_comparison``.
        picture: its format, ``svg`` or ``png``.

    Raises:
        MissingExtra: if there is no library to draw with.
    """
    check_can_draw()
    with drawn(report) as page:
        saved = BytesIO()
        metadata = {"Date": None, "Creator": "incentives"} if picture == "svg" else {"Software": "incentives"}
        page.figure.savefig(saved, format=picture, dpi=DPI, metadata=metadata)
    return saved.getvalue()


@contextmanager
def drawn(report: Report) -> Iterator["Page"]:
    """Within it, the picture of a report, drawn with this library's own settings."""
    from matplotlib import rc_context, rcdefaults, rcParams
    from matplotlib.figure import Figure

    with ONE_AT_A_TIME, rc_context():
        rcdefaults()  # whatever the user's own settings are
        rcParams.update(STYLE)
        shown = screened(report)
        draw, rows = KINDS[report.kind], len(getattr(report.body, "results", "1"))
        height = HEAD + ROW * max(rows, 1) + FOOT
        page, words = Page(Figure(figsize=(WIDTH, height), facecolor="white"), height), Words(lay.labels_of(report))
        draw(page, shown.body, words)
        page.source(shown, words)
        yield page


@frozen(eq=False)
class Page:
    """A picture, measured in inches from its top left corner."""

    figure: Any
    height: float

    def axes(self, x: float, y: float, width: float, height: float) -> Any:
        """A panel."""
        place = (x / WIDTH, 1 - (y + height) / self.height, width / WIDTH, height / self.height)
        return self.figure.add_axes(place)

    def text(self, x: float, y: float, text: str, signs: int, **style: Any) -> None:
        """A text that hangs from a place, broken into lines of so many signs."""
        self.figure.text(x / WIDTH, 1 - y / self.height, fill(text, signs, break_on_hyphens=False), va="top", **style)

    def title(self, x: float, y: float, text: str, below: str = "", signs: int = TITLE_SIGNS) -> None:
        """A title of at most two lines, with a line below it."""
        lines = "\n".join(wrap(text, signs, max_lines=2, placeholder=" …", break_on_hyphens=False))
        self.text(x, y, text if len(lines) < signs else lines, signs, fontsize=12, fontweight="bold", linespacing=1.25)
        self.text(x, y + (0.27 if "\n" not in lines else 0.52), below, signs + 20, fontsize=10.5, color=PALE)

    def source(self, report: Report, words: Words) -> None:
        """Whose rules, from what, and when."""
        rules = [
            words("chart_rules", scheme=one.scheme, year=lay.year(one, words.say), digest=one.digest[:12])
            for one in report.editions
        ]
        source, date = getattr(report.body, "source", None) or words("a_table"), words.say.day(report.date)
        text = words("chart_source", source=source, editions=", ".join(rules), date=date)
        self.text(LEFT, self.height - 0.5, text, FOOT_SIGNS, fontsize=8, color=PALE)


def _summary(page: Page, content: TableSummary, words: Words) -> None:
    for place, one in enumerate(content.results):
        top = HEAD + ROW * place
        cost = words("chart_cost", certain=one.cost.certain_text, possible=one.cost.possible_text)
        page.title(LEFT, top, f"{one.scheme_name}, {lay.year(one, words.say)}", cost)
        _people(page.axes(LEFT, top + PLOT_TOP, RIGHT - LEFT - 0.75, BAR), one, content.practitioners, words)
        benefit = one.benefits[0] if one.benefits else None
        bars = [(c.name, c.alone, c.together) for c in benefit.criteria] if benefit else []
        page.title(RIGHT, top, words("chart_blocks", benefit=benefit.name if benefit else "-"))
        _blocks(page.axes(RIGHT + NAMES, top + PLOT_TOP - 0.25, WIDTH - RIGHT - NAMES - MARGIN, PLOT), bars, words)


def _comparison(page: Page, content: TableComparison, words: Words) -> None:
    before, after = (lay.year(side, words.say) for side in (content.before, content.after))
    title = words("title_comparison", scheme=content.scheme_name, after=after, before=before)
    difference = content.difference
    cost = words("difference_cost", certain=difference.certain_text, possible=difference.possible_text)
    page.title(LEFT, HEAD, title, cost, WIDE_SIGNS)
    page.title(LEFT, HEAD + 0.95, words("chart_change"))
    page.title(RIGHT, HEAD + 0.95, words("chart_difference"))
    width = RIGHT - LEFT - 2.0 - 0.3
    _changes(page.axes(LEFT + 2.0, HEAD + PLOT_TOP + 0.25, width, PLOT), content, words)
    costs = page.axes(RIGHT + 1.8, HEAD + PLOT_TOP + 0.25, WIDTH - RIGHT - 1.8 - MARGIN, PLOT)
    _costs(costs, content, (words("before", edition=before), words("after", edition=after)), words)


def _people(axes: Any, one: EditionResult, practitioners: int, words: Words) -> None:
    """One stacked bar of everybody."""
    start = 0
    for key, label, colour in _shown(PEOPLE, one):
        count = getattr(one, key)
        text = words.say.tied(words(label), f"{count.practitioners_text} ({words.share(count)})")
        axes.barh([0], [count.practitioners], left=[start], color=colour, edgecolor="white", height=0.9, label=text)
        start += count.practitioners
    axes.set_xlim(0, max(practitioners, 1))
    axes.set_ylim(-0.5, 0.5)
    axes.set_yticks([])
    axes.spines.left.set_visible(False)
    _numbers(axes, words)
    _legend(axes, BAR, columns=1)


def _blocks(axes: Any, bars: list[tuple[str, int, int]], words: Words) -> None:
    """Criteria that are not met, the most first: alone, and together with others."""
    found = sorted((bar for bar in bars if bar[1] + bar[2]), key=lambda bar: -(bar[1] + bar[2]))[:MOST_BARS]
    if not found:
        axes.text(0, 0.5, words("chart_nothing"), va="center", color=PALE, transform=axes.transAxes)
        axes.set_axis_off()
        return
    places = range(len(found))
    alone, others = [bar[1] for bar in found], [bar[2] for bar in found]
    axes.barh(places, alone, color=ALONE, height=0.65, label=words("alone"))
    axes.barh(places, others, left=alone, color=TOGETHER, height=0.65, label=words("together"))
    _names(axes, [bar[0] for bar in found], NAME_SIGNS, LEAST_BARS)
    totals = [one + more for one, more in zip(alone, others, strict=True)]
    _figures(axes, totals, [words.number(total) for total in totals], room=1.15)
    _numbers(axes, words)
    _legend(axes, PLOT, columns=2)


def _changes(axes: Any, content: TableComparison, words: Words) -> None:
    """How many gain, lose, stay as they are."""
    shown = _shown(CHANGES, content)
    counts = [getattr(content, key) for key, _, _ in shown]
    numbers = [count.practitioners for count in counts]
    axes.barh(range(len(shown)), numbers, color=[colour for _, _, colour in shown], height=0.6)
    _names(axes, [words(label) for _, label, _ in shown], 24, LEAST_BARS)
    _figures(axes, numbers, [f"{count.practitioners_text} ({words.share(count)})" for count in counts], room=1.6)
    axes.set_xticks([])
    axes.spines.bottom.set_visible(False)


def _costs(axes: Any, content: TableComparison, names: tuple[str, str], words: Words) -> None:
    """What each edition costs of whom is compared: what is certain, and on top of it what is only possible."""
    sides = (content.before.compared, content.after.compared)
    certain = [float(cost.certain) for cost in sides]
    possible = [float(cost.certain if cost.possible is None else cost.possible) for cost in sides]
    axes.barh((0, 1), certain, color=DUE, height=0.45, label=words.say("certain"))
    rest = [high - low for low, high in zip(certain, possible, strict=True)]
    axes.barh((0, 1), rest, left=certain, color=OPEN, height=0.45, label=words.say("possible"))
    _names(axes, list(names), 22, len(names))
    for place, cost in enumerate(sides):
        text = words("chart_cost", certain=cost.certain_text, possible=cost.possible_text)
        axes.text(0, place - 0.27, text, va="bottom", fontsize=9)
    axes.set_xlim(0, max(*possible, 1) * 1.02)
    _numbers(axes, words)
    _legend(axes, PLOT, columns=2)


def _names(axes: Any, names: list[str], signs: int, least: int) -> None:
    """A name beside each bar, of at most two lines; few bars are no thicker than many."""
    lines = ["\n".join(wrap(name, signs, max_lines=2, placeholder=" …", break_on_hyphens=False)) for name in names]
    axes.set_yticks(range(len(names)), lines, fontsize=9, linespacing=1.1)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(max(len(names), least) - 0.5, -0.5)


def _figures(axes: Any, ends: list[int], texts: list[str], room: float) -> None:
    """A figure at the end of each bar, with room for it."""
    most = max(*ends, 1) if len(ends) > 1 else max(ends[0], 1)
    for place, (end, text) in enumerate(zip(ends, texts, strict=True)):
        axes.text(end + most * 0.015, place, text, va="center", fontsize=9.5)
    axes.set_xlim(0, most * room)


def _numbers(axes: Any, words: Words) -> None:
    """Whole numbers as the language writes them."""
    from matplotlib.ticker import MaxNLocator

    end = axes.get_xlim()[1]
    ticks = [int(tick) for tick in MaxNLocator(nbins=3, integer=True).tick_values(0, end) if 0 <= tick <= end]
    axes.set_xticks(ticks, [formats.number(tick, words.say.speech.language) for tick in ticks])


def _legend(axes: Any, height: float, columns: int) -> None:
    """Below the panel's numbers."""
    place = (0, -LEGEND / height)
    axes.legend(loc="upper left", bbox_to_anchor=place, frameon=False, ncols=columns, borderaxespad=0, borderpad=0)


def _shown(kinds: Sequence[Kind], content: EditionFigures | TableComparison) -> list[Kind]:
    """Without those whose profession is not covered, where there are none."""
    return [kind for kind in kinds if kind[0] != "not_covered" or content.not_covered.practitioners]


_NOT_COVERED = ("not_covered", "not_covered", ELSEWHERE)
PEOPLE = (
    ("eligible", "due", DUE),
    ("undetermined", "undetermined", OPEN),
    ("not_eligible", "not_due", NOT_DUE),
    _NOT_COVERED,
)
CHANGES = (
    ("gains", "gains", DUE),
    ("loses", "loses", ALONE),
    ("same", "same", NOT_DUE),
    ("undetermined", "cannot_say", OPEN),
    _NOT_COVERED,
)
KINDS: Mapping[str, Callable[[Page, Any, Words], None]] = {
    "table_summary": _summary,
    "table_comparison": _comparison,
}
