"""The series of a metric: every value by definition and period, and what it is held against."""

import pytest
import sqlalchemy as sa
from asking import Asking
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from metrics import seen

from domain.metric.commands import (
    CorrectObservation,
    Define,
    RecordObservations,
    Redefine,
    SetAlert,
    SetTarget,
)
from domain.metric.facts import Alert, Band
from domain.objective.commands import AddKeyResult, Draft
from domain.product.commands import CreateProduct
from domain.roadmap_item.commands import Expect, Propose, ReviewOutcome, Schedule, Ship, Start
from domain.values import Window
from projections.all import all_projections
from projections.cursor import CursorMismatch
from projections.history.query import history_of
from projections.metrics.lines import Line, lines
from projections.metrics.outcomes import outcomes
from projections.metrics.series import Asked, Point, newest, series

KEY, ITEM = "ACME-X1", "ACME-R1"
WORDS = ("Notes found", "Searches that end in a click", "%")


@pytest.fixture
def ask(ledger, clock) -> Asking:
    """A product with a metric of two dimensions."""
    asking = Asking(ledger, clock)
    asking("ACME", CreateProduct("ACME", "Acme Notes"))
    asking(KEY, Define(KEY, *WORDS, cadence="month", owner="ana", dims=("plan", "region")))
    return asking


@pytest.fixture
def measured(ask):
    """Three months over two years, one of which is also told by region."""
    batch = (
        seen("2025-11-01", "30"),
        seen("2025-12-01", "35"),
        seen("2026-01-01", "41"),
        seen("2025-12-01", "20", region="eu", plan="pro"),
        seen("2025-12-01", "50", region="us"),
    )
    ask(KEY, RecordObservations(batch))
    return ask


def told(found):
    return [(each.period, each.dims, each.value) for each in found.rows]


def test_a_series_is_in_the_order_of_its_periods(measured, show):
    found = show(series, Asked(KEY))
    assert told(found) == [
        ("2025-11-01", {}, "30"),
        ("2025-12-01", {}, "35"),
        ("2025-12-01", {"plan": "pro", "region": "eu"}, "20"),
        ("2025-12-01", {"region": "us"}, "50"),
        ("2026-01-01", {}, "41"),
    ]
    assert found.next is None


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        (Asked(KEY, since="2025-12-01"), ["35", "20", "50", "41"]),
        (Asked(KEY, until="2025-12-15"), ["30", "35", "20", "50"]),
        (Asked(KEY, dims=("total",)), ["30", "35", "41"]),
        (Asked(KEY, dims=("region=eu",)), ["20"]),
        (Asked(KEY, dims=("region=eu", "plan=pro")), ["20"]),
        (Asked(KEY, dims=("region=eu", "plan=free")), []),
        (Asked(KEY, version=2), []),
        (Asked("ACME-X2"), []),
    ],
)
def test_a_series_is_narrowed(measured, show, asked, values):
    assert [each.value for each in show(series, asked).rows] == values


def test_a_series_is_read_page_by_page(measured, show):
    whole, cursor = show(series, Asked(KEY)).rows, None
    seen_so_far: list[Point] = []
    for _ in range(3):
        page = show(series, Asked(KEY), limit=2, cursor=cursor)
        seen_so_far, cursor = [*seen_so_far, *page.rows], page.next
    assert seen_so_far == whole
    assert cursor is None
    first = show(series, Asked(KEY), limit=2)
    with pytest.raises(CursorMismatch):
        show(series, Asked(KEY, since="2025-01-01"), cursor=first.next)


def test_a_corrected_value_shows_what_it_was(measured, show):
    for value in ("36", "37"):
        measured(KEY, CorrectObservation("2025-12-01", value), "Counted twice")
    [point] = show(series, Asked(KEY, "2025-12-01", "2025-12-01", ("total",))).rows
    assert point == Point("2025-12-01", "37", 1, was=("35", "36"))


def test_another_definition_is_a_break_in_the_series(measured, show):
    measured(KEY, Redefine(definition="Searches that end in an open note"), "Clicks say little")
    measured(KEY, RecordObservations((seen("2025-12-01", "15"),)))
    found = show(series, Asked(KEY, dims=("total",))).rows
    assert [(each.definition_version, each.value) for each in found][-2:] == [(1, "41"), (2, "15")]


def test_values_beyond_the_alert_are_marked(measured, show):
    found = show(series, Asked(KEY, dims=("total",)), Alert("lt", "35")).rows
    assert [each.beyond for each in found] == [True, False, False]


def test_the_newest_value_by_a_day_is_known(measured, show):
    assert show(newest, Asked(KEY, until="2025-12-31", dims=("total",))).value == "35"
    assert show(newest, Asked(KEY, until="2025-10-31")) is None


