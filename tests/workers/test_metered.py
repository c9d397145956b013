"""No call goes out before the budget says so, and every limit met is told to it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from clock import FakeClock

from integrations.budget import Limit, MemoryBudget
from integrations.errors import RateLimited
from integrations.issue import RemoteRef
from workers.metered import Metered

REF = RemoteRef("1", "1", "")
ONE: Any = {"github": dict.fromkeys(("read", "write", "create"), (Limit(1, 60.0),))}
MANY: Any = {"github": dict.fromkeys(("read", "write", "create"), (Limit(99, 60.0),))}


class Counting:
    """A tracker that counts fetches, and may meet a limit."""

    name = "github"
    holds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()

    def __init__(self, limit: RateLimited | None = None) -> None:
        self.fetched = 0
        self.limit = limit

    def fetch(self, _ref: RemoteRef) -> str:
        self.fetched += 1
        if self.limit:
            raise self.limit
        return "the issue"


def metered(tracker: Any, budget: MemoryBudget, clock: FakeClock, key: str = "github:a") -> Metered:
    return Metered(tracker, budget, key, clock)


def until(clock: FakeClock, seconds: float) -> datetime:
    return clock() + timedelta(seconds=seconds)


def test_a_spent_budget_lets_nothing_out(clock: FakeClock) -> None:
    tracker, budget = Counting(), MemoryBudget(ONE)
    metered(tracker, budget, clock).fetch(REF)
    with pytest.raises(RateLimited) as caught:
        metered(tracker, budget, clock).fetch(REF)
    assert tracker.fetched == 1
    assert caught.value.until > clock()


def test_time_gives_the_budget_back(clock: FakeClock) -> None:
    tracker, budget = Counting(), MemoryBudget(ONE)
    ours = metered(tracker, budget, clock)
    ours.fetch(REF)
    clock.advance(61)
    ours.fetch(REF)
    assert (tracker.fetched, ours.calls) == (2, 2)


def test_a_limit_holds_everybody_with_the_same_account(clock: FakeClock) -> None:
    limited = Counting(RateLimited("slow", until=until(clock, 600)))
    free, budget = Counting(), MemoryBudget(MANY)
    with pytest.raises(RateLimited):
        metered(limited, budget, clock).fetch(REF)
    with pytest.raises(RateLimited):
        metered(free, budget, clock).fetch(REF)
    assert free.fetched == 0
    metered(free, budget, clock, key="github:b").fetch(REF)
    assert free.fetched == 1


def test_a_limit_of_one_issue_holds_nobody_else(clock: FakeClock) -> None:
    limited = Counting(RateLimited("slow", until=until(clock, 600), scope="issue"))
    free, budget = Counting(), MemoryBudget(MANY)
    with pytest.raises(RateLimited):
        metered(limited, budget, clock).fetch(REF)
    metered(free, budget, clock).fetch(REF)
    assert free.fetched == 1


def test_a_tracker_that_sends_nothing_again_is_not_asked(clock: FakeClock) -> None:
    ours = metered(Counting(), MemoryBudget(MANY), clock)
    assert ours.redeliver_failed("/here", clock()) == 0
    assert ours.calls == 0
