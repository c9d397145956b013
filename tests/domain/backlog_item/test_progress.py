"""How far an item may be: one way through the statuses, checked at ready and at done."""

from typing import Any

import pytest
from deciding import fold, given
from items import ADDED, AT

from domain.backlog_item.commands import (
    Archive,
    Block,
    Complete,
    Drop,
    Edit,
    MarkReady,
    Reopen,
    Restore,
    SendToReview,
    Start,
    Unblock,
)
from domain.backlog_item.facts import (
    AcceptanceCriterionAdded,
    DoneCheckWaived,
    ItemArchived,
    ItemBlocked,
    ItemCompleted,
    ItemDropped,
    ItemEstimated,
    ItemLinked,
    ItemReadied,
    ItemReopened,
    ItemRestored,
    ItemSentToReview,
    ItemStarted,
    ItemUnblocked,
    ReadyCheckWaived,
)
from domain.backlog_item.rules import ITEM
from domain.fact import Ref
from domain.product.facts import Check
from domain.product.state import Product

MOVES: list[tuple[Any, str, Any]] = [
    (MarkReady(), "new", ItemReadied()),
    (Start(), "ready", ItemStarted()),
    (Start(), "in_review", ItemStarted()),
    (SendToReview(), "in_progress", ItemSentToReview()),
    (Complete(), "in_progress", ItemCompleted()),
    (Complete(), "in_review", ItemCompleted()),
    (Reopen(), "done", ItemReopened()),
    (Reopen(), "dropped", ItemReopened()),
    *((Drop(), status, ItemDropped("wont_do")) for status in list(AT)[:4]),
]
SIZE = Check("size", "It has an estimate", "has_estimate")
TESTED = Check("tested", "Somebody tested it")


def agreed(*checks: Check) -> dict[str, Any]:
    """A plan whose product calls an item ready, and done, when these hold."""
    product = Product("ACME", "Acme", definition_of_ready=checks, definition_of_done=checks)
    return {"ACME": product}


@pytest.mark.parametrize(("command", "status", "fact"), MOVES)
def test_an_item_moves_along(command, status, fact):
    given(ITEM, *AT[status]).when(command).then(fact)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (Start(), "new"),
        (SendToReview(), "ready"),
        (Complete(), "new"),
        (Complete(), "dropped"),
        (MarkReady(), "in_progress"),
        (Start(), "done"),
        (Drop(), "done"),
    ],
)
def test_an_illegal_move_is_refused_with_the_legal_ones(command, status):
    error = given(ITEM, *AT[status]).when(command).then_refused("illegal-transition", "status")
    assert error.fields[0].found == status
    assert error.fields[0].allowed


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (MarkReady(), "ready"),
        (Start(), "in_progress"),
        (SendToReview(), "in_review"),
        (Complete(), "done"),
        (Drop(), "dropped"),
        (Reopen(), "in_progress"),
    ],
)
def test_an_item_that_is_there_stays_quiet(command, status):
    given(ITEM, *AT[status]).when(command).then_nothing()


@pytest.mark.parametrize("status", AT)
def test_the_facts_lead_to_the_status(status):
    assert fold(ITEM, AT[status]).status == status


def test_an_item_that_is_not_ready_is_refused_with_what_fails():
    asked = given(ITEM, ADDED, around=agreed(SIZE, TESTED)).when(MarkReady())
    error = asked.then_refused("not-ready", "checks")
    assert [each.found for each in error.fields] == ["size", "tested"]


def test_a_check_holds_when_the_item_says_so_or_a_person_does():
    sized = given(ITEM, ADDED, ItemEstimated("3"), around=agreed(SIZE, TESTED))
    sized.when(MarkReady(confirmed=("tested",))).then(ItemReadied())


def test_confirming_does_not_stand_in_for_what_can_be_seen():
    unsized = given(ITEM, ADDED, around=agreed(SIZE))
    unsized.when(MarkReady(confirmed=("size",))).then_refused("not-ready")


