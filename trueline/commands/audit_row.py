"""One fact of the audit log in full: who, what, why, under which rules."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from trueline.changes import changed, moment
from trueline.failure import CommandFailed
from trueline.reach import Api, at
from trueline.show import plain

FROM = "\N{LEFTWARDS ARROW}"
DEPTH = 4
"""How many steps a chain of causes goes up."""


def lines_of(api: Api, entry: Mapping[str, Any]) -> Iterator[str]:
    """The lines that tell it."""
    who = entry["who"]
    recorded, occurred = moment(entry["recorded_at"]), moment(entry["occurred_at"])
    yield f"position {entry['position']} | recorded {recorded} | occurred {occurred} UTC"
    yield f"who    {plain(who['display'])} ({who['kind']}) | source {_source(entry)}"
    yield f"what   {_name(api, entry['key'])}  {entry['type']}"
    for change in entry["changes"]:
        yield f"       {changed(change)}{_distance(change, entry)}"
    for name, value in entry.get("details", {}).items():
        yield f"       {name}: {plain(value)}"
    yield f"why    {_why(entry)}"
    for cause in entry.get("because_of", ()):
        yield f"because {_chain(api, cause['id'])}"
    yield f"rules  {_rules(entry)}"
    yield f"event  {entry['event_id']} | intent {entry['correlation_id']}"


def _source(entry: Mapping[str, Any]) -> str:
    reference = entry.get("source_ref")
    return f"{entry['source']} ({plain(reference)})" if reference else str(entry["source"])


def _name(api: Api, key: str | None) -> str:
    found = _trace(api, key, 0) if key else None
    title = (found or {}).get("title")
    return f'{key} "{plain(title)}"' if title else str(key or "(nothing of the plan)")


def _why(entry: Mapping[str, Any]) -> str:
    return f'"{plain(entry["reason"])}"' if entry.get("reason") else "(no reason given)"


def _rules(entry: Mapping[str, Any]) -> str:
    violations = f"violations {plain(entry.get('violations')) or 'none'}"
    if not entry.get("governed"):
        return violations
    has = "reason present" if entry.get("reason") else "REASON MISSING"
    cause = ", cause present" if entry.get("because_of") else ""
    return f"{violations} | governed change: {has}{cause}"


def _chain(api: Api, key: str) -> str:
    """A cause, and what it follows from itself: ``ACME-D9 (accepted) <- ACME-M31``."""
    found = _trace(api, key, DEPTH)
    return key if found is None else _upwards(found)


def _upwards(node: Mapping[str, Any]) -> str:
    status = f" ({node['status']})" if node.get("status") else ""
    above = [_upwards(each) for each in node.get("next", ())]
    chain = f" {FROM} {' ; '.join(above)}" if above else ""
    return f"{node['key']}{status}{chain}"


def _trace(api: Api, key: str, depth: int) -> dict[str, Any] | None:
    try:
        answer = api.get(at("trace", key), depth=depth)
    except CommandFailed:  # a cause that is not kept here yet
        return None
    found: dict[str, Any] = answer["data"]
    return found


def _distance(change: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """How far a day has moved, and how long before the old one that was told."""
    old, new = _day(change["old"]), _day(change["new"])
    if old is None or new is None or old == new:
        return ""
    notice = (old - date.fromisoformat(entry["recorded_at"][:10])).days
    told = f" | notice {notice} days" if change["field"].endswith("end") else ""
    return f" | {'slip ' if new > old else ''}{(new - old).days:+} days{told}"


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
