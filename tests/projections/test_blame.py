"""Blame: the last change of each field, applied, gives the value that the field has now."""

from contextlib import suppress
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan import Plan

from domain.backlog_item.commands import Assign, Block, Comment, Edit, RemoveComment, Unblock
from domain.backlog_item.rules import ITEM
from domain.identity import item_id
from domain.refusal import DomainError
from projections.history.blame import blame, leaves

WORDS = st.sampled_from(["One", "Two", "Three"])
COMMANDS = st.one_of(
    st.builds(Edit, title=WORDS, priority=st.sampled_from(["high", "none"])),
    st.builds(Edit, labels=st.sampled_from([(), ("a",), ("a", "b")])),
    st.builds(Assign, assignee=st.sampled_from(["ada", "grace"])),
    st.builds(Comment, body=WORDS, comment=st.sampled_from([UUID(int=1), UUID(int=2)])),
    st.builds(RemoveComment, st.sampled_from([UUID(int=1), UUID(int=2)])),
    st.just(Block()),
    st.just(Unblock()),
)


@pytest.fixture
def blamed(show):
    """What blame tells of a key, by field."""
    return lambda key: {each.field: each for each in show(blame, key)}


def test_each_field_names_its_last_change_and_why(plan, blamed):
    plan.create()
    item = plan.add(1, "Notes get lost")
    plan.ask(item, Edit(title="Notes vanish"), "clearer")
    plan.ask(item, Assign("grace"))
    found = blamed("ACME-1")
    assert (found["title"].value, found["title"].reason) == ("Notes vanish", "clearer")
    assert found["title"].who.display == "Ada"
    assert (found["assignee"].type, found["kind"].type) == ("item.assigned", "item.added")


def test_a_field_that_was_emptied_names_who_emptied_it(plan, blamed):
    plan.create()
    item = plan.add(1)
    plan.ask(item, Block(), "no server")
    plan.ask(item, Unblock(), "it is there")
    found = blamed("ACME-1")
    assert (found["blocked"].value, found["blocked"].reason) == (None, "it is there")
    assert "blocked.reason" not in found


def test_an_items_links_are_not_its_fields(plan, blamed):
    plan.create()
    item = plan.add(1)
    plan.establish(plan.link(item, plan.connect()))
    assert "phase" not in blamed("ACME-1")


def test_nobody_is_blamed_for_what_is_not_there(blamed):
    assert blamed("ACME-9") == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@given(commands=st.lists(COMMANDS, max_size=12))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_last_changes_give_the_state(ledger, blamed, products, commands):
    plan = Plan(ledger, next(products))
    key = f"{plan.product}-1"
    plan.create()
    plan.add(1)
    for command in commands:
        try_to(plan, command)
    state = msgspec.json.decode(msgspec.json.encode(ledger.load(ITEM, item_id(key)).state))
    now = {name: value for field in state.items() for name, value in leaves(*field)}
    empty: tuple[object, ...] = (None, "", [], {}, False)
    found = {name: each.value for name, each in blamed(key).items()}
    assert {n: v for n, v in found.items() if v not in empty} == {
        n: v for n, v in now.items() if v not in empty
    }


@pytest.fixture
def products():
    return iter(f"P{number}" for number in range(1000))


def try_to(plan, command):
    with suppress(DomainError):
        plan.ask(item_id(f"{plan.product}-1"), command, "because")
