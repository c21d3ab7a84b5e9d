"""Rules that are sent to the workers of a cluster: the same there, or refused."""

import pickle
from functools import partial
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve
from incentives import Catalogue
from incentives.errors import DifferentWorker
from incentives.population.frames.of_spark import Shipped
from incentives.population.frames.opening import Piece

SCHEME, YEAR = "be-inami-software", 2025


def rows_of(piece: Piece, more: int) -> int:
    return int(piece.table.num_rows) + more


@pytest.fixture
def shipped(catalogue: Catalogue) -> Shipped:
    return sent(catalogue, more=1)


def sent(catalogue: Catalogue, more: int) -> Shipped:
    rules = [(catalogue[SCHEME], catalogue.edition(SCHEME, YEAR))]
    return Shipped.of(partial(rows_of, more=more), rules, ["be.acts"])


def test_what_is_sent_is_asked_of_pieces_under_the_names_of_the_table(shipped: Shipped) -> None:
    there: Shipped = pickle.loads(pickle.dumps(shipped))  # noqa: S301  # our own
    batches = [pa.RecordBatch.from_pydict({"c0": [1, 2, 3]})] * 2
    (piece,) = there.pieces(batches)
    assert piece.table.column_names == ["be.acts"]
    assert there.unpacked()(piece) == 7


def test_a_worker_with_other_rules_says_so(shipped: Shipped) -> None:
    ask, rules = pickle.loads(shipped.packed)  # noqa: S301  # our own
    other = evolve(shipped, packed=pickle.dumps((ask, [(rules[0][0], YEAR, "0" * 64)])))
    with pytest.raises(DifferentWorker, match=rf"other rules of {SCHEME} for {YEAR}") as caught:
        other.unpacked()
    assert caught.value.code == "different_worker"


def test_a_worker_without_the_plugin_says_so(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    never_unpacked = sent(catalogue, more=2)  # a worker unpacks what it was sent once
    for name in [name for name in sys.modules if name.startswith("incentives_be_inami_software")]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(DifferentWorker, match="install the same plugins on all workers"):
        never_unpacked.unpacked()


def test_many_small_batches_make_pieces_of_some_size(shipped: Shipped) -> None:
    batch: Any = pa.RecordBatch.from_pydict({"c0": list(range(30_000))})
    assert [piece.table.num_rows for piece in shipped.pieces([batch] * 9)] == [120_000, 120_000, 30_000]
