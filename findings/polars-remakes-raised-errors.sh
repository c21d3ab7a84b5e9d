#!/usr/bin/env bash
# An error that a function of one's own raises in a query comes out as another one, made of its text alone.
#
# Expected: what a function raises within `map_batches` reaches the caller as it was raised, or wrapped in an error of
# the library.
# Seen: the class is called again with a single text. Attributes are gone; a class that takes two values, as one with a
# code and a status does, fails in its constructor, and the caller gets a TypeError in its place.
# Versions: polars 2.1.0; Python 3.11.7. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check polars==2.1.0

venv/bin/python - >seen.txt <<'PY'
import polars as pl


class Noted(Exception):
    note = None


class Refused(Exception):
    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


noted = Noted("too many rows")
noted.note = "kept"
for raised in (noted, Refused(413, "too many rows")):

    def stop(_, raised=raised):
        raise raised

    frame = pl.LazyFrame({"number": [1]})
    query = frame.select(pl.map_batches([pl.col("number")], stop, return_dtype=pl.Int64, is_elementwise=True))
    try:
        query.collect()
    except Exception as caught:
        print(f"{type(raised).__name__}: {type(caught).__name__}, the same one: {caught is raised}", end=", ")
        print(f"note: {getattr(caught, 'note', None)}, status: {getattr(caught, 'status', None)}")
PY

cat seen.txt
diff seen.txt - <<'SEEN'
Noted: Noted, the same one: False, note: None, status: None
Refused: TypeError, the same one: False, note: None, status: None
SEEN
