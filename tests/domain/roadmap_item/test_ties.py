"""How an item stands to others: part of, before, like, for; and never leading back to itself."""

import pytest
from deciding import NONSENSE, given
from roadmap import CAMPAIGN, PROPOSED, Q3, Q4, SCHEDULED, item

from domain.decider import Ask
from domain.roadmap_item.commands import BeLetGo, BePointedTo, Link, Nest, Unlink
from domain.roadmap_item.facts import (
    RoadmapItemLetGo,
    RoadmapItemLinked,
    RoadmapItemNested,
    RoadmapItemPointedTo,
    RoadmapItemUnlinked,
)
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.values import Tie

KEY = "ACME-R1"
THERE = {"ACME-O1": object(), "ACME-REL1": object(), "ACME-K1": object()}
SUPPORTS = RoadmapItemLinked(Tie("supports", "ACME-O1"))
BLOCKS = RoadmapItemLinked(Tie("blocks", "ACME-R2"))
POINTED = RoadmapItemPointedTo("ACME-R2", "blocks")


def blocking(number, target):
    return item(number, ties=(Tie("blocks", f"ACME-R{target}"),))


def test_an_item_supports_an_objective():
    asked = given(ROADMAP_ITEM, PROPOSED, around=THERE)
    asked.when(Link("supports", "ACME-O1")).then(SUPPORTS)
    again = given(ROADMAP_ITEM, PROPOSED, SUPPORTS, around=THERE)
    again.when(Link("supports", "ACME-O1")).then_nothing()


def test_an_item_that_is_blocked_hears_of_it():
    asked = given(ROADMAP_ITEM, PROPOSED, around=item(2)).when(Link("blocks", "ACME-R2"))
    asked.then(BLOCKS, Ask("ACME-R2", BePointedTo(KEY, "blocks")))


def test_an_item_is_measured_by_a_metric_that_there_is():
    tie, there = RoadmapItemLinked(Tie("measured_by", "ACME-X5")), {"ACME-X5": object()}
    asked = Link("measured_by", "ACME-X5")
    given(ROADMAP_ITEM, PROPOSED, around=there).when(asked).then(tie)
    given(ROADMAP_ITEM, PROPOSED).when(asked).then_refused("unknown-reference", "to")


@pytest.mark.parametrize(
    ("rel", "to", "code"),
    [
        ("supports", "ACME-O9", "unknown-reference"),
        ("supports", "BETA-O1", "unknown-reference"),
        ("supports", "ACME-K1", "bad-key"),
        ("blocks", "ACME-O1", "bad-key"),
        ("relates", "nothing", "bad-key"),
    ],
)
def test_a_tie_leads_to_what_it_may_lead_to(rel, to, code):
    given(ROADMAP_ITEM, PROPOSED, around=THERE).when(Link(rel, to)).then_refused(code, "to")


def test_an_unknown_relation_is_refused():
    asked = given(ROADMAP_ITEM, PROPOSED, around=THERE).when(Link(NONSENSE, "ACME-O1"))
    asked.then_refused("invalid-enum", "rel")


@pytest.mark.parametrize("rel", ["blocks", "duplicates", "relates"])
def test_an_item_is_not_tied_to_itself(rel):
    asked = given(ROADMAP_ITEM, PROPOSED, around=item(1)).when(Link(rel, KEY))
    asked.then_refused("cycle", "to")


def test_blocking_never_leads_back():
    around = blocking(2, 3) | blocking(3, 1) | item(1)
    asked = given(ROADMAP_ITEM, PROPOSED, around=around).when(Link("blocks", "ACME-R2"))
    asked.then_refused("cycle", "to")


def test_only_a_campaign_is_for_a_release():
    asked = given(ROADMAP_ITEM, PROPOSED, around=THERE).when(Link("campaigns_for", "ACME-REL1"))
    asked.then_refused("not-for-kind", "rel")


