"""From a failure to what happens next."""

from datetime import timedelta

import pytest
from clock import FakeClock
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import Refused
from integrations.errors import Ambiguous, RateLimited, Rejected, Unavailable, Unintelligible
from workers.pace import Pace
from workers.retry import Again, Park, after

PACE = Pace()


def test_a_limit_waits_as_long_as_it_says_and_is_no_failure(clock: FakeClock) -> None:
    until = clock() + timedelta(minutes=30)
    assert after(RateLimited("slow down", until=until), 1, clock(), PACE) == Again(
        until, "slow down", counts=False
    )


def test_refused_values_wait_for_a_person_who_reads_the_fields(clock: FakeClock) -> None:
    error = Rejected("400", fields={"resolution": "is required"}, request_id="r1")
    assert after(error, 1, clock(), PACE) == Park("resolution: is required", "r1")


def test_a_rule_that_says_no_waits_for_a_person(clock: FakeClock) -> None:
    assert after(Refused("already-linked", "Taken."), 1, clock(), PACE) == Park(
        "already-linked: Taken."
    )


@pytest.mark.parametrize("error", [Unavailable("503"), Ambiguous("cut"), Unintelligible("?")])
def test_what_may_pass_is_tried_again_until_it_was_too_often(
    clock: FakeClock, error: Exception
) -> None:
    assert isinstance(after(error, PACE.park_after - 1, clock(), PACE), Again)
    parked = after(error, PACE.park_after, clock(), PACE)
    assert isinstance(parked, Park)
    assert parked.reason.startswith("failed 12 times: ")


def test_a_bug_of_ours_is_tried_again_and_named(clock: FakeClock) -> None:
    again = after(KeyError("title"), 1, clock(), PACE)
    assert isinstance(again, Again)
    assert again.reason.startswith("KeyError")


@given(st.integers(1, 100), st.integers(1, 100))
def test_waits_never_get_shorter(one: int, other: int) -> None:
    now = FakeClock()()
    few, many = sorted((one, other))
    assert PACE.retry_at(now, few) <= PACE.retry_at(now, many)
