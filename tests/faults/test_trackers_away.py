"""A tracker that is away or lets us in no more costs time and nothing else."""

from typing import Any

from running_house import JIRA_TOKEN, RunningHouse, connect, until

from integrations.sandbox.github.server import GitHubSandbox


def mirrored(home: RunningHouse, title: str = "Save drafts") -> str:
    """An item at both trackers; answers its key."""
    key = home.api.add(title)
    for tracker in ("github", "jira"):
        home.connect(tracker)
        home.mirror(tracker, key)
    until(lambda: home.github.issues() and home.jira.issues())
    until(lambda: all(link["state"] == "active" for link in links(home, key)))
    return key


def links(home: RunningHouse, key: str) -> list[Any]:
    found: list[Any] = home.api.item(key)["trackers"]
    return found


def github_title(home: RunningHouse) -> str:
    return str(home.github.issues()[0]["title"])


def jira_title(home: RunningHouse) -> str:
    return str(home.jira.issues()[0]["fields"]["summary"])


def retrying(home: RunningHouse) -> list[Any]:
    return list(home.api.data("GET", "/v1/sync/parked")["retrying"])


def test_while_a_tracker_is_away_items_are_edited_and_the_reason_is_seen(
    home: RunningHouse,
) -> None:
    key = mirrored(home)
    home.jira.stop()
    home.api.edit(key, title="Save all drafts")
    until(lambda: github_title(home) == "Save all drafts")
    (waiting,) = until(lambda: retrying(home))
    assert "127.0.0.1 gave no answer" in waiting["reason"]
    assert home.api.item(key)["title"] == "Save all drafts"


def test_a_tracker_that_comes_back_gets_what_it_missed_and_is_asked_what_we_missed(
    home: RunningHouse,
) -> None:
    key = mirrored(home)
    port = int(home.jira.url.rpartition(":")[2])
    home.jira.stop()
    home.api.edit(key, title="Save all drafts")
    until(lambda: retrying(home))
    home.jira.edit(home.jira.issues()[0]["key"], priority="High")
    home.jira.start(port)
    until(lambda: jira_title(home) == "Save all drafts")
    until(lambda: home.api.item(key)["priority"] == "high")
    until(lambda: not retrying(home))
    assert len(home.jira.issues()) == 1


def test_a_revoked_token_stops_its_connection_after_few_calls_and_says_what_to_do(
    home: RunningHouse,
) -> None:
    key = mirrored(home)
    until(lambda: home.api.connection(home.keys["jira"])["checked_at"])
    asked = len(home.jira.requests)
    home.jira.token = "another"
    home.api.edit(key, title="Save all drafts")
    stopped = until(
        lambda: (found := home.api.connection(home.keys["jira"]))["state"] == "needs_auth" and found
    )
    assert "JIRA_TOKEN" in stopped["trouble"]
    until(lambda: github_title(home) == "Save all drafts")
    home.github.edit(home.github.issues()[0]["number"], title="Onwards")
    until(lambda: home.api.item(key)["title"] == "Onwards")
    refused = [seen for seen in home.jira.requests[asked:] if seen.status == 401]
    assert len(refused) <= 3


def test_a_connection_goes_on_when_it_is_resumed_with_a_good_token(home: RunningHouse) -> None:
    key = mirrored(home)
    home.jira.token = "another"
    home.api.edit(key, title="Save all drafts")
    until(lambda: home.api.connection(home.keys["jira"])["state"] == "needs_auth")
    home.environment["JIRA_TOKEN"] = "bot@acme.test:another"
    home.api.data("POST", f"/v1/connections/{home.keys['jira']}/resume", {})
    until(lambda: jira_title(home) == "Save all drafts")
    assert home.api.connection(home.keys["jira"])["state"] == "active"
    assert home.jira.token != JIRA_TOKEN


def test_a_tracker_that_is_away_cannot_be_connected_and_nothing_is_kept_of_it(
    home: RunningHouse,
) -> None:
    gone = GitHubSandbox(repo="acme/notes").start()
    url = gone.url
    gone.stop()
    body = {
        "product": "ACME",
        "tracker": "github",
        "remote": "acme/notes",
        "base_url": url,
        "credentials_ref": "env:GITHUB_TOKEN",
    }
    answer = home.api.ask("POST", "/v1/connections", body)
    assert answer.status_code == 502
    assert answer.json()["code"] == "tracker-unavailable"
    assert home.api.data("GET", "/v1/connections") == []


def test_a_token_that_is_no_good_is_told_at_once(home: RunningHouse) -> None:
    home.environment["GITHUB_TOKEN"] = "no good"
    try:
        connect(home.api, "github", home.github)
    except AssertionError as refused:
        assert "credentials" in str(refused)  # noqa: PT017 (the helper asserts, and that is the rule)
    assert home.api.data("GET", "/v1/connections") == []
