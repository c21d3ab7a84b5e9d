"""A table says of each row what the single assessment says of the same facts."""

from collections.abc import Callable, Mapping
from itertools import cycle
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incentives import Catalogue

Keys = list[tuple[str, int]]
SCHEMES = ("be-inami-software", "be-proqkine", "fr-fami")


@pytest.mark.parametrize("kind", ["polars", "polars lazy", "pyarrow", "pandas arrow", "pandas numpy", "duckdb"])
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_row_agrees_with_the_single_assessment(
    data: st.DataObject, kind: str, keys: Keys, agree: Callable[..., None], tables: Any, frame_kinds: Mapping[str, Any]
) -> None:
    scheme, year = data.draw(st.sampled_from(keys))
    agree(frame_kinds[kind], data.draw(tables([scheme], [year])))


def test_every_edition_agrees_on_frames_of_polars_and_of_another_kind_in_turn(
    keys: Keys, catalogue: Catalogue, agree: Callable[..., None], large_table: Any, frame_kinds: Mapping[str, Any]
) -> None:
    assert {one.id for one in catalogue} == set(SCHEMES)
    others = cycle(kind for name, kind in frame_kinds.items() if name != "polars")
    for (scheme, year), other in zip(keys, others, strict=False):
        for kind in (frame_kinds["polars"], other):
            agree(kind, large_table([scheme], [year], 60))


def test_all_schemes_agree_in_one_pass(frame_kind: Any, agree: Callable[..., None], large_table: Any) -> None:
    agree(frame_kind, large_table(SCHEMES, [2022], 40))


def test_several_years_agree_in_one_pass(frame_kind: Any, agree: Callable[..., None], large_table: Any) -> None:
    agree(frame_kind, large_table(SCHEMES[:1], [2022, 2024], 40))


def test_all_schemes_and_years_agree_in_one_pass(
    frame_kinds: Mapping[str, Any], agree: Callable[..., None], large_table: Any
) -> None:
    agree(frame_kinds["polars"], large_table(SCHEMES, [2022, 2023, 2024], 40))
