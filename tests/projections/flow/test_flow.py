"""The flow of a product: throughput, cycle times, what is on its way, and how much stands where."""

import pytest
import sqlalchemy as sa
from clock import FakeClock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worked import Worked, on

from domain.backlog_item import facts
from domain.backlog_item.rules import ITEM
from domain.identity import item_id
from ledger.database import Database
from ledger.ledger import Ledger
from projections.flow.parts import BlockedTime, Percentile
from projections.flow.query import FlowAsked, flow, percentile
from projections.flow.tables import FLOW_DONE, FLOW_ITEM, FLOW_WEEK
from projections.flow.view import FlowView


@pytest.fixture
def worked(ledger: Ledger, clock: FakeClock) -> Worked:
    return Worked(ledger, clock)


def asked(until: int = 20, since: int = 0, **more: object) -> FlowAsked:
    """Days after the first Monday; today is the last one."""
    return FlowAsked("ACME", on(until), on(since), on(until), **more)  # type: ignore[arg-type]


def test_the_weeks_tell_what_moved_and_what_stood_where(worked: Worked, show) -> None:
    worked.done(1, 0, 1)
    worked.done(2, 0, 8)
    worked.add(3, on(9))
    worked.tell(3, on(10), facts.ItemDropped("wont_do"))
    worked.add(4, on(15))
    found = show(flow, asked(16)).weeks
    moved = [(each.added, each.started, each.done, each.dropped) for each in found]
    assert moved == [(2, 2, 1, 0), (1, 0, 1, 1), (1, 0, 0, 0)]
    stood = [(each.waiting_at_end, each.working_at_end, each.done_at_end) for each in found]
    assert stood == [(0, 1, 1), (0, 0, 2), (1, 0, 2)]
    assert [each.whole for each in found] == [True, True, False]


def test_what_came_before_the_period_stands_in_its_first_week(worked: Worked, show) -> None:
    worked.done(1, 0, 1)
    worked.done(2, 0, 8)
    [week] = show(flow, asked(20, 14)).weeks
    assert (week.added, week.done, week.done_at_end) == (0, 0, 2)


def test_throughput_speaks_of_whole_weeks(worked: Worked, show) -> None:
    worked.weeks(2, 0, 4, 1)
    found = show(flow, asked(24)).throughput
    assert (found.done, found.weeks, found.per_week) == (7, 3, 2)
    assert (found.least, found.most) == (0, 4)


def test_cycle_times_have_the_percentiles_that_are_asked_for(worked: Worked, show) -> None:
    for number, days in enumerate((1, 2, 3, 4, 10), 1):
        worked.done(number, 0, days - 1)
    worked.add(6, on(0))
    worked.finish(6, on(3))
    found = show(flow, asked(percentile=(50, 85))).cycle
    assert found.percentiles == [Percentile(50, 3), Percentile(85, 10)]
    assert (found.items, found.never_begun) == (5, 1)


def test_a_percentile_is_a_value_that_occurred() -> None:
    assert [percentile([1, 2, 3, 4], each) for each in (1, 25, 26, 50, 99)] == [1, 1, 2, 2, 4]
    assert percentile([], 85) is None


def test_what_is_on_its_way_is_told_with_its_age(worked: Worked, show) -> None:
    worked.done(1, 0, 4)
    worked.add(2, on(6), assignee="ada", kind="spike")
    worked.start(2, on(10))
    worked.add(3, on(0))
    worked.start(3, on(2))
    worked.tell(3, on(12), facts.ItemBlocked("no key"))
    found = show(flow, asked(15)).working
    assert (found.items, found.blocked, found.late) == (2, 1, 2)
    oldest = [(each.key, each.age_days, each.blocked_days) for each in found.oldest]
    assert oldest == [("ACME-3", 14, 3), ("ACME-2", 6, 0)]
    assert (found.oldest[1].title, found.oldest[1].assignee) == ("Item 2", "ada")


