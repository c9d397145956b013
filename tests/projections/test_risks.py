"""The register of risks: its filters, the matrix, the trend of the exposure, and what is due."""

import datetime as dt
from uuid import UUID

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.fact import Actor, Origin, Ref
from domain.keys import stream_of
from domain.refusal import DomainError
from domain.risk import commands as ask
from domain.risk.rules import RISK
from projections.cursor import CursorMismatch
from projections.days import Days
from projections.page import page
from projections.risks.due import due
from projections.risks.listing import RISKS
from projections.risks.matrix import matrix
from projections.risks.query import watching, worst
from projections.risks.tables import EXPOSURE
from projections.risks.trend import Day, TrendView, trend

TODAY = "2026-01-02"
LOOK = Days(TODAY, "2026-01-16")
ANA = Actor("ana", "ana", "human")


class Register:
    """Writes about risks through their rules, each on a day of its own."""

    def __init__(self, plan):
        plan.create()
        self.ledger = plan.ledger

    def tell(self, key, *said, day=TODAY):
        at = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
        because = (Ref("evidence", f"{key.partition('-')[0]}-E1"),)
        origin = Origin(ANA, "human", at, UUID(int=1), reason="So.", because_of=because)
        for each in said:
            self.ledger.execute(RISK, stream_of(key), each, origin)

    def risk(self, number, *assessed, day=TODAY, **said):
        key = f"ACME-K{number}"
        self.tell(
            key, ask.Identify(key, "vendor slips", "beta moves", owner="ana", **said), day=day
        )
        if assessed:
            self.tell(key, ask.Assess(*assessed), day=day)
        return key


@pytest.fixture
def register(plan):
    return Register(plan)


def keys(found):
    return [msgspec.json.decode(each)["key"] for each in found.items]


def shown(found):
    return [msgspec.json.decode(each) for each in found.items]


def test_levels_and_bands_are_shown_and_not_stored(register, show):
    key = register.risk(1, 4, 5)
    register.tell(key, ask.AssessResidual(2, 4))
    [row] = shown(show(page, RISKS, {}))
    computed = ("level", "band", "residual_level", "residual_band", "reduction", "exposure")
    assert [row[each] for each in computed] == [20, "extreme", 8, "moderate", 0.6, 8]


def test_the_register_is_found_by_what_is_asked_of_it(register, show):
    register.risk(1, 4, 5, category="schedule")
    register.risk(2, 1, 2, category="budget")
    register.risk(3)
    register.tell("ACME-K1", ask.AssessResidual(2, 4), ask.ArmTrigger("slip_days", "gt", "5"))
    register.tell("ACME-K1", ask.FireTrigger("slip_days", "9"))
    register.tell("ACME-K2", ask.AssignOwner("bo"))
    asked = {
        ("band", ("extreme",)): ["ACME-K1"],
        ("band", ("low", "extreme")): ["ACME-K1", "ACME-K2"],
        ("residual_band", ("moderate",)): ["ACME-K1"],
        ("category", ("budget",)): ["ACME-K2"],
        ("owner", ("bo",)): ["ACME-K2"],
        ("status", ("identified",)): ["ACME-K3"],
        ("fired", ("yes",)): ["ACME-K1"],
        ("likelihood", (4,)): ["ACME-K1"],
        ("exposure[gte]", 3): ["ACME-K1"],
        ("review_due[lte]", "2026-02-01"): ["ACME-K1"],
        ("review_due[gte]", "2026-02-01"): ["ACME-K2"],
        ("q", "vendor"): ["ACME-K1", "ACME-K2", "ACME-K3"],
    }
    assert {each: keys(show(page, RISKS, dict([each]))) for each in asked} == asked


def test_a_closed_risk_is_not_due_for_review(register, show):
    key = register.risk(1, 4, 5)
    register.tell(key, ask.Close("expired"))
    assert keys(show(page, RISKS, {"review_due[lte]": "2099-01-01"})) == []


def cells(found, when):
    return {(each.likelihood, each.impact): n for each in found.cells if (n := getattr(each, when))}


def test_the_matrix_counts_before_and_after_the_treatment(register, show):
    register.risk(1, 4, 5)
    register.risk(2, 4, 5)
    register.risk(3)
    register.tell("ACME-K1", ask.AssessResidual(2, 4))
    found = show(matrix, {})
    assert len(found.cells) == 25
    assert cells(found, "inherent") == {(4, 5): 2}
    assert cells(found, "residual") == {(2, 4): 1}
    assert (found.unassessed, found.untreated) == (1, 1)


