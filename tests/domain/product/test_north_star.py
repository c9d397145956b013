"""One metric says whether a product is worth it: the one that was defined to be its north star."""

from deciding import given
from metrics import KEY

from domain.metric.state import Metric
from domain.product.commands import LeaveNorthStar, SetNorthStar
from domain.product.facts import NorthStarChosen, NorthStarLeft, ProductCreated
from domain.product.rules import PRODUCT

CREATED = ProductCreated("ACME", "Acme Notes")
CHOSEN = NorthStarChosen(KEY)


def metric(**values):
    return {KEY: Metric(KEY, "Notes found", "Searches", "%", **values)}


def test_a_north_star_is_chosen_once():
    there = metric(kind="north_star")
    given(PRODUCT, CREATED, around=there).when(SetNorthStar(KEY)).then(CHOSEN)
    given(PRODUCT, CREATED, CHOSEN, around=there).when(SetNorthStar(KEY)).then_nothing()


def test_only_a_metric_of_that_kind_can_be_one():
    asked = given(PRODUCT, CREATED, around=metric(kind="input"))
    asked.when(SetNorthStar(KEY)).then_refused("not-north-star", "metric")
    over = given(PRODUCT, CREATED, around=metric(kind="north_star", status="retired"))
    over.when(SetNorthStar(KEY)).then_refused("not-north-star", "metric")


def test_only_a_metric_of_the_product_can_be_one():
    asked = given(PRODUCT, CREATED)
    asked.when(SetNorthStar("BETA-X1")).then_refused("unknown-reference", "metric")
    asked.when(SetNorthStar(KEY)).then_refused("unknown-reference", "metric")
    asked.when(SetNorthStar("ACME-K1")).then_refused("bad-key", "metric")


def test_a_metric_that_is_retired_is_followed_no_more():
    given(PRODUCT, CREATED, CHOSEN).when(LeaveNorthStar(KEY)).then(NorthStarLeft())
    given(PRODUCT, CREATED).when(LeaveNorthStar(KEY)).then_nothing()
