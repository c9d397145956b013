"""``kill -9`` on the whole house loses nothing that was promised and does nothing twice."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
import requests
import watched
from running_house import SECRETS, Caller, connect, trackers, until
from shell import Shell, line_of, mortal

from integrations.sandbox.faults import Fault, commit_then_hang, hang

PACE = {
    "TRUELINE_PORT": "0",
    "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
    "TRUELINE_SWEEP_SECONDS": "0.2",
    "TRUELINE_LEASE_SECONDS": "1",
    "TRUELINE_RETRY_SECONDS": "0.2",
    "TRUELINE_LOOKUP_SECONDS": "0.2,0.4,0.6",
}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, PACE | SECRETS)


@contextmanager
def serving(shell: Shell, token: str = "") -> Iterator[tuple[subprocess.Popen[str], Caller]]:
    """A serving process and its API, with the token of an earlier one if there was one."""
    with mortal(shell, "serve", "--json") as process:
        greeting = json.loads(line_of(process.stdout, "url"))
        yield process, Caller(greeting["url"], token or greeting["first_admin_token"])


def token_of(shell: Shell) -> str:
    return shell.run("token", "create", "--role", "admin", "--name", "test").out.strip()


def items_in(shell: Shell) -> int:
    """How many items the store holds, read behind the house's back."""
    with closing(sqlite3.connect(shell.home / "ledger.sqlite")) as connection:
        asked = "select count(*) from events where topic = 'item.added'"
        return int(connection.execute(asked).fetchone()[0])


def test_a_command_that_was_stored_and_never_answered_is_not_done_again(shell: Shell) -> None:
    token = token_of(shell)
    body = {"product": "ACME", "kind": "bug", "title": "Once"}
    key = str(uuid4())
    with serving(shell, token) as (process, caller):
        caller.product()
        asking = Thread(target=_ask_in_vain, args=(caller, body, key))
        asking.start()
        until(lambda: items_in(shell) == 1)
        process.kill()
        asking.join()
    with serving(shell, token) as (_, caller):
        again = caller.ask("POST", "/v1/items", body, Idempotency_Key=key)
        assert again.status_code == 201
        assert again.headers["Idempotent-Replayed"] == "true"
        assert caller.ask("GET", f"/v1/items/{again.json()['key']}").status_code == 200
    assert items_in(shell) == 1


def _ask_in_vain(caller: Caller, body: object, key: str) -> None:
    try:
        caller.ask("POST", "/v1/items", body, Idempotency_Key=key)
    except requests.RequestException:
        return


def test_an_import_goes_on_where_it_was_killed_and_brings_each_issue_once(shell: Shell) -> None:
    token = token_of(shell)
    with trackers() as (github, _):
        titles = sorted(f"Issue {number}" for number in range(250))
        for title in titles:
            github.create(title)
        stuck = github.faults.add(Fault(("GET", r"issues\?.*page=3"), hang()))
        with serving(shell, token) as (process, caller):
            caller.product()
            key, _path = connect(caller, "github", github)
            caller.data("POST", f"/v1/connections/{key}/import")
            assert stuck.reached.wait(30)
            process.kill()
        github.faults.clear()
        with serving(shell, token) as (_, caller):
            run = until(lambda: _import_when_done(caller))
            # the reconciliation may have been faster with some, or with all of them
            assert run["imported"] + run["known"] == len(titles)
            until(lambda: _all_titles(caller) == titles)
        assert items_in(shell) == len(titles)


def _import_when_done(caller: Caller) -> dict[str, int] | None:
    (run,) = caller.data("GET", "/v1/sync")["imports"]
    return run if run["state"] == "done" else None


def _all_titles(caller: Caller) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        answer = caller.ask("GET", f"/v1/backlog?limit=200{cursor}").json()
        found += [each["title"] for each in answer["data"]]
        if answer["page"]["next"] is None:
            return sorted(found)
        cursor = f"&cursor={answer['page']['next']}"


def test_a_create_that_was_killed_before_it_was_noted_is_found_and_not_repeated(
    shell: Shell,
) -> None:
    token = token_of(shell)
    with trackers() as (_, jira):
        stuck = jira.faults.add(Fault(("POST", r"/issue$"), commit_then_hang(), nth=3))
        with serving(shell, token) as (process, caller):
            caller.product()
            keys = [caller.add(f"Item {number}") for number in range(5)]
            connection, _path = connect(caller, "jira", jira)
            caller.data("POST", f"/v1/connections/{connection}/mirror", {"keys": keys})
            assert stuck.reached.wait(30)
            process.kill()
        jira.faults.clear()
        with serving(shell, token) as (_, caller):
            until(lambda: caller.connection(connection)["links"] == {"active": 5})
        summaries = sorted(each["fields"]["summary"] for each in jira.issues())
        assert summaries == [f"Item {number}" for number in range(5)]


def facts_in(shell: Shell, tag: str) -> int:
    """How many facts of a kind the store holds, read behind the house's back."""
    with closing(sqlite3.connect(shell.home / "ledger.sqlite")) as connection:
        asked = "select count(*) from events where topic = ?"
        return int(connection.execute(asked, (tag,)).fetchone()[0])


def policies_are_through(shell: Shell) -> bool:
    """Whether the policies have looked at everything the store holds."""
    with closing(sqlite3.connect(shell.home / "ledger.sqlite")) as connection:
        asked = "select position >= (select max(notification_id) from events) from policy_place"
        return bool((connection.execute(asked).fetchone() or (0,))[0])


@pytest.mark.parametrize("fires_first", [False, True])
def test_a_trigger_fires_once_whenever_its_house_is_killed(
    shell: Shell, *, fires_first: bool
) -> None:
    token = token_of(shell)
    with serving(shell, token) as (process, caller):
        caller.product()
        watched.prepare(caller)
        watched.reschedule(caller, "2026-07-20")
        if fires_first:
            until(lambda: facts_in(shell, "risk.trigger_fired"))
        process.kill()
    with serving(shell, token) as (_, caller):
        until(lambda: facts_in(shell, "risk.trigger_fired"))
        watched.arm(caller)
        until(lambda: policies_are_through(shell))
        assert watched.trigger(caller) == (True, None)
    assert facts_in(shell, "risk.trigger_fired") == 1
