"""A risk has two halves, an owner before a level, and a level that nobody can send."""

import pytest
from deciding import NONSENSE, facts_of, fold, given
from msgspec.structs import replace

from domain.objective.facts import ObjectiveDrafted
from domain.objective.rules import OBJECTIVE
from domain.risk import levels
from domain.risk.commands import Assess, AssignOwner, Describe, Identify, Link, Unlink
from domain.risk.effect import Cost, Effect, Spread
from domain.risk.facts import (
    Acceptance,
    Actual,
    Residual,
    RiskAccepted,
    RiskAssessed,
    RiskClosed,
    RiskDescribed,
    RiskIdentified,
    RiskLinked,
    RiskMaterialised,
    RiskOwnerAssigned,
    RiskResidualAssessed,
    RiskReviewed,
    RiskUnlinked,
)
from domain.risk.rules import RISK
from domain.values import Tie, Window

TITLE = "If vendor slips, then beta moves"
IDENTIFIED = RiskIdentified("ACME-K1", TITLE, "vendor slips", "beta moves")
OWNED = (IDENTIFIED, RiskOwnerAssigned("ana"))
ASSESSED = (*OWNED, RiskAssessed(4, 5, "They did before.", review_due="2026-01-16"))
CLOSED = (*ASSESSED, RiskClosed("expired"))
GOAL = fold(OBJECTIVE, [ObjectiveDrafted("ACME-O1", "Stay", Window.read("2026-Q3"), "ana")])
AROUND = {"ACME-O1": GOAL}


def test_a_risk_is_identified():
    given(RISK).when(Identify("ACME-K1", "vendor slips", "beta moves")).then(IDENTIFIED)


@pytest.mark.parametrize(
    ("event", "consequence", "field"),
    [(" ", "beta moves", "event"), ("vendor slips", "", "consequence")],
)
def test_both_halves_of_a_risk_are_said(event, consequence, field):
    given(RISK).when(Identify("ACME-K1", event, consequence)).then_refused("blank", field)


def test_a_risk_says_what_it_threatens_from_the_start():
    command = Identify("ACME-K1", "vendor slips", "beta moves", threatens=("ACME-O1", "ACME-O1"))
    linked = RiskLinked(Tie("threatens", "ACME-O1"))
    given(RISK, around=AROUND).when(command).then(IDENTIFIED, linked)


def test_a_title_of_its_own_is_kept():
    command = Identify("ACME-K1", "vendor slips", "beta moves", title="The vendor")
    given(RISK).when(command).then(replace(IDENTIFIED, title="The vendor"))


def test_a_title_made_of_long_halves_is_cut_to_what_a_title_may_have():
    asked = given(RISK).when(Identify("ACME-K1", "a" * 200, "b" * 200))
    [fact] = facts_of(asked.facts)
    assert isinstance(fact, RiskIdentified)
    assert len(fact.title) == 255


def test_a_second_risk_under_a_key_is_refused():
    asked = given(RISK, IDENTIFIED).when(Identify("ACME-K1", "a", "b"))
    asked.then_refused("key-taken")


def test_a_risk_is_described_in_other_words():
    given(RISK, IDENTIFIED).when(Describe(category="schedule")).then(
        RiskDescribed(category="schedule")
    )
    given(RISK, IDENTIFIED).when(Describe(title=TITLE)).then_nothing()
    given(RISK, IDENTIFIED).when(Describe(category=NONSENSE)).then_refused(
        "invalid-enum", "category"
    )


def test_somebody_answers_for_a_risk():
    given(RISK, IDENTIFIED).when(AssignOwner("ana")).then(RiskOwnerAssigned("ana"))
    given(RISK, *OWNED).when(AssignOwner("ana")).then_nothing()
    given(RISK, IDENTIFIED).when(AssignOwner(" ")).then_refused("blank", "owner")


def test_a_risk_is_assessed_and_its_review_is_due():
    asked = given(RISK, *OWNED).when(Assess(4, 5, "They did before."))
    asked.then(ASSESSED[-1])


def test_a_risk_that_nobody_answers_for_is_not_assessed():
    given(RISK, IDENTIFIED).when(Assess(4, 5)).then_refused("owner-required", "owner")


def test_an_assessment_may_bring_the_owner_along():
    asked = given(RISK, IDENTIFIED).when(Assess(1, 1, owner="ana"))
    asked.then(RiskOwnerAssigned("ana"), RiskAssessed(1, 1, review_due="2026-07-01"))


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 1), (6, 1), (1, 0), (1, 6)])
def test_likelihood_and_impact_go_from_1_to_5(likelihood, impact):
    given(RISK, *OWNED).when(Assess(likelihood, impact)).then_refused("out-of-range")


@pytest.mark.parametrize("again", ["They did before.", ""])
def test_the_same_assessment_again_is_quiet(again):
    given(RISK, *ASSESSED).when(Assess(4, 5, again)).then_nothing()


