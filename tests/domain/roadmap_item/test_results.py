"""What an item brings about and what it costs: expected, reviewed, budgeted, recorded."""

import pytest
from deciding import Why, given
from msgspec.structs import replace
from roadmap import COMMITTED, EXPECTED, PROPOSED, SHIPPED, STARTED, item

from domain.product.state import Product
from domain.roadmap_item.commands import (
    Expect,
    RecordCost,
    ReviewOutcome,
    SetBudget,
    WithdrawOutcome,
)
from domain.roadmap_item.facts import (
    RoadmapItemBudgeted,
    RoadmapItemCostRecorded,
    RoadmapItemOutcomeExpected,
    RoadmapItemOutcomeReviewed,
    RoadmapItemOutcomeWithdrawn,
)
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.roadmap_item.words import Cost, Expected, Review
from domain.values import Money

TODAY = "2026-01-02"
WHY: Why = {"reason": "It grew.", "because": ["ACME-R2"]}
OUTCOME = RoadmapItemOutcomeExpected(EXPECTED)
REVIEW = ReviewOutcome("activation", "0.28", "confirmed", "Ask on trains.")
REVIEWED = RoadmapItemOutcomeReviewed(
    Review("activation", "0.28", "confirmed", "Ask on trains.", TODAY)
)
DUE = replace(EXPECTED, by=TODAY)
BUDGET = RoadmapItemBudgeted(Money("1000", "EUR"))


def expect(**values):
    whole = {"metric": "activation", "baseline": "0.2", "expected": "0.3", "by": "2026-12-31"}
    return Expect(**whole | values)


def cost(number, amount, **values):
    return RoadmapItemCostRecorded(Cost(str(number), Money(amount, "EUR"), TODAY, **values))


def euros(amount, **values):
    return RecordCost(Money(amount, "EUR"), **values)


def test_an_outcome_is_expected():
    given(ROADMAP_ITEM, PROPOSED).when(expect()).then(OUTCOME)
    given(ROADMAP_ITEM, PROPOSED, OUTCOME).when(expect()).then_nothing()


@pytest.mark.parametrize("values", [{"expected": "0.20"}, {"direction": "down"}])
def test_an_outcome_goes_the_way_it_says(values):
    asked = given(ROADMAP_ITEM, PROPOSED).when(expect(**values))
    asked.then_refused("direction-mismatch", "direction")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"expected": "many"}, "expected"),
        ({"by": "soon"}, "by"),
        ({"probability": 1.5}, "probability"),
        ({"metric": " "}, "metric"),
    ],
)
def test_an_outcome_that_says_nothing_is_refused(values, field):
    given(ROADMAP_ITEM, PROPOSED).when(expect(**values)).then_refused_for(field)


def test_another_expectation_replaces_the_one_of_its_metric():
    state = ROADMAP_ITEM.evolve(ROADMAP_ITEM.evolve(None, PROPOSED), OUTCOME)
    more = RoadmapItemOutcomeExpected(Expected("activation", "0.2", "0.4", "2026-12-31"))
    assert ROADMAP_ITEM.evolve(state, more).expected_outcomes == (more.outcome,)


def test_a_promise_expects_something_else_only_with_a_cause():
    asked = given(ROADMAP_ITEM, *COMMITTED, around=item(2))
    asked.when(expect(expected="0.4")).then_refused("reason-required", "reason")
    assert asked.when(expect(expected="0.4"), **WHY).error is None


def test_an_outcome_is_withdrawn():
    asked = given(ROADMAP_ITEM, PROPOSED, OUTCOME)
    asked.when(WithdrawOutcome("activation")).then(RoadmapItemOutcomeWithdrawn("activation"))
    given(ROADMAP_ITEM, PROPOSED).when(WithdrawOutcome("activation")).then_nothing()


def test_a_promise_keeps_an_outcome():
    asked = given(ROADMAP_ITEM, *COMMITTED, around=item(2))
    asked.when(WithdrawOutcome("activation"), **WHY).then_refused("outcome-required", "metric")


