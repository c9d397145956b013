"""Whatever is asked of releases: named refusals only, and releases and items agree on the scope."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from deciding import fold, origin
from hypothesis import given, settings
from hypothesis import strategies as st
from items import ADDED
from msgspec.structs import replace
from small_plan import SmallPlan

from domain.backlog_item.rules import ITEM
from domain.product.state import Product
from domain.refusal import DomainError
from domain.release import commands
from domain.release.facts import ReleasePlanned
from domain.release.rules import RELEASE
from domain.release.state import is_open
from domain.roadmap_item.state import RoadmapItem
from domain.values import Window

RELEASES = ("ACME-REL1", "ACME-REL2")
ITEMS = ("ACME-1", "ACME-2", "ACME-R1")
WINDOWS = st.sampled_from([Window.read(each) for each in ("2026-Q3", "2026-Q4", "soon")])
WORDS = st.sampled_from(["Security", "Load", "", "a\x00"])
DAYS = st.sampled_from([None, "2026-01-01", "2027-01-01", "soon"])
SCOPE = st.sampled_from([*ITEMS, "ACME-9", "ACME-K1", ""])
AUDIENCES = st.lists(st.sampled_from(["sales", "customer", "world"]), max_size=2).map(tuple)
COMMANDS = st.one_of(
    st.builds(commands.AddScope, SCOPE),
    st.builds(commands.AddScope, st.sampled_from(ITEMS)),
    st.builds(commands.RemoveScope, SCOPE),
    st.builds(commands.Announce, AUDIENCES, st.none() | WINDOWS),
    st.builds(commands.Reschedule, WINDOWS),
    st.builds(commands.RecordGoNoGo, WORDS, st.booleans()),
    st.builds(commands.DraftNotes, WORDS),
    st.builds(commands.Ship, DAYS, st.none() | WORDS),
    st.sampled_from([commands.Freeze(), commands.Unfreeze(), commands.Cancel()]),
)
ASKED = st.lists(st.tuples(st.sampled_from(RELEASES), COMMANDS, st.booleans()), max_size=25)


def plan() -> SmallPlan:
    """Two releases and three items."""
    released = ReleasePlanned("", "A", "1", "beta", Window.read("2026-Q3"))
    states = {key: fold(RELEASE, [replace(released, key=key)]) for key in RELEASES}
    items = {key: fold(ITEM, [replace(ADDED, key=key, moscow="must")]) for key in ITEMS[:2]}
    others = {"ACME": Product("ACME", "Acme"), "ACME-R1": RoadmapItem("ACME-R1", "Offline mode")}
    return SmallPlan(states | items | others)


def done(around: SmallPlan, asked: list[Any]) -> Iterator[Any]:
    """Ask for all of it; what was not refused, after each."""
    for key, command, is_governed in asked:
        why = origin("It had to be.", ["ACME-E1"]) if is_governed else origin()
        with suppress(DomainError):
            around.ask(key, command, why)
            yield key, command, why


@settings(deadline=None)
@given(ASKED)
def test_releases_and_items_agree_on_who_belongs_where(asked):
    around = plan()
    for _ in done(around, asked):
        pass
    for item in ITEMS:
        holders = [key for key in RELEASES if item in around.find(key).scope]
        still_open = [key for key in holders if is_open(around.find(key))]
        assert len(still_open) <= 1
        held = around.find(item).release
        assert held in still_open if still_open else held in (None, *holders)


@settings(deadline=None)
@given(ASKED)
def test_asking_a_release_twice_says_nothing_new(asked):
    around = plan()
    for key, command, why in done(around, asked):
        assert around.ask(key, command, why) == []
