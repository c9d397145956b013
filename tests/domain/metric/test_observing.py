"""What was measured is kept once, in the stretch of the series that it falls into."""

import pytest
from deciding import Around, facts_of, given, origin
from metrics import DEFINED, KEY, SIGN_UPS, answered, kept, seen, taken

from domain.decider import Ask, Governed
from domain.metric.commands import CorrectObservation, RecordObservations
from domain.metric.facts import MetricRedefined, MetricRetired
from domain.metric.rules import METRIC
from domain.stretch.facts import MetricObservationCorrected, MetricObserved
from domain.stretch.rules import STRETCH, Amend, Take

DECADE = f"{KEY}@1:202"
JANUARY = kept(total={"2026-01-01": "4"})


def record(*observations, **also):
    return RecordObservations(tuple(observations), **also)


def test_a_batch_is_kept_by_its_stretch():
    batch = record(seen("2025-12-01", "3"), seen("2026-01-01", "4.50"))
    ask = taken(DECADE, {"": {"2025-12-01": "3", "2026-01-01": "4.50"}})
    given(METRIC, DEFINED).when(batch).then(ask)


def test_a_batch_is_one_fact():
    batch = record(seen("2025-12-01", "3"), seen("2026-01-01", "4"))
    asked = METRIC.decide(METRIC.evolve(None, DEFINED), batch, origin(), Around())
    values = {"": {"2025-12-01": "3", "2026-01-01": "4"}}
    assert answered(asked, Around()) == [MetricObserved(KEY, 1, "202", values)]


def test_values_of_a_dimension_stand_by_themselves():
    batch = record(
        seen("2026-01-01", "7"),
        seen("2026-01-01", "2", region="eu", plan="pro"),
        seen("2026-01-02", "1", plan="pro", region="eu"),
    )
    pro = {"2026-01-01": "2", "2026-01-02": "1"}
    values = {"": {"2026-01-01": "7"}, "plan=pro,region=eu": pro}
    given(METRIC, SIGN_UPS).when(batch).then(taken("ACME-X2@1:2026-01", values))


def test_a_batch_over_two_stretches_is_a_fact_of_each():
    batch = record(seen("2025-12-31", "1", region="eu"), seen("2026-01-01", "2", region="eu"))
    given(METRIC, SIGN_UPS).when(batch).then(
        taken("ACME-X2@1:2025-12", {"region=eu": {"2025-12-31": "1"}}),
        taken("ACME-X2@1:2026-01", {"region=eu": {"2026-01-01": "2"}}),
    )


def test_what_is_known_already_stays_quiet():
    asked = given(METRIC, DEFINED, around=JANUARY)
    asked.when(record(seen("2026-01-01", "4.0"))).then_nothing()
    asked.when(record(seen("2026-01-01", "4"), seen("2026-01-01", "4"))).then_nothing()


def test_another_value_for_the_same_period_needs_a_correction():
    asked = given(METRIC, DEFINED, around=JANUARY)
    batch = record(seen("2025-12-01", "3"), seen("2026-01-01", "5"))
    asked.when(batch).then_refused("use-correction", "observations.1.value")


def test_one_period_twice_in_a_batch_is_refused():
    batch = record(seen("2026-01-01", "3"), seen("2026-01-01", "5"))
    given(METRIC, DEFINED).when(batch).then_refused("duplicate", "observations.1.value")


@pytest.mark.parametrize(
    ("observation", "code", "field"),
    [
        (seen("2026-01-01", "NaN"), "bad-number", "value"),
        (seen("2026-01-01", "inf"), "bad-number", "value"),
        (seen("2026-01-01", "many"), "bad-number", "value"),
        (seen("2026-01-01", "1e99"), "bad-number", "value"),
        (seen("2026-01-02", "1"), "not-aligned", "period"),
        (seen("2026-02-01", "1"), "in-the-future", "period"),
        (seen("soon", "1"), "bad-date", "period"),
        (seen("2026-01-01", "1", mood="good"), "unknown-dim", "dims.mood"),
    ],
)
def test_what_cannot_be_measured_is_refused(observation, code, field):
    asked = given(METRIC, DEFINED).when(record(seen("2025-01-01", "1"), observation))
    asked.then_refused(code, f"observations.1.{field}")


