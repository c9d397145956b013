"""A house that cannot start says why in one line; one that is to stop finishes what it began."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import requests
from running_house import Caller
from shell import STARTS_S, Shell, Told, line_of

from integrations.sandbox.faults import Fault, delay
from integrations.sandbox.github.server import GitHubSandbox

WRITERS = 8


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(
        tmp_path / "home",
        {
            "TRUELINE_PORT": "0",
            "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
            "GITHUB_TOKEN": "sandbox-token",
        },
    )


def run_bound_by_modes(shell: Shell, *arguments: str) -> Told:
    """Run a command as a process whom a folder's mode binds, even where the superuser asks."""
    bound: list[str] = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("the superuser may write everywhere, and setpriv is not here to bind it")
        bound = [setpriv, "--bounding-set=-dac_override"]
    ended = subprocess.run(
        [*bound, sys.executable, "-m", "trueline", *arguments],
        env=shell.environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=STARTS_S,
    )
    return Told(ended.returncode, ended.stdout, ended.stderr)


def one_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_a_second_house_on_the_same_home_names_the_first_and_ends_with_2(shell: Shell) -> None:
    with shell.process("serve", "--json") as first:
        line_of(first.stdout, "url")
        told = shell.run("serve")
    assert told.code == 2
    assert str(first.pid) in told.err
    assert one_line(told.err)


def test_a_port_that_is_taken_is_named_and_ends_with_5(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = shell.run("serve", "--port", str(port))
    assert told.code == 5
    assert str(port) in told.err
    assert one_line(told.err)


def test_a_home_that_is_a_file_is_named_and_ends_with_5(shell: Shell) -> None:
    shell.home.write_text("not a folder")
    told = shell.run("serve")
    assert told.code == 5
    assert str(shell.home) in told.err
    assert one_line(told.err)


def test_a_home_that_may_only_be_read_is_named_and_ends_with_5(shell: Shell) -> None:
    shell.home.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    told = run_bound_by_modes(shell, "serve")
    assert told.code == 5
    assert str(shell.home) in told.err
    assert one_line(told.err)


def test_a_store_that_is_no_database_is_named_and_ends_with_5(shell: Shell) -> None:
    shell.home.mkdir()
    (shell.home / "ledger.sqlite").write_text("This is a letter, and no database. " * 100)
    told = shell.run("serve")
    assert told.code == 5
    assert "ledger.sqlite" in told.err
    assert one_line(told.err)


def test_requests_that_have_begun_are_answered_after_sigterm(shell: Shell) -> None:
    with shell.process("serve", "--json") as process, GitHubSandbox(repo="acme/notes") as github:
        greeting = json.loads(line_of(process.stdout, "url"))
        caller = Caller(greeting["url"], greeting["first_admin_token"])
        caller.product()
        slow = github.faults.add(Fault(("GET", "/repos/"), delay(60.0)))
        body = {
            "product": "ACME",
            "tracker": "github",
            "remote": "acme/notes",
            "base_url": github.url,
            "credentials_ref": "env:GITHUB_TOKEN",
        }
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(caller.ask, "POST", "/v1/connections", body)
            assert slow.reached.wait(30)
            process.send_signal(signal.SIGTERM)
            slow.released.set()
            assert asked.result().status_code == 201


def test_under_load_every_write_that_was_answered_is_there_afterwards(shell: Shell) -> None:
    stopping = Event()
    promised: list[str] = []

    def write(caller: Caller) -> None:
        while True:
            try:
                promised.append(caller.add(f"Item {len(promised)}"))
            except (requests.RequestException, AssertionError):
                assert stopping.is_set(), "refused although nobody had told it to stop"
                return

    with shell.process("serve", "--json") as process:
        greeting = json.loads(line_of(process.stdout, "url"))
        token = greeting["first_admin_token"]
        caller = Caller(greeting["url"], token)
        caller.product()
        with ThreadPoolExecutor(WRITERS) as pool:
            writing = [pool.submit(write, Caller(caller.url, token)) for _ in range(WRITERS)]
            while len(promised) < 5 * WRITERS:
                stopping.wait(0.01)
            stopping.set()
            process.send_signal(signal.SIGTERM)
            for each in writing:
                each.result()
    with shell.process("serve", "--json") as process:
        greeting = json.loads(line_of(process.stdout, "url"))
        again = Caller(greeting["url"], token)
        for key in promised:
            assert again.ask("GET", f"/v1/items/{key}").status_code == 200
