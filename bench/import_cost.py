"""What an import costs: our own processor time, and requests beside the fewest that could do.

The trackers run in a process of their own. Our processor time counts everything this process does
from the first request until every read model is up to date and every link is quiet.
"""

from collections.abc import Callable
from math import ceil
from time import process_time
from typing import Any

from bench.house import connect, in_one_process, run_import, wait_until
from bench.trackers import Trackers, trackers
from trueline.reach import Api

ISSUES = 2000
COMMENTS = 1000
CREATED = 12
"""Fewer than GitHub lets one account create in a minute."""
PAGE = 100
RARELY_S = 0.5
"""Between two looks at the progress: looking costs processor time as well."""


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Processor time and requests per issue: imported, unchanged, and created.

    Args:
        progress: Told one line before each part.
    """
    with trackers() as there:
        progress(f"import: filling a GitHub with {ISSUES} issues and {COMMENTS} comments")
        there.ask("fill", ISSUES, COMMENTS)
        with in_one_process(there) as api:
            connections = connect(api, there)
            progress(f"import: {ISSUES} issues")
            imported = _import(api, there, connections["github"])
            progress("import: a reconciliation of unchanged issues")
            unchanged = _unchanged(api, there, connections)
            progress(f"import: {CREATED} issues created at each tracker")
            return {
                "import": imported,
                "unchanged": unchanged,
                "created": _created(api, there, connections),
            }


def _import(api: Api, there: Trackers, connection: str) -> dict[str, float]:
    asked, used = there.ask("counts")["github"], process_time()
    run = run_import(api, connection)
    wait_until(lambda: _is_quiet(api), RARELY_S)
    used = process_time() - used
    requests = there.ask("counts")["github"] - asked
    least = ceil(ISSUES / PAGE) + ceil(COMMENTS / PAGE)
    return {
        "cpu_ms": round(used * 1000 / run["imported"], 2),
        "requests": requests,
        "bare": least,
        "ratio": round(requests / least, 2),
        "imported": run["imported"],
    }


def _unchanged(api: Api, there: Trackers, connections: dict[str, str]) -> dict[str, float]:
    _look(api, there, connections)
    asked = there.ask("counts")["github"]
    _look(api, there, {"github": connections["github"]})
    requests = there.ask("counts")["github"] - asked
    return {"calls": requests / ISSUES, "requests": requests}


def _created(api: Api, there: Trackers, connections: dict[str, str]) -> dict[str, float]:
    """Issues created at both trackers; the first one pays for what is asked only once."""
    found = {}
    for name, connection in connections.items():
        _mirror(api, there, name, connection, 1)
        asked = there.ask("counts")[name]
        _mirror(api, there, name, connection, CREATED)
        found[name] = (there.ask("counts")[name] - asked) / CREATED
    return {"calls": round(max(found.values()), 2), **found}


def _mirror(api: Api, there: Trackers, name: str, connection: str, count: int) -> None:
    keys = []
    for number in range(count):
        body = {"product": "ACME", "kind": "technical_issue", "title": f"Ours, {number}"}
        keys.append(api.post("/v1/items", body)["key"])
    before = there.ask("has", name)
    api.post(f"/v1/connections/{connection}/mirror", {"keys": keys})
    wait_until(lambda: there.ask("has", name) == before + count and _is_quiet(api))


def _look(api: Api, there: Trackers, connections: dict[str, str]) -> None:
    """Make one pass over each connection and wait for its end."""
    for name, connection in connections.items():
        asked = there.ask("counts")[name]
        api.post(f"/v1/connections/{connection}/reconcile", {})
        wait_until(lambda name=name, asked=asked: there.ask("counts")[name] >= asked + 2)  # type: ignore[misc]  # bound here
    wait_until(lambda: _is_quiet(api))


def _is_quiet(api: Api) -> bool:
    """Whether nothing waits, in any queue or read model."""
    status: dict[str, Any] = api.get("/v1/sync")["data"]
    deliveries = sum(states.get("due", 0) for states in status["inbox"].values())
    lag = sum(each["lag"] for each in status["projections"])
    return not (status["outbox"].get("due", 0) + deliveries + lag)
