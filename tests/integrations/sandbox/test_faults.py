"""A fault script says what goes wrong, when, and how often."""

import threading

import pytest
import requests
from recorder import Recorder

from integrations.sandbox import faults
from integrations.sandbox.faults import Action, Fault
from integrations.sandbox.github.server import GitHubSandbox

ISSUES = "/repos/acme/roadmap/issues"
CREATE = ("POST", r"/issues$")


def titles(github: GitHubSandbox) -> list[str]:
    return [issue["title"] for issue in github.issues()]


def test_a_scripted_answer_changes_nothing(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(CREATE, faults.answer(502)))
    hub.ask("POST", ISSUES, {"title": "Lost"}, expect=502)
    assert titles(github) == []


def test_a_scripted_answer_may_come_after_the_commit(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(CREATE, faults.commit_then_answer(502)))
    hub.ask("POST", ISSUES, {"title": "Kept"}, expect=502)
    assert titles(github) == ["Kept"]


@pytest.mark.parametrize(
    ("action", "kept"), [(faults.drop(), []), (faults.commit_then_drop(), ["Sent"])]
)
def test_a_dropped_connection_gives_no_answer(
    github: GitHubSandbox, hub: Recorder, action: Action, kept: list[str]
):
    github.faults.add(Fault(CREATE, action))
    with pytest.raises(requests.ConnectionError):
        hub.ask("POST", ISSUES, {"title": "Sent"}, expect=201)
    assert titles(github) == kept


@pytest.mark.parametrize(
    ("action", "kept"), [(faults.hang(), []), (faults.commit_then_hang(), ["Sent"])]
)
def test_a_hanging_server_lets_the_caller_time_out(
    github: GitHubSandbox, hub: Recorder, action: Action, kept: list[str]
):
    fault = github.faults.add(Fault(CREATE, action))
    with pytest.raises(requests.Timeout):
        hub.session.post(hub.base + ISSUES, json={"title": "Sent"}, timeout=0.2)
    fault.released.set()
    assert titles(github) == kept


def test_a_delayed_answer_comes_once_it_is_released(github: GitHubSandbox, hub: Recorder):
    fault = github.faults.add(Fault(CREATE, faults.delay(60)))
    caller = threading.Thread(
        target=hub.ask, args=("POST", ISSUES, {"title": "Late"}), kwargs={"expect": 201}
    )
    caller.start()
    assert fault.reached.wait(5)
    assert titles(github) == []
    fault.released.set()
    caller.join()
    assert titles(github) == ["Late"]


def test_a_fault_strikes_from_the_nth_match_as_often_as_told(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(("GET", ISSUES), faults.answer(500), nth=2, times=2))
    statuses = [hub.answer("GET", ISSUES).status_code for _ in range(4)]
    assert statuses == [200, 500, 500, 200]


def test_a_fault_may_last_for_ever(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(("*", "."), faults.answer(503), times=None))
    assert {hub.answer("GET", ISSUES).status_code for _ in range(3)} == {503}


def test_cleared_faults_strike_no_more(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(("*", "."), faults.answer(503), times=None))
    github.faults.clear()
    hub.ask("GET", ISSUES)


def test_the_first_fault_that_strikes_wins(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(("GET", "."), faults.answer(500)))
    github.faults.add(Fault(("GET", "."), faults.answer(503)))
    hub.ask("GET", ISSUES, expect=500)


def test_a_scripted_limit_says_how_long_and_why(github: GitHubSandbox, hub: Recorder):
    limit = faults.rate_limit(1847, reason="jira-quota-tenant-based")
    github.faults.add(Fault(("GET", "."), limit))
    answer = hub.answer("GET", ISSUES)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "1847"
    assert answer.headers["RateLimit-Reason"] == "jira-quota-tenant-based"


def test_the_log_tells_requests_writes_and_faults(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(CREATE, faults.answer(502)))
    hub.ask("GET", ISSUES)
    hub.ask("POST", ISSUES, {"title": "x"}, expect=502)
    assert github.counts == {"requests": 2, "reads": 1, "writes": 1}
    assert [(seen.status, seen.fault) for seen in github.requests] == [(200, None), (502, "answer")]


def test_observers_see_no_faults(github: GitHubSandbox, hub: Recorder):
    github.faults.add(Fault(CREATE, faults.answer(502)))
    hub.ask("POST", ISSUES, {"title": "x"}, expect=502)
    assert hub.exchanges == []
