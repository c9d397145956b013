"""Builds every read model anew from a plan of 200,000 facts: facts a second in all, and memory.

It runs in processes of its own, so that the memory is what a rebuild needs, all in all. The bare
loop reads and decodes the same facts and does nothing with them: what is above it is the read
models' cost.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.plan_log import write_plan
from bench.stores import both_databases, opened
from ledger.collector import settle_down
from projections.rebuild import rebuild_all

BATCH = 2000


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Facts per second and the most MiB in use, on both databases.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with both_databases() as databases:
        for name, url in databases:
            progress(f"rebuild: {name}, a plan of 200,000 facts")
            _fill(url)
            progress(f"rebuild: {name}, every read model")
            context = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(1, context) as pool:  # which may have a process of its own
                found[name] = pool.submit(rebuild, url).result()
    return found


def rebuild(url: str) -> dict[str, float]:
    """Let every read model take in the whole log."""
    with opened(url, migrate=False) as (database, ledger):
        start = time.perf_counter()
        count, after = 0, 0
        while entries := ledger.entries(after, BATCH):
            count, after = count + len(entries), entries[-1].position
        bare = time.perf_counter() - start
        settle_down()  # as ``trueline rebuild`` does
        start = time.perf_counter()
        rebuild_all(database, ledger)
        ours = time.perf_counter() - start
    return {
        "facts": count,
        "ours_per_s": round(count / ours),
        "bare_per_s": round(count / bare),
        "ratio": round(bare / ours, 2),
        "peak_mib": round(_own_peak_mib() + _childs_peak_mib()),
    }


def _own_peak_mib() -> float:
    """The most that this process has held since its program began.

    ``ru_maxrss`` would count what the one that started it held, from which it is a copy at first.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    [peak] = (each for each in lines if each.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def _childs_peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _fill(url: str) -> None:
    with opened(url) as (_, ledger):
        write_plan(ledger)