def test_a_cell_knows_its_band(register, show):
    bands = {(each.likelihood, each.impact): each.band for each in show(matrix, {}).cells}
    assert (bands[4, 5], bands[2, 5], bands[1, 5], bands[1, 4]) == (
        "extreme",
        "high",
        "moderate",
        "low",
    )


def test_the_matrix_leaves_closed_risks_out_until_it_is_asked_for_them(register, show):
    register.tell(register.risk(1, 4, 5), ask.Close("expired"))
    register.risk(2, 1, 1)
    assert cells(show(matrix, {}), "inherent") == {(1, 1): 1}
    assert cells(show(matrix, {"status": ("closed",)}), "inherent") == {(4, 5): 1}
    assert cells(show(matrix, {"product": "NOPE"}), "inherent") == {}


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


def lines(found):
    return [(each.key, each.what, each.due, each.days_late) for each in found.rows]


def test_what_is_due_is_told_the_longest_overdue_first(register, show):
    mild = register.risk(1, 1, 4, day="2025-11-01")
    grave = register.risk(2, 4, 5, day="2025-12-01")
    register.tell(mild, ask.Accept("2026-01-10"))
    act = ask.AddAction("Find a second one", "bo", "2025-12-24")
    late = ask.AddAction("Tell the client", "cy", "2026-01-03")
    later = ask.AddAction("Wait", "cy", "2026-03-01")
    register.tell(grave, act, late, later, day="2025-12-01")
    found = show(due, {}, days=LOOK)
    assert lines(found) == [
        (grave, "review", "2025-12-15", 18),
        (grave, "action", "2025-12-24", 9),
        (grave, "action", "2026-01-03", -1),
        (mild, "acceptance", "2026-01-10", -8),
    ]
    assert [(each.owner, each.text) for each in found.rows[1:3]] == [
        ("bo", "Find a second one"),
        ("cy", "Tell the client"),
    ]


def test_what_is_due_is_narrowed_by_what_and_whose(register, show):
    register.risk(1, 4, 5, day="2025-12-01")
    register.tell("ACME-K1", ask.AddAction("A", "bo", "2026-01-02"))
    assert [each.what for each in show(due, {}, days=LOOK, what=("action",)).rows] == ["action"]
    assert show(due, {"owner": ("bo",)}, days=LOOK).rows == []
    assert len(show(due, {"owner": ("ana",), "product": "ACME"}, days=LOOK).rows) == 2


def test_what_is_done_is_due_no_more(register, show):
    key = register.risk(1)
    register.tell(key, ask.AddAction("A", "bo", "2026-01-02"), ask.CompleteAction("1"))
    assert show(due, {}, days=LOOK).rows == []


def test_pages_tell_all_that_is_due_once(register, show):
    for number in range(1, 6):
        register.risk(number, 4, 5, day="2025-12-01")
    seen, cursor = [], None
    while True:
        found = show(due, {}, days=LOOK, limit=2, cursor=cursor)
        seen += [each.key for each in found.rows]
        if (cursor := found.next) is None:
            break
    assert seen == [f"ACME-K{number}" for number in range(1, 6)]


def test_a_cursor_is_only_good_for_its_own_question(register, show):
    for number in (1, 2):
        register.risk(number, 4, 5, day="2025-12-01")
    cursor = show(due, {}, days=LOOK, limit=1).next
    with pytest.raises(CursorMismatch):
        show(due, {}, days=LOOK, limit=1, what=("review",), cursor=cursor)


def test_the_worst_risks_come_first_and_those_that_are_over_not_at_all(register, show):
    register.risk(1, 1, 2)
    register.risk(2, 4, 5)
    register.tell(register.risk(3, 5, 5), ask.Materialise("2026-01-01"))
    found = [msgspec.json.decode(each)["key"] for each in show(worst, "ACME")]
    assert found == ["ACME-K2", "ACME-K1"]


def test_who_watches_a_signal_of_a_thing_is_known(register, show):
    for number in (1, 2, 3):
        register.risk(number)
    register.tell("ACME-K1", ask.ArmTrigger("metric", "gt", "5", "ACME-X5"))
    register.tell("ACME-K2", ask.ArmTrigger("load_ratio", "gt", "1", "ACME-X5"))
    register.tell("ACME-K3", ask.ArmTrigger("metric", "gt", "5", "ACME-X6"))
    assert show(watching, "metric", "ACME-X5") == ["ACME-K1"]
    register.tell("ACME-K1", ask.FireTrigger("metric", "6", "ACME-X5"))
    assert show(watching, "metric", "ACME-X5") == []
