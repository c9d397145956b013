"""The trend of the exposure: what the risks threatened with at the end of each day."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register import Register

from domain.keys import stream_of
from domain.refusal import DomainError
from domain.risk import commands as ask
from domain.risk.rules import RISK
from projections.risks.tables import EXPOSURE
from projections.risks.trend import Day, TrendView, trend


def test_the_trend_tells_what_was_left_at_the_end_of_each_day(register, show):
    first = register.risk(1, 4, 5, day="2026-01-01")
    second = register.risk(2, 2, 2, day="2026-01-02")
    register.tell(first, ask.AssessResidual(2, 4), day="2026-01-05")
    register.tell(second, ask.Materialise("2026-01-06"), day="2026-01-06")
    register.tell(first, ask.Close("treated"), day="2026-01-07")
    assert show(trend) == [
        Day("2026-01-01", 20, 20, 1, 0),
        Day("2026-01-02", 24, 24, 2, 0),
        Day("2026-01-05", 12, 24, 2, 0),
        Day("2026-01-06", 8, 20, 1, 1),
        Day("2026-01-07", 0, 0, 0, 1),
    ]


def test_a_part_of_the_trend_rests_on_the_day_before_it(register, show):
    register.risk(1, 4, 5, day="2026-01-01")
    register.risk(2, 2, 2, day="2026-01-03")
    register.risk(3, 1, 1, day="2026-01-05")
    found = show(trend, "ACME", "2026-01-04", "2026-01-05")
    assert [(each.day, each.exposure) for each in found] == [("2026-01-03", 24), ("2026-01-05", 25)]
    assert show(trend, "NOPE") == []


def test_what_is_learnt_late_counts_on_the_day_it_became_true(register, show):
    register.risk(2, 2, 2, day="2026-01-03")
    register.risk(1, 4, 5, day="2026-01-01")
    assert [(each.day, each.exposure) for each in show(trend)] == [
        ("2026-01-01", 20),
        ("2026-01-03", 24),
    ]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["ACME-K1", "ACME-K2"]),
        st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"]),
        st.one_of(
            st.builds(ask.Assess, st.integers(1, 5), st.integers(1, 5)),
            st.builds(ask.AssessResidual, st.integers(1, 5), st.integers(1, 5)),
            st.just(ask.Materialise("2026-01-01")),
            st.just(ask.Close("expired")),
            st.just(ask.Reopen()),
        ),
        st.booleans(),
    ),
    max_size=12,
)


@pytest.fixture
def trending(running):
    """One runner for all examples: a second one would wait for its lease."""
    return running(TrendView())


def _exposures(database):
    with database.read() as connection:
        return connection.execute(sa.select(EXPOSURE).order_by(*EXPOSURE.primary_key)).all()


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES)
def test_the_trend_is_the_same_however_the_facts_came(plan, trending, database, changes):
    register = Register(plan)
    for number in (1, 2):
        if plan.ledger.load(RISK, stream_of(f"ACME-K{number}")).state is None:
            register.risk(number)
    for key, day, change, now in changes:
        try:
            register.tell(key, change, day=day)
        except DomainError:
            continue
        if now:
            trending.catch_up()
    trending.catch_up()
    live = _exposures(database)
    with database.begin() as connection:
        TrendView().clear(connection)
        TrendView().apply(connection, plan.ledger.entries(0, 10_000))
    assert _exposures(database) == live
