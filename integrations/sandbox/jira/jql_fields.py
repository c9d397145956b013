"""What a JQL clause means, field by field."""

import operator
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from integrations.sandbox.clock import epoch_ms
from integrations.sandbox.jira import adf, refusals
from integrations.sandbox.jira.records import Issue, Named
from integrations.sandbox.jira.workflow import CATEGORIES, KINDS, PRIORITIES, RESOLUTIONS, STATUSES
from integrations.sandbox.jira.world import World

Test = Callable[[Issue], bool]
ALIASES = {
    **{name: name for name in ("project", "labels", "status", "priority", "resolution")},
    **{name: name for name in ("assignee", "reporter", "summary", "text", "id", "created")},
    **dict.fromkeys(("issue", "key", "issuekey"), "id"),
    **dict.fromkeys(("issuetype", "type"), "kind"),
    **dict.fromkeys(("updated", "updateddate"), "updated"),
    "createddate": "created",
    "resolved": "resolved",
    "resolutiondate": "resolved",
    "statuscategory": "category",
    "fixversion": "version",
}
SORTS: dict[str, Callable[[Issue], int]] = {
    "updated": lambda issue: epoch_ms(issue.updated),
    "created": lambda issue: epoch_ms(issue.created),
    "resolved": lambda issue: epoch_ms(issue.resolved) if issue.resolved else 0,
    "priority": lambda issue: -int(issue.priority.id),
    "id": lambda issue: issue.project.id * 10**9 + issue.number,
}
NEWEST_FIRST = frozenset({"updated", "created", "resolved", "priority"})
TIMES = frozenset({"updated", "created", "resolved"})
COMPARE: dict[str, Callable[[datetime, datetime], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
FORMATS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}


def clause(world: World, name: str, sign: str, values: list[str | None]) -> Test:
    """The test of one clause.

    Raises:
        Refusal: 400, unknown field or value, or an operator the field does not have.
    """
    field = ALIASES.get(name.lower())
    if field is None:
        message = f"Field '{name}' does not exist or you do not have permission to view it."
        raise refusals.refuse(400, message)
    if field in TIMES:
        return _time(world, field, sign, values[0])
    if field in ("summary", "text"):
        return _words(field, sign, values[0])
    if sign in ("is", "is not") and values != [None]:
        raise refusals.refuse(400, f"The operator '{sign}' takes EMPTY only.")
    if sign not in ("=", "!=", "in", "not in", "is", "is not"):
        message = f"The operator '{sign}' is not supported by the '{name}' field."
        raise refusals.refuse(400, message)
    wanted = {value and _known(world, field, name, value) for value in values}
    if sign in ("!=", "not in", "is not"):
        return lambda issue: not wanted & _has(field, issue)
    return lambda issue: bool(wanted & _has(field, issue))


def function(world: World, name: str) -> str:
    """What a function of JQL stands for.

    Raises:
        Refusal: 400, there is no such function.
    """
    if name.lower() == "currentuser":
        return world.account.account_id
    if name.lower() == "now":
        return str(epoch_ms(world.now()))
    message = f"Unable to find JQL function '{name}()'."
    raise refusals.refuse(400, message)


def _time(world: World, field: str, sign: str, value: str | None) -> Test:
    if sign not in COMPARE or value is None:
        message = f"The operator '{sign}' is not supported by the '{field}' field."
        raise refusals.refuse(400, message)
    moment, compare = _moment(world, field, value), COMPARE[sign]

    def test(issue: Issue) -> bool:
        at = getattr(issue, field)
        return at is not None and compare(at, moment)

    return test


def _moment(world: World, field: str, value: str) -> datetime:
    """Epoch milliseconds, ``-15m``, or a time in the account's time zone and a grain of minutes."""
    zone = ZoneInfo(world.site.timezone)
    sign, amount, unit = value[:1], value[1:-1], UNITS.get(value[-1:])
    with suppress(OverflowError, ValueError, OSError):
        if value.isdecimal():
            return datetime.fromtimestamp(int(value) / 1000, zone)
        if sign == "-" and amount.isdecimal() and unit:
            return world.now() - timedelta(**{unit: int(amount)})
    for form in FORMATS:
        try:
            return datetime.strptime(value, form).replace(tzinfo=zone)
        except ValueError:
            continue
    message = (
        f"Date value '{value}' for field '{field}' is invalid. Valid formats include: "
        "'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period "
        "format e.g. '-5d', '4w 2d'."
    )
    raise refusals.refuse(400, message)


def _words(field: str, sign: str, value: str | None) -> Test:
    if sign not in ("~", "!~") or value is None:
        message = f"The operator '{sign}' is not supported by the '{field}' field."
        raise refusals.refuse(400, message)
    words = value.casefold().strip('"').split()

    def test(issue: Issue) -> bool:
        text = issue.summary
        if field == "text" and issue.description is not None:
            body = issue.description
            text += " " + (body if isinstance(body, str) else adf.plain(body))
        return all(word.rstrip("*") in text.casefold() for word in words) == (sign == "~")

    return test


def _known(world: World, field: str, name: str, value: str) -> str:
    """The value as ``_has`` tells it.

    Raises:
        Refusal: 400, there is no such value.
    """
    found = _identity(world, field, value)
    if found is None and field == "id":
        message = f"An issue with key '{value}' does not exist for field '{name}'."
        raise refusals.refuse(400, message)
    if found is None:
        message = f"The value '{value}' does not exist for the field '{name}'."
        raise refusals.refuse(400, message)
    return found


def _identity(world: World, field: str, value: str) -> str | None:
    low = value.casefold()
    if field == "labels":
        return low
    if field == "id":
        number = int(value) if value.isdecimal() else world.keys.get(value.upper(), -1)
        issue = world.issues.get(number)
        return None if issue is None or issue.project.hidden else str(issue.id)
    if field == "project":
        shown = [p for p in world.projects.values() if not p.hidden]
        return next(
            (str(p.id) for p in shown if low in (str(p.id), p.key.lower(), p.name.lower())), None
        )
    if field in ("assignee", "reporter"):
        users = world.users.values()
        return next((u.account_id for u in users if value in (u.account_id, u.name)), None)
    return _listed(world, field, low)


def _listed(world: World, field: str, low: str) -> str | None:
    if field == "resolution" and low == "unresolved":
        return ""
    versions = (Named(v.id, v.name) for p in world.projects.values() for v in p.versions)
    lists: dict[str, tuple[Named, ...]] = {
        "status": STATUSES,
        "priority": PRIORITIES,
        "resolution": RESOLUTIONS,
        "kind": KINDS,
        "version": tuple(versions),
        "category": tuple(Named(key, name) for key, (_, _, name) in CATEGORIES.items()),
    }
    return next((e.id for e in lists[field] if low in (e.id, e.name.casefold())), None)


def _has(field: str, issue: Issue) -> set[str | None]:
    """What an issue has in a field; ``None`` when it is empty."""
    solved: set[str | None] = {issue.resolution.id} if issue.resolution else {None, ""}
    assigned: set[str | None] = {issue.assignee.account_id} if issue.assignee else set()
    values: dict[str, set[str | None]] = {
        "labels": {label.casefold() for label in issue.labels},
        "id": {str(issue.id)},
        "project": {str(issue.project.id)},
        "assignee": assigned,
        "reporter": {issue.reporter.account_id},
        "status": {issue.status.id},
        "priority": {issue.priority.id},
        "resolution": solved,
        "kind": {issue.kind.id},
        "version": {version.id for version in issue.versions},
        "category": {issue.status.category},
    }
    return values[field] or {None}
