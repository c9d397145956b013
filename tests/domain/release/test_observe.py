"""A release's scope follows what trackers say of its items, with the rules that this breaks."""

import pytest
from deciding import fold

from domain.backlog_item.facts import ItemJoinedRelease, ItemLeftRelease
from domain.backlog_item.observe import Seen
from domain.release.facts import (
    ReleaseCancelled,
    ReleasePlanned,
    ReleaseScopeAdded,
    ReleaseScopeFrozen,
    ReleaseScopeRemoved,
    ReleaseShipped,
)
from domain.release.observe import scope_seen
from domain.release.rules import RELEASE
from domain.values import Window

PLANNED = ReleasePlanned("ACME-REL1", "Offline", "2.0", "major", Window.read("2026-Q3"))
JOINED, LEFT = ItemJoinedRelease("ACME-REL1"), ItemLeftRelease("ACME-REL1")
ADDED, REMOVED = ReleaseScopeAdded("ACME-1"), ReleaseScopeRemoved("ACME-1")
OUT = ReleaseShipped("2026-09-01")


def seen(move, *facts) -> Seen:
    return scope_seen(fold(RELEASE, [PLANNED, *facts]), "ACME-1", move)


def test_an_item_that_joined_is_in_the_scope():
    assert seen(JOINED) == Seen((ADDED,))


def test_an_item_that_left_is_not():
    assert seen(LEFT, ADDED) == Seen((REMOVED,))


def test_what_is_so_already_stays_quiet():
    assert seen(JOINED, ADDED) == Seen()
    assert seen(LEFT) == Seen()


def test_another_scope_for_a_frozen_release_is_a_violation():
    assert seen(JOINED, ReleaseScopeFrozen()) == Seen((ADDED,), ("reason-required",))
    assert seen(LEFT, ADDED, ReleaseScopeFrozen()) == Seen((REMOVED,), ("reason-required",))


@pytest.mark.parametrize("end", [OUT, ReleaseCancelled()])
def test_joining_what_has_ended_is_a_violation(end):
    assert seen(JOINED, end) == Seen((ADDED,), ("illegal-transition",))


def test_what_came_out_with_a_release_stays_in_its_scope():
    assert seen(LEFT, ADDED, OUT) == Seen()
