"""What is Spark's alone; the laws of every kind of frame hold for it too, in the same group."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from incentives import Catalogue

pytestmark = pytest.mark.spark


def test_nothing_runs_on_spark_before_rows_are_asked_for(spark: Any, spark_kind: Any, catalogue: Catalogue) -> None:
    from pyspark.sql import functions

    frame = spark.range(3).select(
        functions.col("id").alias("row"),
        functions.raise_error(functions.lit("was computed")).cast("bigint").alias("be.acts"),
    )
    result = catalogue.assess_table(frame, "be-inami-software", 2025)
    assert type(result) is spark_kind.type
    with pytest.raises(Exception, match="was computed"):
        spark_kind.rows(result)


def test_columns_of_no_known_name_space_pass_untouched_on_spark(spark: Any, catalogue: Catalogue) -> None:
    names = ["name", "member.number", "be.acts", "with `ticks`.and dots", "tags"]
    rows = [("Ada", "007", 3, 1.5, ["x", None]), (None, None, -1, None, None)]
    frame = spark.createDataFrame(rows, "a string, b string, c bigint, d double, e array<string>").toDF(*names)
    result = catalogue.assess_table(frame, "be-inami-software", 2025)
    assert result.columns[:5] == names
    assert [tuple(row)[:5] for row in result.collect()] == rows
    assert dict(result.dtypes)["be-inami-software.certain"] == "decimal(18,2)"


def test_the_program_of_the_page_on_clusters_runs_and_says_what_a_table_says_here(
    tmp_path: Path, pytestconfig: pytest.Config, catalogue: Catalogue
) -> None:
    page = (pytestconfig.rootpath / "docs" / "cluster.md").read_text("utf-8")
    programs = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "fami.py").write_text(programs[0], "utf-8")
    people = pl.DataFrame({"name": ["Ada", "Zoé"], "fr.scor.transmissions": [3, 0], "fr.conventioned": [None, True]})
    people.write_parquet(tmp_path / "people.parquet")
    files = [str(tmp_path / name) for name in ("people.parquet", "results.parquet")]
    run = subprocess.run(
        [sys.executable, str(tmp_path / "fami.py"), *files], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "|undetermined|" in run.stdout.replace(" ", "")
    found = pl.read_parquet(files[1] + "/*.parquet").sort("name")
    assert found.equals(catalogue.assess_table(people, "fr-fami", 2025).sort("name"))
    exec(compile(programs[1], "cluster.md", "exec"), {})  # noqa: S102  # the page's own example
