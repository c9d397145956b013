"""Both budgets keep the same promises: one process, or many at one Redis."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Thread

import pytest
from clock import FakeClock
from hypothesis import given
from hypothesis import strategies as st

from integrations.budget import Budget, Limit, Limits, MemoryBudget, RedisBudget, key_of

KEY = key_of("github", "https://api.github.com/", "GITHUB_TOKEN")
FEW: Limits = {
    "read": (Limit(5, 10.0),),
    "write": (Limit(2, 1.0),),
    "create": (Limit(3, 60.0), Limit(4, 3600.0)),
}


@pytest.fixture(params=["memory", "redis"])
def open_budget(request: pytest.FixtureRequest) -> Iterator[Callable[[], Budget]]:
    if request.param == "memory":
        only = MemoryBudget({"github": FEW})
        yield lambda: only
        return
    url: str = request.getfixturevalue("redis_url")
    opened: list[RedisBudget] = []

    def open_redis() -> RedisBudget:
        opened.append(RedisBudget(url, by_tracker={"github": FEW}))
        return opened[-1]

    yield open_redis
    for each in opened:
        each.close()


@pytest.fixture
def budget(open_budget: Callable[[], Budget]) -> Budget:
    return open_budget()


def test_calls_within_the_limit_go_at_once(budget, clock):
    assert [budget.take(KEY, "read", clock()) for _ in range(5)] == [None] * 5


def test_one_call_too_many_waits_until_the_oldest_leaves_the_window(budget, clock):
    for _ in range(5):
        budget.take(KEY, "read", clock())
        clock.advance(1)
    again = budget.take(KEY, "read", clock())
    assert timedelta(seconds=4.9) < again - clock() < timedelta(seconds=5.1)
    assert budget.take(KEY, "read", again) is None


def test_a_refused_call_is_not_counted(budget, clock):
    for _ in range(20):
        budget.take(KEY, "read", clock())
    clock.advance(10)
    assert [budget.take(KEY, "read", clock()) for _ in range(5)] == [None] * 5


def test_the_tightest_limit_decides(budget, clock):
    for _ in range(4):
        assert budget.take(KEY, "create", clock()) is None
        clock.advance(61)
    again = budget.take(KEY, "create", clock())
    assert again - clock() > timedelta(seconds=3000)


def test_kinds_are_counted_apart(budget, clock):
    for _ in range(3):
        budget.take(KEY, "create", clock())
    assert budget.take(KEY, "create", clock()) is not None
    assert budget.take(KEY, "write", clock()) is None


def test_credentials_are_counted_apart(budget, clock):
    for _ in range(6):
        budget.take(KEY, "read", clock())
    assert budget.take(key_of("github", "https://x", "OTHER"), "read", clock()) is None


def test_a_hold_stops_everything_until_its_end(budget, clock):
    until = clock() + timedelta(seconds=60)
    budget.hold(KEY, until)
    for kind in ("read", "write", "create"):
        again = budget.take(KEY, kind, clock())
        assert abs(again - until) < timedelta(milliseconds=1)
    clock.advance(60.001)
    assert budget.take(KEY, "read", clock()) is None


def test_a_hold_of_creates_lets_others_pass(budget, clock):
    budget.hold(KEY, clock() + timedelta(seconds=60), "create")
    assert budget.take(KEY, "create", clock()) is not None
    assert budget.take(KEY, "read", clock()) is None


def test_a_hold_of_one_issue_stops_nothing_else(budget, clock):
    budget.hold(KEY, clock() + timedelta(seconds=60), "issue")
    assert budget.take(KEY, "write", clock()) is None


def test_a_shorter_hold_does_not_end_a_longer_one(budget, clock):
    budget.hold(KEY, clock() + timedelta(seconds=60))
    budget.hold(KEY, clock() + timedelta(seconds=5))
    clock.advance(30)
    assert budget.take(KEY, "read", clock()) is not None


def test_workers_share_one_limit(open_budget, clock):
    passed: list[bool] = []

    def work() -> None:
        mine = open_budget()
        passed.extend(mine.take(KEY, "read", clock()) is None for _ in range(10))

    threads = [Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(passed) == 5


def test_a_lost_redis_lets_calls_pass(clock: FakeClock):
    budget = RedisBudget("redis://127.0.0.1:9/0")
    budget.hold(KEY, clock() + timedelta(seconds=60))
    assert budget.take(KEY, "read", clock()) is None
    budget.close()


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60))
def test_no_window_ever_holds_more_than_its_limit(pauses):
    budget, clock = MemoryBudget({"github": FEW}), FakeClock()
    passed: list[float] = []
    for pause in pauses:
        clock.advance(pause)
        if budget.take(KEY, "read", clock()) is None:
            passed.append(clock().timestamp())
    for at in passed:
        assert sum(at <= other < at + 10.0 for other in passed) <= 5
