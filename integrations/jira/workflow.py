"""Moves an issue to a status it can be moved to: one step, or several over statuses never seen.

Only the steps that lead on from where the issue stands are known, so the way is searched while it
is walked: at most ``MOST_STEPS`` steps, never twice to the same status, and never through done
unless done is the goal. Where a step asks for a field, a resolution is filled in from what the
status means; any other field ends the walk with the words a person needs (``sync.md`` F27).
"""

from typing import Any

from msgspec import Struct

from integrations.errors import Rejected
from integrations.issue import Status
from integrations.jira.client import JiraClient, Json, segment
from integrations.jira.translate import CATEGORIES, resolved_as, status_of

MOST_STEPS = 4
DETOURS = {
    "new": ("indeterminate",),
    "indeterminate": ("new", "indeterminate"),
    "done": ("indeterminate", "new"),
}
"""By the category of the goal: through which categories a way may lead, the best first."""


class Step(Struct, frozen=True):
    """One transition: where it leads, what it fills in, or the field it lacks."""

    id: str
    to: str
    category: str
    fills: dict[str, Any] = {}
    lacks: str | None = None


def move(client: JiraClient, issue_id: str, goal: Status) -> None:
    """Bring an issue to ``goal``; quiet when it is there.

    Raises:
        Rejected: There is no way, or a step asks for a field; ``fields`` names ``status``.
        TrackerError: Any other failure.
    """
    path = f"issue/{segment(issue_id)}"
    fields = client.get(path, {"fields": "status,resolution"}).mapping()["fields"]
    if status_of(fields["status"], fields.get("resolution")) == goal:
        return
    if fields["status"]["statusCategory"]["key"] == CATEGORIES[goal]:
        _resolve_again(client, path, goal)
        return
    _walk(client, path, goal, fields["status"])


def _walk(client: JiraClient, path: str, goal: Status, start: Json) -> None:
    seen, why = {str(start["id"])}, ""
    for _ in range(MOST_STEPS):
        steps = _candidates(_steps(client, path, goal), goal, seen)
        step, why = _take_first(client, path, steps)
        if step is None:
            break
        if step.category == CATEGORIES[goal]:
            return
        seen.add(step.to)
    no_way = f"no way leads from {start['name']!r} to {goal} within {MOST_STEPS} steps"
    raise _refused(why or no_way)


def _steps(client: JiraClient, path: str, goal: Status) -> list[Step]:
    reply = client.get(f"{path}/transitions", {"expand": "transitions.fields"})
    return [_step(raw, goal) for raw in reply.entries("transitions")]


def _step(raw: Json, goal: Status) -> Step:
    fills: dict[str, Any] = {}
    lacks: str | None = None
    leads_to_goal = raw["to"]["statusCategory"]["key"] == CATEGORIES[goal]
    for name, field in (raw.get("fields") or {}).items():
        if name == "resolution" and (leads_to_goal or field.get("required")):
            resolution = _resolution(field.get("allowedValues") or (), goal)
            fills |= {name: {"id": resolution}} if resolution else {}
        if field.get("required") and not field.get("hasDefaultValue") and name not in fills:
            lacks = f"needs field {field.get('name') or name}"
    to = raw["to"]
    return Step(str(raw["id"]), str(to["id"]), to["statusCategory"]["key"], fills, lacks)


def _resolution(allowed: Any, goal: Status) -> str | None:  # noqa: ANN401 (Jira's list)
    """The id of the first resolution that means ``goal``, ``Done`` before any other."""
    meaning = [each for each in allowed if resolved_as(each["name"]) == goal]
    meaning.sort(key=lambda each: each["name"].casefold() != "done")
    return str(meaning[0]["id"]) if meaning else None


def _candidates(steps: list[Step], goal: Status, seen: set[str]) -> list[Step]:
    """The steps worth taking, the best first."""
    category = CATEGORIES[goal]
    new = [step for step in steps if step.to not in seen]
    there = [step for step in new if step.category == category]
    there.sort(key=lambda step: not step.fills)
    detours = [step for wanted in DETOURS[category] for step in new if step.category == wanted]
    return [*there, *(step for step in detours if step not in there)]


def _take_first(client: JiraClient, path: str, candidates: list[Step]) -> tuple[Step | None, str]:
    """The first step that Jira lets us take, and why the ones before it were not."""
    why = ""
    for step in candidates:
        refusal = step.lacks or _take(client, path, step)
        if refusal is None:
            return step, why
        why = why or refusal
    return None, why


def _take(client: JiraClient, path: str, step: Step) -> str | None:
    """Take a step; Jira's words when a condition or a required field forbids it."""
    body: Json = {"transition": {"id": step.id}}
    if step.fills:
        body["fields"] = step.fills
    try:
        client.post(f"{path}/transitions", body)
    except Rejected as error:
        return "; ".join(error.fields.values()) or error.message
    return None


def _resolve_again(client: JiraClient, path: str, goal: Status) -> None:
    """An issue that is done, but for another reason: only its resolution has to change."""
    meta = client.get(f"{path}/editmeta").mapping().get("fields") or {}
    allowed = (meta.get("resolution") or {}).get("allowedValues") or ()
    resolution = _resolution(allowed, goal)
    if resolution is None:
        words = f"the resolution cannot be changed to {goal} once the issue is done"
        raise _refused(words)
    client.put(path, {"fields": {"resolution": {"id": resolution}}})


def _refused(words: str) -> Rejected:
    message = f"The status cannot be changed: {words}"
    return Rejected(message, fields={"status": words})
