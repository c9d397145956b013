"""Forecasts 200 items over 104 weeks, and asks for the flow of 10,000 items over HTTP.

The forecast reads its weeks from the database each time. Beside it stands how far the exact method
is from 10,000 simulated runs, in weeks, at the percentile where they differ most.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from bench.flow_log import write_work
from bench.served import CLIENTS, Question, ready, served
from bench.stores import both_databases, opened
from ledger.database import Database
from projections.forecast.convolution import outlook
from projections.forecast.page import Asked, forecast

ITEMS, AHEAD, WEEKS = 10_000, 200, 104
ROUNDS, RUNS, ROUND_S = 40, 10_000, 4.0
FLOW = "/v1/flow?product=ACME"
PERCENTS = (50, 70, 85, 95)


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Milliseconds for a forecast, its distance from a simulation, and the flow's latencies.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    now = datetime.now(UTC)
    with both_databases() as databases:
        for name, url in databases:
            progress(f"flow: {name}, {ITEMS:,} items, {CLIENTS} clients")
            with opened(url) as (database, ledger):
                write_work(ledger, ITEMS, now)
                token = ready(database, ledger)
                found[f"{name}_forecast"] = _forecast(database, now.date().isoformat())
            with served(url) as both:
                question = Question(FLOW, [], 20)
                found[f"{name}_flow"] = both.ask_ours(question, token, ROUND_S, CLIENTS)
    return found


def _forecast(database: Database, today: str) -> dict[str, float]:
    asked = Asked("ACME", today, weeks=WEEKS, items=AHEAD)
    waits = []
    with database.read() as connection:
        history = [each.done for each in forecast(connection, asked).weeks]
        for _ in range(ROUNDS):
            start = time.perf_counter()
            forecast(connection, asked)
            waits.append(1000 * (time.perf_counter() - start))
    waits.sort()
    half, most = waits[ROUNDS // 2], waits[ROUNDS * 95 // 100]
    apart = _weeks_apart(history)
    return {"p50_ms": round(half, 2), "p95_ms": round(most, 2), "weeks_apart": apart}


def _weeks_apart(history: list[int]) -> int:
    """How far the exact percentiles are from simulated ones, at most."""
    random, exact = Random(7), outlook(history, AHEAD)
    runs = sorted(_run(history, random) for _ in range(RUNS))
    simulated = {each: runs[RUNS * each // 100 - 1] for each in PERCENTS}
    return max(abs((exact.percentile(each) or 0) - simulated[each]) for each in PERCENTS)


def _run(history: list[int], random: Random) -> int:
    left, weeks = AHEAD, 0
    while left > 0:
        left, weeks = left - random.choice(history), weeks + 1
    return weeks
