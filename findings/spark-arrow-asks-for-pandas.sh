#!/usr/bin/env bash
# PySpark's way for rows to pass through Python as Arrow refuses to start without pandas, though no row becomes a
# pandas object on that way.
#
# Expected: mapInArrow, whose function gets and gives record batches of PyArrow, needs PyArrow alone, as toArrow does.
# Seen: toArrow works; mapInArrow raises PACKAGE_NOT_INSTALLED and names pandas.
# Versions: pyspark 4.3.0, pyarrow 26.0.1; Python 3.11.7, Java 17. Day: 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check pyspark==4.3.0 pyarrow==26.0.1

venv/bin/python - >seen.txt 2>spark.log <<'PY'
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.log.level": "ERROR"}
builder = SparkSession.builder.master("local[1]")
for name, value in settings.items():
    builder = builder.config(name, value)
numbers = builder.getOrCreate().range(3)
print("toArrow", numbers.toArrow().num_rows)
try:
    print("mapInArrow", numbers.mapInArrow(lambda batches: batches, "id bigint").count())
except PySparkException as error:
    print("mapInArrow", error.getCondition(), error.getMessageParameters()["package_name"])
PY

cat seen.txt
diff seen.txt - <<'SEEN'
toArrow 3
mapInArrow PACKAGE_NOT_INSTALLED Pandas
SEEN
