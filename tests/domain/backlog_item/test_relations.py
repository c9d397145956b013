"""How an item may stand to others, never to itself; and what people say about it."""

from typing import Any
from uuid import UUID

import pytest
from deciding import fold, given
from items import ADDED, AT

from domain.backlog_item.commands import (
    Comment,
    EditComment,
    LinkItem,
    MergeInto,
    RemoveComment,
    Split,
    UnlinkItem,
)
from domain.backlog_item.facts import (
    CommentEdited,
    CommentRemoved,
    ItemCommented,
    ItemDropped,
    ItemLinked,
    ItemMerged,
    ItemReopened,
    ItemSplit,
    ItemUnlinked,
)
from domain.cycle import closes_cycle
from domain.backlog_item.rules import ITEM
from domain.fact import Ref
from domain.identity import item_id

ONE, TWO, THREE = (item_id(f"ACME-{n}") for n in (1, 2, 3))
RISK = Ref("risk", "ACME-K1")
SAID = ItemCommented(UUID(int=5), "Mine too", "Ada")
NONSENSE: Any = "nonsense"


def test_an_item_is_split_into_others():
    given(ITEM, ADDED).when(Split((TWO, THREE, TWO))).then(ItemSplit((TWO, THREE)))


def test_only_new_parts_are_noted():
    split = given(ITEM, ADDED, ItemSplit((TWO,)))
    split.when(Split((TWO, THREE))).then(ItemSplit((THREE,)))
    split.when(Split((TWO,))).then_nothing()


def test_an_item_is_not_split_into_itself_or_nothing():
    given(ITEM, ADDED).when(Split((ONE,))).then_refused("cycle", "into")
    given(ITEM, ADDED).when(Split(())).then_refused("blank", "into")


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_a_closed_item_is_neither_split_nor_merged(status):
    given(ITEM, *AT[status]).when(Split((TWO,))).then_refused("illegal-transition")
    given(ITEM, *AT[status]).when(MergeInto(TWO)).then_refused("illegal-transition")


def test_a_merged_item_is_dropped_as_a_duplicate():
    merged = (ItemMerged(TWO), ItemDropped("duplicate"))
    given(ITEM, ADDED).when(MergeInto(TWO)).then(*merged)
    given(ITEM, ADDED, *merged).when(MergeInto(TWO)).then_nothing()


def test_a_merged_item_that_is_opened_again_stands_for_itself():
    facts = [ADDED, ItemMerged(TWO), ItemDropped("duplicate"), ItemReopened()]
    assert fold(ITEM, facts).merged_into is None


def test_an_item_is_not_merged_into_itself():
    given(ITEM, ADDED).when(MergeInto(ONE)).then_refused("cycle", "into")


def test_an_item_is_related_once():
    command = LinkItem("mitigates", RISK)
    given(ITEM, ADDED).when(command).then(ItemLinked("mitigates", RISK))
    given(ITEM, ADDED, ItemLinked("mitigates", RISK)).when(command).then_nothing()


@pytest.mark.parametrize("name", ["ACME-1", str(ONE)])
def test_an_item_is_not_related_to_itself(name):
    given(ITEM, ADDED).when(LinkItem("blocks", Ref("item", name))).then_refused("cycle", "ref")


def test_an_unknown_relation_is_refused_with_the_known_ones():
    error = given(ITEM, ADDED).when(LinkItem(NONSENSE, RISK)).then_refused("invalid-enum", "rel")
    assert "blocks" in error.fields[0].allowed


def test_a_relation_ends_once():
    linked = ItemLinked("mitigates", RISK)
    command = UnlinkItem("mitigates", RISK)
    given(ITEM, ADDED, linked).when(command).then(ItemUnlinked("mitigates", RISK))
    given(ITEM, ADDED, linked, ItemUnlinked("mitigates", RISK)).when(command).then_nothing()


def test_a_ring_of_relations_is_found_however_long():
    follows = {TWO: [THREE], THREE: [ONE], ONE: []}
    assert closes_cycle(ONE, TWO, lambda item: follows[item])
    assert not closes_cycle(TWO, ONE, lambda item: follows[item])


def test_a_ring_that_is_there_already_ends_the_search():
    follows = {TWO: [THREE], THREE: [TWO]}
    assert not closes_cycle(ONE, TWO, lambda item: follows[item])


def test_a_comment_is_kept_under_its_authors_name():
    command = Comment(SAID.comment, "Mine too")
    given(ITEM, ADDED).when(command).then(SAID)
    named = Comment(SAID.comment, "Mine too", author="Bob")
    given(ITEM, ADDED).when(named).then(ItemCommented(SAID.comment, "Mine too", "Bob"))


def test_saying_the_same_again_stays_quiet():
    given(ITEM, ADDED, SAID).when(Comment(SAID.comment, "Mine too")).then_nothing()


def test_a_comment_is_not_replaced_by_another():
    given(ITEM, ADDED, SAID).when(Comment(SAID.comment, "No")).then_refused("comment-taken")


@pytest.mark.parametrize("body", ["", "  \n", "a\0b", "x" * 32_001])
def test_a_comment_says_something_of_fair_length(body):
    given(ITEM, ADDED).when(Comment(SAID.comment, body)).then_refused("malformed", "body")
    given(ITEM, ADDED, SAID).when(EditComment(SAID.comment, body)).then_refused("malformed")


def test_a_comment_is_edited_once():
    command = EditComment(SAID.comment, "Not mine")
    edited = CommentEdited(SAID.comment, "Not mine")
    given(ITEM, ADDED, SAID).when(command).then(edited)
    given(ITEM, ADDED, SAID, edited).when(command).then_nothing()
    assert fold(ITEM, [ADDED, SAID, edited]).comments[SAID.comment].edited


def test_an_unknown_comment_is_not_edited():
    given(ITEM, ADDED).when(EditComment(ONE, "New")).then_refused("unknown-reference")


def test_a_comment_is_removed_once():
    given(ITEM, ADDED, SAID).when(RemoveComment(SAID.comment)).then(CommentRemoved(SAID.comment))
    given(ITEM, ADDED).when(RemoveComment(SAID.comment)).then_nothing()
    assert fold(ITEM, [ADDED, SAID, CommentRemoved(SAID.comment)]).comments == {}
