"""Waits until nothing is on its way any more: no webhook, no due row, no unread fact."""

from threading import Event
from time import monotonic
from typing import Any

from trueline.demo.stage import Stage

LOOK_S = 0.02
PATIENCE_S = 120.0


class NotSettled(Exception):
    """Something is still on its way after ``PATIENCE_S``; the message says what."""


def settle(stage: Stage, patience_s: float = PATIENCE_S) -> None:
    """Wait until both trackers and Trueline are at rest; raises ``NotSettled``."""
    pause, until = Event(), monotonic() + patience_s
    seen = None
    while (now := unrest(stage)) or seen is None or now != seen:
        if monotonic() > until:
            message = f"still on its way: {now}"
            raise NotSettled(message)
        seen = now
        pause.wait(LOOK_S)


def unrest(stage: Stage) -> dict[str, Any]:
    """What is on its way now; empty when nothing is."""
    status = stage.api.get("/v1/sync")["data"]
    found = {
        "webhooks": sum(not sandbox.webhooks.wait_until_idle(0) for sandbox in stage.sandboxes),
        "inbox": sum(counts.get("due", 0) for counts in status["inbox"].values()),
        "outbox": status["outbox"].get("due", 0),
        "imports": sum(1 for run in status["imports"] if run["state"] == "running"),
        "facts": max((each["lag"] for each in status["projections"]), default=0),
    }
    return {name: count for name, count in found.items() if count}
