"""The mark moves only with a complete pass (``sync.md`` F17)."""

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from clock import FakeClock
from msgspec.structs import replace

from workers import watermark
from workers.reconcile import question_of

HERE = UUID(int=7)
OVERLAP = timedelta(minutes=2)


def test_a_new_connection_is_due_at_once(tables: sa.Connection, clock: FakeClock) -> None:
    watermark.ensure(tables, [HERE], clock())
    watermark.ensure(tables, [HERE], clock())
    assert watermark.due(tables, clock()) == [HERE]
    assert watermark.known(tables) == {HERE}


def test_a_long_pass_is_nobody_elses(tables: sa.Connection, clock: FakeClock) -> None:
    watermark.ensure(tables, [HERE], clock())
    mark = watermark.claim(tables, HERE, clock(), 60)
    assert mark is not None
    clock.advance(50)
    watermark.go_on(tables, mark, clock(), 60)
    clock.advance(50)
    assert watermark.claim(tables, HERE, clock(), 60) is None


def test_the_mark_knows_when_to_sweep_and_to_ask_again(
    tables: sa.Connection, clock: FakeClock
) -> None:
    watermark.ensure(tables, [HERE], clock())
    mark = watermark.claim(tables, HERE, clock(), 60)
    assert mark is not None
    assert (mark.sweep_at, mark.redeliver_at) == (None, None)
    sweep_at, redeliver_at = clock() + timedelta(days=1), clock() + timedelta(hours=1)
    done = replace(mark, sweep_at=sweep_at, redeliver_at=redeliver_at)
    watermark.complete(tables, done, now=clock(), next_at=clock())
    again = watermark.claim(tables, HERE, clock(), 60)
    assert again is not None
    assert (again.sweep_at, again.redeliver_at) == (sweep_at, redeliver_at)


def test_a_broken_pass_does_not_move_the_mark(tables: sa.Connection, clock: FakeClock) -> None:
    watermark.ensure(tables, [HERE], clock())
    mark = watermark.claim(tables, HERE, clock(), 60)
    assert mark is not None
    watermark.postpone(tables, mark, clock(), "503")
    again = watermark.claim(tables, HERE, clock(), 60)
    assert again is not None
    assert (again.seen_until, again.attempts) == (None, 2)


def test_a_complete_pass_moves_it_and_is_due_later(tables: sa.Connection, clock: FakeClock) -> None:
    watermark.ensure(tables, [HERE], clock())
    mark = watermark.claim(tables, HERE, clock(), 60)
    assert mark is not None
    server_time, next_at = clock(), clock() + timedelta(seconds=60)
    done = replace(mark, seen_until=server_time, etag='W/"1"', etag_since=server_time)
    watermark.complete(tables, done, now=clock(), next_at=next_at)
    assert watermark.due(tables, clock()) == []
    clock.now = next_at
    again = watermark.claim(tables, HERE, clock(), 60)
    assert again is not None
    assert (again.seen_until, again.etag, again.attempts) == (server_time, 'W/"1"', 1)


def test_the_next_question_reaches_back_over_the_mark(clock: FakeClock) -> None:
    mark = watermark.Watermark(HERE, clock(), None, None, 1)
    question = question_of(mark, clock() + timedelta(hours=1), OVERLAP)
    assert (question.since, question.etag) == (clock() - OVERLAP, None)


def test_while_nothing_changes_the_same_question_is_asked_with_its_tag(clock: FakeClock) -> None:
    asked = clock() - timedelta(hours=1)
    mark = watermark.Watermark(HERE, clock(), 'W/"1"', asked, 1)
    question = question_of(mark, clock(), OVERLAP)
    assert (question.since, question.etag) == (asked, 'W/"1"')


def test_a_deep_sweep_asks_for_everything_whatever_the_tag(clock: FakeClock) -> None:
    mark = watermark.Watermark(HERE, clock(), 'W/"1"', clock(), 1, sweep_at=clock())
    question = question_of(mark, clock(), OVERLAP)
    assert (question.is_deep, question.etag) == (True, None)
    assert question.since == clock() - OVERLAP
