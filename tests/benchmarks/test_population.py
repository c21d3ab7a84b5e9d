"""The made-up practitioners of the benchmarks say every fact that these are asked of."""

from benchmarks.population import READ, population


def test_every_fact_that_is_read_has_a_column() -> None:
    assert population(3).columns == [fact.id for fact in READ]