def test_late_is_what_is_older_than_most_were_at_their_end(worked: Worked, show) -> None:
    worked.done(1, 0, 4)
    for number, day in ((2, 10), (3, 11)):
        worked.add(number, on(day))
        worked.start(number, on(day))
    assert show(flow, asked(15)).working.late == 1


def test_blocked_time_is_told_of_what_stands_and_of_what_was_done(worked: Worked, show) -> None:
    for number in (1, 2):
        worked.add(number, on(0))
        worked.start(number, on(0))
        worked.tell(number, on(2), facts.ItemBlocked("no key"))
    worked.finish(1, on(5))
    assert show(flow, asked(12)).blocked == BlockedTime(1, 10, 1, 3)


def test_a_kind_narrows_every_part(worked: Worked, show) -> None:
    worked.done(1, 0, 1)
    worked.done(2, 0, 1, kind="spike")
    worked.add(3, on(0), kind="spike")
    found = show(flow, asked(kind=("spike",)))
    assert (found.throughput.done, found.cycle.items, found.weeks[0].added) == (1, 1, 2)
    assert found.weeks[-1].waiting_at_end == 1


def test_another_product_is_not_counted(worked: Worked, show) -> None:
    worked.done(1, 0, 1)
    found = show(flow, FlowAsked("NOPE", on(20), on(0), on(20)))
    assert (found.throughput.done, found.working.items, found.left_out) == (0, 0, 0)


def test_what_came_in_finished_is_left_out_and_counted(worked: Worked, show) -> None:
    worked.add(1, on(0), status="done")
    found = show(flow, asked())
    assert (found.throughput.done, found.left_out) == (0, 1)
    assert found.weeks[-1].done_at_end == 0


def test_a_completion_that_was_taken_back_keeps_what_was_known(
    worked: Worked, show, database: Database
) -> None:
    worked.add(1, on(0))
    worked.finish(1, on(1), learnt=on(3))
    worked.tell(1, on(5), facts.ItemReopened(), learnt=on(6))
    worked.finish(1, on(8))
    show(flow, asked())
    with database.read() as connection:
        columns = (FLOW_DONE.c.day, FLOW_DONE.c.known, FLOW_DONE.c.undone)
        rows = connection.execute(sa.select(*columns).order_by(FLOW_DONE.c.position)).all()
    assert [tuple(each) for each in rows] == [(on(1), on(3), on(6)), (on(8), on(8), None)]


STEPS = st.lists(
    st.tuples(
        st.integers(1, 2),
        st.integers(0, 20),
        st.sampled_from(
            [
                facts.ItemStarted(),
                facts.ItemCompleted(),
                facts.ItemReopened(),
                facts.ItemBlocked("so"),
                facts.ItemUnblocked(),
                facts.ItemDropped("wont_do"),
                facts.ItemEdited(kind="spike"),
                facts.ItemArchived(),
                facts.ItemRestored(),
            ]
        ),
        st.booleans(),
    ),
    max_size=14,
)


@pytest.fixture
def flowing(running):
    """One runner for all examples: a second one would wait for its lease."""
    return running(FlowView())


def _rows(database: Database):
    with database.read() as connection:
        return [
            connection.execute(sa.select(table).order_by(*table.primary_key)).all()
            for table in (FLOW_ITEM, FLOW_DONE, FLOW_WEEK)
        ]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_the_flow_is_the_same_however_the_facts_came(worked, flowing, database, steps) -> None:
    for number in (1, 2):
        if worked.ledger.load(ITEM, item_id(f"ACME-{number}")).state is None:
            worked.add(number, on(0))
    for number, day, fact, now in steps:
        worked.tell(number, on(day), fact)
        if now:
            flowing.catch_up()
    flowing.catch_up()
    live = _rows(database)
    with database.begin() as connection:
        FlowView().clear(connection)
        FlowView().apply(connection, worked.ledger.entries(0, 10_000))
    assert _rows(database) == live
