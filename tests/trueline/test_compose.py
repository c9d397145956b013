"""The compose file starts exactly the processes that the code has, and they work as it says.

Containers cannot be run everywhere, so each service's command is run natively against a real
PostgreSQL and a real Redis, with the file's own environment.
"""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import requests
import yaml
from shell import Shell, line_of

from integrations.sandbox.github.server import GitHubSandbox
from trueline.cli import COMMANDS

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "api", "worker", "projector", "scheduler")
PATIENCE_S = 30


def test_it_starts_exactly_these_services():
    assert set(SERVICES) == {"postgres", "redis", *OURS}


@pytest.mark.parametrize("name", OURS)
def test_each_service_runs_a_command_that_exists(name: str):
    assert SERVICES[name]["command"] == [name]
    assert name in COMMANDS


@pytest.mark.parametrize("name", OURS)
def test_no_service_of_ours_runs_as_root(name: str):
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", SERVICES[name]["user"])
    assert re.search(r"^USER [1-9]", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_each_running_service_has_a_health_check(name: str):
    assert SERVICES[name]["healthcheck"]["test"]


def test_what_is_kept_is_kept_in_named_volumes():
    mounted = {volume.split(":")[0] for s in SERVICES.values() for volume in s.get("volumes", ())}
    assert mounted == set(COMPOSE["volumes"])


def test_no_secret_stands_in_the_file():
    text = (ROOT / "docker-compose.yml").read_text()
    assert not re.search(r"tl_|ghp_|github_pat_|ATATT", text)


@pytest.fixture
def shell(tmp_path: Path, postgres_template_server: Any, redis_url: str) -> Iterator[Shell]:
    """The file's environment, with the addresses of this machine's servers in their places."""
    with postgres_template_server.copy(migrated=False) as postgres_url:
        given = dict(SERVICES["api"]["environment"])
        given |= {
            "TRUELINE_DATABASE_URL": postgres_url,
            "TRUELINE_REDIS_URL": redis_url,
            "TRUELINE_HOST": "127.0.0.1",
            "TRUELINE_PORT": "0",
            "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
            "TRUELINE_POLL_SECONDS": "60",
            "TRUELINE_SWEEP_SECONDS": "0.5",
            "GITHUB_TOKEN": "sandbox-token",
        }
        del given["TRUELINE_HOME"]
        yield Shell(tmp_path, given)


def test_the_services_work_together(shell: Shell):
    assert shell.run(*SERVICES["migrate"]["command"]).code == 0
    token = shell.run("token", "create", "--role", "admin", "--name", "first").out.strip()
    with ExitStack() as stack:
        started = {
            name: stack.enter_context(shell.process(*SERVICES[name]["command"]))
            for name in ("api", "worker", "projector", "scheduler")
        }
        url = json.loads(line_of(started["api"].stderr, "api serves"))["url"]
        github = stack.enter_context(GitHubSandbox(repo="acme/notes"))
        for number in range(3):
            github.create(f"Issue {number}")
        _until(lambda: requests.get(f"{url}/readyz", timeout=5).status_code == 200)
        caller = Shell(
            shell.home, dict(shell.variables) | {"TRUELINE_URL": url, "TRUELINE_TOKEN": token}
        )
        assert caller.run("product", "create", "ACME", "Acme").code == 0
        connected = caller.run(
            *("connect", "github", "acme/notes", "--product", "ACME", "--json"),
            *("--url", github.url, "--credentials", "GITHUB_TOKEN"),
        )
        assert connected.code == 0, connected.err
        [run] = caller.run("import", "--json").json["data"]
        assert run["state"] == "done"
        _until(lambda: len(caller.run("backlog", "--json").json["data"]) == 3)
        doctor = SERVICES["worker"]["healthcheck"]["test"][1:]
        assert doctor[0] == "trueline"
        assert shell.run(*doctor[1:]).code == 0


def _until(holds: Any) -> None:
    """Wait for a condition of other processes; looks often, gives up late."""
    pause = Event()
    for _ in range(PATIENCE_S * 20):
        if holds():
            return
        pause.wait(0.05)
    raise AssertionError("it did not come to hold")
