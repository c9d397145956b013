"""What a tracker reports has happened: it is kept, with the rules it breaks."""

from typing import Any
from uuid import UUID

import pytest
from deciding import fold, origin
from items import ADDED, AT
from msgspec.structs import replace

from domain.backlog_item.facts import (
    CommentEdited,
    CommentRemoved,
    ItemArchived,
    ItemAssigned,
    ItemCommented,
    ItemCompleted,
    ItemDropped,
    ItemEdited,
    ItemJoinedRelease,
    ItemLeftRelease,
    ItemReadied,
    ItemReopened,
    ItemSentToReview,
    ItemStarted,
    ItemUnassigned,
)
from domain.backlog_item.observe import Observation, Seen, comment_seen, imported, observe
from domain.backlog_item.rules import ITEM
from domain.refusal import Malformed

SAID = ItemCommented(UUID(int=5), "Mine too", "Ada")
NONSENSE: Any = "nonsense"


def seen(facts, **said) -> Seen:
    return observe(fold(ITEM, facts), Observation(**said), origin())


def test_each_changed_field_is_a_fact_of_its_own():
    found = seen(
        [ADDED],
        title="It squeaks",
        description="Loudly",
        labels=("b", "a"),
        priority="none",
        assignee="ada",
        status="dropped",
        resolution="duplicate",
    )
    assert found.facts == (
        ItemEdited(title="It squeaks"),
        ItemEdited(description="Loudly"),
        ItemEdited(labels=("a", "b")),
        ItemAssigned("ada"),
        ItemDropped("duplicate"),
    )
    assert found.violations == ()


def test_what_is_known_already_stays_quiet():
    assert seen([ADDED], title="It creaks", status="new", labels=(), assignee=None) == Seen()
    assert seen([ADDED]) == Seen()


def test_nobody_is_assigned_any_more():
    assert seen([replace(ADDED, assignee="ada")], assignee=None).facts == (ItemUnassigned(),)


@pytest.mark.parametrize(
    ("status", "said", "fact"),
    [
        ("new", "ready", ItemReadied()),
        ("new", "done", ItemCompleted()),
        ("new", "in_review", ItemSentToReview()),
        ("new", "dropped", ItemDropped("wont_do")),
        ("in_review", "in_progress", ItemStarted()),
        ("in_progress", "new", ItemReopened()),
        ("in_progress", "ready", ItemReadied()),
        ("done", "in_progress", ItemReopened("in_progress")),
        ("done", "new", ItemReopened()),
        ("dropped", "done", ItemCompleted()),
        ("dropped", "new", ItemReopened()),
        ("done", "dropped", ItemDropped("wont_do")),
    ],
)
def test_an_item_is_brought_to_the_reported_status(status, said, fact):
    found = seen(AT[status], status=said)
    assert found.facts == (fact,)
    assert fold(ITEM, [*AT[status], *found.facts]).status == said


def test_a_step_that_rules_forbid_is_a_violation():
    assert seen(AT["new"], status="done").violations == ("illegal-transition",)
    assert seen(AT["in_review"], status="done").violations == ()


def test_a_dropped_item_keeps_its_resolution_until_another_is_reported():
    assert seen(AT["dropped"], status="dropped") == Seen()
    other = seen(AT["dropped"], status="dropped", resolution="duplicate")
    assert other == Seen((ItemDropped("duplicate"),))


def test_an_edit_of_a_done_item_is_a_violation_except_for_its_title():
    assert seen(AT["done"], description="More").violations == ("done",)
    assert seen(AT["done"], title="Typo").violations == ()


def test_news_of_an_archived_item_is_kept_as_a_violation():
    found = seen([ADDED, ItemArchived()], title="New")
    assert found == Seen((ItemEdited(title="New"),), ("archived",))


def test_the_longest_title_a_tracker_holds_is_kept_whole():
    found = seen([ADDED], title="x" * 256)
    assert found == Seen((ItemEdited(title="x" * 256),), ("too-long",))


def test_a_longer_title_is_cut():
    found = seen([ADDED], title="x" * 300)
    assert found == Seen((ItemEdited(title="x" * 256),), ("too-long",))
    assert seen([replace(ADDED, title="x" * 256)], title="x" * 300) == Seen()


def test_a_long_description_is_kept_whole():
    found = seen([ADDED], description="x" * 40_000)
    assert found == Seen((ItemEdited(description="x" * 40_000),), ("too-long",))


