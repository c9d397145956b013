"""Where an item stands: its column, window, promise, release, and who was told."""

import pytest
from deciding import NONSENSE, Why, given
from msgspec.structs import replace
from roadmap import COMMITTED, DROPPED, PROPOSED, Q2, Q3, Q4, SCHEDULED, SHIPPED, item

from domain.release.state import Release
from domain.roadmap_item.commands import (
    Announce,
    Commit,
    JoinRelease,
    LeaveRelease,
    Move,
    Reschedule,
    Schedule,
    Uncommit,
)
from domain.roadmap_item.facts import (
    RoadmapItemAnnounced,
    RoadmapItemCommitted,
    RoadmapItemJoinedRelease,
    RoadmapItemLeftRelease,
    RoadmapItemLinked,
    RoadmapItemMoved,
    RoadmapItemPointedTo,
    RoadmapItemRescheduled,
    RoadmapItemScheduled,
    RoadmapItemUncommitted,
)
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.state import RoadmapItem
from domain.values import Tie, Window

WHY: Why = {"reason": "Security first.", "because": ["ACME-R2"]}
BEHIND_R2 = RoadmapItemPointedTo("ACME-R2", "blocks")
BEFORE_R2 = RoadmapItemLinked(Tie("blocks", "ACME-R2"))


RELEASE = Release("ACME-REL1", "Beta", "1.0", "minor", Q3)


def test_an_item_moves_to_another_column():
    given(ROADMAP_ITEM, PROPOSED).when(Move("now")).then(RoadmapItemMoved("now"))
    given(ROADMAP_ITEM, PROPOSED).when(Move("later")).then_nothing()


@pytest.mark.parametrize("facts", [SHIPPED, DROPPED])
def test_what_is_over_does_not_move(facts):
    given(ROADMAP_ITEM, *facts).when(Move("now")).then_refused("illegal-transition", "status")


def test_an_unknown_column_is_refused():
    given(ROADMAP_ITEM, PROPOSED).when(Move(NONSENSE)).then_refused("invalid-enum", "horizon")


def test_a_promise_moves_to_a_later_column_only_with_a_cause():
    asked = given(ROADMAP_ITEM, *COMMITTED, RoadmapItemMoved("now"), around=item(2))
    asked.when(Move("next")).then_refused("reason-required", "reason")
    asked.when(Move("next"), **WHY).then(RoadmapItemMoved("next"))


def test_an_item_is_scheduled_and_so_planned():
    given(ROADMAP_ITEM, PROPOSED).when(Schedule(Q3)).then(RoadmapItemScheduled(Q3))
    state = ROADMAP_ITEM.evolve(ROADMAP_ITEM.evolve(None, PROPOSED), RoadmapItemScheduled(Q3))
    assert (state.status, state.commitment) == ("planned", "planned")


def test_the_same_window_is_quiet():
    given(ROADMAP_ITEM, *SCHEDULED).when(Schedule(Q3)).then_nothing()
    given(ROADMAP_ITEM, *SCHEDULED).when(Reschedule(Q3)).then_nothing()


@pytest.mark.parametrize(
    ("window", "code"),
    [
        (replace(Q3, start="2026-07-02"), "not-aligned"),
        (Window("2026-07-01", "2026-06-30"), "ends-before-start"),
        (Window("2026-02-30", "2026-03-01"), "bad-date"),
    ],
)
def test_a_window_is_whole(window, code):
    given(ROADMAP_ITEM, PROPOSED).when(Schedule(window)).then_refused(code)


@pytest.mark.parametrize("command", [Schedule(Q4), Reschedule(Q4)])
def test_what_is_not_promised_is_rescheduled_freely(command):
    given(ROADMAP_ITEM, *SCHEDULED).when(command).then(RoadmapItemRescheduled(Q4))


def test_what_has_no_window_is_not_rescheduled():
    given(ROADMAP_ITEM, PROPOSED).when(Reschedule(Q4)).then_refused("not-scheduled", "window")


@pytest.mark.parametrize("facts", [SHIPPED, DROPPED])
def test_what_is_over_is_not_rescheduled(facts):
    given(ROADMAP_ITEM, *facts).when(Reschedule(Q4)).then_refused("illegal-transition")


@pytest.mark.parametrize("command", [Schedule(Q4), Reschedule(Q4)])
def test_a_promise_is_moved_later_only_with_reason_and_cause(command):
    asked = given(ROADMAP_ITEM, *COMMITTED, around=item(2))
    asked.when(command).then_refused("reason-required", "reason")
    asked.when(command, reason="Security first.").then_refused("cause-required", "because_of")
    asked.when(command, **WHY).then(RoadmapItemRescheduled(Q4))


def test_a_promise_is_moved_earlier_with_a_reason():
    asked = given(ROADMAP_ITEM, *COMMITTED)
    asked.when(Reschedule(Q2)).then_refused("reason-required", "reason")
    asked.when(Reschedule(Q2), reason="It was easy.").then(RoadmapItemRescheduled(Q2))


