"""How an item may stand to others, never to itself; and what people say about it."""

from typing import Any
from uuid import UUID, uuid5

import pytest
from deciding import Given, fold
from deciding import given as given_alone
from items import ADDED, AT
from msgspec.structs import replace

from domain.backlog_item.commands import (
    Comment,
    EditComment,
    Link,
    MergeInto,
    RemoveComment,
    Split,
    Unlink,
)
from domain.backlog_item.facts import (
    CommentEdited,
    CommentRemoved,
    ItemArchived,
    ItemCommented,
    ItemCompleted,
    ItemDropped,
    ItemLinked,
    ItemMerged,
    ItemReopened,
    ItemSplit,
    ItemUnlinked,
)
from domain.backlog_item.rules import ITEM
from domain.cycle import closes_cycle
from domain.fact import Ref
from domain.identity import item_id

ONE, TWO, THREE = (item_id(f"ACME-{n}") for n in (1, 2, 3))
RISK = Ref("risk", "ACME-K1")
AROUND = {f"ACME-{n}": fold(ITEM, [replace(ADDED, key=f"ACME-{n}")]) for n in (1, 2, 3)}
AROUND["ACME-K1"] = "a risk"
SAID = ItemCommented(UUID(int=5), "Mine too", "Ada")
NONSENSE: Any = "nonsense"


def given(*stream: Any) -> Given:
    """An item beside two others and a risk."""
    return given_alone(*stream, around=AROUND)


def test_an_item_is_split_into_others():
    given(ITEM, ADDED).when(Split(("ACME-2", "ACME-3", "ACME-2"))).then(ItemSplit((TWO, THREE)))


def test_only_new_parts_are_noted():
    split = given(ITEM, ADDED, ItemSplit((TWO,)))
    split.when(Split(("ACME-2", "ACME-3"))).then(ItemSplit((THREE,)))
    split.when(Split(("ACME-2",))).then_nothing()


def test_an_item_is_not_split_into_itself_or_nothing():
    given(ITEM, ADDED).when(Split(("ACME-1",))).then_refused("cycle", "into")
    given(ITEM, ADDED).when(Split(())).then_refused("blank", "into")


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_a_closed_item_is_neither_split_nor_merged(status):
    given(ITEM, *AT[status]).when(Split(("ACME-2",))).then_refused("illegal-transition")
    given(ITEM, *AT[status]).when(MergeInto("ACME-2")).then_refused("illegal-transition")


def test_a_merged_item_is_dropped_as_a_duplicate():
    merged = (ItemMerged(TWO), ItemDropped("duplicate"))
    given(ITEM, ADDED).when(MergeInto("ACME-2")).then(*merged)
    given(ITEM, ADDED, *merged).when(MergeInto("ACME-2")).then_nothing()


def test_a_merged_item_that_is_opened_again_stands_for_itself():
    facts = [ADDED, ItemMerged(TWO), ItemDropped("duplicate"), ItemReopened()]
    assert fold(ITEM, facts).merged_into is None


@pytest.mark.parametrize("last", [ItemDropped("wont_do"), ItemCompleted(), ItemArchived()])
def test_an_item_is_not_merged_into_one_that_is_not_open(last):
    other = fold(ITEM, [replace(ADDED, key="ACME-2"), last])
    alone = given_alone(ITEM, ADDED, around={"ACME-2": other})
    alone.when(MergeInto("ACME-2")).then_refused("illegal-transition", "into")


@pytest.mark.parametrize("command", [Split(("ACME-9",)), MergeInto("ACME-9")])
def test_an_item_that_does_not_exist_is_refused(command):
    given(ITEM, ADDED).when(command).then_refused("unknown-reference")


def test_an_item_is_not_merged_into_itself():
    given(ITEM, ADDED).when(MergeInto("ACME-1")).then_refused("cycle", "into")


def test_an_item_is_related_once():
    command = Link("mitigates", RISK)
    given(ITEM, ADDED).when(command).then(ItemLinked("mitigates", RISK))
    given(ITEM, ADDED, ItemLinked("mitigates", RISK)).when(command).then_nothing()


@pytest.mark.parametrize("name", ["ACME-1", str(ONE)])
def test_an_item_is_not_related_to_itself(name):
    given(ITEM, ADDED).when(Link("blocks", Ref("item", name))).then_refused("cycle", "ref")


@pytest.mark.parametrize("ref", ["ACME-K1", Ref("risk", "ACME-K1")])
def test_a_thing_is_named_by_its_key_or_by_type_and_key(ref):
    given(ITEM, ADDED).when(Link("mitigates", ref)).then(ItemLinked("mitigates", RISK))


@pytest.mark.parametrize("key", ["ACME-9", "ACME-K9", "OTHER-K1"])
def test_an_item_is_not_related_to_what_is_not_there(key):
    given(ITEM, ADDED).when(Link("relates", key)).then_refused("unknown-reference")


@pytest.mark.parametrize("rel", ["blocks", "duplicates"])
def test_a_ring_of_items_is_refused(rel):
    back = ItemLinked(rel, Ref("item", "ACME-1"))
    other = fold(ITEM, [replace(ADDED, key="ACME-2"), back])
    alone = given_alone(ITEM, ADDED, around={"ACME-2": other})
    alone.when(Link(rel, "ACME-2")).then_refused("cycle", "ref")
    alone.when(Link("relates", "ACME-2")).then(ItemLinked("relates", Ref("item", "ACME-2")))


def test_an_unknown_relation_is_refused_with_the_known_ones():
    error = given(ITEM, ADDED).when(Link(NONSENSE, RISK)).then_refused("invalid-enum", "rel")
    assert "blocks" in error.fields[0].allowed


def test_a_relation_ends_once():
    linked = ItemLinked("mitigates", RISK)
    command = Unlink("mitigates", RISK)
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
    given(ITEM, ADDED).when(Comment("Mine too", SAID.comment)).then(SAID)


def test_a_comment_without_an_id_gets_one_that_follows_from_the_request():
    said = ItemCommented(uuid5(UUID(int=9), "Mine too"), "Mine too", "Ada")
    given(ITEM, ADDED).when(Comment("Mine too")).then(said)
    given(ITEM, ADDED, said).when(Comment("Mine too")).then_nothing()


def test_saying_the_same_again_stays_quiet():
    given(ITEM, ADDED, SAID).when(Comment("Mine too", SAID.comment)).then_nothing()


def test_a_comment_is_not_replaced_by_another():
    given(ITEM, ADDED, SAID).when(Comment("No", SAID.comment)).then_refused("comment-taken")


@pytest.mark.parametrize("body", ["", "  \n", "a\0b", "x" * 32_001])
def test_a_comment_says_something_of_fair_length(body):
    given(ITEM, ADDED).when(Comment(body, SAID.comment)).then_refused("malformed", "body")
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
