"""A walk through everything the sandbox GitHub offers."""

import re

from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox


def walk(sandbox: GitHubSandbox) -> Recorder:
    """Ask every route for what it does, and for some of what it refuses."""
    ask = Recorder(sandbox, Authorization="Bearer sandbox-token")
    sandbox.drop_webhooks = True
    sandbox.add_user("octavia")
    ask.ask("GET", "/user")
    ask.ask("GET", "/rate_limit")
    _labels_and_milestones(ask)
    _hooks(ask, sandbox)
    _issues(ask)
    _comments(ask)
    _refusals(ask, sandbox)
    _lives(ask, sandbox)
    _deliveries(ask, sandbox)
    return ask


REPO = "/repos/acme/roadmap"
CUT_AWAY = re.compile(r"/users?/.+")
"""Accounts by name or id: real paths that the cut description does not hold."""
ISSUES = f"{REPO}/issues"


def described_path(path: str) -> str | None:
    """The path as the description has it, or None where it was cut away.

    Repositories answer to their id as well, which the description does not tell.
    """
    if CUT_AWAY.fullmatch(path):
        return None
    return re.sub(r"^/repositories/[^/]+", "/repos/owner/name", path)


def _labels_and_milestones(ask: Recorder) -> None:
    ask.ask("GET", REPO)
    ask.ask("GET", f"{REPO}/assignees")
    ask.ask("GET", f"{REPO}/assignees/octavia", expect=204)
    ask.ask("GET", f"{REPO}/assignees/nobody", expect=404)
    ask.ask("POST", f"{REPO}/labels", {"name": "bug", "color": "d73a4a"}, expect=201)
    ask.ask("POST", f"{REPO}/labels", {"name": "BUG"}, expect=422)
    ask.ask("POST", f"{REPO}/labels", {"name": "later"}, expect=201)
    ask.ask("GET", f"{REPO}/labels", per_page=1)
    ask.ask("GET", f"{REPO}/labels/bug")
    ask.ask("PATCH", f"{REPO}/labels/bug", {"new_name": "defect", "description": "It is wrong"})
    ask.ask("DELETE", f"{REPO}/labels/later", expect=204)
    first = {"title": "1.0", "due_on": "2026-03-01T00:00:00Z", "description": "First"}
    ask.ask("POST", f"{REPO}/milestones", first, expect=201)
    ask.ask("POST", f"{REPO}/milestones", {"title": "2.0"}, expect=201)
    ask.ask("POST", f"{REPO}/milestones", {"title": "3.0"}, expect=201)
    ask.ask("POST", f"{REPO}/milestones", {"title": "1.0"}, expect=422)
    ask.ask("GET", f"{REPO}/milestones", state="all", direction="asc")
    ask.ask("GET", f"{REPO}/milestones/1")
    ask.ask("PATCH", f"{REPO}/milestones/2", {"state": "closed"})
    ask.ask("DELETE", f"{REPO}/milestones/3", expect=204)


def _hooks(ask: Recorder, sandbox: GitHubSandbox) -> None:
    config = {"url": "http://receiver.invalid/hook", "content_type": "json", "secret": "s3cret"}
    hook = {"name": "web", "events": ["issues", "issue_comment"], "config": config}
    made = ask.ask("POST", f"{REPO}/hooks", hook, expect=201)
    ask.ask("POST", f"{REPO}/hooks", hook, expect=422)
    path = f"{REPO}/hooks/{made['id']}"
    ask.ask("GET", f"{REPO}/hooks")
    ask.ask("PATCH", path, {"active": True, "events": ["*"]})
    ask.ask("POST", f"{path}/pings", expect=204)
    other = {**hook, "config": {"url": "http://other.invalid/"}}
    spare = ask.ask("POST", f"{REPO}/hooks", other, expect=201)
    ask.ask("DELETE", f"{REPO}/hooks/{spare['id']}", expect=204)
    assert sandbox.webhooks.wait_until_idle()
    ask.ask("GET", path)


def _issues(ask: Recorder) -> None:
    _writes(ask)
    _reads(ask)
    _sets(ask)


def _writes(ask: Recorder) -> None:
    wish = {"title": "Draw circles", "body": "As **bold** as can be", "labels": ["defect"]}
    ask.ask("POST", ISSUES, wish, expect=201)
    ask.ask("POST", ISSUES, {"title": "Draw squares", "assignees": ["octavia"]}, expect=201)
    ask.ask("POST", ISSUES, {"title": "Draw nothing", "milestone": 1}, expect=201)
    ask.ask("PATCH", f"{ISSUES}/1", {"title": "Draw round circles", "body": None})
    ask.ask("PATCH", f"{ISSUES}/1", {"milestone": 1, "assignees": ["octavia"]})
    ask.ask("PATCH", f"{ISSUES}/1", {"milestone": None, "assignees": []})
    for reason in ("completed", "not_planned", "duplicate"):
        ask.ask("PATCH", f"{ISSUES}/2", {"state": "closed", "state_reason": reason})
        ask.ask("PATCH", f"{ISSUES}/2", {"state": "open"})
    ask.ask("PATCH", f"{ISSUES}/3", {"state": "closed"})


