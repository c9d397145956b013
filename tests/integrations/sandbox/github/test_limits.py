"""Reading again is free, and too much is refused with the time to wait."""

from clock import FakeClock
from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox

ISSUES = "/repos/acme/roadmap/issues"


def left(hub: Recorder) -> int:
    return int(hub.answer("GET", "/rate_limit").headers["X-RateLimit-Remaining"])


def test_an_unchanged_list_answers_304_without_a_body_and_costs_nothing(hub: Recorder):
    tag = hub.answer("GET", ISSUES).headers["ETag"]
    before = left(hub)
    hub.session.headers["If-None-Match"] = tag
    answer = hub.answer("GET", ISSUES)
    assert (answer.status_code, answer.content, left(hub)) == (304, b"", before)


def test_a_changed_list_has_another_tag(github: GitHubSandbox, hub: Recorder):
    tag = hub.answer("GET", ISSUES).headers["ETag"]
    github.create("New")
    hub.session.headers["If-None-Match"] = tag
    assert hub.answer("GET", ISSUES).status_code == 200


def test_every_request_is_counted(hub: Recorder):
    before = left(hub)
    hub.ask("GET", ISSUES)
    assert left(hub) == before - 1


def test_an_empty_quota_refuses_until_its_reset(
    github: GitHubSandbox, hub: Recorder, clock: FakeClock
):
    github.quota.limit = 0
    answer = hub.answer("GET", ISSUES)
    assert answer.status_code == 403
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert int(answer.headers["X-RateLimit-Reset"]) > clock().timestamp()
    github.quota.limit = 1
    clock.advance(3600)
    hub.ask("GET", ISSUES)


def test_too_many_creations_in_a_minute_are_refused(
    github: GitHubSandbox, hub: Recorder, clock: FakeClock
):
    github.quota.creates_per_minute = 2
    for _ in range(2):
        hub.ask("POST", ISSUES, {"title": "Wish"}, expect=201)
    answer = hub.answer("POST", ISSUES, {"title": "Wish"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (403, "60")
    clock.advance(60)
    hub.ask("POST", ISSUES, {"title": "Wish"}, expect=201)


def test_too_many_creations_in_an_hour_are_refused(
    github: GitHubSandbox, hub: Recorder, clock: FakeClock
):
    github.quota.creates_per_hour = 1
    hub.ask("POST", ISSUES, {"title": "Wish"}, expect=201)
    clock.advance(61)
    hub.ask("POST", ISSUES, {"title": "Wish"}, expect=403)
    clock.advance(3600)
    hub.ask("POST", ISSUES, {"title": "Wish"}, expect=201)


def test_the_answer_carries_the_trackers_time(hub: Recorder):
    assert hub.answer("GET", ISSUES).headers["Date"] == "Fri, 02 Jan 2026 03:04:05 GMT"
