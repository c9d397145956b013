"""What the history keeps in memory never changes what it writes."""

import contextlib
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from plan import Plan

from domain.backlog_item.commands import Edit
from ledger.database import Database
from ledger.entry import Entry
from projections.audit.seal import SealedInTurn
from projections.history import view as history_view
from projections.history.tables import HISTORY, HISTORY_STREAM
from projections.history.view import BATCHES_AT_HAND, HistoryView


def _take(database: Database, view: HistoryView, entries: Sequence[Entry]) -> None:
    with database.begin(derived=True) as connection:
        view.apply(connection, entries)


def _rows(database: Database) -> list[sa.Row[Any]]:
    with database.read() as connection:
        rows = list(connection.execute(sa.select(HISTORY).order_by(HISTORY.c.position)))
        return rows + sorted(connection.execute(sa.select(HISTORY_STREAM)))


def test_a_batch_that_was_rolled_back_is_told_the_same_again(
    database: Database, plan: Plan, five: list[int]
):
    entries, view = plan.ledger.entries(0, 99), HistoryView()
    _take(database, view, entries)
    expected = _rows(database)
    view = HistoryView()
    with contextlib.suppress(ZeroDivisionError), database.begin() as connection:
        view.clear(connection)
        view.apply(connection, entries[:3])
        raise ZeroDivisionError
    with database.begin() as connection:
        view.clear(connection)
    for entry in entries:
        _take(database, view, [entry])
    assert _rows(database) == expected


def test_another_runners_facts_are_not_missed(database: Database, plan: Plan):
    item, mine = plan.add(1, "0"), HistoryView()
    _take(database, mine, plan.ledger.entries(0, 99))
    for title in ("1", "2"):
        last = plan.ledger.head()
        plan.ask(item, Edit(title=title))
        _take(database, HistoryView() if title == "1" else mine, plan.ledger.entries(last, 99))
    with database.read() as connection:
        told = connection.execute(sa.select(HISTORY.c.json).order_by(HISTORY.c.position.desc()))
        newest = told.scalars().first() or ""
    assert '["title","1","2"]' in newest


def test_a_batch_is_worked_out_before_the_last_ones_are_written(
    database: Database, plan: Plan, five: list[int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(history_view, "AT_HAND", 1)
    item, place = plan.add(2), plan.connect("1")
    plan.link(item, place)
    plan.ask(item, Edit(title="again"))
    entries = plan.ledger.entries(0, 99)
    _take(database, HistoryView(), entries)
    expected, view = _rows(database), HistoryView(SealedInTurn())
    with database.begin() as connection:
        view.clear(connection)
    late: list[Any] = []
    for entry in entries:
        with database.read() as reading:
            late.append(view.worked_out(reading, [entry]))
        if len(late) > BATCHES_AT_HAND:
            with database.begin() as connection:
                late.pop(0).write(connection)
    with database.begin() as connection:
        for each in late:
            each.write(connection)
    assert _rows(database) == expected
