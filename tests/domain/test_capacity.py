"""Capacity arithmetic: exact decimals, rounded once; more days or parts never give less."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import capacity
from domain.capacity import Share
from domain.values import Window, day_after

MON_TO_FRI = capacity.WEEKDAYS[:5]
TWO_WEEKS = Window.read("2026-01-05..2026-01-16")
DAYS = st.integers(0, 60).map(lambda each: day_after("2026-01-01", each))
WINDOWS = st.tuples(DAYS, DAYS).map(lambda two: Window(min(two), max(two)))
PARTS = st.decimals("0.01", "1", places=2)
NUMBERS = st.decimals("0", "1000000", places=2)
SHARES = st.lists(
    st.builds(Share, st.none() | DAYS, st.none() | DAYS, PARTS).filter(
        lambda each: each.since is None or each.until is None or each.since <= each.until
    ),
    max_size=5,
)


def worked(window: Window = TWO_WEEKS, *holidays: str) -> frozenset[str]:
    return capacity.workdays(window, MON_TO_FRI, holidays)


@pytest.mark.parametrize(
    ("fte", "absences", "expected"),
    [
        ("1", [Window.read("2026-01-08..2026-01-09")], "39.2"),
        ("0.5", [], "25.2"),
    ],
)
def test_hours_are_those_of_the_model(fte: str, absences: list[Window], expected: str) -> None:
    there = capacity.days_there(worked(TWO_WEEKS, "2026-01-06"), None, None, absences)
    found = capacity.hours(capacity.person_days(there, fte), "8", "0.7")
    assert capacity.text(found) == expected


def test_a_weekend_and_a_holiday_are_no_working_days() -> None:
    assert len(worked()) == 10
    assert len(worked(TWO_WEEKS, "2026-01-06", "2026-01-10")) == 9


def test_points_follow_from_the_days_that_there_are_and_not_from_the_average() -> None:
    """Three iterations gave 25 points each; with 30 of their 41.7 person-days there are 18."""
    done, days = Decimal(75), Decimal(125)
    assert done / 3 == 25
    assert capacity.text(capacity.in_proportion(done, Decimal(30), days)) == "18"


@pytest.mark.parametrize(
    ("load", "expected"),
    [("0", "ok"), ("85", "ok"), ("85.01", "full"), ("100", "full"), ("100.01", "over")],
)
def test_bands_are_those_of_the_model(load: str, expected: str) -> None:
    assert capacity.band(Decimal(load), Decimal(100)) == expected


def test_a_load_on_nobody_is_beyond_every_threshold() -> None:
    assert capacity.ratio(Decimal(0), Decimal(0)) == 0
    assert capacity.ratio(Decimal("0.5"), Decimal(0)) == capacity.BEYOND


@pytest.mark.parametrize(
    ("part", "expected"), [("1", "100 %"), ("1.0714", "107.1 %"), ("0.005", "0.5 %")]
)
def test_a_ratio_is_said_in_percent(part: str, expected: str) -> None:
    assert capacity.percent(Decimal(part)) == expected


@given(NUMBERS)
def test_a_number_is_written_as_short_as_it_can_be_and_read_back(number: Decimal) -> None:
    written = capacity.text(number)
    assert Decimal(written) == number
    assert "E" not in written
    assert not ("." in written and written.endswith("0"))


@given(WINDOWS, st.lists(WINDOWS, max_size=3), WINDOWS)
def test_another_absence_never_gives_a_day(
    window: Window, absences: list[Window], more: Window
) -> None:
    days = worked(window)
    before = capacity.days_there(days, None, None, absences)
    after = capacity.days_there(days, None, None, [*absences, more])
    assert 0 <= after <= before <= len(days)


@given(WINDOWS, WINDOWS)
def test_an_absence_counts_once_however_often_it_is_said(window: Window, gone: Window) -> None:
    days = worked(window)
    once = capacity.days_there(days, None, None, [gone])
    assert capacity.days_there(days, None, None, [gone, gone]) == once


@given(WINDOWS, DAYS)
def test_two_memberships_that_follow_on_each_other_give_what_one_gives(
    window: Window, last: str
) -> None:
    days = worked(window)
    first = capacity.days_there(days, None, last)
    assert first + capacity.days_there(days, day_after(last, 1), None) == len(days)


@given(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=6))
def test_parts_of_a_whole_add_up_to_it(whole: Decimal, days: list[Decimal]) -> None:
    all_days = capacity.total(days)
    parts = [capacity.in_proportion(whole, each, all_days) for each in days]
    assert capacity.rounded(capacity.total(parts)) == (whole if all_days else 0)


@given(NUMBERS, NUMBERS.filter(bool))
def test_band_and_ratio_agree(load: Decimal, whole: Decimal) -> None:
    band, ratio = capacity.band(load, whole), capacity.ratio(load, whole)
    assert (band == "over") == (load > whole) == capacity.is_beyond(load, whole, capacity.WHOLE)
    assert ratio >= 1 if band == "over" else ratio <= 1


@given(SHARES)
def test_the_most_at_once_is_what_some_day_holds(shares: list[Share]) -> None:
    most, _ = capacity.most_at_once(shares)
    days = [day_after("2025-12-01", each) for each in range(150)]
    held = [
        sum(each.part for each in shares if capacity.is_within(day, each.since, each.until))
        for day in days
    ]
    assert most == max(held)


def test_the_first_day_of_too_much_is_told() -> None:
    half, whole = Decimal("0.5"), Decimal(1)
    shares = [Share(None, None, half), Share("2026-02-01", "2026-03-01", whole)]
    assert capacity.most_at_once(shares) == (Decimal("1.5"), "2026-02-01")
    assert capacity.most_at_once(shares[:1]) == (half, None)
    assert capacity.most_at_once([]) == (Decimal(0), None)
