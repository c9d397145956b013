"""How long an edit in one tracker takes to arrive as a write in the other.

The trackers run in a process of their own and send signed webhooks over HTTP to our API. Their own
answers are part of the time; how much of it they take is printed beside it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from statistics import fmean, quantiles

from bench.house import connect, in_many_processes, in_one_process, run_import, wait_until
from bench.trackers import Trackers, trackers
from trueline.reach import Api

ISSUES = 10
WARM = 4
EDITS = 100


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Milliseconds at p50 and p95, and the trackers' mean part, embedded and on Redis.

    Args:
        progress: Told one line before each part.
    """
    progress(f"sync latency: embedded on SQLite, {EDITS} edits")
    found = {"embedded": _measure(in_one_process)}
    progress(f"sync latency: four processes on PostgreSQL and Redis, {EDITS} edits")
    found["redis"] = _measure(in_many_processes)
    return found


def _measure(house: Callable[[Trackers], AbstractContextManager[Api]]) -> dict[str, float]:
    with trackers() as there:
        there.ask("fill", ISSUES, 0)
        with house(there) as api:
            pairs = _pairs(api, there)
            timed = [_edit(there, pairs, number) for number in range(WARM + EDITS)][WARM:]
    cuts = quantiles([took for took, _ in timed], n=20, method="inclusive")
    return {
        "p50_ms": round(cuts[9], 1),
        "p95_ms": round(cuts[18], 1),
        "bare": round(fmean(theirs for _, theirs in timed), 1),
        "edits": EDITS,
    }


def _edit(there: Trackers, pairs: list[tuple[int, str]], number: int) -> tuple[float, float]:
    issue, key = pairs[number // 2 % len(pairs)]
    begin = "github" if number % 2 else "jira"
    took: tuple[float, float] = there.ask("race", issue, key, f"Edit {number} at {begin}", begin)
    return took


def _pairs(api: Api, there: Trackers) -> list[tuple[int, str]]:
    """Issues that both trackers have: the number at GitHub and the key at Jira."""
    connections = connect(api, there)
    run_import(api, connections["github"])
    keys = [f"ACME-{number}" for number in range(1, ISSUES + 1)]
    api.post(f"/v1/connections/{connections['jira']}/mirror", {"keys": keys})
    wait_until(lambda: all(len(_places(api, key)) == len(connections) for key in keys))
    found = [_places(api, key) for key in keys]
    return [(int(each["github"]), each["jira"]) for each in found]


def _places(api: Api, key: str) -> dict[str, str]:
    """The keys of an item's issues, by tracker, as far as they exist."""
    links = api.get(f"/v1/items/{key}")["data"]["trackers"]
    return {link["tracker"]: link["remote_key"] for link in links if link["remote_key"]}
