"""How the roadmap moves: slip, notice, causes, baselines; and a rebuild gives the same rows."""

import itertools
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from plan import Plan
from plan import origin as noon
from roadmap import Q2, Q3, Q4

from domain import keys
from domain.fact import Ref
from domain.refusal import DomainError
from domain.roadmap_item import commands as asked
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.words import Rice
from projections.roadmap.baseline import places_at
from projections.roadmap.board import board, timeline
from projections.roadmap.churn import Moves, Share, churn, totals
from projections.roadmap.listing import ROADMAP
from projections.roadmap.tables import ROADMAP_MOVE

KEY = "ACME-R1"


class Roadmap:
    """A product's roadmap items, by number."""

    def __init__(self, ledger, product="ACME"):
        self.ledger, self.product = ledger, product
        Plan(ledger, product).create()

    def key(self, number):
        return f"{self.product}-R{number}"

    def propose(self, number, title="Offline mode", **values):
        self.ask(number, asked.Propose(self.key(number), title, owner="ana", **values))

    def ask(self, number, command: Any, reason=None, because=()):
        refs = tuple(Ref(keys.kind_of(each) or "", each) for each in because)
        stream, why = keys.stream_of(self.key(number)), replace(noon(reason), because_of=refs)
        return self.ledger.execute(ROADMAP_ITEM, stream, command, why)


@pytest.fixture
def roadmap(ledger):
    made = Roadmap(ledger)
    made.propose(1)
    made.propose(2, "Security review")
    return made


def test_a_move_tells_slip_and_notice(roadmap, show):
    roadmap.ask(1, asked.Schedule(Q3))
    roadmap.ask(1, asked.Reschedule(Q4))
    [row] = show(churn, Moves()).rows
    assert (row.moves, row.slip_days, row.drift_days) == (1, 92, 92)
    assert (row.was, row.window) == (Q3, Q4)
    assert row.notice_days is not None


def test_an_earlier_end_counts_against_a_later_one(roadmap, show):
    roadmap.ask(1, asked.Schedule(Q3))
    roadmap.ask(1, asked.Reschedule(Q4))
    roadmap.ask(1, asked.Reschedule(Q2))
    [row] = show(churn, Moves()).rows
    assert (row.moves, row.slip_days) == (2, -92)


def test_the_first_window_is_no_move(roadmap, show):
    roadmap.ask(1, asked.Schedule(Q3))
    assert show(churn, Moves()).rows == []


def test_moves_are_counted_by_their_first_cause(roadmap, show):
    roadmap.ask(1, asked.Schedule(Q3))
    roadmap.ask(1, asked.Reschedule(Q4), "Security first.", [roadmap.key(2)])
    roadmap.ask(2, asked.Move("now"))
    found = show(totals, Moves())
    assert found.causes == (Share("none", 1, 0), Share("roadmap_item", 1, 92))
    assert (found.items, found.moves, found.with_reason) == (2, 2, 1)


@pytest.mark.parametrize(
    ("moves", "count"),
    [
        (Moves(product="ACME"), 1),
        (Moves(product="BETA"), 0),
        (Moves(item="ACME-R2"), 0),
        (Moves(cause=("none",)), 1),
        (Moves(cause=("decision",)), 0),
        (Moves(until="2000-01-01"), 0),
        (Moves(since="2000-01-01"), 1),
    ],
)
def test_moves_can_be_narrowed(roadmap, show, moves, count):
    roadmap.ask(1, asked.Move("now"))
    assert len(show(churn, moves).rows) == count
    assert show(totals, moves).moves == count


def test_an_items_place_is_known_at_every_position(roadmap, show):
    first = roadmap.ask(1, asked.Schedule(Q3)).position
    last = roadmap.ask(1, asked.Reschedule(Q4)).position
    assert show(places_at, [KEY], first)[KEY].window == Q3
    assert show(places_at, [KEY], last)[KEY].window == Q4
    assert show(places_at, [KEY], 1) == {}


def test_what_is_revived_has_no_window_to_slip_from(roadmap, show):
    roadmap.ask(1, asked.Schedule(Q3))
    roadmap.ask(1, asked.Drop(), "No.")
    roadmap.ask(1, asked.Revive())
    roadmap.ask(1, asked.Schedule(Q4))
    assert show(churn, Moves()).rows == []


def test_the_board_puts_the_best_first(roadmap, show):
    roadmap.ask(2, asked.Score(rice=Rice(2000, 2, 0.8, 4)))
    later = show(board, {"product": "ACME"}, 50).later
    assert [each.key for each in later] == ["ACME-R2", "ACME-R1"]


def test_the_board_is_cut_to_a_limit(roadmap, show):
    assert len(show(board, {}, 1).later) == 1


def test_the_timeline_is_in_the_order_of_windows(roadmap, show):
    roadmap.ask(1, asked.Schedule(Q4))
    roadmap.ask(2, asked.Schedule(Q3))
    found = show(timeline, {}, 50)
    assert [each.key for each in found.items] == ["ACME-R2", "ACME-R1"]


NUMBERS = st.integers(1, 3)
WINDOWS = st.sampled_from([Q2, Q3, Q4])
COMMANDS = st.one_of(
    st.builds(asked.Schedule, WINDOWS),
    st.builds(asked.Move, st.sampled_from(["now", "next", "later"])),
    st.builds(asked.Describe, labels=st.sampled_from([(), ("a",), ("a", "b", "a")])),
    st.builds(asked.Announce, st.sampled_from(["sales", "customer"])),
    st.sampled_from([asked.Start(), asked.Drop(), asked.Revive(), asked.Uncommit()]),
    st.sampled_from([asked.Expect("nps", "1", "2", "2026-12-31"), asked.Commit()]),
)
STEPS = st.lists(st.one_of(st.none(), st.tuples(NUMBERS, COMMANDS)), max_size=20)


def rows(database):
    with database.read() as connection:
        return [
            sorted(connection.execute(sa.select(table)).all(), key=str)
            for table in (ROADMAP.table, ROADMAP_MOVE)
        ]


@pytest.fixture
def roadmaps(ledger):
    """Roadmaps of one ledger, each of a product of its own."""
    numbers = itertools.count()
    return lambda: Roadmap(ledger, f"P{next(numbers)}")


@given(steps=STEPS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_rebuild_equals_live(roadmaps, runner, database, steps):
    made = roadmaps()
    for number in (1, 2, 3):
        made.propose(number)
    for step in steps:
        if step is None:
            runner.catch_up()
        else:
            with suppress(DomainError):
                made.ask(*step, "Because.", [made.key(3)])
    runner.catch_up()
    live = rows(database)
    for name in (ROADMAP.name, "roadmap_move"):
        runner.rebuild(name)
    assert rows(database) == live
