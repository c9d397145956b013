"""What may happen to a link: nothing is agreed that was not read back."""

from uuid import UUID

import pytest
from deciding import NONSENSE, fold, given

from domain.link.commands import (
    Agree,
    Detach,
    DropComment,
    Establish,
    FindConflict,
    Follow,
    Guard,
    LiftGuard,
    Lose,
    NoteRefusal,
    PairComment,
    Park,
    PlanLink,
    Rearm,
    Relink,
    SettleConflict,
)
from domain.link.facts import (
    CommentDropped,
    CommentPaired,
    ConflictFound,
    ConflictSettled,
    FieldGuarded,
    FieldNotAccepted,
    FieldsAgreed,
    GuardLifted,
    LinkDetached,
    LinkEstablished,
    LinkParked,
    LinkPlanned,
    LinkRearmed,
    LinkRelinked,
    Remote,
    RemoteMoved,
    RemoteVanished,
)
from domain.link.rules import LINK

ITEM_ID, CONNECTION_ID, INTENT, COMMENT = (UUID(int=n) for n in (1, 2, 3, 4))
REMOTE = Remote("7001", "12", "https://github.com/acme/anvils/issues/12")
OTHER = Remote("7002", "13", "https://github.com/acme/anvils/issues/13")
PLANNED = LinkPlanned(ITEM_ID, CONNECTION_ID, INTENT)
ESTABLISHED = LinkEstablished(REMOTE, "v1", {"title": "It creaks", "body": ""})
LINKED = (PLANNED, ESTABLISHED)
FOUND = ConflictFound("title", "It creaks", "It squeaks", "It cracks")


def test_a_link_is_planned_once():
    given(LINK).when(PlanLink(ITEM_ID, CONNECTION_ID, INTENT)).then(PLANNED)
    again = PlanLink(ITEM_ID, CONNECTION_ID, UUID(int=99))
    given(LINK, PLANNED).when(again).then_nothing()


def test_what_does_not_exist_is_unknown():
    given(LINK).when(Rearm()).then_refused("unknown-reference")


def test_a_created_issue_is_linked_once():
    command = Establish(REMOTE, "v1", {"title": "It creaks", "body": ""})
    given(LINK, PLANNED).when(command).then(ESTABLISHED)
    given(LINK, *LINKED).when(command).then_nothing()
    assert fold(LINK, LINKED).state == "active"


def test_a_second_issue_is_refused():
    given(LINK, *LINKED).when(Establish(OTHER, "v1", {})).then_refused("already-linked")


def test_an_issue_created_after_the_parting_does_not_undo_it():
    parted = given(LINK, PLANNED, LinkDetached())
    parted.when(Establish(REMOTE, "v1", {})).then_refused("detached")


def test_only_values_that_differ_are_agreed():
    command = Agree({"title": "It squeaks", "body": ""}, "v2")
    agreed = FieldsAgreed({"title": "It squeaks"}, "v2")
    given(LINK, *LINKED).when(command).then(agreed)
    given(LINK, *LINKED, agreed).when(command).then_nothing()


def test_an_empty_value_is_agreed_when_none_was():
    given(LINK, *LINKED).when(Agree({"priority": None}, "v2")).then(
        FieldsAgreed({"priority": None}, "v2")
    )


@pytest.mark.parametrize(
    "command",
    [
        Agree({"title": "New"}, "v1"),
        FindConflict("title", "a", "b", "c"),
        NoteRefusal("title", "a", "b"),
        Follow(REMOTE),
        PairComment(COMMENT, "9", "Mine too"),
    ],
)
def test_nothing_is_agreed_before_the_issue_exists(command):
    given(LINK, PLANNED).when(command).then_refused("not-established")


def test_a_conflict_is_found_once():
    command = FindConflict("title", "It creaks", "It squeaks", "It cracks")
    given(LINK, *LINKED).when(command).then(FOUND)
    given(LINK, *LINKED, FOUND).when(command).then_nothing()
    assert fold(LINK, [*LINKED, FOUND]).state == "conflicted"


def test_a_conflict_that_went_on_is_found_anew():
    command = FindConflict("title", "It creaks", "It squeaks", "It breaks")
    newer = ConflictFound("title", "It creaks", "It squeaks", "It breaks")
    given(LINK, *LINKED, FOUND).when(command).then(newer)


@pytest.mark.parametrize(
    ("choice", "value", "base"),
    [
        ("ours", "It squeaks", "It cracks"),
        ("theirs", "It cracks", "It squeaks"),
        ("value", "It sings", "It cracks"),
    ],
)
def test_a_settled_conflict_leaves_the_chosen_side_as_the_one_that_moved(choice, value, base):
    command = SettleConflict("title", choice, value)
    settled = ConflictSettled("title", choice, value)
    given(LINK, *LINKED, FOUND).when(command, reason="We talked").then(settled)
    link = fold(LINK, [*LINKED, FOUND, settled])
    assert link.conflicts == {}
    assert link.base["title"] == base


def test_settling_by_hand_needs_a_reason():
    command = SettleConflict("title", "ours")
    given(LINK, *LINKED, FOUND).when(command).then_refused("reason-required", "reason")


def test_sides_that_came_to_agree_settle_without_one():
    converged = ConflictSettled("title", "converged")
    given(LINK, *LINKED, FOUND).when(SettleConflict("title", "converged")).then(converged)
    assert fold(LINK, [*LINKED, FOUND, converged]).base["title"] == "It creaks"


def test_a_closed_conflict_is_not_settled_again():
    command = SettleConflict("body", "ours")
    error = given(LINK, *LINKED, FOUND).when(command).then_refused("conflict-closed", "field")
    assert error.fields[0].allowed == ("title",)