def test_an_outcome_is_reviewed_when_its_day_has_come():
    facts = (*SHIPPED, RoadmapItemOutcomeExpected(DUE))
    given(ROADMAP_ITEM, *facts).when(REVIEW).then(REVIEWED)
    given(ROADMAP_ITEM, *facts, REVIEWED).when(REVIEW).then_nothing()


def test_an_early_review_needs_a_reason():
    asked = given(ROADMAP_ITEM, *SHIPPED)
    asked.when(REVIEW).then_refused("reason-required", "reason")
    asked.when(REVIEW, reason="It is clear.").then(REVIEWED)


def test_what_is_not_shipped_is_not_reviewed():
    given(ROADMAP_ITEM, *STARTED).when(REVIEW).then_refused("illegal-transition", "status")


def test_only_what_was_expected_is_reviewed():
    asked = given(ROADMAP_ITEM, *SHIPPED).when(replace(REVIEW, metric="churn"))
    asked.then_refused("unknown-reference")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"verdict": "good"}, "verdict"),
        ({"learning": " "}, "learning"),
        ({"actual": "x"}, "actual"),
    ],
)
def test_a_review_says_what_was_learnt(values, field):
    given(ROADMAP_ITEM, *SHIPPED).when(replace(REVIEW, **values)).then_refused_for(field)


def test_a_budget_is_set():
    given(ROADMAP_ITEM, PROPOSED).when(SetBudget(Money("1000", "EUR"))).then(BUDGET)
    given(ROADMAP_ITEM, PROPOSED, BUDGET).when(SetBudget(Money("1000.00", "EUR"))).then_nothing()


def test_a_budget_is_raised_only_with_reason_and_cause():
    asked = given(ROADMAP_ITEM, PROPOSED, BUDGET, around=item(2))
    more = SetBudget(Money("1001", "EUR"))
    asked.when(more).then_refused("reason-required", "reason")
    asked.when(more, reason="It grew.").then_refused("cause-required", "because_of")
    asked.when(more, **WHY).then(RoadmapItemBudgeted(Money("1001", "EUR")))


def test_a_budget_is_lowered_freely():
    less = Money("999", "EUR")
    given(ROADMAP_ITEM, PROPOSED, BUDGET).when(SetBudget(less)).then(RoadmapItemBudgeted(less))


@pytest.mark.parametrize(
    ("money", "code", "field"),
    [
        (Money("-1", "EUR"), "out-of-range", "budget.amount"),
        (Money("much", "EUR"), "bad-number", "budget.amount"),
        (Money("1e999", "EUR"), "bad-number", "budget.amount"),
        (Money("1", "euro"), "bad-format", "budget.currency"),
        (Money("1", "USD"), "currency-mismatch", "budget.currency"),
    ],
)
def test_a_budget_that_is_none_is_refused(money, code, field):
    given(ROADMAP_ITEM, PROPOSED).when(SetBudget(money)).then_refused(code, field)


def test_an_item_keeps_its_currency_when_the_product_has_another():
    around = {"ACME": Product("ACME", "Acme Notes", currency="USD")}
    asked = given(ROADMAP_ITEM, PROPOSED, BUDGET, around=around)
    asked.when(euros("5")).then(cost(1, "5"))


def test_a_cost_is_recorded():
    given(ROADMAP_ITEM, PROPOSED).when(euros("120.50")).then(cost(1, "120.50"))
    given(ROADMAP_ITEM, PROPOSED).when(euros("0")).then_nothing()


def test_a_cost_in_another_currency_is_refused():
    asked = given(ROADMAP_ITEM, PROPOSED).when(RecordCost(Money("1", "USD")))
    asked.then_refused("currency-mismatch", "amount.currency")


def test_a_negative_cost_names_the_one_it_corrects():
    asked = given(ROADMAP_ITEM, PROPOSED, cost(1, "120"))
    asked.when(euros("-20")).then_refused("correction-required", "correction_of")
    asked.when(euros("-20", correction_of="7")).then_refused("unknown-reference")
    asked.when(euros("-20", correction_of="1")).then(cost(2, "-20", correction_of="1"))
