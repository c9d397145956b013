"""A full disk refuses writes in words, keeps reading, and is forgotten once there is room."""

import json
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_house import Caller, until
from shell import Shell, line_of

NO_ROOM = resource.RLIM_INFINITY


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path, {"TRUELINE_PORT": "0", "TRUELINE_SWEEP_SECONDS": "0.5"})


@pytest.fixture
def served(shell: Shell) -> Iterator[tuple[subprocess.Popen[str], Caller]]:
    """A serving process with a product and an item."""
    with shell.process("serve", "--json") as process:
        greeting = json.loads(line_of(process.stdout, "url"))
        caller = Caller(greeting["url"], greeting["first_admin_token"])
        caller.product()
        caller.add("Before")
        yield process, caller


def allow(process: subprocess.Popen[str], size: int) -> None:
    """Let files of a process grow to ``size`` bytes and no further, as a full disk would."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, NO_ROOM))


def test_writes_are_refused_with_507_and_reads_go_on_until_there_is_room(
    served: tuple[subprocess.Popen[str], Caller],
) -> None:
    process, caller = served
    until(lambda: caller.titles() == ["Before"])
    allow(process, 4096)
    body = {"product": "ACME", "kind": "bug", "title": "During"}
    refused = [caller.ask("POST", "/v1/items", body) for _ in range(5)]
    assert {answer.status_code for answer in refused} == {507}, refused[0].text
    assert refused[0].headers["Content-Type"] == "application/problem+json"
    assert "free some space" in refused[0].json()["detail"]
    assert caller.titles() == ["Before"]
    allow(process, NO_ROOM)
    caller.add("After")
    until(lambda: caller.titles() == ["After", "Before"])
