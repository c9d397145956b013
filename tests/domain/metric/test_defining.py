"""A metric is one definition at a time; another one breaks its series, and needs a reason."""

import pytest
from deciding import given
from metrics import DEFINED, KEY

from domain import keys
from domain.claim import Claim, Release
from domain.decider import Ask
from domain.metric.commands import (
    Define,
    Describe,
    Redefine,
    Retire,
    SetTarget,
    WithdrawTarget,
)
from domain.metric.facts import (
    Band,
    MetricDefined,
    MetricDescribed,
    MetricRedefined,
    MetricRetired,
    MetricTargetAgreed,
    MetricTargetWithdrawn,
    Target,
)
from domain.metric.rules import METRIC
from domain.product.commands import LeaveNorthStar

WORDS = ("Notes found", "Searches that end in a click", "%")
STAR = MetricDefined(KEY, *WORDS, kind="north_star")


def test_a_metric_is_defined_once():
    fact = MetricDefined(KEY, *WORDS, cadence="month", owner="ana")
    given(METRIC).when(Define(KEY, *WORDS, cadence="month", owner="ana")).then(fact)
    given(METRIC, DEFINED).when(Define(KEY, *WORDS)).then_refused("key-taken", "key")


def test_a_product_has_one_north_star():
    outcome = given(METRIC).when(Define(KEY, *WORDS, kind="north_star"))
    fact, ask = outcome.facts
    assert fact == STAR
    assert isinstance(ask, Ask)
    assert isinstance(ask.command, Claim)
    assert (ask.key, ask.command.code) == ("north star:ACME", "north-star-taken")


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"direction": "band"}, "required", "band"),
        ({"band": Band("2", "1")}, "band-inverted", "band.low"),
        ({"band": Band("1", "1")}, "band-inverted", "band.low"),
        ({"band": Band("low", "1")}, "bad-number", "band.low"),
        ({"dims": ("Region",)}, "bad-dim", "dims"),
        ({"dims": ("value",)}, "bad-dim", "dims"),
        ({"dims": ("region", "region")}, "duplicate", "dims"),
        ({"cadence": "year"}, "invalid-enum", "cadence"),
    ],
)
def test_a_definition_makes_sense(values, code, field):
    given(METRIC).when(Define(KEY, *WORDS, **values)).then_refused(code, field)


def test_a_band_is_what_a_value_is_to_stay_in():
    band = Band("0.5", "2")
    fact = MetricDefined(KEY, *WORDS, direction="band", band=band)
    given(METRIC).when(Define(KEY, *WORDS, direction="band", band=band)).then(fact)


def test_another_name_is_no_other_definition():
    asked = given(METRIC, DEFINED)
    asked.when(Describe(name="Found", owner="ben")).then(MetricDescribed("Found", "ben"))
    asked.when(Describe(name="Notes found", unit="%")).then_nothing()


def test_another_unit_is_another_definition():
    asked = given(METRIC, DEFINED).when(Describe(unit="EUR"))
    asked.then_refused("needs-redefinition", "unit")


def test_another_definition_needs_a_reason_and_has_the_next_number():
    asked = given(METRIC, DEFINED)
    asked.when(Redefine(unit="per 1,000")).then_refused("reason-required")
    asked.when(Redefine(unit="per 1,000"), "Too coarse").then(MetricRedefined(2, unit="per 1,000"))
    asked.when(Redefine(unit="%")).then_nothing()
    asked.when(Redefine(direction="band"), "So.").then_refused("required", "band")


def test_what_an_older_definition_said_is_kept():
    after = METRIC.evolve(METRIC.evolve(None, DEFINED), MetricRedefined(2, definition="Opened"))
    assert (after.definition, after.definition_version) == ("Opened", 2)
    assert [(each.version, each.definition) for each in after.editions] == [
        (1, "Searches that end in a click")
    ]


def test_a_target_is_agreed_for_a_day_and_can_move():
    target = MetricTargetAgreed(Target("2026-06-30", "50"))
    given(METRIC, DEFINED).when(SetTarget("2026-06-30", "50")).then(target)
    asked = given(METRIC, DEFINED, target)
    asked.when(SetTarget("2026-06-30", "50.0")).then_nothing()
    asked.when(SetTarget("2026-06-30", "60")).then(MetricTargetAgreed(Target("2026-06-30", "60")))
    asked.when(SetTarget("soon", "x")).then_refused_for("by", "value")


def test_a_target_is_withdrawn():
    target = MetricTargetAgreed(Target("2026-06-30", "50"))
    asked = given(METRIC, DEFINED, target)
    asked.when(WithdrawTarget("2026-06-30")).then(MetricTargetWithdrawn("2026-06-30"))
    asked.when(WithdrawTarget("2026-07-30")).then_nothing()
    asked.when(WithdrawTarget("soon")).then_refused("bad-date", "by")


def test_in_another_unit_nothing_is_aimed_at_any_more():
    target = MetricTargetAgreed(Target("2026-06-30", "50"))
    after = METRIC.evolve(METRIC.evolve(METRIC.evolve(None, DEFINED), target), MetricRedefined(2))
    assert after.targets
    assert METRIC.evolve(after, MetricRedefined(3, unit="EUR")).targets == ()


def test_a_metric_is_retired_with_a_reason():
    asked = given(METRIC, DEFINED)
    asked.when(Retire()).then_refused("reason-required")
    asked.when(Retire(), "Nobody looks").then(MetricRetired())
    given(METRIC, DEFINED, MetricRetired()).when(Retire()).then_nothing()


def test_a_north_star_that_is_retired_makes_room():
    given(METRIC, STAR).when(Retire(), "Nobody looks").then(
        MetricRetired(),
        Ask("north star:ACME", Release("north star:ACME", keys.stream_of(KEY))),
        Ask("ACME", LeaveNorthStar(KEY)),
    )


@pytest.mark.parametrize(
    "command",
    [
        Describe(name="Found"),
        Redefine(unit="EUR"),
        SetTarget("2026-06-30", "50"),
        WithdrawTarget("2026-06-30"),
    ],
)
def test_what_is_retired_stays_as_it_was(command):
    asked = given(METRIC, DEFINED, MetricRetired()).when(command, "So.")
    asked.then_refused("illegal-transition")