@pytest.mark.parametrize("facts", [(PROPOSED,), (PROPOSED, RoadmapItemScheduled(Q4))])
def test_nothing_ends_before_what_blocks_it_unless_somebody_says_why(facts):
    asked = given(ROADMAP_ITEM, *facts, BEHIND_R2, around=item(2, window=Q4))
    asked.when(Schedule(Q3)).then_refused("dependency-violated", "window.end")
    assert asked.when(Schedule(Q3), reason="A part is enough.").error is None


def test_nothing_ends_after_what_it_blocks_unless_somebody_says_why():
    asked = given(ROADMAP_ITEM, PROPOSED, BEFORE_R2, around=item(2, window=Q3))
    asked.when(Schedule(Q4)).then_refused("dependency-violated", "window.end")
    asked.when(Schedule(Q4), reason="A part is enough.").then(RoadmapItemScheduled(Q4))


@pytest.mark.parametrize("values", [{}, {"window": Q3}, {"window": Q4, "status": "dropped"}])
def test_what_is_in_nobodys_way_does_not_matter(values):
    asked = given(ROADMAP_ITEM, PROPOSED, BEHIND_R2, around=item(2, **values))
    asked.when(Schedule(Q3)).then(RoadmapItemScheduled(Q3))


def test_an_item_with_owner_window_and_outcome_is_promised():
    given(ROADMAP_ITEM, *COMMITTED[:-1]).when(Commit()).then(RoadmapItemCommitted())
    given(ROADMAP_ITEM, *COMMITTED).when(Commit()).then_nothing()


def test_what_a_promise_lacks_is_named_at_once():
    asked = given(ROADMAP_ITEM, replace(PROPOSED, owner=None)).when(Commit())
    error = asked.then_refused_for("owner", "window", "expected_outcomes")
    assert error.code == "not-committable"


def test_what_is_over_is_not_promised():
    given(ROADMAP_ITEM, *SHIPPED).when(Commit()).then_refused("illegal-transition")


def test_a_promise_is_taken_back_with_a_reason():
    asked = given(ROADMAP_ITEM, *COMMITTED)
    asked.when(Uncommit()).then_refused("reason-required", "reason")
    asked.when(Uncommit(), reason="Too early.").then(RoadmapItemUncommitted())
    given(ROADMAP_ITEM, *SCHEDULED).when(Uncommit()).then_nothing()


def test_an_audience_is_told_once():
    told = RoadmapItemAnnounced("sales")
    given(ROADMAP_ITEM, PROPOSED).when(Announce("sales")).then(told)
    given(ROADMAP_ITEM, PROPOSED, told).when(Announce("sales")).then_nothing()
    given(ROADMAP_ITEM, *DROPPED).when(Announce("sales")).then_refused("illegal-transition")


def test_an_item_joins_a_release():
    around = {"ACME-REL1": RELEASE}
    asked = given(ROADMAP_ITEM, PROPOSED, around=around)
    asked.when(JoinRelease("ACME-REL1")).then(RoadmapItemJoinedRelease("ACME-REL1"))
    joined = given(ROADMAP_ITEM, PROPOSED, RoadmapItemJoinedRelease("ACME-REL1"), around=around)
    joined.when(JoinRelease("ACME-REL1")).then_nothing()


@pytest.mark.parametrize("values", [{}, {"status": "announced"}, {"frozen": True}])
def test_an_item_is_in_one_open_release(values):
    around = {"ACME-REL1": replace(RELEASE, **values), "ACME-REL2": RELEASE}
    asked = given(ROADMAP_ITEM, PROPOSED, RoadmapItemJoinedRelease("ACME-REL1"), around=around)
    asked.when(JoinRelease("ACME-REL2")).then_refused("already-in-release", "release")


@pytest.mark.parametrize("status", ["released", "cancelled"])
def test_a_release_that_is_over_lets_its_items_go(status):
    around = {"ACME-REL1": replace(RELEASE, status=status), "ACME-REL2": RELEASE}
    asked = given(ROADMAP_ITEM, PROPOSED, RoadmapItemJoinedRelease("ACME-REL1"), around=around)
    asked.when(JoinRelease("ACME-REL2")).then(RoadmapItemJoinedRelease("ACME-REL2"))


def test_what_is_over_joins_no_release():
    asked = given(ROADMAP_ITEM, *DROPPED, around={"ACME-REL1": RELEASE})
    asked.when(JoinRelease("ACME-REL1")).then_refused("illegal-transition")


def test_an_item_leaves_its_release():
    around = {"ACME-REL1": RELEASE}
    facts = PROPOSED, RoadmapItemJoinedRelease("ACME-REL1")
    left = RoadmapItemLeftRelease("ACME-REL1")
    given(ROADMAP_ITEM, *facts, around=around).when(LeaveRelease("ACME-REL1")).then(left)
    asked = given(ROADMAP_ITEM, PROPOSED, around=around)
    asked.when(LeaveRelease("ACME-REL1")).then_nothing()


def test_releases_are_joined_through_the_release():
    assert {"join-release", "leave-release", "be-pointed-to"}.isdisjoint(ROADMAP_ITEM.verbs)
    assert RoadmapItem("ACME-R1", "A").release is None
