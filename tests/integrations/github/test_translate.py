from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import Unintelligible
from integrations.github.translate import to_comment, to_issue, to_scalars, to_state, to_time
from integrations.issue import Patch, Person, RemoteRef
from integrations.marker import mark

ISSUE: dict[str, Any] = {
    "id": 2_400_000_001,
    "number": 12,
    "title": "Cut the cable",
    "body": "One\r\ntwo",
    "state": "open",
    "state_reason": None,
    "html_url": "https://github.com/acme/roadmap/issues/12",
    "user": {"login": "ada", "id": 7, "site_admin": False},
    "labels": [{"name": "bug", "color": "ededed"}, "area: sea", {"name": None}],
    "assignees": [{"login": "bob", "id": 9}, {"login": "ada", "id": 7}],
    "milestone": {"number": 1, "title": "1.0"},
    "comments": 3,
    "created_at": "2026-01-02T03:04:05Z",
    "updated_at": "2026-01-02T04:04:05Z",
}
COMMENT: dict[str, Any] = {
    "id": 99,
    "issue_url": "https://api.github.com/repos/acme/roadmap/issues/12",
    "user": {"login": "ada", "id": 7},
    "body": "Why?",
    "created_at": "2026-01-02T03:04:05Z",
    "updated_at": "2026-01-02T03:04:06Z",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def test_an_issue_is_read():
    issue = to_issue(ISSUE)
    assert issue.ref == RemoteRef("2400000001", "12", "https://github.com/acme/roadmap/issues/12")
    assert issue.version == "2026-01-02T04:04:05Z"
    assert issue.created_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert issue.fields.title == "Cut the cable"
    assert issue.fields.labels == ("area: sea", "bug")
    assert issue.fields.assignees == ("7", "9")
    assert issue.fields.milestone == "1.0"
    assert issue.fields.priority is None
    assert issue.reporter == Person("7", "ada")
    assert issue.people == (Person("7", "ada"), Person("9", "bob"))
    assert issue.comment_count == 3
    assert issue.lossy is None


def test_line_ends_are_ours_and_the_raw_body_is_githubs():
    issue = to_issue(ISSUE)
    assert (issue.fields.body, issue.raw_body) == ("One\ntwo", "One\r\ntwo")


@pytest.mark.parametrize(
    ("state", "reason", "status"),
    [
        ("open", None, "open"),
        ("open", "reopened", "open"),
        ("closed", None, "completed"),
        ("closed", "completed", "completed"),
        ("closed", "not_planned", "not_planned"),
        ("closed", "duplicate", "duplicate"),
        ("closed", "a reason of 2030", "completed"),
        ("a state of 2030", None, "open"),
    ],
)
def test_state_and_reason_are_one_status(state, reason, status):
    assert to_issue(ISSUE | {"state": state, "state_reason": reason}).fields.status == status


@pytest.mark.parametrize("status", ["open", "completed", "not_planned", "duplicate"])
def test_a_status_comes_back_as_it_was_said(status):
    assert to_issue(ISSUE | to_state(status)).fields.status == status


def test_active_is_open_at_github():
    assert to_state("active") == {"state": "open"}


def test_what_github_leaves_out_has_a_default():
    bare = {name: ISSUE[name] for name in ("id", "number", "created_at", "updated_at")}
    assert to_issue(bare).fields.title == ""
    nothing = dict.fromkeys(("body", "user", "labels", "assignees", "milestone"))
    assert to_issue(ISSUE | nothing).reporter == Person("10137", "ghost")


@pytest.mark.parametrize("missing", ["id", "number", "created_at", "updated_at"])
def test_an_issue_without_identity_or_time_is_unintelligible(missing):
    with pytest.raises(Unintelligible, match="issue"):
        to_issue({name: value for name, value in ISSUE.items() if name != missing})


def test_a_time_that_is_none_is_unintelligible():
    with pytest.raises(Unintelligible, match="yesterday"):
        to_issue(ISSUE | {"updated_at": "yesterday"})


def test_a_comment_is_read():
    comment = to_comment(COMMENT)
    assert (comment.id, comment.issue_key, comment.body) == ("99", "12", "Why?")
    assert comment.author == Person("7", "ada")
    assert not comment.restricted


def test_times_are_told_in_utc_and_rounded_down():
    moment = datetime.fromisoformat("2026-01-02T03:04:05.999+05:00")
    assert to_time(moment) == "2026-01-01T22:04:05Z"


@given(
    title=st.text(min_size=1),
    body=st.text().filter(lambda text: "\r" not in text),
    status=st.sampled_from(["open", "completed", "not_planned", "duplicate"]),
    intent=st.none() | st.uuids(),
)
def test_scalars_come_back_as_they_were_written(title, body, status, intent):
    patch = Patch(scalars={"title": title, "status": status})
    issue = to_issue(ISSUE | to_scalars(patch) | {"body": mark(body, intent)})
    assert (issue.fields.title, issue.fields.status) == (title, status)
    if intent is not None:
        assert (issue.fields.body, issue.marker) == (body, intent)


@given(st.dictionaries(st.sampled_from(sorted(ISSUE)), JSON))
def test_any_json_is_an_issue_or_unintelligible(changes):
    for read, whole in ((to_issue, ISSUE), (to_comment, COMMENT)):
        try:
            read(whole | changes)
        except Unintelligible as error:
            assert "GitHub sent no" in error.message  # noqa: PT017 (both ends are fine)