def test_an_unknown_choice_is_refused_with_the_known_ones():
    command = SettleConflict("title", NONSENSE)
    error = given(LINK, *LINKED, FOUND).when(command).then_refused("invalid-enum", "choice")
    assert error.fields[0].allowed == ("ours", "theirs", "value", "converged")


def test_one_conflict_holds_no_other_field():
    agreed = FieldsAgreed({"body": "Loudly"}, "v2")
    given(LINK, *LINKED, FOUND).when(Agree({"body": "Loudly"}, "v2")).then(agreed)


def test_a_field_is_guarded_and_freed_once():
    guarded = FieldGuarded("body", "a table")
    given(LINK, *LINKED).when(Guard("body", "a table")).then(guarded)
    given(LINK, *LINKED, guarded).when(Guard("body", "a table")).then_nothing()
    given(LINK, *LINKED, guarded).when(LiftGuard("body")).then(GuardLifted("body"))
    given(LINK, *LINKED).when(LiftGuard("body")).then_nothing()
    assert fold(LINK, [*LINKED, guarded, GuardLifted("body")]).guarded == {}


def test_what_the_tracker_kept_instead_is_noted_once_and_counts_as_agreed():
    refused = FieldNotAccepted("title", "It squeaks!", "It squeaks")
    command = NoteRefusal("title", "It squeaks!", "It squeaks")
    given(LINK, *LINKED).when(command).then(refused)
    given(LINK, *LINKED, refused).when(command).then_nothing()
    assert fold(LINK, [*LINKED, refused]).base["title"] == "It squeaks"


def test_an_agreement_ends_a_refusal():
    refused = FieldNotAccepted("title", "It squeaks!", "It squeaks")
    agreed = FieldsAgreed({"title": "It squeaks"}, "v3")
    given(LINK, *LINKED, refused).when(Agree({"title": "It squeaks"}, "v3")).then(agreed)
    assert fold(LINK, [*LINKED, refused, agreed]).not_accepted == {}


def test_a_moved_issue_is_followed_once():
    moved = Remote(REMOTE.id, "99", "https://github.com/acme/hammers/issues/99")
    given(LINK, *LINKED).when(Follow(moved)).then(RemoteMoved(moved))
    given(LINK, *LINKED).when(Follow(REMOTE)).then_nothing()
    assert fold(LINK, [*LINKED, RemoteMoved(moved)]).remote == moved


def test_a_vanished_issue_breaks_the_link_once():
    given(LINK, *LINKED).when(Lose()).then(RemoteVanished())
    given(LINK, *LINKED, RemoteVanished()).when(Lose()).then_nothing()
    assert fold(LINK, [*LINKED, RemoteVanished()]).state == "broken"


def test_a_link_is_parked_and_rearmed_once():
    parked = LinkParked("401", "req-1")
    given(LINK, *LINKED).when(Park("401", "req-1")).then(parked)
    given(LINK, *LINKED, parked).when(Park("401", "req-1")).then_nothing()
    given(LINK, *LINKED, parked).when(Rearm()).then(LinkRearmed())
    given(LINK, *LINKED).when(Rearm()).then_nothing()
    assert fold(LINK, [*LINKED, parked]).state == "parked"


def test_a_link_is_detached_once_and_then_neither_parked_nor_waiting():
    given(LINK, *LINKED).when(Detach("Done here")).then(LinkDetached("Done here"))
    parted = given(LINK, *LINKED, LinkParked("401"), LinkDetached())
    parted.when(Detach()).then_nothing()
    parted.when(Park("500")).then_nothing()
    assert fold(LINK, [*LINKED, LinkParked("401"), LinkDetached()]).state == "detached"


@pytest.mark.parametrize("end", [LinkDetached(), RemoteVanished()])
def test_a_parted_link_follows_again_from_what_was_agreed(end):
    given(LINK, *LINKED, end).when(Relink()).then(LinkRelinked())
    link = fold(LINK, [*LINKED, end, LinkRelinked()])
    assert (link.state, link.base) == ("active", ESTABLISHED.base)


def test_a_link_to_another_issue_begins_with_nothing_agreed():
    paired = CommentPaired(COMMENT, "9", "Mine too")
    facts = [*LINKED, FOUND, paired, RemoteVanished(), LinkRelinked(OTHER)]
    link = fold(LINK, facts)
    assert (link.remote, link.state, link.base, link.comments) == (OTHER, "active", {}, {})


def test_a_link_without_an_issue_waits_for_one_again():
    link = fold(LINK, [PLANNED, LinkDetached(), LinkRelinked()])
    assert link.state == "creating"


def test_a_link_that_follows_is_not_relinked():
    given(LINK, *LINKED).when(Relink()).then_nothing()
    given(LINK, PLANNED).when(Relink()).then_nothing()


def test_a_comment_is_paired_and_dropped_once():
    paired = CommentPaired(COMMENT, "9", "Mine too")
    given(LINK, *LINKED).when(PairComment(COMMENT, "9", "Mine too")).then(paired)
    both = given(LINK, *LINKED, paired)
    both.when(PairComment(COMMENT, "9", "Mine too")).then_nothing()
    both.when(DropComment(COMMENT)).then(CommentDropped(COMMENT))
    given(LINK, *LINKED).when(DropComment(COMMENT)).then_nothing()
    assert fold(LINK, [*LINKED, paired, CommentDropped(COMMENT)]).comments == {}


def test_a_stream_cannot_begin_in_the_middle():
    with pytest.raises(TypeError, match="cannot follow"):
        fold(LINK, [RemoteVanished()])
