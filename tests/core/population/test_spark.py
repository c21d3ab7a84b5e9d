"""What is Spark's alone; the laws of every kind of frame hold for it too, in the same group."""

import os
import re
import subprocess
import sys
from datetime import date
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
    tmp_path: Path, pytestconfig: pytest.Config, catalogue: Catalogue, spark_connect: str
) -> None:
    page = (pytestconfig.rootpath / "docs" / "cluster.md").read_text("utf-8")
    programs = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "fami.py").write_text(programs[0], "utf-8")
    people = pl.DataFrame({"name": ["Ada", "Zoé"], "fr.scor.transmissions": [3, 0], "fr.conventioned": [None, True]})
    people.write_parquet(tmp_path / "people.parquet")
    files = [str(tmp_path / name) for name in ("people.parquet", "results.parquet")]
    run = subprocess.run(
        [sys.executable, str(tmp_path / "fami.py"), *files],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "SPARK_REMOTE": spark_connect},  # all other tests have a classic session
    )
    assert "|undetermined|" in run.stdout.replace(" ", "")
    found = pl.read_parquet(files[1] + "/*.parquet").sort("name")
    assert found.equals(catalogue.assess_table(people, "fr-fami", 2025).sort("name"))
    exec(compile(programs[1], "cluster.md", "exec"), {})  # noqa: S102  # the page's own example


def test_an_edition_of_one_s_own_holds_on_the_workers_too(
    spark: Any, spark_kind: Any, catalogue: Catalogue, tmp_path: Path
) -> None:
    text = catalogue["be-inami-software"].edition_text(2025)
    assert text is not None
    (tmp_path / "own.toml").write_text(re.sub(r"(\[figures.minimum_acts\]\nvalue = )500", r"\g<1>7", text), "utf-8")
    own = catalogue.with_edition(tmp_path / "own.toml")
    people = pl.DataFrame({"row": [0, 1], "be.acts": [7, 6], "be.first_registered_on": [date(2001, 1, 1)] * 2})
    result = own.assess_table(spark.createDataFrame(people.to_arrow()), "be-inami-software", 2025)
    rows = spark_kind.rows(result)
    assert [row["be-inami-software.activity"] for row in rows] == [True, False]
    assert {row["be-inami-software.user_supplied"] for row in rows} == {str(tmp_path / "own.toml")}


def test_a_large_table_in_many_pieces_is_added_up_as_in_one(spark: Any, catalogue: Catalogue) -> None:
    from pyspark.sql import functions

    # Three parts, each of more rows than are asked at once.
    numbers = spark.range(0, 400_000, numPartitions=3)
    people = numbers.select((functions.col("id") % 1000).alias("be.acts"), functions.lit(True).alias("be.inami_number"))
    alone = pl.DataFrame({"be.acts": range(1000)}).with_columns(pl.lit(True).alias("be.inami_number"))
    one, many = (catalogue.summarise_table(frame, "be-inami-software", 2025).editions[0] for frame in (alone, people))
    assert many.undetermined == one.undetermined * 400
    assert one.cost.possible is not None
    assert many.cost.possible == one.cost.possible * 400
    assert [fact.not_given for fact in many.missing] == [fact.not_given * 400 for fact in one.missing]
