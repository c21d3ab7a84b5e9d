"""The parts of the benchmark: what takes turns with what, on what."""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from attrs import field, frozen

from benchmarks.builds import Build, Worker, process
from benchmarks.measuring import Contender, Figure, Found, Refused, Time, compared, shortest, side_by_side

HAND, OPENFISCA, ZEN = "Polars by hand", "OpenFisca", "zen-engine"
FORMS = ("Enum, complete", "Enum, sets categorical", "Enum, 20 % holes", "text, complete", "text, 20 % holes")
OTHER_FORMS = {"Enum, sets categorical": "Enum, complete"}
OPENFISCA_WAYS: Mapping[str, Mapping[str, Any]] = {
    "inputs set before": {"choices": "enum", "formulas": True},
    "choices set as codes": {"choices": "enum"},
    "choices set as text": {"choices": "text"},
}
FRAMES = ("Polars", "Polars, lazy", "PyArrow", "pandas (Arrow)", "DuckDB")
SITUATIONS, OPENFISCA_SITUATIONS = 1_000, 100
SHIPPED, FEW_ROUNDS = 3, 2
PHASES = ("load_catalogue", "assess_all, the first time", "assess_all, again")
BARE = "import pluggy, attrs, cattrs, click"


@frozen
class Asked:
    """What was asked of the benchmark.

    Attributes:
        builds: this checkout, and perhaps another.
        rows: of the long tables.
        rounds: runs of each, of which the shortest counts.
        quick: whether everything is to be smaller and fewer.
    """

    builds: Sequence[Build]
    rows: int
    rounds: int
    quick: bool

    @property
    def names(self) -> list[str]:
        """Of the builds."""
        return [build.name for build in self.builds]

    @contextmanager
    def workers(self, site: Path | None = None) -> Iterator[list[Worker]]:
        """A process for each build; what others do is done by the first."""
        with ExitStack() as open_ones:
            yield [open_ones.enter_context(Worker(build, site)) for build in self.builds]

    def ours(self, workers: Sequence[Worker], work: str, **given: Any) -> dict[str, Contender]:
        """A piece of work by each build."""
        return {worker.build.name: worker.doing(work, **given) for worker in workers}


def table(asked: Asked) -> list[Figure]:
    """FAMI 2025 over a long table: ours, hand-written Polars, OpenFisca; these have sets as text in every form."""
    rows, figures = asked.rows, list[Figure]()
    for form in FORMS:
        case, others = f"{rows:,} rows, {form}", OTHER_FORMS.get(form, form)
        choices = form.partition(",")[0].lower()
        with asked.workers() as workers:
            contenders = {workers[0].build.name: workers[0].doing("table", rows=rows, form=form)}
            contenders |= asked.ours(workers[1:], "table", rows=rows, form=others)
            contenders[HAND] = workers[0].doing("table_by_hand", rows=rows, form=others)
            contenders |= {
                f"{OPENFISCA}: {how}, amount": workers[0].doing("openfisca", rows=rows, **given)
                for how, given in OPENFISCA_WAYS.items()
            }
            found = side_by_side(contenders, asked.rounds)
            figures += compared("table", case, found, [*asked.names, HAND])
            if form.endswith("complete"):
                into = side_by_side({OPENFISCA: workers[0].doing("arrays", rows=rows, choices=choices)}, FEW_ROUNDS)
                figures += compared("table", f"{rows:,} rows, {choices} into arrays", into)
    return figures


def frames(asked: Asked) -> list[Figure]:
    """Every kind of frame, over a million rows with holes; the ratios are to the same build's Polars."""
    rows = min(asked.rows, 1_000_000)
    case = f"{rows:,} rows, text, 20 % holes"
    with asked.workers() as workers:
        contenders = {
            f"{worker.build.name}: {kind}": worker.doing("kind_of_frame", rows=rows, kind=kind)
            for kind in FRAMES
            for worker in workers
        }
        found = side_by_side(contenders, asked.rounds)
    return [
        Figure.of("frames", case, who, time, other, found[other])
        for who, time in found.items()
        for other in (who.partition(":")[0] + f": {FRAMES[0]}", f"{asked.names[-1]}:{who.partition(':')[2]}")
        if other != who
    ]


def single(asked: Asked) -> list[Figure]:
    """One practitioner at a time, over the 1,000 situations of ``single.py``, every outcome read."""
    with asked.workers() as workers:
        contenders = asked.ours(workers, "one_by_one")
        contenders[f"{asked.names[0]}, checked before"] = workers[0].doing("one_by_one", checked=True)
        contenders[f"{ZEN}, traced"] = workers[0].doing("zen", trace=True)
        contenders[f"{ZEN}, not traced"] = workers[0].doing("zen", trace=False)
        contenders[OPENFISCA] = workers[0].doing("openfisca_one_by_one")
        found = side_by_side(contenders, asked.rounds)
        each = {
            who: its if isinstance(its, Refused) else its.over(OPENFISCA_SITUATIONS if who == OPENFISCA else SITUATIONS)
            for who, its in found.items()
        }
        figures = compared("single", "one practitioner, every outcome read", each, asked.names)
        for case, work in (
            ("missing_facts, nothing known", {"work": "nothing_known"}),
            ("one row, an amount of steps 5 deep", {"work": "nested", "depth": 5}),
        ):
            found = side_by_side(asked.ours(workers, **work), asked.rounds)
            figures += compared("single", case, found, asked.names[1:])
    return figures


