"""Whatever is asked in whatever order, the rules and the state stay in step."""

from functools import reduce

import msgspec
import pytest
from deciding import Around, fold, origin
from hypothesis import given, settings
from hypothesis import strategies as st
from item_commands import COMMANDS, OBSERVATIONS
from items import ADDED
from msgspec.structs import replace

from domain.backlog_item.facts import ItemArchived
from domain.backlog_item.observe import observe
from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.catalogue import FACTS, tag_of
from domain.command import Command
from domain.fact import Fact
from domain.product.facts import Check
from domain.product.state import Product
from domain.refusal import DomainError, Malformed
from domain.text import has_control

HISTORIES = st.lists(COMMANDS, max_size=25)
WHY = origin("Because")
CHECKS = (Check("a", "So", "has_estimate"), Check("b", "So"))
PRODUCT = Product("ACME", "Acme", definition_of_ready=CHECKS[:1], definition_of_done=CHECKS[1:])
AROUND = Around(
    {"ACME": PRODUCT}
    | {f"ACME-{n}": ITEM.evolve(None, replace(ADDED, key=f"ACME-{n}")) for n in (1, 2, 3)}
)


def decided_on(state: BacklogItem, command: Command) -> list[Fact]:
    """The facts that a command leads to; items ask nothing of others."""
    outcome = ITEM.decide(state, command, WHY, AROUND)
    facts = [each for each in outcome if isinstance(each, Fact)]
    assert len(facts) == len(outcome)
    return facts


def lived(commands) -> list[Fact]:
    """The facts of a stream after the commands, each of which may have been refused."""
    state = ITEM.evolve(None, ADDED)
    facts: list[Fact] = [ADDED]
    for command in commands:
        try:
            decided = decided_on(state, command)
        except DomainError:
            continue
        state = reduce(ITEM.evolve, decided, state)
        facts += decided
    return facts


@given(HISTORIES)
@settings(deadline=None)
def test_asking_twice_says_nothing_new(commands):
    state = ITEM.evolve(None, ADDED)
    for command in commands:
        try:
            decided = decided_on(state, command)
        except DomainError:
            continue
        state = reduce(ITEM.evolve, decided, state)
        assert decided_on(state, command) == []


@given(HISTORIES)
@settings(deadline=None)
def test_every_decided_fact_is_stored_and_read_back_the_same(commands):
    for fact in lived(commands):
        stored = msgspec.json.encode(fact)
        assert msgspec.json.decode(stored, type=FACTS[tag_of(type(fact))]) == fact


@given(HISTORIES)
@settings(deadline=None)
def test_an_item_is_always_in_good_order(commands):
    item = fold(ITEM, lived(commands))
    assert (item.resolution is not None) == (item.status == "dropped")
    assert item.title.strip()
    assert len({each.id for each in item.acceptance}) == len(item.acceptance)
    assert len(set(item.links)) == len(item.links)


@given(HISTORIES, OBSERVATIONS)
@settings(deadline=None)
def test_what_a_tracker_says_twice_is_news_once(commands, observation):
    item = fold(ITEM, lived(commands))
    try:
        first = observe(item, observation, WHY)
    except Malformed:
        return
    after = reduce(ITEM.evolve, first.facts, item)
    assert observe(after, observation, WHY).facts == ()


@given(HISTORIES, OBSERVATIONS)
@settings(deadline=None)
def test_what_a_tracker_says_is_so_afterwards(commands, observation):
    item = fold(ITEM, lived(commands))
    try:
        facts = observe(item, observation, WHY).facts
    except Malformed:
        return
    after = reduce(ITEM.evolve, facts, item)
    assert observation.status in (msgspec.UNSET, after.status)
    assert observation.assignee in (msgspec.UNSET, after.assignee)
    if observation.description and not has_control(observation.description):
        assert after.description == observation.description


@given(OBSERVATIONS)
def test_whatever_is_seen_on_an_archived_item_is_a_violation(observation):
    item = fold(ITEM, [ADDED, ItemArchived()])
    try:
        found = observe(item, observation, WHY)
    except Malformed:
        return
    assert ("archived" in found.violations) == bool(found.facts)


def test_a_fact_of_something_else_is_not_folded():
    with pytest.raises(TypeError, match="cannot follow"):
        fold(ITEM, [ItemArchived()])
