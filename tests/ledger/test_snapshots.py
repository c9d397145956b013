import golden
import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tally import TALLY, Count, Total, a_stream, an_origin

from domain.catalogue import AGGREGATE_OF, DECIDERS, FACTS
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.shapes import shape_of
from ledger.snapshots import EVERY, Snapshotter
from ledger.transaction import Transaction

KIND_OF = {"tally.counted": "tally"}


def _snapshotter(ledger: Ledger, every: int = EVERY) -> Snapshotter:
    return Snapshotter(ledger, {"tally": TALLY}, kind_of=KIND_OF, every=every)


def _grow(ledger: Ledger, stream, by: list[int]) -> None:
    def work(transaction: Transaction) -> None:
        for one in by:
            transaction.execute(TALLY, stream, Count(one))

    ledger.transact(work, an_origin())


def _spoil(database: Database, column: str, value: object) -> None:
    with database.begin() as connection:
        connection.execute(sa.text(f"update snapshot set {column} = :v"), {"v": value})


def test_a_long_stream_gets_a_snapshot(ledger: Ledger):
    _grow(ledger, a_stream(), [1] * EVERY)
    _grow(ledger, a_stream(), [1] * (EVERY - 1))
    assert _snapshotter(ledger).run_once() == 1


def test_the_next_snapshot_waits_for_as_many_again(ledger: Ledger):
    stream, snapshotter = a_stream(), _snapshotter(ledger)
    _grow(ledger, stream, [1] * (EVERY + 10))
    snapshotter.run_once()
    _grow(ledger, stream, [1] * (EVERY - 1))
    assert snapshotter.run_once() == 0
    _grow(ledger, stream, [1])
    assert snapshotter.run_once() == 1


def test_a_stream_of_an_unknown_kind_gets_none(ledger: Ledger):
    _grow(ledger, a_stream(), [1] * EVERY)
    assert Snapshotter(ledger, {}, kind_of=KIND_OF).run_once() == 0


def test_a_command_after_a_snapshot_continues_the_stream(ledger: Ledger):
    stream = a_stream()
    _grow(ledger, stream, [1] * EVERY)
    _snapshotter(ledger).run_once()
    assert ledger.execute(TALLY, stream, Count(5), an_origin()).versions == {stream: EVERY + 1}
    assert ledger.load(TALLY, stream).state == Total(EVERY + 5)


def test_the_snapshot_is_what_is_loaded(ledger: Ledger, database: Database):
    stream = a_stream()
    _grow(ledger, stream, [1] * EVERY)
    _snapshotter(ledger).run_once()
    _spoil(database, "state", b'{"total":7}')
    assert ledger.load(TALLY, stream).state == Total(7)


@pytest.mark.parametrize(
    ("column", "value"), [("state", b"no longer JSON"), ("shape", "tally:older")]
)
def test_a_snapshot_that_does_not_read_is_ignored(
    ledger: Ledger, database: Database, column: str, value: object
):
    stream = a_stream()
    _grow(ledger, stream, [1] * EVERY)
    _snapshotter(ledger).run_once()
    _spoil(database, column, value)
    loaded = ledger.load(TALLY, stream)
    assert (loaded.state, loaded.version) == (Total(EVERY), EVERY)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=6), max_size=5))
def test_a_snapshot_at_any_point_changes_nothing_that_is_loaded(
    ledger: Ledger, parts: list[list[int]]
):
    stream, snapshotter = a_stream(), _snapshotter(ledger, every=1)
    for part in parts:
        _grow(ledger, stream, part)
        snapshotter.run_once()
    by = [one for part in parts for one in part]
    loaded = ledger.load(TALLY, stream)
    assert (loaded.state, loaded.version) == (Total(sum(by)) if by else None, len(by))


@pytest.mark.parametrize("kind", sorted(DECIDERS))
def test_every_aggregate_of_the_domain_can_have_snapshots(kind: str):
    shape = shape_of(DECIDERS[kind])
    assert shape.name.startswith(f"{kind}:")
    opening = next(tag for tag in FACTS if AGGREGATE_OF[tag] == kind)
    state = DECIDERS[kind].evolve(None, golden.sample(opening))
    assert shape.read(shape.name, msgspec.json.encode(state)) == state


def test_a_stream_that_cannot_be_read_costs_the_others_nothing(ledger: Ledger, database: Database):
    broken, whole = a_stream(), a_stream()
    _grow(ledger, broken, [1] * EVERY)
    _grow(ledger, whole, [1] * EVERY)
    with database.begin() as connection:
        spoiled = sa.text(
            "update events set state = :v where originator_id = :s and originator_version = 7"
        ).bindparams(sa.bindparam("s", type_=sa.Uuid()))
        connection.execute(spoiled, {"v": b"no longer JSON", "s": broken})
    assert _snapshotter(ledger).run_once() == 1