@pytest.mark.parametrize("value", ["", "eu,west", "a=b", "two\nlines", "x" * 101])
def test_a_dimension_is_a_word_that_can_be_written_in_a_row(value):
    asked = given(METRIC, SIGN_UPS).when(record(seen("2026-01-01", "1", region=value)))
    assert asked.error is not None
    assert {each.field for each in asked.error.fields} == {"observations.0.dims.region"}


def test_all_that_is_wrong_is_named_at_once():
    batch = record(seen("soon", "NaN"), seen("2026-01-01", "1"), seen("2026-01-01", "nan"))
    given(METRIC, DEFINED).when(batch).then_refused_for(
        "observations.0.period", "observations.0.value", "observations.2.value"
    )


@pytest.mark.parametrize("count", [0, 1001])
def test_a_batch_holds_up_to_a_thousand(count):
    batch = record(*[seen("2026-01-01", "1")] * count)
    given(METRIC, DEFINED).when(batch).then_refused("batch-size", "observations")


def test_values_in_another_unit_are_refused():
    asked = given(METRIC, DEFINED)
    asked.when(record(seen("2026-01-01", "1"), unit="EUR")).then_refused(
        "needs-redefinition", "unit"
    )
    values = taken(DECADE, {"": {"2026-01-01": "1"}})
    asked.when(record(seen("2026-01-01", "1"), unit="%")).then(values)


def test_a_new_definition_begins_a_series_of_its_own():
    redefined = MetricRedefined(2, definition="Searches that end in an open note")
    asked = given(METRIC, DEFINED, redefined, around=JANUARY)
    values = taken(f"{KEY}@2:202", {"": {"2026-01-01": "5"}})
    asked.when(record(seen("2026-01-01", "5"))).then(values)


def test_a_retired_metric_is_measured_no_more():
    asked = given(METRIC, DEFINED, MetricRetired(), around=JANUARY)
    asked.when(record(seen("2026-01-01", "4"))).then_refused("illegal-transition")
    asked.when(CorrectObservation("2026-01-01", "5"), "So.").then_refused("illegal-transition")


def test_a_value_is_corrected_with_a_reason():
    asked = given(METRIC, DEFINED, around=JANUARY)
    correction = CorrectObservation("2026-01-01", "5")
    asked.when(correction, "Counted twice").then(Ask(DECADE, Amend("2026-01-01", "", "5")))
    asked.when(correction).then_refused("reason-required")
    asked.when(CorrectObservation("2026-01-01", "4.0")).then_nothing()


def test_only_what_was_measured_is_corrected():
    asked = given(METRIC, DEFINED, around=JANUARY)
    asked.when(CorrectObservation("2025-12-01", "5"), "So.").then_refused("unknown-reference")
    asked.when(CorrectObservation("2019-12-01", "5"), "So.").then_refused("unknown-reference")
    asked.when(CorrectObservation("2026-01-05", "5"), "So.").then_refused("not-aligned", "period")
    of_region = CorrectObservation("2026-01-01", "5", {"region": "eu"})
    asked.when(of_region, "So.").then_refused("unknown-dim", "dims.region")


def test_a_correction_is_a_governed_fact_that_keeps_both_values():
    command = Amend("2026-01-01", "", "5")
    outcome = STRETCH.decide(JANUARY[DECADE], command, origin("So."), Around())
    fact = MetricObservationCorrected(KEY, 1, "2026-01-01", "", "4", "5")
    assert isinstance(outcome, Governed)
    assert list(outcome) == [fact]
    after = STRETCH.evolve(JANUARY[DECADE], fact)
    assert after.values == {"": {"2026-01-01": "5"}}
    assert [(each.old, each.new) for each in after.corrections] == [("4", "5")]


def test_a_stretch_keeps_what_it_knows_and_takes_what_is_new():
    values = {"": {"2026-01-01": "4", "2025-12-01": "3"}}
    outcome = STRETCH.decide(
        JANUARY[DECADE], Take(DECADE, KEY, 1, "202", values), origin(), Around()
    )
    assert list(outcome) == [MetricObserved(KEY, 1, "202", {"": {"2025-12-01": "3"}})]
    after = STRETCH.evolve(JANUARY[DECADE], facts_of(outcome)[0])
    assert after.values == {"": {"2026-01-01": "4", "2025-12-01": "3"}}
