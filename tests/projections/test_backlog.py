"""The backlog view: rows from facts, and what can be asked of them."""

from uuid import UUID

import msgspec
import pytest
from plan import Plan

from domain.backlog_item.commands import (
    Archive,
    Assign,
    Block,
    Edit,
    JoinRelease,
    MarkReady,
    Rank,
    Start,
)
from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.identity import item_id
from projections.backlog.filters import BacklogFilter
from projections.backlog.query import (
    count,
    item,
    last_rank,
    next_number,
    page,
    unlinked,
)
from projections.cursor import CursorMismatch
from projections.page import Page


def keys(found: Page) -> list[str]:
    return [msgspec.json.decode(each)["key"] for each in found.items]


def test_an_added_item_is_in_the_backlog(plan, show):
    plan.add(1, "Notes get lost", labels=("sync",), priority="high")
    shown = msgspec.json.decode(show(item, "ACME-1"))
    assert (shown["title"], shown["labels"], shown["priority"]) == (
        "Notes get lost",
        ["sync"],
        "high",
    )
    assert shown["version"] == 1
    assert UUID(shown["id"]) == item_id("ACME-1")


def test_what_is_sent_reads_back_as_the_items_state(plan, show, ledger):
    plan.ask(plan.add(1, "Notes get lost"), Edit(title="Notes vanish"))
    state = ledger.load(ITEM, item_id("ACME-1")).state
    assert msgspec.json.decode(show(item, "ACME-1"), type=BacklogItem) == state


def test_a_batch_goes_on_with_what_an_earlier_one_left(plan, show):
    stream = plan.add(1)
    show(item, "ACME-1")
    plan.ask(stream, Edit(title="Another title"))
    shown = msgspec.json.decode(show(item, "ACME-1"))
    assert (shown["title"], shown["version"], shown["kind"]) == ("Another title", 2, "bug")


def test_an_unknown_key_has_no_item(show):
    assert show(item, "ACME-404") is None


def test_items_stand_by_rank_then_number_and_unranked_last(plan, show):
    plan.add(1)
    plan.add(2, rank="b")
    plan.add(3, rank="Z")
    plan.add(4)
    assert keys(show(page, BacklogFilter(product="ACME"))) == [
        "ACME-3",
        "ACME-2",
        "ACME-1",
        "ACME-4",
    ]


FILTERS: list[tuple[BacklogFilter, list[str]]] = [
    (BacklogFilter(status=("in_progress",)), ["ACME-2"]),
    (BacklogFilter(status=("in_progress", "new"), kind=("bug",)), ["ACME-1"]),
    (BacklogFilter(priority=("urgent",)), ["ACME-1"]),
    (BacklogFilter(assignee=("grace",)), ["ACME-2"]),
    (BacklogFilter(label=("sync",)), ["ACME-1"]),
    (BacklogFilter(label=("syn",)), []),
    (BacklogFilter(label=("sync", "ui_x")), ["ACME-1", "ACME-2"]),
    (BacklogFilter(moscow=("must",)), ["ACME-1"]),
    (BacklogFilter(release=("ACME-REL1",)), ["ACME-2"]),
    (BacklogFilter(release=("ACME-REL2",)), []),
    (BacklogFilter(blocked=True), ["ACME-1"]),
    (BacklogFilter(blocked=False), ["ACME-2"]),
    (BacklogFilter(archived=True), ["ACME-3"]),
    (BacklogFilter(archived=None), ["ACME-1", "ACME-2", "ACME-3"]),
    (BacklogFilter(q="ÜBER"), ["ACME-2"]),
    (BacklogFilter(q="acme-1"), ["ACME-1"]),
    (BacklogFilter(q="100%"), []),
    (BacklogFilter(product="OTHER"), []),
]


def test_a_filter_keeps_what_it_names(plan, show):
    first = plan.add(1, "First", labels=("sync", "db"), priority="urgent", moscow="must")
    plan.ask(first, Block(), "no server")
    second = plan.add(2, "Über 100", kind="technical_issue", labels=("ui_x",))
    plan.ask(second, Assign("grace"))
    plan.ask(second, MarkReady())
    plan.ask(second, Start())
    plan.ask(second, JoinRelease("ACME-REL1"))
    plan.ask(plan.add(3), Archive())
    for wanted, found in FILTERS:
        assert (keys(show(page, wanted)), show(count, wanted)) == (found, len(found)), wanted


def test_pages_show_each_item_once_while_items_are_added(plan, show):
    for number in range(1, 8):
        plan.add(number, rank=f"b{number}" if number % 2 else None)
    wanted, seen, cursor = BacklogFilter(product="ACME"), [], None
    for number in range(8, 20):
        answer = show(page, wanted, limit=2, cursor=cursor)
        seen += keys(answer)
        plan.add(number, rank=f"a{number}")
        cursor = answer.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(f"ACME-{number}" for number in range(1, 8))


def test_pages_over_all_products_miss_nothing(ledger, show):
    for product in ("ACME", "BETA"):
        for number in range(1, 4):
            Plan(ledger, product).add(number, rank="a" if number == 2 else None)
    seen, cursor = [], None
    while True:
        answer = show(page, BacklogFilter(), limit=1, cursor=cursor)
        seen += keys(answer)
        if (cursor := answer.next) is None:
            break
    assert seen == ["ACME-2", "ACME-1", "ACME-3", "BETA-2", "BETA-1", "BETA-3"]


def test_a_cursor_is_only_good_for_its_own_filter(plan, show):
    plan.add(1)
    plan.add(2)
    cursor = show(page, BacklogFilter(kind=("bug",)), limit=1).next
    with pytest.raises(CursorMismatch, match="filters it came with"):
        show(page, BacklogFilter(kind=("spike",)), limit=1, cursor=cursor)


def test_the_next_number_follows_the_highest(plan, show):
    assert show(next_number, "ACME") == 1
    plan.add(9)
    plan.add(4)
    assert show(next_number, "ACME") == 10


def test_the_last_rank_is_the_highest_given(plan, show):
    plan.add(1)
    assert show(last_rank, "ACME") is None
    plan.ask(plan.add(2), Rank("a1"))
    plan.add(3, rank="Zz")
    assert show(last_rank, "ACME") == "a1"


def test_an_item_without_a_link_there_is_unlinked(plan, show):
    here, there = plan.connect("1"), plan.connect("2")
    linked, other = plan.add(1), plan.add(2)
    plan.link(linked, here)
    assert show(unlinked, "ACME", here) == [other]
    assert show(unlinked, "ACME", there) == [linked, other]


def test_a_selection_by_label_leaves_the_others_out(plan, show):
    here = plan.connect()
    plan.add(1)
    wanted = plan.add(2, labels=("mirror",))
    assert show(unlinked, "ACME", here, "mirror") == [wanted]


def test_a_filter_by_connection_finds_the_items_linked_there(plan, show):
    here = plan.connect()
    plan.add(1)
    plan.link(plan.add(2), here)
    assert keys(show(page, BacklogFilter(connection=here))) == ["ACME-2"]