def test_a_series_is_held_against_all_that_names_the_metric(measured, show):
    measured(KEY, SetTarget("2026-06-30", "60"))
    measured(KEY, SetAlert("lt", "35"))
    measured(KEY, Redefine(direction="band", band=Band("40", "70")), "Too good is wrong too")
    measured("ACME-O1", Draft("ACME-O1", "Find more", Window.read("2026-Q3"), "ana"))
    measured("ACME-O1", AddKeyResult("Notes found", "30", "55", "2026-09-30"))
    measured("ACME-O1", AddKeyResult("Churn", "3", "2", "2026-09-30"))
    measured(ITEM, Propose(key=ITEM, title="Offline"))
    measured(ITEM, Expect(KEY, "30", "50", "2026-12-31"))
    found = show(lines, measured.state(KEY))
    assert found == [
        Line("target", "60", "2026-06-30"),
        Line("alert", "35"),
        Line("band_low", "40"),
        Line("band_high", "70"),
        Line("key_result", "55", "2026-09-30", "ACME-O1"),
        Line("expected_outcome", "50", "2026-12-31", ITEM),
    ]


@pytest.fixture
def shipped(measured):
    """A shipped item that was to move the metric, and one thing that nobody measures."""
    measured(ITEM, Propose(key=ITEM, title="Offline", owner="ana"))
    measured(ITEM, Schedule(Window.read("2025-Q4")))
    measured(ITEM, Expect("Notes found", "30", "40", "2025-12-31", 0.8))
    measured(ITEM, Expect("Morale", "3", "4", "2025-12-31"))
    measured(ITEM, Start())
    measured(ITEM, Ship("2025-12-20"))
    return measured


def test_an_outcome_tells_what_was_measured_by_its_day(shipped, show):
    found, other = show(outcomes, {}).rows
    assert (found.metric_key, found.measured, found.measured_on) == (KEY, "35", "2025-12-01")
    assert (found.expected, found.probability, found.verdict) == ("40", 0.8, "open")
    assert (other.metric, other.metric_key, other.measured) == ("Morale", None, None)


def test_a_reviewed_outcome_tells_the_verdict_and_the_learning(shipped, show):
    reviewed = ReviewOutcome("Notes found", "35", "refuted", "They look in folders")
    shipped(ITEM, reviewed)
    [found] = show(outcomes, {"metric": ("Notes found",)}).rows
    assert (found.verdict, found.actual, found.learning) == (
        "refuted",
        "35",
        "They look in folders",
    )


@pytest.mark.parametrize(
    ("wanted", "metrics"),
    [
        ({"verdict": ("open",)}, ["Notes found", "Morale"]),
        ({"verdict": ("confirmed",)}, []),
        ({"metric": ("Morale",)}, ["Morale"]),
        ({"owner": ("ana",)}, ["Notes found", "Morale"]),
        ({"owner": ("ben",)}, []),
        ({"product": "ACME"}, ["Notes found", "Morale"]),
        ({"shipped_on[gte]": "2025-12-21"}, []),
        ({"shipped_on[lte]": "2025-12-20"}, ["Notes found", "Morale"]),
    ],
)
def test_outcomes_are_narrowed(shipped, show, wanted, metrics):
    assert [each.metric for each in show(outcomes, wanted).rows] == metrics


def test_what_is_not_shipped_has_no_outcome(measured, show):
    measured(ITEM, Propose(key=ITEM, title="Offline"))
    measured(ITEM, Expect("Notes found", "30", "40", "2025-12-31"))
    assert show(outcomes, {}).rows == []


def test_a_batch_is_one_line_of_its_metrics_history(measured, show):
    measured(KEY, CorrectObservation("2025-12-01", "36"), "Counted twice")
    history = [row.decode() for row in show(history_of, KEY).rows]
    assert len(history) == 4
    assert '"field":"values","old":null,"new":4' in history[1]
    assert '"old":"35","new":"36"' in history[3]
    assert '"governed":true' in history[3]


REBUILT = ("metric", "stretch", "history")


def rows(database):
    """What the projections that know of metrics keep."""
    kept = [each for each in all_projections() if each.name in REBUILT]
    with database.read() as connection:
        return {
            table.name: sorted(connection.execute(sa.select(table)).all())
            for projection in kept
            for table in projection.tables
        }


VALUES = st.tuples(
    st.sampled_from(["2024-12-01", "2025-11-01", "2025-12-01", "2026-01-01"]),
    st.sampled_from(["1", "2"]),
    st.sampled_from([{}, {"region": "eu"}]),
)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@given(steps=st.lists(st.one_of(VALUES, st.none()), max_size=12))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_series_that_is_rebuilt_equals_the_one_that_lived(ask, database, runner, steps):
    number = len(ask.ledger.entries(0, 10_000)) + 1
    key = f"ACME-X{number}"
    ask(key, Define(key, *WORDS, cadence="month", dims=("region",)))
    kept: dict[tuple[str, str], str] = {}
    for step in steps:
        if step is None:
            runner.catch_up()
            continue
        period, value, dims = step
        if kept.setdefault((period, str(dims)), value) == value:
            ask(key, RecordObservations((seen(period, value, **dims),)))
        else:
            ask(key, CorrectObservation(period, value, dims), "Counted twice")
            kept[period, str(dims)] = value
    runner.catch_up()
    live = rows(database)
    for name in REBUILT:
        runner.rebuild(name)
    assert rows(database) == live
