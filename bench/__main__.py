"""Measures everything in one run, prints the table, and writes ``bench/results.json``.

``python -m bench append catch_up`` measures only those parts and keeps the other results.
"""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from bench.bars import BARS, Bar

PARTS = (
    *("append", "catch_up", "import_cost", "sync_latency", "backlog_query"),
    *("rebuild", "list_query", "long_stream", "observations", "capacity"),
    "forecast",
)
RESULTS = Path(__file__).with_name("results.json")


def main(asked: list[str]) -> int:
    """Measure, print and keep; answers 2 for a part that does not exist."""
    unknown = sorted(set(asked) - set(PARTS))
    if unknown:
        print(f"No such part: {', '.join(unknown)}. There are {', '.join(PARTS)}.")
        return 2
    results = _kept() if asked else {}
    for part in asked or PARTS:
        measured = import_module(f"bench.{part}").measure(lambda line: print(line, file=sys.stderr))
        results[part] = {"measured_at": datetime.now(UTC).isoformat("T", "seconds"), **measured}
    results["machine"] = _machine()
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    Console().print(_table(results))
    return 0


def _kept() -> dict[str, Any]:
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {}


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "cores": os.cpu_count(),
        "memory_gib": memory,
        "processor": platform.machine(),
        "python": platform.python_version(),
    }


def _table(results: dict[str, Any]) -> Table:
    machine = results["machine"]
    title = f"{machine['cores']} cores, {machine['memory_gib']} GiB, Python {machine['python']}"
    table = Table("Figure", "Ours", "Bare", "Bar", "", title=title, box=box.SIMPLE_HEAD)
    for bar in BARS:
        case = results.get(bar.part, {}).get(bar.case)
        if case is None or bar.figure not in case:
            table.add_row(bar.words, "not measured", "", f"{bar.side} {bar.limit:g}", "")
            continue
        table.add_row(bar.words, *_row(bar, case))
    return table


def _row(bar: Bar, case: dict[str, float]) -> tuple[str, str, str, str]:
    """The figure with both numbers behind a ratio, its bar, and whether it is met."""
    found = case[bar.figure]
    ours = f"{found:,g}"
    if bar.figure == "ratio" and "ours_per_s" in case:
        ours = f"{found:g} = {case['ours_per_s']:,g}/s"
    bare = f"{case['bare_per_s']:,g}/s" if "bare_per_s" in case else f"{case.get('bare', ''):}"
    verdict = "met" if bar.is_met(found) else "MISSED"
    return ours, bare, f"{bar.side} {bar.limit:,g}", verdict


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
