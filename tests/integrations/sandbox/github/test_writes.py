"""GitHub refuses some values aloud, and drops others in silence."""

from collections.abc import Iterator

import pytest
from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox

ISSUES = "/repos/acme/roadmap/issues"


@pytest.fixture
def guest() -> Iterator[Recorder]:
    """A client whose token may not push."""
    with GitHubSandbox(push_access=False) as sandbox:
        sandbox.add_user("octavia")
        sandbox.create("There already")
        client = Recorder(sandbox, Authorization="token sandbox-token")
        yield client
        client.session.close()


def test_without_push_access_labels_and_assignees_are_dropped_in_silence(guest: Recorder):
    wish = {"title": "Wish", "labels": ["bug"], "assignees": ["octavia"]}
    made = guest.ask("POST", ISSUES, wish, expect=201)
    assert (made["labels"], made["assignees"]) == ([], [])


def test_without_push_access_assigning_answers_as_if_it_had_worked(guest: Recorder):
    path = f"{ISSUES}/1/assignees"
    assert guest.ask("POST", path, {"assignees": ["octavia"]}, expect=201)["assignees"] == []


def test_without_push_access_labelling_is_refused(guest: Recorder):
    guest.ask("POST", f"{ISSUES}/1/labels", ["bug"], expect=403)


def test_label_names_are_unique_without_regard_to_case(github: GitHubSandbox, hub: Recorder):
    github.create("One", labels=["bug"])
    github.create("Two", labels=["BUG"])
    assert [label["name"] for label in hub.ask("GET", "/repos/acme/roadmap/labels")] == ["bug"]


def test_an_empty_milestone_clears_it(github: GitHubSandbox, hub: Recorder):
    hub.ask("POST", "/repos/acme/roadmap/milestones", {"title": "1.0"}, expect=201)
    github.create("Wish", milestone=1)
    assert hub.ask("PATCH", f"{ISSUES}/1", {"milestone": ""})["milestone"] is None


@pytest.mark.parametrize("reason", ["completed", "not_planned", "duplicate"])
def test_the_reason_for_closing_is_kept(github: GitHubSandbox, hub: Recorder, reason: str):
    github.create("Wish")
    shut = hub.ask("PATCH", f"{ISSUES}/1", {"state": "closed", "state_reason": reason})
    assert shut["state_reason"] == reason


def test_reopening_says_so(github: GitHubSandbox, hub: Recorder):
    github.create("Wish")
    github.edit(1, state="closed")
    assert hub.ask("PATCH", f"{ISSUES}/1", {"state": "open"})["state_reason"] == "reopened"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 257}, "title"),
        ({"body": "x" * 65_537}, "body"),
        ({"assignees": ["nobody"]}, "assignees"),
        ({"milestone": 9}, "milestone"),
        ({"state": "done"}, "state"),
        ({"state": "closed", "state_reason": "bored"}, "state_reason"),
    ],
)
def test_a_refused_value_names_its_field_and_changes_nothing(
    github: GitHubSandbox, hub: Recorder, values: dict[str, object], field: str
):
    github.create("As it was")
    refused = hub.ask("PATCH", f"{ISSUES}/1", {"labels": ["new"], **values}, expect=422)
    assert [error["field"] for error in refused["errors"]] == [field]
    assert (github.issue(1)["title"], github.issue(1)["labels"]) == ("As it was", [])


def test_a_body_that_is_no_json_is_refused(github: GitHubSandbox, hub: Recorder):
    answer = hub.session.post(hub.base + ISSUES, data=b"{", timeout=5)
    assert answer.status_code == 400


@pytest.mark.parametrize("header", ["Bearer other", "Basic sandbox-token", ""])
def test_a_stranger_is_not_let_in(hub: Recorder, header: str):
    hub.session.headers["Authorization"] = header
    hub.ask("GET", "/user", expect=401)
