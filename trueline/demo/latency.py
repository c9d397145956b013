"""How long an edit in one tracker takes to appear in the other, as a person would notice it."""

from collections.abc import Callable, Sequence
from statistics import quantiles
from threading import Event
from time import perf_counter

from trueline.demo.edits import OCTAVIA, Target
from trueline.demo.report import Latency
from trueline.demo.stage import Stage

LOOK_S = 0.001
PATIENCE_S = 30.0


class NeverArrived(Exception):
    """An edit did not appear in the other tracker within ``PATIENCE_S``."""


def measure(stage: Stage, targets: Sequence[Target], tell: Callable[[int], None]) -> Latency:
    """Retitle each target once at either tracker, one edit at a time.

    Raises:
        NeverArrived: An edit did not arrive.
    """
    took: list[float] = []
    for target in targets:
        took.append(_from_github(stage, target))
        tell(len(took))
        took.append(_from_jira(stage, target))
        tell(len(took))
    cuts = quantiles(took, n=20, method="inclusive")
    return Latency(p50=round(cuts[9], 1), p95=round(cuts[18], 1), samples=len(took))


def _from_github(stage: Stage, at: Target) -> float:
    title = f"Measured from GitHub on {at.key}"
    return _time(
        lambda: stage.github.edit(at.number, title=title, by=OCTAVIA),
        lambda: stage.jira.issue(at.jira)["fields"]["summary"] == title,
    )


def _from_jira(stage: Stage, at: Target) -> float:
    title = f"Measured from Jira on {at.key}"
    return _time(
        lambda: stage.jira.edit(at.jira, summary=title),
        lambda: stage.github.issue(at.number)["title"] == title,
    )


def _time(edit: Callable[[], None], has_arrived: Callable[[], bool]) -> float:
    """Milliseconds from before ``edit`` until ``has_arrived``."""
    pause, began = Event(), perf_counter()
    edit()
    while not has_arrived():
        if perf_counter() - began > PATIENCE_S:
            message = f"an edit did not arrive within {PATIENCE_S:.0f} s"
            raise NeverArrived(message)
        pause.wait(LOOK_S)
    return (perf_counter() - began) * 1000
