"""A risk is lived with for a while, with a cause, and above the appetite by an approver only."""

import pytest
from deciding import given

from domain.product.facts import RiskAppetite
from domain.product.state import Product
from domain.risk.commands import Accept
from domain.risk.facts import (
    Acceptance,
    Actual,
    Residual,
    RiskAccepted,
    RiskAssessed,
    RiskClosed,
    RiskIdentified,
    RiskMaterialised,
    RiskResidualAssessed,
)
from domain.risk.rules import RISK

IDENTIFIED = RiskIdentified("ACME-K1", "The vendor", "vendor slips", "beta moves", owner="ana")
MODERATE, HIGH, EXTREME = RiskAssessed(2, 4), RiskAssessed(3, 4), RiskAssessed(4, 5)
WHY = "We can live with it."
ACCEPTED = RiskAccepted(Acceptance("Ada", "2026-06-01", WHY))


def held(*facts, accept_up_to="moderate", high=(), extreme=()):
    appetite = RiskAppetite(accept_up_to, high, extreme)
    product = Product("ACME", "Acme Notes", risk_appetite=appetite)
    around = {"ACME": product, "ACME-K1": IDENTIFIED}
    return given(RISK, IDENTIFIED, *facts, around=around)


def accepting(start, until="2026-06-01", by=None, reason=WHY, because=("ACME-E1",)):
    return start.when(Accept(until, by), reason=reason, because=because)


def test_anyone_accepts_within_the_appetite():
    accepting(held(MODERATE)).then(ACCEPTED)


def test_the_same_acceptance_again_is_quiet():
    held(MODERATE, ACCEPTED).when(Accept("2026-06-01")).then_nothing()


def test_an_acceptance_is_renewed():
    renewed = RiskAccepted(Acceptance("Ada", "2026-07-01", WHY))
    accepting(held(MODERATE, ACCEPTED), "2026-07-01").then(renewed)


def test_an_acceptance_needs_a_reason_and_a_cause():
    accepting(held(MODERATE), reason=None).then_refused("reason-required", "reason")
    accepting(held(MODERATE), because=()).then_refused("cause-required", "because_of")


@pytest.mark.parametrize("until", ["2026-01-01", "2025-12-31"])
def test_an_acceptance_does_not_end_in_the_past(until):
    accepting(held(MODERATE), until).then_refused("in-the-past", "until")


def test_an_acceptance_lasts_180_days_at_most():
    assert accepting(held(MODERATE), "2026-07-01").facts
    accepting(held(MODERATE), "2026-07-02").then_refused("too-far", "until")


@pytest.mark.parametrize("grave", [HIGH, EXTREME])
def test_above_the_appetite_nobody_accepts_where_no_approver_is_named(grave):
    error = accepting(held(grave)).then_refused("approver-required", "by")
    assert "nobody yet" in error.message


def test_who_may_accept_is_told():
    error = accepting(held(HIGH, high=("bo",))).then_refused("approver-required", "by")
    assert error.fields[0].allowed == ("bo",)


def test_an_approver_of_its_band_accepts_above_the_appetite():
    accepting(held(HIGH, high=("Ada",))).then(ACCEPTED)
    accepting(held(EXTREME, extreme=("Ada",))).then(ACCEPTED)
    accepting(held(HIGH, extreme=("Ada",))).then(ACCEPTED)


def test_an_approver_of_high_risks_does_not_accept_extreme_ones():
    accepting(held(EXTREME, high=("Ada",))).then_refused("approver-required", "by")


def test_nobody_accepts_in_an_approvers_name():
    accepting(held(HIGH, high=("bo",)), by="bo").then_refused("approver-required", "by")


def test_an_approver_does_not_accept_in_anyone_elses_name_either():
    accepting(held(HIGH, high=("Ada",)), by="cy").then_refused("approver-required", "by")


def test_within_the_appetite_somebody_may_write_it_down_for_another():
    [fact] = accepting(held(MODERATE), by="bo").facts
    assert fact.acceptance.by == "bo"


def test_a_smaller_appetite_asks_for_an_approver_sooner():
    accepting(held(MODERATE, accept_up_to="low")).then_refused("approver-required", "by")
    assert accepting(held(HIGH, accept_up_to="high")).facts
    accepting(held(EXTREME, accept_up_to="high")).then_refused("approver-required", "by")


def test_what_a_treatment_promises_is_not_what_is_accepted():
    promised = held(EXTREME, RiskResidualAssessed(Residual(2, 4)))
    accepting(promised).then_refused("approver-required", "by")


def test_what_is_not_assessed_is_not_accepted():
    accepting(held()).then_refused("not-assessed")


@pytest.mark.parametrize("over", [RiskMaterialised(Actual("2026-01-01")), RiskClosed("expired")])
def test_what_is_over_is_not_accepted(over):
    accepting(held(MODERATE, over)).then_refused("illegal-transition", "status")
