"""The history: what each fact changed, who did it, when and why."""

from uuid import UUID

import msgspec
import pytest
from plan import NOON

from domain.backlog_item.commands import Block, Comment, Edit, Estimate, MarkReady
from domain.backlog_item.commands import EditComment as Reword
from domain.connection.commands import Pause
from domain.link.commands import Agree, FindConflict, SettleConflict
from projections.cursor import CursorMismatch
from projections.history.query import history_of


@pytest.fixture
def told(database, runner):
    """The rows about a key, after catching up."""

    def ask(key, **named):
        runner.catch_up()
        with database.read() as connection:
            found = history_of(connection, key, **named)
        return [msgspec.json.decode(row) for row in found.rows]

    return ask


def changed(row):
    return {each["field"]: (each["old"], each["new"]) for each in row["changes"]}


def test_a_new_item_tells_what_it_says(plan, told):
    plan.add(1, "Notes get lost", labels=("sync",))
    [row] = told("ACME-1")
    assert (row["type"], row["about"], row["version"]) == ("item.added", "item", 1)
    assert changed(row)["title"] == (None, "Notes get lost")
    assert changed(row)["labels"] == (None, ["sync"])
    assert "description" not in changed(row)


def test_an_edit_tells_the_old_and_the_new_value(plan, told):
    plan.ask(plan.add(1, "Notes get lost"), Edit(title="Notes vanish", priority="high"))
    row = told("ACME-1")[-1]
    assert changed(row) == {
        "title": ("Notes get lost", "Notes vanish"),
        "priority": ("none", "high"),
    }


def test_the_old_value_is_known_across_batches(plan, told):
    item = plan.add(1, "One")
    told("ACME-1")
    plan.ask(item, Edit(title="Two"))
    told("ACME-1")
    plan.ask(item, Edit(title="Three"))
    assert changed(told("ACME-1")[-1]) == {"title": ("Two", "Three")}


def test_a_row_says_who_when_from_where_and_why(plan, told, clock):
    plan.ask(plan.add(1), Block(), "no server")
    row = told("ACME-1")[-1]
    assert row["who"]["display"] == "Ada"
    assert row["source"] == "human"
    assert row["reason"] == "no server"
    assert msgspec.convert(row["occurred_at"], type(NOON)) == NOON
    assert msgspec.convert(row["recorded_at"], type(NOON)) == clock.now


def test_one_comment_is_one_change(plan, told):
    item, comment = plan.add(1), UUID(int=5)
    plan.ask(item, Comment("First", UUID(int=4)))
    plan.ask(item, Comment("Second", comment))
    plan.ask(item, Reword(comment, "Second, better"))
    assert changed(told("ACME-1")[-1])[f"comments.{comment}.body"] == ("Second", "Second, better")


def test_what_a_fact_says_beyond_the_state_is_kept(plan, told):
    item = plan.add(1)
    plan.ask(item, Estimate("5", by=("ada", "grace"), method="poker"))
    row = told("ACME-1")[-1]
    assert changed(row)["estimate"] == (None, "5")
    assert row["details"]["method"] == "poker"
    assert row["details"]["by"] == ["ada", "grace"]


def test_an_items_history_tells_of_its_links(plan, told):
    link = plan.link(plan.add(1), plan.connect())
    plan.establish(link, title="A title")
    plan.settle(link, Agree({"title": "Another"}, "v2"))
    rows = told("ACME-1")
    assert [row["type"] for row in rows] == [
        "item.added",
        "link.planned",
        "link.established",
        "link.fields_agreed",
    ]
    assert changed(rows[-1])["base.title"] == ("A title", "Another")


def test_a_conflict_tells_both_sides_and_its_end(plan, told):
    link = plan.link(plan.add(1), plan.connect())
    plan.establish(link, title="A")
    plan.settle(link, FindConflict("title", "A", "B", "C"))
    plan.settle(link, SettleConflict("title", "ours"), "ours is right")
    found, settled = told("ACME-1")[-2:]
    assert changed(found)["conflicts.title"][1]["theirs"] == "C"
    assert settled["reason"] == "ours is right"
    assert settled["details"]["choice"] == "ours"


def test_a_products_history_tells_of_its_connections(plan, told):
    plan.create()
    plan.tell(plan.connect(), Pause())
    assert [row["type"] for row in told("ACME")] == [
        "product.created",
        "connection.connected",
        "connection.paused",
    ]


def test_a_link_planned_in_another_batch_than_its_item_has_the_items_key(plan, told):
    item, connection = plan.add(1), plan.connect()
    told("ACME-1")
    plan.link(item, connection)
    assert told("ACME-1")[-1]["key"] == "ACME-1"


def test_every_fact_has_a_row(plan, told, ledger):
    item = plan.add(1)
    plan.ask(item, MarkReady())
    plan.establish(plan.link(item, plan.connect()))
    assert [row["position"] for row in told(None)] == [e.position for e in ledger.entries(0, 99)]


def test_pages_go_through_the_history_in_either_direction(plan, runner, database):
    item = plan.add(1, "0")
    for number in range(1, 5):
        plan.ask(item, Edit(title=str(number)))
    runner.catch_up()
    with database.read() as connection:
        for newest_first, versions in ((False, [1, 2, 3, 4, 5]), (True, [5, 4, 3, 2, 1])):
            seen, cursor = [], None
            while True:
                found = history_of(
                    connection, "ACME-1", limit=2, cursor=cursor, newest_first=newest_first
                )
                seen += [msgspec.json.decode(row)["version"] for row in found.rows]
                if (cursor := found.next) is None:
                    break
            assert seen == versions


def test_a_history_cursor_is_only_good_for_its_own_key(plan, runner, database):
    plan.ask(plan.add(1, "A"), Edit(title="B"))
    runner.catch_up()
    with database.read() as connection:
        cursor = history_of(connection, "ACME-1", limit=1).next
        with pytest.raises(CursorMismatch):
            history_of(connection, "ACME-2", limit=1, cursor=cursor)


@pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # the other reads few rows whole
def test_a_keys_facts_are_found_by_indexes(plan, told, database):
    plan.add(1)
    told("ACME-1")
    with database.read() as connection:
        for where in (
            "history_stream WHERE key = 'ACME-1'",
            "history_row WHERE stream_id = '0' ORDER BY position",
        ):
            asked = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN SELECT * FROM {where}")
            assert not [row[3] for row in asked if row[3].startswith("SCAN")]
