"""An import survives any crash and is never run twice at once."""

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from clock import FakeClock
from msgspec.structs import replace

from workers import import_run

HERE = UUID(int=7)
LEASE_S = 60.0


def test_a_running_import_is_not_started_again(tables: sa.Connection, clock: FakeClock) -> None:
    run = import_run.start(tables, HERE, clock())
    assert import_run.start(tables, HERE, clock()).id == run.id


def test_one_worker_has_it_until_its_lease_ends(tables: sa.Connection, clock: FakeClock) -> None:
    run = import_run.start(tables, HERE, clock())
    assert import_run.claim(tables, run.id, clock(), LEASE_S)
    assert import_run.claim(tables, run.id, clock(), LEASE_S) is None
    clock.advance(LEASE_S)
    assert import_run.due(tables, clock()) == [run.id]


def test_it_goes_on_from_its_cursor(tables: sa.Connection, clock: FakeClock) -> None:
    run = import_run.start(tables, HERE, clock())
    import_run.advance(tables, replace(run, imported=100), "page 2", clock(), LEASE_S)
    clock.advance(LEASE_S)
    again = import_run.claim(tables, run.id, clock(), LEASE_S)
    assert again is not None
    assert (again.cursor, again.imported, again.state) == ("page 2", 100, "running")


def test_without_a_next_page_it_is_done(tables: sa.Connection, clock: FakeClock) -> None:
    run = import_run.start(tables, HERE, clock())
    import_run.advance(tables, run, None, clock(), LEASE_S)
    done = import_run.latest(tables, HERE)
    assert done is not None
    assert (done.state, done.finished_at) == ("done", clock().timestamp())
    assert import_run.start(tables, HERE, clock() + timedelta(seconds=1)).id != run.id


def test_a_failed_import_says_why_and_may_be_started_again(
    tables: sa.Connection, clock: FakeClock
) -> None:
    run = import_run.start(tables, HERE, clock())
    import_run.fail(tables, run, "404: no such project", clock())
    failed = import_run.latest(tables, HERE)
    assert failed is not None
    assert (failed.state, failed.error) == ("failed", "404: no such project")
    assert import_run.due(tables, clock()) == []