def test_a_tie_is_undone():
    asked = given(ROADMAP_ITEM, PROPOSED, SUPPORTS, around=THERE)
    asked.when(Unlink("supports", "ACME-O1")).then(RoadmapItemUnlinked(SUPPORTS.tie))
    asked = given(ROADMAP_ITEM, PROPOSED, around=THERE)
    asked.when(Unlink("supports", "ACME-O1")).then_nothing()


def test_an_item_that_is_no_longer_blocked_hears_of_it():
    asked = given(ROADMAP_ITEM, PROPOSED, BLOCKS, around=item(2)).when(Unlink("blocks", "ACME-R2"))
    asked.then(RoadmapItemUnlinked(BLOCKS.tie), Ask("ACME-R2", BeLetGo(KEY, "blocks")))


def test_a_campaign_stays_for_something():
    asked = given(ROADMAP_ITEM, *CAMPAIGN, around=THERE)
    asked.when(Unlink("campaigns_for", "ACME-REL1")).then_refused("campaign-needs-target", "to")


def test_an_item_knows_what_blocks_it():
    asked = given(ROADMAP_ITEM, PROPOSED, around=item(2))
    asked.when(BePointedTo("ACME-R2", "blocks")).then(POINTED)
    known = given(ROADMAP_ITEM, PROPOSED, POINTED, around=item(2))
    known.when(BePointedTo("ACME-R2", "blocks")).then_nothing()
    known.when(BeLetGo("ACME-R2", "blocks")).then(RoadmapItemLetGo("ACME-R2", "blocks"))


def test_what_is_not_pointed_to_is_let_go_quietly():
    given(ROADMAP_ITEM, PROPOSED, around=item(2)).when(BeLetGo("ACME-R2", "blocks")).then_nothing()


def test_what_blocks_an_item_does_not_end_after_it_unless_somebody_says_why():
    asked = given(ROADMAP_ITEM, *SCHEDULED, around=item(2, window=Q4))
    command = BePointedTo("ACME-R2", "blocks")
    asked.when(command).then_refused("dependency-violated", "window.end")
    asked.when(command, reason="A part is enough.").then(POINTED)
    in_time = given(ROADMAP_ITEM, *SCHEDULED, around=item(2, window=Q3))
    in_time.when(command).then(POINTED)


def test_an_item_becomes_a_part_of_another():
    asked = given(ROADMAP_ITEM, PROPOSED, around=item(1) | item(2)).when(Nest("ACME-R2"))
    asked.then(RoadmapItemNested("ACME-R2"), Ask("ACME-R2", BePointedTo(KEY, "parent")))
    given(ROADMAP_ITEM, PROPOSED).when(Nest()).then_nothing()


def test_both_parents_hear_of_a_change():
    facts = PROPOSED, RoadmapItemNested("ACME-R2")
    asked = given(ROADMAP_ITEM, *facts, around=item(1) | item(2) | item(3)).when(Nest("ACME-R3"))
    asked.then(
        RoadmapItemNested("ACME-R3"),
        Ask("ACME-R2", BeLetGo(KEY, "parent")),
        Ask("ACME-R3", BePointedTo(KEY, "parent")),
    )


@pytest.mark.parametrize("parent", ["ACME-R1", "ACME-R2"])
def test_no_item_is_a_part_of_itself(parent):
    around = item(1) | item(2, parent="ACME-R3") | item(3, parent="ACME-R1")
    asked = given(ROADMAP_ITEM, PROPOSED, around=around).when(Nest(parent))
    asked.then_refused("cycle", "parent")


def test_what_is_inside_counts_for_the_depth():
    around = item(1, children=("ACME-R2",)) | item(2, children=("ACME-R3",)) | item(3)
    around |= item(4, parent="ACME-R5") | item(5)
    asked = given(ROADMAP_ITEM, PROPOSED, around=around)
    asked.when(Nest("ACME-R4")).then_refused("too-deep", "parent")
    assert asked.when(Nest("ACME-R5")).error is None
