"""What a tracker says about an item has happened already: it is kept, with the rules it breaks.

An observation is refused only when it is malformed; every broken rule becomes a violation's code.
"""

from typing import Any, get_args
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from domain import text
from domain.backlog_item.facts import (
    CommentEdited,
    CommentRemoved,
    ItemAdded,
    ItemAssigned,
    ItemCommented,
    ItemCompleted,
    ItemDropped,
    ItemEdited,
    ItemJoinedRelease,
    ItemLeftRelease,
    ItemReadied,
    ItemReopened,
    ItemSentToReview,
    ItemStarted,
    ItemUnassigned,
    Kind,
    Priority,
    Resolution,
    Status,
)
from domain.backlog_item.progress import ALLOWED, CLOSED
from domain.backlog_item.shape import gaps
from domain.backlog_item.state import BacklogItem
from domain.fact import Fact, Origin


class Observation(Struct, frozen=True):
    """New values that a tracker reports, in our words; what is unset was not reported.

    Attributes:
        release: The key of the release that the item comes out with.
        unknown_release: It comes out with something there that is no release here.
    """

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    resolution: Resolution | UnsetType = UNSET
    labels: tuple[str, ...] | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    assignee: str | UnsetType | None = UNSET
    release: str | UnsetType | None = UNSET
    unknown_release: bool = False


class Seen(Struct, frozen=True):
    """What follows from an observation: one fact per field, and the codes of broken rules."""

    facts: tuple[Fact, ...] = ()
    violations: tuple[str, ...] = ()


def observe(item: BacklogItem, observation: Observation, origin: Origin) -> Seen:
    """Take over what a tracker reports; raises ``Malformed`` for words we do not have."""
    text.refuse(text.origin(origin), _wrong(observation))
    facts: list[Fact] = [
        ItemEdited(**{name: value})
        for name, value in _kept(observation).items()
        if value != getattr(item, name)
    ]
    facts += _assignment(item, observation.assignee)
    facts += _move(item, observation)
    facts += _release(item, observation.release)
    if not facts:
        return Seen()
    return Seen(tuple(facts), tuple(sorted(_violations(item, observation, facts))))


def imported(item: ItemAdded, origin: Origin, release: str | None = None) -> Seen:
    """Let an item enter the backlog as a tracker holds it; raises ``Malformed`` as ``observe``.

    ``release`` is the key of the one that it comes out with.
    """
    observation = Observation(
        title=item.title,
        description=item.description,
        kind=item.kind,
        status=item.status,
        resolution=item.resolution or UNSET,
        labels=item.labels,
        priority=item.priority,
        assignee=item.assignee,
    )
    text.refuse(text.origin(origin), _wrong(observation))
    kept = _kept(observation)
    added = replace(item, **{name: kept[name] for name in ("title", "description", "labels")})
    joined = [ItemJoinedRelease(release)] if release else []
    return Seen((added, *joined), tuple(sorted({*_limits(observation), *gaps(added)})))


def comment_seen(item: BacklogItem, comment: UUID, author: str, body: str | None) -> Seen:
    """Take over a comment as it reads at the tracker; ``body`` is None when it is gone there."""
    known = item.comments.get(comment)
    violations = ("archived",) if item.archived else ()
    if body is None:
        return Seen((CommentRemoved(comment),), violations) if known else Seen()
    clean = text.without_control(body)
    if known is None:
        return Seen((ItemCommented(comment, clean, author),), violations)
    return Seen() if known.body == clean else Seen((CommentEdited(comment, clean),), violations)


OBSERVED_TITLE = 256
"""GitHub's own limit: a title that was cut here would be written back there, cut."""
_PLAIN = ("title", "description", "kind", "labels", "priority")

_STEPS: dict[Status, type[Fact]] = {
    "ready": ItemReadied,
    "in_progress": ItemStarted,
    "in_review": ItemSentToReview,
    "done": ItemCompleted,
}


def _wrong(observation: Observation) -> text.Wrong:
    title = observation.title
    return [
        *([] if title is UNSET else text.said("title", _title(title))),
        *text.one_of("kind", observation.kind, get_args(Kind)),
        *text.one_of("status", observation.status, get_args(Status)),
        *text.one_of("resolution", observation.resolution, get_args(Resolution)),
        *text.one_of("priority", observation.priority, get_args(Priority)),
    ]


def _title(title: str) -> str:
    return text.without_control(title, allowed="")[:OBSERVED_TITLE]


def _kept(observation: Observation) -> dict[str, Any]:
    """The plain values as an item keeps them: a long title is cut, a long description is not."""
    said = {name: getattr(observation, name) for name in _PLAIN}
    kept = {name: value for name, value in said.items() if value is not UNSET}
    if "title" in kept:
        kept["title"] = _title(kept["title"])
    if "description" in kept:
        kept["description"] = text.without_control(kept["description"])
    if "labels" in kept:
        kept["labels"] = tuple(sorted(set(kept["labels"])))
    return kept


def _assignment(item: BacklogItem, assignee: str | UnsetType | None) -> list[Fact]:
    if assignee is UNSET or assignee == item.assignee:
        return []
    return [ItemUnassigned()] if assignee is None else [ItemAssigned(assignee)]


def _release(item: BacklogItem, release: str | UnsetType | None) -> list[Fact]:
    """It leaves the one and joins the other, whether or not they are still to come out."""
    if release is UNSET or release == item.release:
        return []
    left = [ItemLeftRelease(item.release)] if item.release else []
    return [*left, *([ItemJoinedRelease(release)] if release else [])]


def _move(item: BacklogItem, observation: Observation) -> list[Fact]:
    """The fact that brings the item to the reported status, whatever lies between."""
    status = observation.status
    if status is UNSET:
        return []
    if status == "dropped":
        resolution = observation.resolution or item.resolution or "wont_do"
        is_so = (item.status, item.resolution) == ("dropped", resolution)
        return [] if is_so else [ItemDropped(resolution)]
    if status == item.status:
        return []
    if status == "new" or (item.status in CLOSED and status != "done"):
        return [ItemReopened(status)]
    return [_STEPS[status]()]


def _violations(item: BacklogItem, observation: Observation, facts: list[Fact]) -> set[str]:
    edited = [fact for fact in facts if isinstance(fact, ItemEdited) and fact.title is UNSET]
    after = replace(item, **{k: v for k, v in _kept(observation).items() if k in _SHAPING})
    broken = _limits(observation) | (set(gaps(after)) - set(gaps(item)))
    broken |= {"archived"} if item.archived else set()
    broken |= {"unknown-release"} if observation.unknown_release else set()
    broken |= {"done"} if item.status == "done" and edited else set()
    status = observation.status
    is_moved = status is not UNSET and status != item.status
    is_illegal = is_moved and status not in ALLOWED[item.status]
    return broken | ({"illegal-transition"} if is_illegal else set())


_SHAPING = ("kind", "description")


def _limits(observation: Observation) -> set[str]:
    """Codes of the limits on text that the tracker's own values break."""
    title, description = observation.title or "", observation.description or ""
    is_long = len(title) > text.TITLE_LIMIT or len(description) > text.PROSE_LIMIT
    is_odd = text.has_control(title) or text.has_control(description, allowed="\t\n\r")
    is_bad = bool(text.labels("labels", observation.labels))
    codes = {"too-long": is_long, "control-characters": is_odd, "bad-label": is_bad}
    return {code for code, is_broken in codes.items() if is_broken}
