"""The memory that `incentives table` takes over files, which must not grow with the number of rows.

    python benchmarks/memory.py --rows 20000000

For each form of file: a quarter of the rows, then all, each read and written by the command in a process of its own,
of which the highest resident memory and the time are printed. The files are made in a temporary folder and removed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROWS, BATCH = 20_000_000, 500_000
LIMIT_MIB = 2048
BYTES_PER_ROW = {"parquet": 60, "csv": 450, "arrow": 650}  # of both files together, rather too many


def make(path: Path, rows: int) -> None:
    """A file of made-up practitioners, a fifth of the cells empty; made in batches.

    Args:
        path: of the file; its suffix says its form.
        rows: how many.
    """
    import polars as pl
    from polars.io.plugins import register_io_source

    from benchmarks.population import population

    def batch(start: int) -> pl.DataFrame:
        return population(min(BATCH, rows - start), choices="text", holes=0.2, seed=start + 1)

    def batches(columns: list[str] | None, *_: Any) -> Iterator[pl.DataFrame]:
        for start in range(0, rows, BATCH):
            yield batch(start) if columns is None else batch(start).select(columns)

    frame = register_io_source(batches, schema=population(1, choices="text").schema, is_pure=True)
    match path.suffix:
        case ".parquet":
            frame.sink_parquet(path)
        case ".csv":
            frame.sink_csv(path)
        case _:
            frame.sink_ipc(path)


def measured(command: list[str]) -> tuple[float, float]:
    """The seconds that a command takes and its highest resident memory in MiB.

    This process must stay small, since the system counts what it holds for its children too.

    Raises:
        SystemExit: if the command fails.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stderr=said)  # noqa: S603  # our own command
        _, status, used = os.wait4(child.pid, 0)
        if code := os.waitstatus_to_exitcode(status):
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended with {code}\n{said.read()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return time.perf_counter() - started, used.ru_maxrss * unit / 2**20


def table(source: Path, target: Path) -> list[str]:
    """The command that holds a file against FAMI 2025."""
    asked = ["--scheme", "fr-fami", "--year", "2025", "--lang", "en"]
    start = "from incentives.cli import main; main()"
    return [sys.executable, "-c", start, "table", str(source), *asked, "-o", str(target)]


def main() -> None:
    """Print a line for each form and size; exit with 1 if memory is above the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--forms", nargs="+", choices=list(BYTES_PER_ROW), default=list(BYTES_PER_ROW))
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make is not None:
        make(given.make, given.rows)
        return
    worst = 0.0
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        for form in given.forms:
            needed, free = BYTES_PER_ROW[form] * given.rows, shutil.disk_usage(folder).free
            if needed > free:
                sys.exit(f"{form}: {needed / 2**30:.0f} GiB are needed in {folder}, {free / 2**30:.0f} are free")
            for rows in (given.rows // 4, given.rows):
                source, target = folder / f"people.{form}", folder / f"answers.{form}"
                measured([sys.executable, __file__, "--make", str(source), "--rows", str(rows)])
                seconds, peak = measured(table(source, target))
                size, made = (path.stat().st_size / 2**20 for path in (source, target))
                print(
                    f"{form:8} {rows:>11,} rows {seconds:7.1f} s   peak {peak:6.0f} MiB   "
                    f"files {size:6.0f} -> {made:6.0f} MiB",
                    flush=True,
                )
                worst = max(worst, peak)
                source.unlink()
                target.unlink()
    sys.exit(int(worst > LIMIT_MIB))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
