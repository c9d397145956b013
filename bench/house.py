"""A whole Trueline for a measurement: in this process, or as the processes of production."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from typing import Any

import requests
import structlog

from api import tokens
from bench.servers import postgresql, redis
from bench.trackers import PROJECT, REPOSITORY, SECRET, Trackers
from ledger.collector import settle_down
from trueline.embedded import embedded
from trueline.reach import Api
from trueline.settings import read_settings
from trueline.store import open_store

SETTINGS = {
    "TRUELINE_ALLOW_PRIVATE_TRACKERS": "1",
    "TRUELINE_POLL_SECONDS": "3600",
    "TRUELINE_WORKER_THREADS": "4",
}
PARTS = ("api", "projector", "worker", "scheduler")
PATIENCE_S = 60.0


@contextmanager
def in_one_process(trackers: Trackers) -> Iterator[Api]:
    """The embedded house on SQLite; yields its API."""
    quieten()
    with TemporaryDirectory(prefix="trueline-bench-") as home:
        settings = read_settings(SETTINGS | {"TRUELINE_HOME": home})
        secrets = _secrets(trackers)
        with embedded(settings, port=0, environment=os.environ | secrets) as house:
            api = Api(house.url, house.local_token)
            settle_down()  # as ``serve`` does
            try:
                yield api
            finally:
                api.close()


@contextmanager
def in_many_processes(trackers: Trackers) -> Iterator[Api]:
    """API, projector, worker and scheduler on PostgreSQL and Redis; yields the API."""
    quieten()
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(prefix="trueline-bench-"))
        port = _free_port()
        terms = SETTINGS | {
            "TRUELINE_HOME": home,
            "TRUELINE_DATABASE_URL": stack.enter_context(postgresql()),
            "TRUELINE_REDIS_URL": stack.enter_context(redis()),
            "TRUELINE_PORT": str(port),
        }
        token = _prepare(terms)
        environment = dict(os.environ) | terms | _secrets(trackers)
        for part in PARTS:
            stack.enter_context(_running(part, environment, Path(home)))
        api = Api(f"http://127.0.0.1:{port}", token)
        stack.callback(api.close)
        _wait_until_ready(f"http://127.0.0.1:{port}/readyz")
        yield api


def connect(api: Api, trackers: Trackers) -> dict[str, str]:
    """Connect both trackers, webhooks included; answers the connections' ids."""
    api.post("/v1/products", {"key": "ACME", "name": "Acme Notes"})
    at = trackers.ask("addresses")
    found = {}
    for name, flavour, remote in (("github", "github", REPOSITORY), ("jira", "cloud", PROJECT)):
        body = {
            "product": "ACME",
            "tracker": name,
            "flavour": flavour,
            "base_url": at[name],
            "remote": remote,
            "credentials_ref": f"BENCH_{name.upper()}_TOKEN",
            "webhook_secret_refs": ["BENCH_SECRET"],
        }
        found[name] = api.post("/v1/connections", body)["data"]["id"]
        trackers.ask("hook", name, f"{api.url}/v1/webhooks/{name}/{found[name]}")
    return found


def run_import(api: Api, connection: str) -> dict[str, Any]:
    """Import a connection's issues and wait for the end; answers the run."""
    run: dict[str, Any] = api.post(f"/v1/connections/{connection}/import", {})["data"]
    ended = f"/v1/imports/{run['id']}"
    wait_until(lambda: api.get(ended)["data"]["state"] != "running", 0.5)
    run = api.get(ended)["data"]
    if run["state"] != "done":
        raise RuntimeError(run["error"])
    return run


def wait_until(holds: Callable[[], bool], pause_s: float = 0.05) -> None:
    """Ask again and again until ``holds()``; raises ``TimeoutError`` after a while."""
    pause, deadline = Event(), monotonic() + PATIENCE_S
    while not holds():
        if monotonic() > deadline:
            message = "what was waited for did not come about"
            raise TimeoutError(message)
        pause.wait(pause_s)


def quieten() -> None:
    """Let a measurement not pay for a terminal."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(40), cache_logger_on_first_use=False
    )


def _secrets(trackers: Trackers) -> dict[str, str]:
    at = trackers.ask("addresses")
    return {
        "BENCH_GITHUB_TOKEN": at["github_token"],
        "BENCH_JIRA_TOKEN": at["jira_token"],
        "BENCH_SECRET": SECRET,
    }


def _prepare(terms: Mapping[str, str]) -> str:
    """Migrate, and make an admin token."""
    with (
        open_store(read_settings(terms), migrate=True) as store,
        store.database.begin() as connection,
    ):
        return tokens.create(connection, "bench", "admin", store.clock())


@contextmanager
def _running(part: str, environment: Mapping[str, str], home: Path) -> Iterator[None]:
    with (home / f"{part}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "trueline", part], env=environment, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(url: str) -> None:
    def is_ready() -> bool:
        try:
            return requests.get(url, timeout=2).ok
        except requests.RequestException:
            return False

    wait_until(is_ready)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