def test_control_characters_become_blanks():
    found = seen([ADDED], title="a\nb", description="a\0b\r\n")
    assert found.facts == (ItemEdited(title="a b"), ItemEdited(description="a b\r\n"))
    assert found.violations == ("control-characters",)
    assert seen([ADDED], description="a\0b").violations == ("control-characters",)


def test_an_odd_label_is_kept_as_a_violation():
    assert seen([ADDED], labels=("good first issue",)).violations == ("bad-label",)


def test_an_item_that_now_lacks_its_story_is_a_violation():
    assert seen([ADDED], kind="user_story").violations == ("story-missing",)


@pytest.mark.parametrize(
    "said", [{"title": " \n"}, {"status": NONSENSE}, {"priority": NONSENSE}, {"kind": NONSENSE}]
)
def test_what_cannot_be_read_is_refused(said):
    with pytest.raises(Malformed):
        seen([ADDED], **said)


def test_an_item_is_imported_as_the_tracker_holds_it():
    item = replace(ADDED, status="done", labels=("b", "a"), assignee="ada", priority="low")
    assert imported(item, origin()) == Seen((replace(item, labels=("a", "b")),))


def test_an_item_is_imported_into_its_release():
    found = imported(ADDED, origin(), "ACME-REL1")
    assert found == Seen((ADDED, ItemJoinedRelease("ACME-REL1")))


def test_an_item_leaves_one_release_for_the_other():
    found = seen([ADDED, ItemJoinedRelease("ACME-REL1")], release="ACME-REL2")
    assert found.facts == (ItemLeftRelease("ACME-REL1"), ItemJoinedRelease("ACME-REL2"))


def test_an_item_stays_in_the_release_that_is_reported():
    assert seen([ADDED, ItemJoinedRelease("ACME-REL1")], release="ACME-REL1") == Seen()


def test_leaving_a_release_for_what_is_none_is_a_violation():
    found = seen([ADDED, ItemJoinedRelease("ACME-REL1")], release=None, unknown_release=True)
    assert found == Seen((ItemLeftRelease("ACME-REL1"),), ("unknown-release",))


def test_an_item_remembers_what_it_left_until_it_joins_it_again():
    joined, left = ItemJoinedRelease("ACME-REL1"), ItemLeftRelease("ACME-REL1")
    assert fold(ITEM, [ADDED, joined, left]).left_releases == ("ACME-REL1",)
    assert fold(ITEM, [ADDED, joined, left, joined]).left_releases == ()
    moved = fold(ITEM, [ADDED, joined, ItemJoinedRelease("ACME-REL2")])
    assert (moved.release, moved.left_releases) == ("ACME-REL2", ("ACME-REL1",))


def test_an_import_keeps_what_breaks_rules():
    item = replace(ADDED, kind="user_story", title="x" * 300, labels=("two words",))
    found = imported(item, origin())
    assert found.facts == (replace(item, title="x" * 256),)
    assert found.violations == ("bad-label", "story-missing", "too-long")


def test_a_nameless_issue_is_not_imported():
    with pytest.raises(Malformed, match="title"):
        imported(replace(ADDED, title=""), origin())


def test_a_reported_comment_is_added_edited_and_removed_once():
    item = fold(ITEM, [ADDED])
    assert comment_seen(item, SAID.comment, "Ada", "Mine too").facts == (SAID,)
    assert comment_seen(item, SAID.comment, "Ada", None) == Seen()
    item = fold(ITEM, [ADDED, SAID])
    assert comment_seen(item, SAID.comment, "Ada", "Mine too") == Seen()
    edited = comment_seen(item, SAID.comment, "Ada", "Not mine")
    assert edited.facts == (CommentEdited(SAID.comment, "Not mine"),)
    assert comment_seen(item, SAID.comment, "Ada", None).facts == (CommentRemoved(SAID.comment),)


def test_a_reported_comment_may_be_longer_than_ours_and_odd():
    found = comment_seen(fold(ITEM, [ADDED]), SAID.comment, "Ada", "\0" + "x" * 65_535)
    assert found.facts == (ItemCommented(SAID.comment, " " + "x" * 65_535, "Ada"),)


def test_a_comment_on_an_archived_item_is_a_violation():
    item = fold(ITEM, [ADDED, ItemArchived()])
    assert comment_seen(item, SAID.comment, "Ada", "Late").violations == ("archived",)
