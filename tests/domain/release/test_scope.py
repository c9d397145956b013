"""What comes out with a release: items of one open release each, and no must left behind."""

import pytest
from deciding import fold, given
from items import ADDED
from msgspec.structs import replace

from domain.backlog_item import commands as backlog
from domain.backlog_item.facts import ItemArchived, ItemJoinedRelease, ItemLeftRelease
from domain.backlog_item.rules import ITEM
from domain.decider import Ask
from domain.release.commands import AddScope, RemoveScope, Ship
from domain.release.facts import (
    ReleaseCancelled,
    ReleasePlanned,
    ReleaseScopeAdded,
    ReleaseScopeFrozen,
    ReleaseScopeRemoved,
    ReleaseShipped,
)
from domain.release.rules import RELEASE
from domain.roadmap_item import commands as roadmap
from domain.roadmap_item.state import RoadmapItem
from domain.values import Window

PLANNED = ReleasePlanned("ACME-REL1", "Offline", "2.0", "major", Window.read("2026-Q3"))
OPEN = fold(RELEASE, [PLANNED])
ITEM_1 = fold(ITEM, [ADDED])
R1 = RoadmapItem("ACME-R1", "Offline mode")
AROUND = {"ACME-1": ITEM_1, "ACME-R1": R1}
WITH_ITEM, WITH_R1 = ReleaseScopeAdded("ACME-1"), ReleaseScopeAdded("ACME-R1")
JOINED = ItemJoinedRelease("ACME-REL1")


def test_a_backlog_item_is_added_and_knows_it():
    asked = given(RELEASE, PLANNED, around=AROUND).when(AddScope("ACME-1"))
    asked.then(WITH_ITEM, Ask("ACME-1", backlog.JoinRelease("ACME-REL1")))


def test_a_roadmap_item_is_added_and_knows_it():
    asked = given(RELEASE, PLANNED, around=AROUND).when(AddScope("ACME-R1"))
    asked.then(WITH_R1, Ask("ACME-R1", roadmap.JoinRelease("ACME-REL1")))


def test_what_is_in_scope_is_not_added_again():
    given(RELEASE, PLANNED, WITH_ITEM, around=AROUND).when(AddScope("ACME-1")).then_nothing()


@pytest.mark.parametrize(
    ("key", "code"), [("ACME-9", "unknown-reference"), ("ACME-K1", "bad-key"), ("9", "bad-key")]
)
def test_only_items_that_exist_are_added(key, code):
    given(RELEASE, PLANNED, around=AROUND).when(AddScope(key)).then_refused(code, "item")


def test_an_item_is_removed_and_knows_it():
    asked = given(RELEASE, PLANNED, WITH_ITEM, around=AROUND).when(RemoveScope("ACME-1"))
    asked.then(ReleaseScopeRemoved("ACME-1"), Ask("ACME-1", backlog.LeaveRelease("ACME-REL1")))
    given(RELEASE, PLANNED, around=AROUND).when(RemoveScope("ACME-1")).then_nothing()


@pytest.mark.parametrize("command", [AddScope("ACME-R1"), RemoveScope("ACME-1")])
def test_a_frozen_scope_changes_for_a_reason(command):
    frozen = given(RELEASE, PLANNED, WITH_ITEM, ReleaseScopeFrozen(), around=AROUND)
    frozen.when(command).then_refused("reason-required", "reason")
    assert len(frozen.when(command, reason="The client needs it.").facts) == 2


def test_an_item_joins_one_open_release():
    around = {"ACME-REL1": OPEN, "ACME-REL2": replace(OPEN, key="ACME-REL2")}
    asked = given(ITEM, ADDED, JOINED, around=around).when(backlog.JoinRelease("ACME-REL2"))
    asked.then_refused("already-in-release", "release")
    asked = given(ITEM, ADDED, around=around).when(backlog.JoinRelease("ACME-REL2"))
    asked.then(ItemJoinedRelease("ACME-REL2"))
    given(ITEM, ADDED, JOINED).when(backlog.JoinRelease("ACME-REL1")).then_nothing()


@pytest.mark.parametrize("end", [ReleaseShipped("2026-01-02"), ReleaseCancelled()])
def test_an_item_of_a_release_that_is_over_joins_another(end):
    around = {"ACME-REL1": fold(RELEASE, [PLANNED, end])}
    asked = given(ITEM, ADDED, JOINED, around=around).when(backlog.JoinRelease("ACME-REL2"))
    asked.then(ItemJoinedRelease("ACME-REL2"))


def test_an_item_leaves_its_own_release_only():
    asked = given(ITEM, ADDED, JOINED)
    asked.when(backlog.LeaveRelease("ACME-REL1")).then(ItemLeftRelease("ACME-REL1"))
    asked.when(backlog.LeaveRelease("ACME-REL2")).then_nothing()
    assert fold(ITEM, [ADDED, JOINED, ItemLeftRelease("ACME-REL1")]).release is None


def test_an_archived_item_joins_no_release_but_leaves_its_own():
    archived = given(ITEM, ADDED, JOINED, ItemArchived())
    archived.when(backlog.JoinRelease("ACME-REL2")).then_refused("archived")
    archived.when(backlog.LeaveRelease("ACME-REL1")).then(ItemLeftRelease("ACME-REL1"))


MUST = {"ACME-1": replace(ITEM_1, moscow="must"), "ACME-R1": replace(R1, moscow="must")}


@pytest.mark.parametrize("key", ["ACME-1", "ACME-R1"])
def test_no_must_is_left_behind(key):
    asked = given(RELEASE, PLANNED, ReleaseScopeAdded(key), around=MUST).when(Ship())
    error = asked.then_refused("must-not-done", "scope")
    assert key in error.message


def test_a_must_is_left_behind_for_a_reason():
    asked = given(RELEASE, PLANNED, WITH_ITEM, around=MUST).when(Ship(), reason="It can follow.")
    asked.then(ReleaseShipped("2026-01-02", unfinished=("ACME-1",)))


def test_what_is_done_or_no_must_holds_up_nothing():
    done = {
        "ACME-1": replace(ITEM_1, moscow="must", status="done"),
        "ACME-R1": replace(R1, moscow="should"),
    }
    asked = given(RELEASE, PLANNED, WITH_ITEM, WITH_R1, around=done).when(Ship())
    asked.then(ReleaseShipped("2026-01-02"))
