"""One run of the demo: import, mirror, measure, edit on three sides, converge, look again."""

from collections.abc import Sequence
from time import perf_counter
from typing import Any
from uuid import UUID

from domain.identity import item_id
from projections.sync.query import link_by_remote, links_of
from trueline.commands.importing import run_import
from trueline.demo.edits import Edit, Target, edits
from trueline.demo.latency import measure
from trueline.demo.quiet import settle
from trueline.demo.report import Latency, Report
from trueline.demo.stage import EDITED, PRODUCT, Stage
from trueline.demo.verify import compare
from trueline.progress import Report as Progress
from trueline.story.duties import duties
from trueline.story.keeping import load

MEASURED = 10
PASSES = 3


def run(stage: Stage, tell: Progress) -> Report:
    """Do everything and report it.

    Raises:
        CommandFailed: The API refuses something it should not.
        NotSettled: Something is still on its way after two minutes.
    """
    began = perf_counter()
    loaded = len(stage.github.issues())
    imported = run_import(stage.api, stage.connections["github"], tell)
    settle(stage)
    targets = _mirror(stage, tell)
    latency = _measure(stage, targets, tell)
    seen = _edit(stage, targets, tell)
    _add_here(stage)
    settle(stage)
    idle_writes = _idle(stage, tell)
    truth = compare(stage)
    store = stage.house.store
    lived = load(store, store.clock().date(), tell)  # beside the first, one that has lived
    return Report(
        imported=imported["imported"] + imported["known"],
        skipped_pull_requests=imported["skipped"],
        linked=truth.linked,
        created={
            "github": len(stage.github.issues()) - loaded,
            "jira": len(stage.jira.issues()),
        },
        conflicts=_conflicts(stage),
        duplicates=truth.duplicates,
        idle_writes=idle_writes,
        diverged=len(truth.diverged),
        latency_ms=latency,
        comments=_comments(stage, targets),
        seen=seen,
        facts=lived.facts,
        duties=duties(store.database),
        seconds=round(perf_counter() - began, 1),
    )


def _mirror(stage: Stage, tell: Progress) -> list[Target]:
    keys = {number: _key(stage, number) for number in stage.chosen}
    tell("Mirroring to Jira", 0, len(keys))
    connection = stage.connections["jira"]
    stage.api.post(f"/v1/connections/{connection}/mirror", {"keys": list(keys.values())})
    settle(stage)
    tell("Mirroring to Jira", len(keys), len(keys))
    return [Target(key, number, _jira_key(stage, key)) for number, key in keys.items()]


def _key(stage: Stage, number: int) -> str:
    """The key of the item behind a GitHub issue."""
    connection = UUID(stage.connections["github"])
    remote = str(stage.github.issue(number)["id"])
    with stage.house.store.database.read() as reading:
        link = link_by_remote(reading, connection, remote)
    if link is None or link.item_key is None:
        message = f"issue #{number} was not imported"
        raise LookupError(message)
    return link.item_key


def _jira_key(stage: Stage, key: str) -> str:
    with stage.house.store.database.read() as reading:
        found = [link for link in links_of(reading, item_id(key)) if link.tracker == "jira"]
    if not found or found[0].remote_key is None:
        message = f"{key} was not mirrored to Jira"
        raise LookupError(message)
    return found[0].remote_key


def _measure(stage: Stage, targets: Sequence[Target], tell: Progress) -> Latency:
    chosen = targets[EDITED:][:MEASURED] or targets[:MEASURED]
    if not chosen:
        return Latency(p50=0.0, p95=0.0, samples=0)
    total = 2 * len(chosen)
    latency = measure(stage, chosen, lambda n: tell("Editing at either tracker", n, total))
    settle(stage)
    return latency


def _edit(stage: Stage, targets: Sequence[Target], tell: Progress) -> list[dict[str, Any]]:
    """Make every edit before any tracker has told of one: all of them meet."""
    planned = edits(stage, list(targets))
    for sandbox in stage.sandboxes:
        sandbox.webhooks.holding = True
    for index, edit in enumerate(planned, 1):
        edit.make()
        tell("Editing on three sides", index, len(planned))
    for sandbox in stage.sandboxes:
        sandbox.webhooks.release()
    settle(stage)
    return [_outcome(edit) for edit in planned]


def _outcome(edit: Edit) -> dict[str, Any]:
    return {"edit": edit.what, "arrived": edit.arrived()}


def _add_here(stage: Stage) -> None:
    """One item that begins here and goes to both trackers."""
    body = {"product": PRODUCT, "title": "Export a notebook as PDF", "kind": "technical_issue"}
    key = stage.api.post("/v1/items", body)["key"]
    for connection in stage.connections.values():
        stage.api.post(f"/v1/connections/{connection}/mirror", {"keys": [key]})


def _idle(stage: Stage, tell: Progress) -> int:
    """Writes at both trackers while nothing changes, over three whole reconciliations."""
    before = stage.writes()
    for index in range(PASSES):
        for connection in stage.connections.values():
            stage.api.post(f"/v1/connections/{connection}/reconcile", {})
        settle(stage)
        tell("Reconciling while nothing changes", index + 1, PASSES)
    return stage.writes() - before


def _conflicts(stage: Stage) -> list[dict[str, Any]]:
    trackers = {each: name for name, each in stage.connections.items()}
    return [
        {
            "item": each["item_key"],
            "at": trackers[each["connection_id"]],
            "field": each["field"],
            "base": each["base"],
            "ours": each["ours"],
            "theirs": each["theirs"],
        }
        for each in stage.api.get("/v1/conflicts")["data"]
    ]


def _comments(stage: Stage, targets: Sequence[Target]) -> int:
    found = (stage.api.get(f"/v1/items/{target.key}")["data"] for target in targets)
    return sum(len(item.get("comments") or ()) for item in found)
