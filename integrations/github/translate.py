"""GitHub's JSON to issues and comments, and our fields to GitHub's JSON; pure.

What GitHub adds is ignored, what it leaves out has a default: only an issue without number, id or
time cannot be read.
"""

from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from integrations.errors import Unintelligible
from integrations.issue import Comment, Fields, Issue, Patch, Person, RemoteRef, Status
from integrations.marker import unmark

W = TypeVar("W")

GHOST_ID = 10137
REASONS: dict[str, Status] = {"not_planned": "not_planned", "duplicate": "duplicate"}


class WireUser(Struct, frozen=True):
    """An account."""

    id: int
    login: str


class WireLabel(Struct, frozen=True):
    """A label on an issue."""

    name: str | None = None


class WireMilestone(Struct, frozen=True):
    """A milestone."""

    number: int
    title: str


GHOST = WireUser(GHOST_ID, "ghost")
"""Whose account was deleted."""


class WireIssue(Struct, frozen=True):
    """An issue, or a pull request: GitHub lists both."""

    id: int
    number: int
    created_at: str
    updated_at: str
    html_url: str = ""
    title: str | None = None
    body: str | None = None
    state: str = "open"
    state_reason: str | None = None
    user: WireUser | None = None
    labels: tuple[str | WireLabel, ...] | None = None
    assignees: tuple[WireUser, ...] | None = None
    milestone: WireMilestone | None = None
    comments: int | None = None
    pull_request: dict[str, object] | None = None

    @property
    def is_pull(self) -> bool:
        """Whether it is a pull request; old records of issues carry empty addresses of one."""
        return any((self.pull_request or {}).values())


class WireComment(Struct, frozen=True):
    """A comment of an issue or a pull request."""

    id: int
    issue_url: str
    created_at: str
    updated_at: str
    body: str | None = None
    user: WireUser | None = None


def convert(value: object, shape: type[W]) -> W:
    """``value`` as ``shape``.

    Raises:
        Unintelligible: It names the place that does not fit.
    """
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        message = f"GitHub sent no {shape.__name__.removeprefix('Wire').lower()}: {error}"
        raise Unintelligible(message) from error


def to_issue(value: object) -> Issue:
    """An issue from the JSON of the API; raises ``Unintelligible``."""
    return issue_of(convert(value, WireIssue))


def issue_of(wire: WireIssue) -> Issue:
    """An issue from its wire form; raises ``Unintelligible``."""
    raw = wire.body or ""
    body, marker = unmark(raw)
    people = {each.id: _person(each) for each in (wire.user, *(wire.assignees or ())) if each}
    return Issue(
        ref=ref_of(wire),
        version=wire.updated_at,
        created_at=time_of(wire.created_at),
        updated_at=time_of(wire.updated_at),
        fields=_fields(wire, body),
        raw_body=raw,
        reporter=_person(wire.user or GHOST),
        people=tuple(people.values()),
        marker=marker,
        comment_count=wire.comments,
        milestones=(wire.milestone.title,) if wire.milestone else (),
    )


def ref_of(wire: WireIssue) -> RemoteRef:
    """How to address the issue."""
    return RemoteRef(id=str(wire.id), key=str(wire.number), url=wire.html_url)


def to_comment(value: object) -> Comment:
    """A comment from the JSON of the API; raises ``Unintelligible``."""
    wire = convert(value, WireComment)
    body, marker = unmark(wire.body or "")
    return Comment(
        id=str(wire.id),
        issue_key=wire.issue_url.rpartition("/")[2],
        author=_person(wire.user or GHOST),
        body=_unix(body),
        created_at=time_of(wire.created_at),
        updated_at=time_of(wire.updated_at),
        marker=marker,
    )


def to_scalars(patch: Patch) -> dict[str, Any]:
    """The scalars of ``patch`` in GitHub's words; body and milestone are the caller's."""
    values: dict[str, Any] = {}
    if "title" in patch.scalars:
        values["title"] = patch.scalars["title"] or ""
    if status := patch.scalars.get("status"):
        values |= to_state(status)
    return values


def to_state(status: str) -> dict[str, str]:
    """State and reason of a status; GitHub has no ``active``."""
    if status in ("open", "active"):
        return {"state": "open"}
    return {"state": "closed", "state_reason": status}


def time_of(text: str) -> datetime:
    """A time in UTC; raises ``Unintelligible``."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        message = f"GitHub sent no time: {text!r}"
        raise Unintelligible(message) from error


def to_time(moment: datetime) -> str:
    """A time as GitHub reads it: UTC, whole seconds, rounded down (``sync.md`` 4.1)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fields(wire: WireIssue, body: str) -> Fields:
    names = {each if isinstance(each, str) else each.name for each in wire.labels or ()}
    return Fields(
        title=wire.title or "",
        body=_unix(body),
        status=_status(wire),
        labels=tuple(sorted(name for name in names if name)),
        assignees=tuple(sorted(str(each.id) for each in wire.assignees or ())),
        milestone=wire.milestone.title if wire.milestone else None,
    )


def _status(wire: WireIssue) -> Status:
    if wire.state != "closed":
        return "open"
    return REASONS.get(wire.state_reason or "", "completed")


def _person(user: WireUser) -> Person:
    return Person(id=str(user.id), display=user.login)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
