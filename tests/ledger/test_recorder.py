"""The event sourcing library can read what we store in its own words."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent
from tally import FACTS, TALLY, Count, Counted, a_stream, an_origin

from ledger.database import Database
from ledger.fact_mapper import Change, FactMapper
from ledger.kernel import Kernel
from ledger.ledger import Ledger
from ledger.postgres_recorder import PostgresRecorder
from ledger.recorder import LedgerRecorder
from ledger.sqlite_recorder import SqliteRecorder

FOREIGN = StoredEvent(UUID(int=1), 1, "tally.counted", b"{}")


@pytest.fixture
def recorder(database: Database) -> Iterator[LedgerRecorder]:
    kind = SqliteRecorder if database.dialect == "sqlite" else PostgresRecorder
    opened = kind(database, None, lambda _position: None)
    yield opened
    opened.close()


@pytest.fixture
def kernel(recorder: LedgerRecorder) -> Iterator[Kernel]:
    with Kernel(FactMapper(FACTS), recorder) as opened:
        yield opened


def _count(ledger: Ledger, *by: int) -> UUID:
    stream = a_stream()
    ledger.transact(lambda t: t.append(TALLY, stream, [Counted(b) for b in by]), an_origin())
    return stream


def _facts(kernel: Kernel, stream: UUID, **window) -> list[object]:
    changes = kernel.events.get(stream, **window)
    return [change.fact for change in changes if isinstance(change, Change)]


def test_a_stream_reads_as_changes(ledger: Ledger, kernel: Kernel):
    assert _facts(kernel, _count(ledger, 1, 2)) == [Counted(1), Counted(2)]


def test_a_part_of_a_stream_reads_backwards(ledger: Ledger, kernel: Kernel):
    stream = _count(ledger, 1, 2, 3, 4)
    found = _facts(kernel, stream, gt=1, lte=3, desc=True, limit=1)
    assert found == [Counted(3)]


def test_the_log_reads_as_notifications(ledger: Ledger, kernel: Kernel):
    _count(ledger, 1, 2, 3)
    found = kernel.notification_log.select(start=2, limit=10)
    assert [(n.id, n.topic) for n in found] == [(2, "tally.counted"), (3, "tally.counted")]


def test_the_log_reads_by_topic_up_to_a_position(ledger: Ledger, recorder: LedgerRecorder):
    _count(ledger, 1, 2, 3)
    found = recorder.select_notifications(
        1, 10, stop=2, topics=["tally.counted"], inclusive_of_start=False
    )
    assert [n.id for n in found] == [2]
    assert recorder.select_notifications(1, 10, topics=["other"]) == []


def test_the_librarys_subscription_is_refused_because_it_misses_facts(recorder: LedgerRecorder):
    with pytest.raises(NotImplementedError, match=r"Ledger\.subscribe"):
        recorder.subscribe()


def test_only_rows_of_the_ledger_are_stored(recorder: LedgerRecorder):
    with pytest.raises(TypeError, match="not a row of this ledger"):
        recorder.insert_events([FOREIGN])


def test_only_rows_of_the_ledger_are_read():
    with pytest.raises(TypeError, match="not a row of this ledger"):
        FactMapper(FACTS).to_domain_event(FOREIGN)


def test_only_changes_become_rows():
    with pytest.raises(TypeError, match="only a Change can be stored"):
        FactMapper(FACTS).to_stored_event(Count(1))  # type: ignore[arg-type]  # on purpose
