"""The arithmetic of a forecast: exact, the same twice, and what a simulation comes to as well."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from projections.forecast.convolution import Outlook, outlook

PERCENTS = (50, 70, 85, 95)
EIGHT_WEEKS = (3, 5, 2, 6, 4, 1, 7, 4)
HISTORY = st.lists(st.integers(0, 9), min_size=1, max_size=12)
ITEMS = st.integers(0, 25)


def percentiles(found: Outlook) -> list[int | None]:
    return [found.percentile(each) for each in PERCENTS]


def test_forty_items_at_four_a_week_take_ten_to_thirteen_weeks() -> None:
    assert percentiles(outlook(EIGHT_WEEKS, 40)) == [10, 11, 12, 13]


def test_nothing_left_takes_no_week() -> None:
    assert outlook(EIGHT_WEEKS, 0) == Outlook((1.0,), 0.0)


def test_the_same_number_every_week_leaves_no_doubt() -> None:
    found = outlook([5, 5, 5], 12)
    assert list(found.ends) == [0, 0, 0, 1]
    assert percentiles(found) == [3, 3, 3, 3]


def test_weeks_without_any_item_never_end() -> None:
    found = outlook([0, 0, 0], 1)
    assert (found.beyond, percentiles(found)) == (1, [None] * 4)


def test_what_takes_longer_than_ten_years_has_no_date() -> None:
    found = outlook([0] * 50 + [1], 40)
    assert found.percentile(95) is None
    assert found.beyond > 0.5
    assert len(found.ends) == 521


@given(HISTORY, ITEMS)
def test_the_probabilities_add_up_to_one(history: list[int], items: int) -> None:
    found = outlook(history, items)
    assert sum(found.ends) + found.beyond == pytest.approx(1, abs=1e-9)
    assert all(0 <= each <= 1 for each in found.ends)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(1, 6), st.integers(1, 5))
def test_it_is_what_counting_all_futures_comes_to(
    history: list[int], items: int, weeks: int
) -> None:
    futures = list(product(history, repeat=weeks))
    enough = sum(sum(each) >= items for each in futures)
    exact = float(Fraction(enough, len(futures)))
    assert outlook(history, items).within(weeks) == pytest.approx(exact, abs=1e-12)


@given(HISTORY, ITEMS, st.sampled_from(PERCENTS))
def test_one_item_more_is_never_done_earlier(history: list[int], items: int, percent: int) -> None:
    fewer = outlook(history, items).percentile(percent)
    more = outlook(history, items + 1).percentile(percent)
    assert more is None or (fewer is not None and fewer <= more)


@given(HISTORY, ITEMS)
def test_a_higher_percentile_is_never_earlier(history: list[int], items: int) -> None:
    found = [each for each in percentiles(outlook(history, items)) if each is not None]
    assert found == sorted(found)


@given(HISTORY, ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_the_weeks_does_not_matter(
    history: list[int], items: int, random: Random
) -> None:
    mixed = random.sample(history, len(history))
    assert outlook(mixed, items) == outlook(history, items)


@given(HISTORY, ITEMS)
def test_a_percentile_is_the_first_week_that_is_enough(history: list[int], items: int) -> None:
    found = outlook(history, items)
    weeks = found.percentile(85)
    assume(weeks is not None)
    assert weeks is not None
    assert found.within(weeks) >= 0.85 - 1e-9
    assert weeks == 0 or found.within(weeks - 1) < 0.85


def simulated(history: tuple[int, ...], items: int, random: Random) -> int:
    """How many weeks one run takes."""
    weeks = 0
    while items > 0:
        items, weeks = items - random.choice(history), weeks + 1
    return weeks


@pytest.mark.parametrize(
    ("history", "items"),
    [(EIGHT_WEEKS, 40), ((0, 0, 3, 1, 0, 8), 25), (tuple(range(10)) * 10, 200)],
)
def test_ten_thousand_simulated_runs_agree_within_a_week(
    history: tuple[int, ...], items: int
) -> None:
    random = Random(20260104)
    runs = sorted(simulated(history, items, random) for _ in range(10_000))
    found = outlook(history, items)
    for percent in PERCENTS:
        weeks = found.percentile(percent)
        assert weeks is not None
        assert abs(weeks - runs[len(runs) * percent // 100 - 1]) <= 1
