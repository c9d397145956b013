import pytest
from clock import FakeClock

from integrations.errors import NotAllowed, Rejected, Unintelligible
from integrations.github import client, marks, names
from integrations.github.client import GitHubClient
from integrations.issue import Person
from integrations.sandbox.faults import Fault, answer
from integrations.sandbox.github.server import GitHubSandbox


@pytest.fixture
def sandbox(clock: FakeClock):
    with GitHubSandbox(clock) as opened:
        yield opened


@pytest.fixture
def github(sandbox: GitHubSandbox, clock: FakeClock) -> GitHubClient:
    return GitHubClient(sandbox.url, sandbox.token, clock=clock, allow_private=True)


def test_a_list_without_end_is_given_up(monkeypatch, sandbox, github):
    monkeypatch.setattr(client, "MOST_PAGES", 3)
    more = answer(200, {"Link": '<https://x/?page=2>; rel="next"'}, [{}])
    sandbox.faults.add(Fault(("GET", "/milestones"), more, times=None))
    with pytest.raises(Unintelligible, match="no end"):
        list(github.rows("/repos/acme/roadmap/milestones"))
    assert len(sandbox.requests) == 3


def test_a_list_that_is_none_is_unintelligible(sandbox, github):
    with pytest.raises(Unintelligible, match="no list"):
        list(github.rows("/user"))


def test_every_request_says_who_asks_and_in_which_version(sandbox, github):
    seen = []
    sandbox.observers.append(lambda each: seen.append(each.request.headers))
    github.read("/user")
    assert seen[0]["x-github-api-version"] == "2022-11-28"
    assert seen[0]["accept"] == "application/vnd.github+json"
    assert seen[0]["user-agent"].startswith("trueline")
    assert seen[0]["authorization"] == "token sandbox-token"


def test_a_client_needs_a_token_and_an_address(clock):
    with pytest.raises(NotAllowed):
        GitHubClient("https://api.github.com", "", clock=clock)
    with pytest.raises(Rejected):
        GitHubClient("gopher://api.github.com", "t", clock=clock)


def test_what_is_remembered_has_a_limit(monkeypatch, github):
    monkeypatch.setattr(marks, "MOST_KEPT", 2)
    monkeypatch.setattr(names, "MOST_KNOWN", 2)
    kept, known = marks.Marks(), names.Names(github)
    for number in range(5):
        kept.keep(str(number), None)
        known.learn([Person(str(number), f"login-{number}")])
    assert sum(kept.knows(str(number)) for number in range(5)) <= 2
    assert known.login("4") == "login-4"
