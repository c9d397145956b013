"""Whatever becomes of a plan: a customer hears no exact date, and of nothing that is unripe."""

import re
from typing import Any

from deciding import origin
from hypothesis import given, settings
from hypothesis import strategies as st
from small_plan import SmallPlan

from domain.brief import commands as ask
from domain.brief.facts import BriefPublished
from domain.fact import Fact
from domain.product.commands import AllowDates, CreateProduct
from domain.refusal import DomainError
from domain.roadmap_item import commands as item
from domain.values import Window

WHY = origin("It had to be.", ["ACME-R2"])
FINE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
WINDOWS = st.sampled_from(["2026-08-15", "2026-09", "2026-Q3", "2026-H2", "2027"]).map(Window.read)
ITEMS = st.sampled_from([("ACME-R1",), ("ACME-R2",), ("ACME-R1", "ACME-R2"), ()])
DATES = st.sampled_from(["none", "horizon", "quarter", "exact"])
BRIEF = st.one_of(
    st.builds(ask.Edit, headline=st.sampled_from(["a", "b"])),
    st.builds(ask.Edit, items=ITEMS),
    st.builds(ask.Edit, dates=DATES),
    st.builds(ask.Share, st.sampled_from(["Globex", "Initech"])),
    st.sampled_from([ask.Publish(), ask.Publish(), ask.Refresh(), ask.Refresh(), ask.Withdraw()]),
)
ITEM = st.one_of(
    st.builds(item.Schedule, WINDOWS),
    st.builds(item.Move, st.sampled_from(["now", "later"])),
    st.builds(item.Describe, title=st.sampled_from(["Offline", "Search"])),
    st.sampled_from([item.Start(), item.Drop(), item.Revive(), item.Ship()]),
)
ASKS = st.lists(
    st.one_of(
        st.tuples(st.just("ACME-B1"), BRIEF),
        st.tuples(st.just("ACME-B1"), BRIEF),
        st.tuples(st.sampled_from(["ACME-R1", "ACME-R2"]), ITEM),
        st.tuples(st.just("ACME"), st.builds(AllowDates, st.just("customer"), DATES)),
    ),
    max_size=20,
)


def begun() -> SmallPlan:
    """A brief for customers about an item that has a window."""
    plan = SmallPlan()
    for command in (
        CreateProduct("ACME", "Acme Notes"),
        item.Propose("ACME-R1", "Offline mode"),
        item.Propose("ACME-R2", "Search"),
    ):
        plan.ask(command.key, command, origin())
    plan.ask("ACME-R1", item.Schedule(Window.read("2026-Q3")), origin())
    plan.ask("ACME-B1", ask.Draft("ACME-B1", "customer", items=("ACME-R1",)), origin())
    return plan


def follows(plan: SmallPlan, key: str, command: Any) -> list[Fact]:
    """What comes of a command; nothing when it is refused."""
    try:
        return plan.ask(key, command, WHY)
    except DomainError:
        return []


@settings(deadline=None)
@given(ASKS)
def test_what_is_published_is_ripe_and_no_more_exact_than_allowed(asks):
    plan, published = begun(), 0
    for key, command in asks:
        for fact in follows(plan, key, command):
            if isinstance(fact, BriefPublished):
                published += 1
                assert fact.edition == published
                check(fact, plan)


def check(fact: BriefPublished, plan: SmallPlan) -> None:
    """Nothing unripe, no date too exact, and promises that say what the text says."""
    items = [plan.states[each] for each in fact.text.items]
    assert all(each.commitment != "exploratory" for each in items)
    assert all(each.status != "dropped" for each in items)
    assert not any(FINE.fullmatch(each.when) for each in fact.text.told)
    said = {each.item: each.when for each in fact.text.told}
    assert all(str(each) == said[each.item] for each in fact.promises)


@settings(deadline=None)
@given(ASKS)
def test_what_was_promised_is_never_taken_back(asks):
    plan, before = begun(), ()
    for key, command in asks:
        follows(plan, key, command)
        pinned = plan.states["ACME-B1"].pinned
        assert pinned[: len(before)] == before
        before = pinned
