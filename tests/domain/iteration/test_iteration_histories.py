"""Whatever happens to iterations, their team and their items: the three never differ."""

from typing import Any

from crew import ITERATION, TEAM, Crew
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.backlog_item import commands as item
from domain.iteration import commands as iteration
from domain.iteration.standing import standing
from domain.iteration.state import commitment, is_open
from domain.refusal import DomainError
from domain.values import Window

SECOND = "ACME-I2"
ITEMS = st.sampled_from(["ACME-1", "ACME-2", "ACME-3", "ACME-4"])
PEOPLE = st.sampled_from(["ana", "ben", "zoe"])
SIZES = st.sampled_from([None, "1", "10", "40"])
ITERATION_COMMANDS = st.one_of(
    st.builds(iteration.Commit, ITEMS, SIZES, st.none() | PEOPLE, st.booleans()),
    st.builds(iteration.Withdraw, ITEMS),
    st.builds(iteration.Reallocate, ITEMS, PEOPLE),
    st.builds(iteration.OverrideCapacity, st.sampled_from(["1.2", "3"])),
    st.builds(iteration.Close, st.lists(ITEMS, max_size=4).map(tuple)),
    st.sampled_from([iteration.Start(), iteration.Cancel()]),
)
ITEM_COMMANDS = st.sampled_from(
    [
        *(item.MarkReady(), item.Start(), item.Complete(), item.Reopen(), item.Drop()),
        *(item.Archive(), item.Restore(), item.MergeInto("ACME-4")),
    ]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([ITERATION, SECOND]), ITERATION_COMMANDS),
        st.tuples(ITEMS, ITEM_COMMANDS),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=150)
@given(STEPS, st.sampled_from([None, "It had to be."]))
def test_team_iterations_and_items_agree(steps: list[tuple[str, Any]], reason: str | None) -> None:
    crew = Crew().planned()
    crew.ask(SECOND, iteration.Plan(SECOND, TEAM, "Second", Window.read("2026-02")))
    keys = [crew.item() for _ in range(4)]
    for key, command in steps:
        try:
            crew.ask(key, command, reason)
        except DomainError:
            continue
        for each in (ITERATION, SECOND):
            promises(crew, each)
        for each in keys:
            place_holds(crew, each)


def promises(crew: Crew, key: str) -> None:
    """The calendar says what the iteration says; too much is there only where it was allowed."""
    state = crew.state(key)
    booking = next(each for each in crew.state(TEAM).iterations if each.key == key)
    assert booking.status == state.status
    assert (booking.outcome is not None) == (state.status == "closed")
    assert standing(state).band != "over" or state.overcommit is not None
    if is_open(state):
        assert all(crew.state(each.item).iteration == key for each in state.commitments)


def place_holds(crew: Crew, key: str) -> None:
    """An open iteration that an item names has it."""
    held = crew.state(key).iteration
    if held is not None and is_open(crew.state(held)):
        assert commitment(crew.state(held), key) is not None
