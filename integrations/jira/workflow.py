"""Moves an issue to a status it can be moved to: one step, or several over statuses never seen.

Only the steps that lead on from where the issue stands are known, so the way is searched while it
is walked: at most ``MOST_STEPS`` steps, never twice to the same status, and never through done
unless done is the goal. Where a step asks for a field, a resolution is filled in from what the
status means; any other field ends the walk with the words a person needs (``sync.md`` F27).

An issue that is done for another reason than it should be has its resolution edited. Where no
screen lets that happen, it is opened and closed again: its watchers see both transitions, and
those of the steps in between (F29). When it cannot be closed for the new reason, it is closed for
the old one.
"""

from contextlib import suppress
from typing import Any

from msgspec import Struct

from integrations.errors import Ambiguous, Rejected
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
    start, meaning = _standing(client, path)
    if meaning == goal:
        return
    if start["statusCategory"]["key"] != CATEGORIES[goal]:
        _walk(client, path, goal, start)
    elif not _edit_resolution(client, path, goal):
        _resolve_again(client, path, goal, start, meaning)


def _standing(client: JiraClient, path: str) -> tuple[Json, Status]:
    """The status of an issue as Jira has it, and what it means."""
    fields = client.get(path, {"fields": "status,resolution"}).mapping()["fields"]
    return fields["status"], status_of(fields["status"], fields.get("resolution"))


def _walk(client: JiraClient, path: str, goal: Status, start: Json, home: str = "") -> None:
    """Go from ``start`` to ``goal``; of several statuses that mean it, to ``home``."""
    seen, why = {str(start["id"])}, ""
    for _ in range(MOST_STEPS):
        steps = _candidates(_steps(client, path, goal), goal, seen, home)
        step, why = _take_first(client, path, goal, steps)
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


def _candidates(steps: list[Step], goal: Status, seen: set[str], home: str) -> list[Step]:
    """The steps worth taking, the best first."""
    category = CATEGORIES[goal]
    new = [step for step in steps if step.to not in seen]
    there = [step for step in new if step.category == category]
    there.sort(key=lambda step: (not step.fills, step.to != home))
    detours = _detours(new, category)
    return [*there, *(step for step in detours if step not in there)]


def _detours(steps: list[Step], category: str) -> list[Step]:
    return [step for wanted in DETOURS[category] for step in steps if step.category == wanted]


def _take_first(
    client: JiraClient, path: str, goal: Status, candidates: list[Step]
) -> tuple[Step | None, str]:
    """The first step that Jira lets us take, and why the ones before it were not."""
    why = ""
    for step in candidates:
        refusal = step.lacks or _take(client, path, goal, step)
        if refusal is None:
            return step, why
        why = why or refusal
    return None, why


def _take(client: JiraClient, path: str, goal: Status, step: Step) -> str | None:
    """Take a step; Jira's words when a condition or a required field forbids it."""
    try:
        _send(client, path, goal, step)
    except Rejected as error:
        return "; ".join(error.fields.values()) or error.message
    return None


def _send(client: JiraClient, path: str, goal: Status, step: Step) -> None:
    """Ask for a step; where the answer is lost look, and ask once more if it was not taken.

    An issue left half way would pass for somebody else's change.
    """
    body: Json = {"transition": {"id": step.id}}
    if step.fills:
        body["fields"] = step.fills
    try:
        client.post(f"{path}/transitions", body)
    except Ambiguous:
        if not _was_taken(client, path, goal, step):
            client.post(f"{path}/transitions", body)


def _was_taken(client: JiraClient, path: str, goal: Status, step: Step) -> bool:
    now, meaning = _standing(client, path)
    return str(now["id"]) == step.to and (not step.fills or meaning == goal)


def _edit_resolution(client: JiraClient, path: str, goal: Status) -> bool:
    """Change nothing but the resolution; whether the edit screen lets us."""
    meta = client.get(f"{path}/editmeta").mapping().get("fields") or {}
    allowed = (meta.get("resolution") or {}).get("allowedValues") or ()
    resolution = _resolution(allowed, goal)
    if resolution is None:
        return False
    try:
        client.put(path, {"fields": {"resolution": {"id": resolution}}})
    except Rejected:
        return False
    return True


def _resolve_again(
    client: JiraClient, path: str, goal: Status, start: Json, before: Status
) -> None:
    """Close a done issue for another reason: in one step where one asks for it, else reopened."""
    home, steps = str(start["id"]), _steps(client, path, goal)
    in_place = [step for step in steps if step.to == home and step.fills]
    step, why = _take_first(client, path, goal, [*in_place, *_detours(steps, CATEGORIES[goal])])
    if step is None:
        no_way = f"the resolution cannot be changed to {goal} once the issue is done"
        raise _refused(f"{no_way}: {why}" if why else no_way)
    if step.to == home:
        return
    try:
        _walk(client, path, goal, _standing(client, path)[0], home)
    except Rejected:
        _close_as_before(client, path, before, home)
        raise


def _close_as_before(client: JiraClient, path: str, before: Status, home: str) -> None:
    """Leave nothing open that was done; quiet when there is no way, for the refusal is raised."""
    with suppress(Rejected):
        _walk(client, path, before, _standing(client, path)[0], home)


def _refused(words: str) -> Rejected:
    message = f"The status cannot be changed: {words}"
    return Rejected(message, fields={"status": words})
