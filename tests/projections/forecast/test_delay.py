"""What risks add to a forecast: days, as probable as they were judged to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.forecast.convolution import outlook
from projections.forecast.delay import MOST_DAYS, NONE, Delayed, Threat, delay_of, together

WORK = outlook((3, 5, 2, 6, 4, 1, 7, 4), 40)
THREATS = st.builds(
    lambda chance, days: Threat(chance, *sorted(days)),
    st.floats(0, 1),
    st.lists(st.floats(0, 60), min_size=3, max_size=3),
)
SEVERAL = st.lists(THREATS, max_size=3)
PERCENT = st.integers(1, 99)


def test_a_certain_delay_of_one_length_moves_every_percentile_by_it() -> None:
    moved = Delayed(WORK, delay_of(Threat(1, 10, 10, 10)))
    assert [moved.percentile(each) for each in (50, 85)] == [80, 94]


def test_a_risk_that_never_happens_adds_nothing() -> None:
    assert delay_of(Threat(0, 5, 10, 30))[0] == 1


def test_the_likely_days_are_the_most_probable_ones() -> None:
    days = delay_of(Threat(0.5, 5, 10, 30))
    assert days[0] == 0.5
    assert max(range(1, 31), key=lambda each: days[each]) in (10, 11)
    assert sum(days[1:6]) == pytest.approx(0)


def test_a_part_of_a_day_is_a_day() -> None:
    assert delay_of(Threat(1, 0.5, 0.5, 0.5)) == [0, 1]


def test_a_delay_beyond_ten_years_counts_as_ten_years() -> None:
    days = together([delay_of(Threat(1, 3_000, 3_000, 3_000))] * 2)
    assert len(days) == MOST_DAYS + 1
    assert days[-1] == pytest.approx(1)


def test_what_never_ends_has_no_day() -> None:
    assert Delayed(outlook((0, 0), 1)).percentile(50) is None


@given(SEVERAL)
def test_the_probabilities_of_days_add_up_to_one(threats: list[Threat]) -> None:
    days = together(delay_of(each) for each in threats)
    assert sum(days) == pytest.approx(1, abs=1e-9)
    assert min(days) >= 0


@given(PERCENT)
def test_without_risks_it_is_the_plain_outlook(percent: int) -> None:
    weeks = WORK.percentile(percent)
    assert weeks is not None
    assert Delayed(WORK, NONE).percentile(percent) == weeks * 7


@given(SEVERAL, THREATS, PERCENT)
def test_another_risk_never_makes_it_earlier(
    threats: list[Threat], more: Threat, percent: int
) -> None:
    before = [delay_of(each) for each in threats]
    without = Delayed(WORK, together(before)).percentile(percent)
    with_it = Delayed(WORK, together([*before, delay_of(more)])).percentile(percent)
    assert without is not None
    assert with_it is not None
    assert without <= with_it


@given(SEVERAL, st.integers(0, 200))
def test_a_day_is_enough_from_its_percentile_on(threats: list[Threat], days: int) -> None:
    found = Delayed(WORK, together(delay_of(each) for each in threats))
    assert found.within(days) <= found.within(days + 1) + 1e-12
