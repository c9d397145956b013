"""Read models do not wait for the disk: what a power cut takes back is taken in again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from plan import Plan

from ledger.database import Database
from ledger.ledger import Ledger
from projections.backlog.listing import BACKLOG, BACKLOG_ITEM
from projections.listed import ListedView
from projections.runner import Runner


@contextmanager
def _taken_back(database: Database) -> Iterator[None]:
    """At the end of the block the file is what it was at its beginning, as after a power cut."""
    with closing(sqlite3.connect(":memory:")) as before:
        with closing(sqlite3.connect(database.writer.url.database or "")) as file:
            file.backup(before)
        yield
        with closing(sqlite3.connect(database.writer.url.database or "")) as file:
            before.backup(file)


def _rows(database: Database) -> list[sa.Row[Any]]:
    with database.read() as connection:
        return list(connection.execute(sa.select(BACKLOG_ITEM).order_by(BACKLOG_ITEM.c.id)))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: a server's files cannot be put back under it (``test_crashed_server.py``)."""
    return sqlite_url


@pytest.fixture
def runner(database: Database, ledger: Ledger, clock) -> Runner:
    return Runner(database, ledger, [ListedView(BACKLOG)], clock=clock)


def test_a_runner_that_lives_takes_in_again_what_was_taken_back(
    database: Database, runner: Runner, plan: Plan
):
    plan.add(1)
    runner.catch_up()
    plan.add(2)
    with _taken_back(database):
        runner.catch_up()
    plan.add(3)
    runner.catch_up()
    assert [row.key for row in sorted(_rows(database), key=_key)] == ["ACME-1", "ACME-2", "ACME-3"]


def test_rows_after_a_lost_commit_are_those_of_a_rebuild(
    database: Database, runner: Runner, plan: Plan, five: list[int]
):
    with _taken_back(database):
        runner.catch_up()
    runner.catch_up()
    live = _rows(database)
    runner.rebuild("backlog")
    assert _rows(database) == live


def _key(row: sa.Row[Any]) -> str:
    return str(row.key)
