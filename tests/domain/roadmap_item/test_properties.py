"""Whatever is asked of roadmap items: named refusals only, and every fact folds."""

from typing import Any

from deciding import Around, origin
from hypothesis import given
from hypothesis import strategies as st
from roadmap import Q2, Q3, Q4

from domain.decider import Ask
from domain.fact import Fact
from domain.refusal import DomainError
from domain.roadmap_item import commands as asked
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.ties import DEEPEST
from domain.roadmap_item.words import Rice, Wsjf
from domain.values import Money

KEYS = ["ACME-R1", "ACME-R2", "ACME-R3"]
ITEMS = st.sampled_from(KEYS)
WINDOWS = st.sampled_from([Q2, Q3, Q4])
WORDS = st.sampled_from(["Offline mode", "", "ü", "a\x07"])
AMOUNTS = st.sampled_from(["0", "5", "-5", "many"])
COMMANDS = st.one_of(
    st.builds(asked.Describe, title=WORDS, problem=WORDS),
    st.builds(asked.Score, rice=st.builds(Rice, *[st.floats(allow_nan=False)] * 4)),
    st.builds(asked.Score, wsjf=st.builds(Wsjf, *[st.integers(0, 20)] * 4)),
    st.builds(asked.Move, st.sampled_from(["now", "later"])),
    st.builds(asked.Schedule, WINDOWS),
    st.builds(asked.Reschedule, WINDOWS),
    st.builds(asked.Expect, WORDS, AMOUNTS, AMOUNTS, st.just("2026-01-01")),
    st.builds(asked.ReviewOutcome, WORDS, AMOUNTS, st.just("refuted"), WORDS),
    st.builds(asked.SetBudget, st.builds(Money, AMOUNTS, st.just("EUR"))),
    st.builds(asked.RecordCost, st.builds(Money, AMOUNTS, st.just("EUR"))),
    st.builds(asked.Link, st.sampled_from(["blocks", "duplicates", "relates"]), ITEMS),
    st.builds(asked.Unlink, st.sampled_from(["blocks", "duplicates"]), ITEMS),
    st.builds(asked.Nest, st.none() | ITEMS),
    st.sampled_from(
        [
            *(asked.Start(), asked.Pause(), asked.Resume(), asked.Ship(), asked.Drop()),
            *(asked.Revive(), asked.Commit(), asked.Uncommit(), asked.Announce("sales")),
            *(asked.ReportHealth("at_risk", "Late."), asked.WithdrawOutcome("ü")),
        ]
    ),
)


def ask(around: Around, key: str, command: Any, reason: str | None) -> None:
    """Ask an item for something; what follows for others is asked too, or nothing happens."""
    outcome = ROADMAP_ITEM.decide(around.find(key), command, origin(reason), around)
    for each in outcome:
        if isinstance(each, Fact):
            around.states[key] = ROADMAP_ITEM.evolve(around.find(key), each)
    for each in outcome:
        if isinstance(each, Ask):
            ask(around, each.key, each.command, reason)


def told(steps: list[tuple[str, Any, str | None]]) -> Around:
    """Three items after the steps that were not refused."""
    around = Around()
    for key in KEYS:
        ask(around, key, asked.Propose(key, "Offline mode", owner="ana"), None)
    for key, command, reason in steps:
        before = dict(around.states)
        try:
            ask(around, key, command, reason)
        except DomainError:
            around.states = before
    return around


STEPS = st.lists(st.tuples(ITEMS, COMMANDS, st.sampled_from([None, "Because."])), max_size=15)


@given(steps=STEPS)
def test_both_sides_of_a_relation_agree(steps):
    around = told(steps)
    for key in KEYS:
        state = around.find(key)
        assert all(around.find(each).parent == key for each in state.children)
        blocked = [each.to for each in state.ties if each.rel == "blocks"]
        assert all(key in around.find(each).predecessors for each in blocked)


@given(steps=STEPS)
def test_parents_end_somewhere(steps):
    around = told(steps)
    for key in KEYS:
        above, depth = around.find(key).parent, 1
        while above is not None:
            above, depth = around.find(above).parent, depth + 1
            assert depth <= DEEPEST


@given(steps=STEPS)
def test_what_is_planned_has_a_window(steps):
    around = told(steps)
    for key in KEYS:
        state = around.find(key)
        assert (state.commitment == "exploratory") == (state.window is None)
