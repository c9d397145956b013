"""Whatever is asked of releases: named refusals only, and releases and items agree on the scope."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from deciding import Around, fold, origin
from hypothesis import given, settings
from hypothesis import strategies as st
from items import ADDED
from msgspec.structs import replace

from domain import keys
from domain.backlog_item.rules import ITEM
from domain.claim import Claim
from domain.claim import Release as GiveBack
from domain.decider import Ask
from domain.fact import Fact
from domain.refusal import DomainError
from domain.release import commands
from domain.release.facts import ReleasePlanned
from domain.release.rules import RELEASE
from domain.release.state import is_open
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.state import RoadmapItem
from domain.values import Window

DECIDERS: dict[str, Any] = {"release": RELEASE, "item": ITEM, "roadmap_item": ROADMAP_ITEM}
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


def ask(around: Around, key: str, command: Any, *, why: bool) -> list[Any]:
    """Ask for something; what follows for others is asked too, or nothing happens."""
    decider, before = DECIDERS[keys.kind_of(key) or ""], dict(around.states)
    asked = origin("It had to be.", ["ACME-E1"]) if why else origin()
    outcome = list(decider.decide(around.find(key), command, asked, around))
    try:
        for each in outcome:
            if isinstance(each, Fact):
                around.states[key] = decider.evolve(around.find(key), each)
            elif isinstance(each, Ask) and not isinstance(each.command, Claim | GiveBack):
                ask(around, each.key, each.command, why=why)
    except DomainError:
        around.states = before
        raise
    return outcome


def plan() -> Around:
    """Two releases and three items."""
    released = ReleasePlanned("", "A", "1", "beta", Window.read("2026-Q3"))
    states = {key: fold(RELEASE, [replace(released, key=key)]) for key in RELEASES}
    items = {key: fold(ITEM, [replace(ADDED, key=key, moscow="must")]) for key in ITEMS[:2]}
    return Around(states | items | {"ACME-R1": RoadmapItem("ACME-R1", "Offline mode")})


def done(around: Around, asked: list[Any]) -> Iterator[Any]:
    """Ask for all of it; what was not refused, after each."""
    for key, command, why in asked:
        with suppress(DomainError):
            ask(around, key, command, why=why)
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
        assert ask(around, key, command, why=why) == []