def _reads(ask: Recorder) -> None:
    ask.ask("GET", f"{ISSUES}/1")
    ask.ask("GET", ISSUES, state="all", sort="updated", direction="asc", per_page=2, page=1)
    ask.ask("GET", ISSUES, creator="trueline-bot", labels="defect", since="2020-01-01T00:00:00Z")
    tag = ask.answer("GET", ISSUES).headers["ETag"]
    ask.session.headers["If-None-Match"] = tag
    ask.ask("GET", ISSUES, expect=304)
    del ask.session.headers["If-None-Match"]


def _sets(ask: Recorder) -> None:
    ask.ask("POST", f"{ISSUES}/1/labels", {"labels": ["soon", "nice to have"]})
    ask.ask("POST", f"{ISSUES}/1/labels", ["bare"])
    ask.ask("GET", f"{ISSUES}/1/labels")
    ask.ask("DELETE", f"{ISSUES}/1/labels/nice%20to%20have")
    ask.ask("DELETE", f"{ISSUES}/1/labels/absent", expect=404)
    ask.ask("PUT", f"{ISSUES}/1/labels", {"labels": ["soon"]})
    ask.ask("DELETE", f"{ISSUES}/1/labels", expect=204)
    ask.ask("POST", f"{ISSUES}/1/assignees", {"assignees": ["octavia"]}, expect=201)
    ask.ask("DELETE", f"{ISSUES}/1/assignees", {"assignees": ["octavia"]})


def _comments(ask: Recorder) -> None:
    first = ask.ask("POST", f"{ISSUES}/1/comments", {"body": "Why?"}, expect=201)
    path = f"{ISSUES}/comments/{first['id']}"
    ask.ask("POST", f"{ISSUES}/1/comments", {"body": ""}, expect=422)
    ask.ask("GET", f"{ISSUES}/1/comments", since="2020-01-01T00:00:00Z")
    ask.ask("GET", f"{ISSUES}/comments", sort="updated", direction="asc", per_page=100)
    ask.ask("GET", path)
    ask.ask("PATCH", path, {"body": "Why not?"})
    ask.ask("DELETE", path, expect=204)
    ask.ask("GET", path, expect=404)


def _refusals(ask: Recorder, sandbox: GitHubSandbox) -> None:
    ask.ask("POST", ISSUES, {"title": ""}, expect=422)
    ask.ask("POST", ISSUES, {"title": "x", "body": "y" * 65_537}, expect=422)
    ask.ask("POST", ISSUES, {"title": "x", "labels": ["y" * 51]}, expect=422)
    ask.ask("PATCH", f"{ISSUES}/1", {"assignees": ["nobody"]}, expect=422)
    ask.ask("GET", f"{ISSUES}/999", expect=404)
    ask.ask("GET", "/repos/acme/absent", expect=404)
    sandbox.quota.creates_per_minute = 0
    ask.ask("POST", ISSUES, {"title": "One too many"}, expect=403)
    sandbox.quota.creates_per_minute = None
    token = ask.session.headers.pop("Authorization")
    ask.ask("GET", "/user", expect=401)
    ask.session.headers["Authorization"] = token


def _lives(ask: Recorder, sandbox: GitHubSandbox) -> None:
    """Deleted, transferred, renamed."""
    sandbox.create("Goes away")
    sandbox.create("Goes elsewhere", labels=["defect"])
    sandbox.delete(4)
    ask.ask("GET", f"{ISSUES}/4", expect=410)
    sandbox.transfer(5, "acme/other")
    ask.ask("GET", f"{ISSUES}/5", expect=301)
    ask.ask("GET", f"/repositories/{sandbox.repo.id}/issues/1")
    sandbox.rename("acme/plan")
    ask.ask("GET", f"{ISSUES}/1", expect=301)
    ask.ask("PATCH", f"{ISSUES}/1", {"title": "x"}, expect=307)
    sandbox.rename("acme/roadmap")


def _deliveries(ask: Recorder, sandbox: GitHubSandbox) -> None:
    assert sandbox.webhooks.wait_until_idle()
    hook = ask.ask("GET", f"{REPO}/hooks")[0]["id"]
    path = f"{REPO}/hooks/{hook}/deliveries"
    listed = ask.ask("GET", path, per_page=2)
    ask.ask("GET", path, per_page=2, cursor=str(listed[-1]["id"]))
    ask.ask("GET", f"{path}/{listed[0]['id']}")
    ask.ask("POST", f"{path}/{listed[0]['id']}/attempts", expect=202)
    assert sandbox.webhooks.wait_until_idle()
