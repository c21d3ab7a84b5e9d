"""Does pieces of work with the build that this process imports, each asked for by a line on standard input.

A line is the name of a piece of work and what it is given, in JSON; the answer is a line with the seconds that each of
its parts took, by both clocks, or why it is refused. What the work needs is made the first time, and never timed.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import others, ours
from benchmarks.ours import Prepare

WORK: dict[str, Callable[..., Prepare]] = {
    one.__name__: one
    for one in (
        *(ours.table, ours.kind_of_frame, ours.one_by_one, ours.nothing_known, ours.nested, ours.from_the_start),
        *(ours.table_under_all, others.table_by_hand, others.openfisca, others.arrays, others.zen),
        others.openfisca_one_by_one,
    )
}


def times(prepare: Prepare) -> list[tuple[float, float]]:
    """Seconds by the clock on the wall, and of the processor, for each part."""
    gc.collect()
    found = []
    for run in prepare():
        wall, processor = time.perf_counter(), time.process_time()
        result = run()
        found.append((time.perf_counter() - wall, time.process_time() - processor))
        del result
    return found


def main() -> None:
    """Answer each line."""
    made: dict[str, Prepare] = {}
    to, sys.stdout = sys.stdout, sys.stderr  # what is said in between is no answer
    for line in sys.stdin:
        name, given = json.loads(line)
        try:
            if line not in made:
                made[line] = WORK[name](**given)
            answer: dict[str, Any] = {"times": times(made[line])}
        except Exception as error:  # noqa: BLE001  # a build may lack what another has, in whatever way
            answer = {"refused": f"{type(error).__name__}: {error}"}
        to.write(json.dumps(answer) + "\n")
        to.flush()


if __name__ == "__main__":
    main()
