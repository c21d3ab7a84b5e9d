#!/usr/bin/env bash
# A condition that is the same for every row filters 10,000 rows, and is an error with 100,000.
#
# Expected: `filter` keeps every row, however many there are, as it does with true itself.
# Seen: with a condition made of constants by a function, such as true with its nulls filled, the filter of a
# frame in memory works on a small frame and raises a ShapeError about the length of the condition on a large
# one; the length that it names is the number of threads. The same filter of a lazy frame keeps every row.
# Such a condition is what is left where a program puts conditions together and is given none.
# Versions: polars 2.1.0; Python 3.11.7. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check polars==2.1.0

POLARS_MAX_THREADS=3 venv/bin/python - >seen.txt <<'PY'
import polars as pl

for rows in 10_000, 100_000:
    frame = pl.DataFrame({"number": range(rows)})
    for name, always in ("true", pl.lit(True)), ("true, nulls filled", pl.lit(True).fill_null(False)):
        try:
            kept = len(frame.filter(always))
        except pl.exceptions.ShapeError as error:
            kept = f"ShapeError: {error}"
        print(f"{rows} rows, {name}: kept {kept}; lazy {len(frame.lazy().filter(always).collect())}")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
10000 rows, true: kept 10000; lazy 10000
10000 rows, true, nulls filled: kept 10000; lazy 10000
100000 rows, true: kept 100000; lazy 100000
100000 rows, true, nulls filled: kept ShapeError: filter predicate length of 3 doesn't match that of the DataFrame; lazy 100000
SEEN
