"""Lists of issues come in pages, filtered and ordered as GitHub does it."""

from typing import Any

from clock import FakeClock
from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox

ISSUES = "/repos/acme/roadmap/issues"


def numbers(hub: Recorder, **query: Any) -> list[int]:
    return [issue["number"] for issue in hub.ask("GET", ISSUES, **query)]


def test_the_links_lead_through_every_page_once(github: GitHubSandbox, hub: Recorder):
    for count in range(5):
        github.create(f"Wish {count}")
    seen, path = [], f"{ISSUES}?per_page=2"
    while path:
        answer = hub.answer("GET", path)
        seen += [issue["number"] for issue in answer.json()]
        path = answer.links.get("next", {}).get("url", "").removeprefix(github.url)
    assert seen == [5, 4, 3, 2, 1]


def test_the_first_page_has_no_link_back_and_the_last_none_on(github: GitHubSandbox, hub: Recorder):
    for count in range(3):
        github.create(f"Wish {count}")
    assert set(hub.answer("GET", ISSUES, per_page=2).links) == {"next", "last"}
    assert set(hub.answer("GET", ISSUES, per_page=2, page=2).links) == {"prev", "first"}


def test_a_single_page_has_no_links(github: GitHubSandbox, hub: Recorder):
    github.create("Alone")
    assert "Link" not in hub.answer("GET", ISSUES).headers


def test_a_page_holds_a_hundred_at_most(github: GitHubSandbox, hub: Recorder):
    for count in range(101):
        github.create(f"Wish {count}")
    assert len(numbers(hub, per_page=1000)) == 100


def test_since_includes_its_own_second(github: GitHubSandbox, hub: Recorder, clock: FakeClock):
    github.create("Old")
    clock.advance(10)
    github.create("New")
    moment = github.issue(2)["updated_at"]
    assert numbers(hub, since=moment) == [2]


def test_since_heeds_its_time_zone(github: GitHubSandbox, hub: Recorder):
    github.create("Made at 03:04:05Z")
    assert numbers(hub, since="2026-01-02T04:04:05+01:00") == [1]
    assert numbers(hub, since="2026-01-02T04:04:06+01:00") == []


def test_a_since_that_is_no_time_is_refused(hub: Recorder):
    hub.ask("GET", ISSUES, since="yesterday", expect=422)


def test_only_open_issues_are_listed_unless_asked_otherwise(github: GitHubSandbox, hub: Recorder):
    github.create("Open")
    github.edit(github.create("Shut"), state="closed")
    assert numbers(hub) == [1]
    assert numbers(hub, state="closed") == [2]
    assert numbers(hub, state="all") == [2, 1]


def test_the_order_may_be_turned(github: GitHubSandbox, hub: Recorder, clock: FakeClock):
    for title in ("First", "Second"):
        github.create(title)
    clock.advance(1)
    github.edit(1, title="First again")
    assert numbers(hub, sort="updated", direction="asc") == [2, 1]
    assert numbers(hub, sort="updated") == [1, 2]


def test_a_comment_bumps_its_issue(github: GitHubSandbox, clock: FakeClock):
    github.create("Talked about")
    clock.advance(60)
    github.comment(1, "Indeed")
    assert github.issue(1)["updated_at"] == "2026-01-02T03:05:05Z"


def test_times_have_no_fractions(github: GitHubSandbox, clock: FakeClock):
    clock.advance(0.5)
    github.create("Half a second later")
    assert github.issue(1)["created_at"] == "2026-01-02T03:04:05Z"


def test_comments_are_listed_from_a_moment_on(
    github: GitHubSandbox, hub: Recorder, clock: FakeClock
):
    github.create("Talked about")
    github.comment(1, "Early")
    clock.advance(60)
    github.comment(1, "Late")
    found = hub.ask("GET", f"{ISSUES}/comments", since="2026-01-02T03:05:00Z")
    assert [comment["body"] for comment in found] == ["Late"]
