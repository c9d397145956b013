"""A risk's trigger fires by itself once too much of a budget is used."""

import pytest
from policed import ITEM, RISK, Policed

from domain.roadmap_item.commands import RecordCost, SetBudget
from domain.values import Money


@pytest.fixture
def funded(policed: Policed) -> Policed:
    policed.ask(ITEM, SetBudget(Money("1000", "EUR")), "It was agreed.", [RISK])
    policed.arm("budget_used", "0.9")
    return policed


def spend(policed: Policed, amount: str) -> None:
    policed.ask(ITEM, RecordCost(Money(amount, "EUR")))


def test_a_cost_beyond_the_threshold_fires(funded: Policed) -> None:
    spend(funded, "900")
    assert funded.look() == 0
    spend(funded, "0.10")
    funded.look()
    assert funded.fired() == ["0.9001"]


def test_a_smaller_budget_fires_too(funded: Policed) -> None:
    spend(funded, "500")
    assert funded.look() == 0
    funded.ask(ITEM, SetBudget(Money("400", "EUR")), "It was cut.", [RISK])
    funded.look()
    assert funded.fired() == ["1.25"]


def test_what_a_fact_made_of_it_counts_and_not_what_came_later(funded: Policed) -> None:
    spend(funded, "950")
    cost = funded.ask.state(ITEM).costs[0].id
    funded.ask(ITEM, RecordCost(Money("-100", "EUR"), correction_of=cost))
    funded.look()
    assert funded.fired() == ["0.95"]


def test_cost_without_a_budget_says_nothing(policed: Policed) -> None:
    policed.arm("budget_used", "0.9")
    spend(policed, "5000")
    assert policed.look() == 0