def start(asked: Asked) -> list[Figure]:
    """Whole processes: `incentives schemes` beside what only imports its dependencies, and the border example."""
    bare = process([sys.executable, "-c", BARE], asked.builds[0].environment(), asked.builds[0].root)
    border = ("examples/border.toml", "--as-of", "2026-11-22")
    commands = {
        "schemes": ("schemes",),
        "check": ("check", *border, "--year", "2025"),
        "compare": ("compare", *border, "--years", "2024-2026"),
    }
    figures: list[Figure] = []
    for name, words in commands.items():
        ours = {build.name: build.command(*words) for build in asked.builds}
        found = side_by_side({BARE: bare, **ours}, asked.rounds + FEW_ROUNDS)
        figures += compared("start", f"incentives {name}, whole process", found, [BARE, *asked.names[1:]])
    return figures


def rows(asked: Asked) -> list[Figure]:
    """Tables of each length, again and again; also the cost of one row to that in the table before."""
    figures: list[Figure] = []
    before = Earlier()
    for number in (10_000, 100_000) if asked.quick else (10_000, 100_000, 1_000_000, 10_000_000):
        case = f"{number:,} rows, {FORMS[0]}"
        with asked.workers() as workers:
            contenders = asked.ours(workers, "table", rows=number, form=FORMS[0])
            contenders[HAND] = workers[0].doing("table_by_hand", rows=number, form=FORMS[0])
            found = side_by_side(contenders, asked.rounds)
        figures += compared("rows", case, found, [*asked.names[1:], HAND])
        figures += before.growth("rows", case, number, found)
        before = Earlier(number, found)
    return figures


def schemes(asked: Asked) -> list[Figure]:
    """So many schemes installed: loading them, one person under all of them; and a table under all of them."""
    figures: list[Figure] = []
    before = dict.fromkeys(PHASES, Earlier())
    for number in (3, 10, 50) if asked.quick else (3, 10, 50, 100, 250, 434, 4_000):
        for what, found in _from_the_start(asked, number).items():
            case = f"{number:,} schemes: {what}"
            figures += compared("schemes", case, found, asked.names[1:])
            figures += before[what].growth("schemes", case, number, found)
            before[what] = Earlier(number, found)
    number, rows = (50, 10_000) if asked.quick else (434, 100_000)
    with _installed(number) as site, asked.workers(site) as workers:
        found = side_by_side(asked.ours(workers, "table_under_all", rows=rows, told=number // 5), FEW_ROUNDS)
        figures += compared("schemes", f"{rows:,} rows under {number} schemes at once", found, asked.names[1:])
    return figures


@frozen
class Earlier:
    """What a smaller case took.

    Attributes:
        number: of what there were.
        found: who took how long.
    """

    number: int = 1
    found: Mapping[str, Found] = field(factory=dict)

    def growth(self, part: str, case: str, number: int, found: Mapping[str, Found]) -> Iterator[Figure]:
        """The cost of one of so many to that of one here: 1 is linear growth, less is better."""
        for who, time in found.items():
            if isinstance(earlier := self.found.get(who), Time):
                yield Figure.of(part, case, who, time, f"1 of {self.number:,}", earlier.over(self.number / number))


@contextmanager
def _installed(number: int) -> Iterator[Path]:
    """A folder with so many schemes, with the shipped ones, of the plainest kind: every build can use it."""
    from benchmarks.made_up.kinds import KINDS
    from benchmarks.made_up.writing import install, made

    with tempfile.TemporaryDirectory() as site:
        install(Path(site), made(number - SHIPPED, KINDS[:1]))
        yield Path(site)


def _from_the_start(asked: Asked, number: int) -> dict[str, dict[str, Found]]:
    """What each phase takes each build, in processes that have done nothing else."""

    def phases(build: Build, site: Path) -> Sequence[Found]:
        with Worker(build, site) as worker:
            try:
                load, first, *again = worker.times("from_the_start", schemes=number)
            except Refused as error:
                return [error] * len(PHASES)
            return [load, first, shortest(again)]

    with _installed(number) as site:
        rounds = [{build.name: phases(build, site) for build in asked.builds} for _ in range(1 + FEW_ROUNDS)]
    return {  # the first round compiles the modules
        what: {name: shortest(one[name][at] for one in rounds[1:]) for name in asked.names}
        for at, what in enumerate(PHASES)
    }
