"""A newcomer's first hour with ``trueline serve`` and the command line, on real processes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from shell import Shell, line_of

from integrations.sandbox.github.server import GitHubSandbox


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(
        tmp_path,
        {
            "TRUELINE_PORT": "0",
            "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
            "TRUELINE_SWEEP_SECONDS": "0.5",
            "GITHUB_TOKEN": "sandbox-token",
        },
    )


@pytest.fixture
def github() -> Iterator[GitHubSandbox]:
    with GitHubSandbox(repo="acme/notes") as sandbox:
        sandbox.create("Notes vanish", labels=["bug"])
        yield sandbox


def test_the_first_admin_token_is_printed_once(shell: Shell):
    with shell.process("serve", "--json") as first:
        greeting = json.loads(line_of(first.stdout, "url"))
        token = greeting["first_admin_token"]
        answer = requests.get(
            f"{greeting['url']}/v1/products",
            headers={"Authorization": f"Bearer {token}"},
            timeout=5,
        )
        assert answer.status_code == 200
    with shell.process("serve", "--json") as second:
        assert json.loads(line_of(second.stdout, "url"))["first_admin_token"] is None


def test_a_second_server_is_told_who_writes(shell: Shell):
    with shell.process("serve", "--json") as first:
        line_of(first.stdout, "url")
        told = shell.run("serve")
    assert told.code == 2
    assert str(first.pid) in told.err


def test_commands_talk_to_the_server_that_runs(shell: Shell, github: GitHubSandbox):
    with shell.process("serve", "--json") as server:
        line_of(server.stdout, "url")
        assert shell.run("product", "create", "ACME", "Acme Notes").code == 0
        connected = shell.run(
            *("connect", "github", "acme/notes", "--product", "ACME"),
            *("--url", github.url, "--credentials", "GITHUB_TOKEN", "--json"),
        )
        assert connected.code == 0, connected.err
        [run] = shell.run("import", "--json").json["data"]
        assert run["imported"] + run["known"] == 1, "a reconciliation may bring it first"
        backlog = shell.run("backlog", "--json").json["data"]
        assert [item["title"] for item in backlog] == ["Notes vanish"]
        history = shell.run("history", "ACME-1", "--json").json["data"]
        assert any(entry["source"] in {"import", "github"} for entry in history)
        assert shell.run("sync", "status").code == 0
        assert shell.run("connections").code == 0
        assert shell.run("doctor").code == 0
    assert "sandbox-token" not in (shell.home / "ledger.sqlite").read_bytes().decode("latin-1")


def test_without_a_server_a_command_is_the_server(shell: Shell):
    assert shell.run("product", "create", "ACME", "Acme Notes").code == 0
    assert shell.run("item", "add", "ACME", "Write it down").code == 0
    assert shell.run("item", "do", "ACME-1", "comment", "body=Looks right").code == 0
    assert "Write it down" in shell.run("backlog").out
    assert "Looks right" in shell.run("item", "show", "ACME-1").out