def test_another_rationale_is_another_assessment():
    given(RISK, *ASSESSED).when(Assess(4, 5, "Twice.")).then(RiskAssessed(4, 5, "Twice."))


def test_a_graver_risk_is_reviewed_sooner_and_a_lesser_one_no_later():
    mild = (*OWNED, RiskAssessed(1, 1), RiskReviewed("Fine.", "2026-06-01"))
    given(RISK, *mild).when(Assess(4, 5)).then(RiskAssessed(4, 5, review_due="2026-01-16"))
    given(RISK, *ASSESSED).when(Assess(1, 1)).then(RiskAssessed(1, 1))


def test_an_effect_goes_from_the_least_to_the_most():
    effect = Effect(Spread("5", "10", "30"), Cost("1", "2", "3", "EUR"))
    asked = given(RISK, *OWNED).when(Assess(4, 5, effect=effect))
    asked.then(RiskAssessed(4, 5, effect=effect, review_due="2026-01-16"))


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ("30,10,5 days", "not-in-order", "effect.days"),
        ("5,10,9 days", "not-in-order", "effect.days"),
        ("5,x,9 days", "bad-number", "effect.days.likely"),
        ("-1,0,9 days", "out-of-range", "effect.days.min"),
        ("3,2,1 EUR", "not-in-order", "effect.cost"),
        ("1,2,3 euros", "bad-format", "effect.cost.currency"),
        ("", "blank", "effect"),
    ],
)
def test_an_effect_out_of_order_is_refused(said, code, field):
    given(RISK, *OWNED).when(Assess(4, 5, effect=Effect.read(said))).then_refused(code, field)


def test_an_effect_is_read_as_people_write_it():
    read = Effect.read("5,10,30 days; 1000, 2000, 5000 EUR")
    assert read == Effect(Spread("5", "10", "30"), Cost("1000", "2000", "5000", "EUR"))


def test_assessing_again_ends_an_acceptance():
    accepted = RiskAccepted(Acceptance("ana", "2026-06-01", "We can live with it."))
    state = fold(RISK, [*ASSESSED, accepted, RiskAssessed(5, 5)])
    assert (state.status, state.acceptance) == ("assessed", None)


def test_a_residual_level_beyond_the_new_one_is_void():
    left = RiskResidualAssessed(Residual(2, 4))
    assert fold(RISK, [*ASSESSED, left, RiskAssessed(1, 4)]).residual is None
    assert fold(RISK, [*ASSESSED, left, RiskAssessed(2, 5)]).residual == Residual(2, 4)


def test_what_came_true_is_not_assessed_any_more():
    facts = (*ASSESSED, RiskMaterialised(Actual("2026-01-01")))
    given(RISK, *facts).when(Assess(1, 1)).then_refused("illegal-transition", "status")


@pytest.mark.parametrize(
    "command", [Assess(1, 1), AssignOwner("bo"), Describe(title="A"), Link("ACME-O1")]
)
def test_a_closed_risk_stays_as_it_is(command):
    asked = given(RISK, *CLOSED, around=AROUND).when(command)
    asked.then_refused("illegal-transition", "status")


def test_a_risk_threatens_another_thing_until_it_does_not():
    linked = RiskLinked(Tie("threatens", "ACME-O1"))
    start = given(RISK, IDENTIFIED, around=AROUND)
    start.when(Link("ACME-O1")).then(linked)
    start.when(Unlink("ACME-O1")).then_nothing()
    held = given(RISK, IDENTIFIED, linked, around=AROUND)
    held.when(Link("ACME-O1")).then_nothing()
    held.when(Unlink("ACME-O1")).then(RiskUnlinked(Tie("threatens", "ACME-O1")))


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("ACME-O9", "unknown-reference"),
        ("OTHER-O1", "unknown-reference"),
        ("ACME-K1", "bad-key"),
        ("ACME-D1", "bad-key"),
    ],
)
def test_a_risk_threatens_things_of_its_own_product(to, code):
    given(RISK, IDENTIFIED, around=AROUND).when(Link(to)).then_refused(code, "to")


@pytest.mark.parametrize(
    ("level", "band"),
    [
        (1, "low"),
        (4, "low"),
        (5, "moderate"),
        (9, "moderate"),
        (10, "high"),
        (15, "high"),
        (16, "extreme"),
        (25, "extreme"),
    ],
)
def test_a_band_follows_from_the_level(level, band):
    assert levels.band(level) == band


def test_four_times_five_is_extreme_and_two_times_four_takes_60_percent_away():
    state = fold(RISK, [*ASSESSED, RiskResidualAssessed(Residual(2, 4))])
    inherent, residual = levels.level(state), levels.level(state.residual)
    assert (inherent, levels.band(inherent)) == (20, "extreme")
    assert (residual, levels.band(residual)) == (8, "moderate")
    assert levels.reduction(inherent, residual) == 0.6


def test_what_is_not_assessed_has_no_level():
    state = fold(RISK, [IDENTIFIED])
    assert (levels.level(state), levels.band(None), levels.reduction(None, None)) == (None,) * 3
