"""Repositories are renamed and hidden, issues are transferred and deleted."""

import json

from receiver import Receiver
from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox

ISSUES = "/repos/acme/roadmap/issues"


def test_reading_under_the_old_name_is_led_on_with_301(github: GitHubSandbox, hub: Recorder):
    github.create("Wish")
    github.rename("acme/plan")
    answer = hub.answer("GET", f"{ISSUES}/1")
    assert answer.status_code == 301
    there = f"/repositories/{github.repo.id}/issues/1"
    assert answer.headers["Location"] == github.url + there
    assert hub.ask("GET", there)["title"] == "Wish"


def test_writing_under_the_old_name_is_led_on_with_307_and_changes_nothing(
    github: GitHubSandbox, hub: Recorder
):
    github.create("Wish")
    github.rename("acme/plan")
    answer = hub.answer("PATCH", f"{ISSUES}/1", {"title": "Other"})
    assert answer.status_code == 307
    assert github.issue(1)["title"] == "Wish"
    there = answer.headers["Location"].removeprefix(github.url)
    assert hub.ask("PATCH", there, {"title": "Other"})["title"] == "Other"


def test_a_redirect_keeps_the_query(github: GitHubSandbox, hub: Recorder):
    github.rename("acme/plan")
    answer = hub.answer("GET", ISSUES, state="all", per_page=5)
    assert answer.headers["Location"].endswith("/issues?state=all&per_page=5")


def test_the_new_name_answers_at_once(github: GitHubSandbox, hub: Recorder):
    github.rename("acme/plan")
    assert hub.ask("GET", "/repos/acme/plan")["full_name"] == "acme/plan"


def test_a_transferred_issue_leads_to_its_new_place(github: GitHubSandbox, hub: Recorder):
    github.create("Wish", labels=["bug"])
    github.comment(1, "Take it along")
    number = github.transfer(1, "acme/other")
    answer = hub.answer("GET", f"{ISSUES}/1")
    there = answer.headers["Location"].removeprefix(github.url)
    moved = hub.ask("GET", there)
    assert answer.status_code == 301
    assert (moved["number"], moved["title"], moved["comments"]) == (number, "Wish", 1)
    assert [label["name"] for label in moved["labels"]] == ["bug"]


def test_a_transfer_is_told_with_the_old_and_the_new_issue(
    github: GitHubSandbox, receiver: Receiver
):
    github.create("Wish")
    old = github.issue(1)["id"]
    github.add_webhook(receiver.url)
    github.transfer(1, "acme/other")
    assert github.webhooks.wait_until_idle()
    told = json.loads(receiver.arrived[-1].body)
    assert (told["action"], told["issue"]["id"]) == ("transferred", old)
    assert told["changes"]["new_repository"]["full_name"] == "acme/other"
    assert told["changes"]["new_issue"]["id"] != old


def test_a_deleted_issue_answers_410_and_its_number_is_not_used_again(
    github: GitHubSandbox, hub: Recorder
):
    github.create("Goes")
    github.delete(1)
    hub.ask("GET", f"{ISSUES}/1", expect=410)
    assert github.create("Comes") == 2


def test_a_hidden_repository_answers_404(github: GitHubSandbox, hub: Recorder):
    github.create("Secret")
    github.hide()
    hub.ask("GET", f"{ISSUES}/1", expect=404)
    github.hide(hidden=False)
    hub.ask("GET", f"{ISSUES}/1")


def test_a_failed_delivery_is_listed_and_may_be_repeated_under_its_guid(
    github: GitHubSandbox, hub: Recorder, receiver: Receiver
):
    receiver.statuses.append(500)
    hook = github.add_webhook(receiver.url)
    assert github.webhooks.wait_until_idle()
    path = f"/repos/acme/roadmap/hooks/{hook}/deliveries"
    (failed,) = hub.ask("GET", path)
    assert (failed["event"], failed["status_code"], failed["redelivery"]) == ("ping", 500, False)
    hub.ask("POST", f"{path}/{failed['id']}/attempts", expect=202)
    assert github.webhooks.wait_until_idle()
    again, _ = hub.ask("GET", path)
    assert (again["guid"], again["redelivery"], again["status_code"]) == (
        failed["guid"],
        True,
        200,
    )


def test_a_page_for_people_escapes_what_it_shows(github: GitHubSandbox, hub: Recorder):
    github.create("<script>alert(1)</script>")
    answer = hub.answer("GET", "/acme/roadmap/issues/1")
    assert "<script>" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