@pytest.mark.parametrize(
    ("auto", "fact"),
    [
        ("has_acceptance_criteria", AcceptanceCriterionAdded("1", "Quiet")),
        ("has_estimate", ItemEstimated("1")),
        ("has_roadmap_link", ItemLinked("implements", Ref("roadmap_item", "ACME-R1"))),
    ],
)
def test_each_check_looks_at_its_own_part_of_the_item(auto, fact):
    around = agreed(Check("it", "It is so", auto))
    given(ITEM, ADDED, around=around).when(MarkReady()).then_refused("not-ready")
    given(ITEM, ADDED, fact, around=around).when(MarkReady()).then(ItemReadied())


def test_a_blocked_item_fails_the_check_for_blockers():
    around = agreed(Check("free", "Nothing blocks it", "no_open_blocker"))
    blocked = (ADDED, ItemBlocked("No part"))
    given(ITEM, *blocked, around=around).when(MarkReady()).then_refused("not-ready")
    given(ITEM, *blocked, ItemUnblocked(), around=around).when(MarkReady()).then(ItemReadied())


def test_waiving_a_check_needs_a_reason_and_says_which():
    unsized = given(ITEM, ADDED, around=agreed(SIZE))
    unsized.when(MarkReady(waive=True)).then_refused("reason-required", "reason")
    waived = (ReadyCheckWaived(("size",)), ItemReadied())
    unsized.when(MarkReady(waive=True), reason="Too small to size").then(*waived)


def test_waiving_what_holds_waives_nothing():
    given(ITEM, ADDED).when(MarkReady(waive=True)).then(ItemReadied())


def test_an_item_that_is_not_done_is_refused_or_waived():
    started = given(ITEM, *AT["in_progress"], around=agreed(TESTED))
    started.when(Complete()).then_refused("not-done", "checks")
    waived = (DoneCheckWaived(("tested",)), ItemCompleted())
    started.when(Complete(waive=True), reason="Nothing to test").then(*waived)


def test_a_dropped_item_can_be_dropped_for_another_reason():
    given(ITEM, *AT["dropped"]).when(Drop("duplicate")).then(ItemDropped("duplicate"))


def test_a_reopened_item_has_no_resolution():
    reopened = fold(ITEM, [*AT["dropped"], ItemReopened()])
    assert (reopened.status, reopened.resolution) == ("new", None)


def test_blocking_needs_a_reason():
    given(ITEM, ADDED).when(Block(), reason=" ").then_refused("reason-required", "reason")
    given(ITEM, ADDED).when(Block(), reason="No part").then(ItemBlocked("No part"))


def test_blocking_for_the_same_reason_stays_quiet():
    blocked = given(ITEM, ADDED, ItemBlocked("No part"))
    blocked.when(Block(), reason="No part").then_nothing()
    risk = Ref("risk", "ACME-K1")
    blocked.when(Block(by=risk), reason="No part").then(ItemBlocked("No part", risk))


@pytest.mark.parametrize("thing", ["nul\0", Ref("risk", "half \ud800")])
def test_what_is_in_its_way_is_named_in_plain_words(thing):
    asked = given(ITEM, ADDED).when(Block(by=thing), reason="No part")
    asked.then_refused("control-characters", "by.id")


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_a_closed_item_is_not_blocked(status):
    given(ITEM, *AT[status]).when(Block(), reason="No part").then_refused("illegal-transition")


def test_an_item_is_unblocked_once():
    given(ITEM, ADDED, ItemBlocked("No part")).when(Unblock()).then(ItemUnblocked())
    given(ITEM, ADDED).when(Unblock()).then_nothing()


def test_an_archived_item_accepts_nothing_but_its_return():
    archived = given(ITEM, ADDED, ItemArchived())
    archived.when(Edit(title="New")).then_refused("archived")
    archived.when(Archive()).then_nothing()
    archived.when(Restore()).then(ItemRestored())
    given(ITEM, ADDED).when(Archive()).then(ItemArchived())
    given(ITEM, ADDED, ItemArchived(), ItemRestored()).when(Restore()).then_nothing()
