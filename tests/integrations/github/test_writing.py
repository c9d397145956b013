"""What is sent to GitHub for an issue, and what is refused unsent."""

from uuid import uuid4

import pytest
from msgspec.structs import replace
from trackers import GitHubSite, plain

from integrations.errors import Rejected
from integrations.issue import Patch


def sent(site: GitHubSite) -> list[str]:
    """Method and path of every request, without the repository."""
    return [
        f"{each.method} {each.path.removeprefix(f'/repositories/{site.sandbox.repo.id}')}"
        for each in site.sandbox.requests
    ]


def test_creating_sends_one_request(site, tracker):
    tracker.probe()
    ada = site.person("ada")
    tracker.create(plain(labels=("bug",), assignees=(ada,)), uuid4())
    assert sent(site)[2:] == [f"GET /user/{ada}", "POST /issues"]
    tracker.create(plain(labels=("bug",), assignees=(ada,)), uuid4())
    assert sent(site)[4:] == ["POST /issues"]


def test_people_are_learned_from_the_issues_they_are_on(site, tracker):
    ref = tracker.create(plain(assignees=(site.person("ada"),)), uuid4())
    other = site.tracker()
    ada = other.fetch(ref).fields.assignees
    before = site.calls()
    other.write(ref, Patch(removed={"assignees": ada}))
    assert site.calls() - before == 1


def test_an_account_nobody_has_is_rejected(site, tracker):
    for account in ("999999999", "octavia", ""):
        with pytest.raises(Rejected) as refusal:
            tracker.create(plain(assignees=(account,)), uuid4())
        assert "assignees" in refusal.value.fields
    assert site.writes() == 0


def test_all_scalars_go_in_one_request_and_the_status_last(site, tracker):
    ref = site.add_issue("An issue", labels=("a", "b"))
    tracker.fetch(ref)
    before = site.calls()
    scalars: dict[str, str | None] = {"title": "New", "body": "Text", "status": "not_planned"}
    patch = Patch(scalars, added={"labels": ("c", "d")}, removed={"labels": ("a",)})
    tracker.write(ref, patch)
    assert sent(site)[before:] == [
        f"POST /issues/{ref.key}/labels",
        f"DELETE /issues/{ref.key}/labels/a",
        f"PATCH /issues/{ref.key}",
    ]


def test_a_label_may_hold_any_character(site, tracker):
    ref = site.add_issue("An issue")
    label = "área: mar/tierra? #1 & 50%"
    tracker.write(ref, Patch(added={"labels": (label,)}))
    assert tracker.fetch(ref).fields.labels == (label,)
    tracker.write(ref, Patch(removed={"labels": (label,)}))
    assert tracker.fetch(ref).fields.labels == ()


def test_what_github_drops_in_silence_shows_at_the_read_back(site, tracker):
    site.sandbox.push_access = False
    issue = tracker.fetch(tracker.create(plain(labels=("bug",)), uuid4()))
    assert issue.fields == replace(plain(), labels=())


def test_a_title_over_256_characters_is_rejected_unsent(site, tracker):
    with pytest.raises(Rejected) as refusal:
        tracker.create(plain("x" * 257), uuid4())
    assert "256" in refusal.value.fields["title"]
    assert site.writes() == 0


def test_a_body_of_just_the_limit_is_refused_nowhere(site, tracker):
    ref = tracker.create(plain(body="x" * 70_000), uuid4())
    assert len(site.sandbox.issue(int(ref.key))["body"]) <= 65_536
