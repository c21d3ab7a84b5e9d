"""What is Spark's alone; the laws of every kind of frame hold for it too, in the same group."""

from typing import Any

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
