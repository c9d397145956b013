"""The only file that knows both a backlog item and an issue: each one's words in the other's.

``fields_of`` says what a tracker would hold if it agreed with the item. The tracker's own spelling
(``known``) is kept wherever it already means the same: a many-to-one map never flattens the
tracker's value, and what we cannot map is left alone (``sync.md`` F11, F28, F37).
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from domain.backlog_item.observe import Observation
from domain.backlog_item.state import BacklogItem
from domain.connection.facts import Mapping as TrackerMapping
from domain.text import without_control
from integrations.issue import FIELDS, Fields, Issue, Status, Value
from workers.plain import plain_body, plain_title
from workers.release_names import NO_RELEASES, ReleaseNames

SPOKEN: dict[str, Status] = {
    "new": "open",
    "ready": "open",
    "in_progress": "active",
    "in_review": "active",
    "done": "completed",
}
HEARD: dict[str, str] = {
    "open": "new",
    "active": "in_progress",
    "completed": "done",
    "not_planned": "dropped",
    "duplicate": "dropped",
}
NEXT_BEST: dict[Status, Status] = {
    "active": "open",
    "duplicate": "not_planned",
    "not_planned": "completed",
}
RESOLUTIONS = {"not_planned": "wont_do", "duplicate": "duplicate"}
PRIORITIES = {
    "Highest": "urgent",
    "Blocker": "urgent",
    "Critical": "urgent",
    "High": "high",
    "Major": "high",
    "Medium": "medium",
    "Low": "low",
    "Minor": "low",
    "Lowest": "low",
    "Trivial": "low",
}
KINDS_BY_LABEL = {"bug": "bug", "spike": "spike"}


class Space(Struct, frozen=True):
    """What the other side can say: its mapping, its statuses, and what it calls our releases."""

    mapping: TrackerMapping
    statuses: frozenset[Status]
    releases: ReleaseNames = NO_RELEASES


def fields_of(item: BacklogItem, known: Mapping[str, Value], space: Space) -> Fields:
    """The item in the tracker's space; ``known`` is the base, or what the tracker holds now."""
    mapping = space.mapping
    return Fields(
        title=_title(item.title, known.get("title")),
        body=_body(item.description, known.get("body")),
        status=_spoken(item, space.statuses),
        labels=tuple(sorted(_labels(item.labels, _set(known.get("labels")), mapping))),
        assignees=tuple(sorted(_assignees(item.assignee, _set(known.get("assignees")), mapping))),
        priority=_priority(item.priority, known.get("priority"), mapping),
        milestone=_milestone(item, known.get("milestone"), space.releases),
    )


def observation_of(
    values: Mapping[str, Value], item: BacklogItem, space: Space
) -> Observation | None:
    """What a tracker's new ``values`` say about ``item``; None when they mean nothing to it."""
    said: dict[str, Any] = {}
    for field, value in values.items():
        said |= _HEARD[field](value, item, space) if field in _HEARD else {}
    return Observation(**said) if said else None


def item_words(fields: Fields, space: Space) -> dict[str, Any]:
    """An issue's fields as a new item's, in the words that ``fields_of`` turns back into them."""
    people = {account: person for person, account in space.mapping.people.items()}
    named = [people[account] for account in fields.assignees if account in people]
    labels = {_plain(label, space.mapping) for label in fields.labels}
    return {
        "kind": kind_of(fields.labels, space.mapping),
        "title": plain_title(fields.title),
        "description": plain_body(fields.body),
        "status": HEARD[fields.status],
        "resolution": RESOLUTIONS.get(fields.status),
        "priority": _our_priority(fields.priority or "", space.mapping) or "none",
        "labels": tuple(sorted(labels - {""})),
        "assignee": named[0] if named else None,
    }


def as_ours(
    issue: Issue, item: BacklogItem | None, base: Mapping[str, Value], space: Space
) -> Issue:
    """The issue with the one of its milestones that is the item's release, as far as we know.

    What both agreed on comes first, then what ours says, then any that means a release: people may
    give an issue more versions than that, and those stay.
    """
    if len(issue.milestones) < 2:  # noqa: PLR2004  # there is nothing to choose
        return issue
    known, release = base.get("milestone"), item.release if item else None

    def rank(name: str) -> tuple[bool, bool, bool, bool]:
        meant = space.releases.meant(name)
        is_known, is_ours = name == known, meant is not None and meant == release
        return not (is_known and meant), not is_ours, meant is None, not is_known

    return replace(issue, fields=replace(issue.fields, milestone=min(issue.milestones, key=rank)))


def understood(base: dict[str, Value], item: BacklogItem, space: Space) -> dict[str, Value]:
    """The base without a milestone whose release this item never was in.

    Both agreed on the milestone when it meant nothing here yet: as a release it is news.
    """
    known = base.get("milestone")
    if item.release is not None or not isinstance(known, str):
        return base
    meant = space.releases.meant(known)
    is_news = meant is not None and meant not in item.left_releases
    return base | {"milestone": None} if is_news else base


def release_of(fields: Fields, space: Space) -> str | None:
    """The key of the release that an issue's milestone means."""
    return space.releases.meant(fields.milestone) if fields.milestone else None


def kind_of(labels: tuple[str, ...], mapping: TrackerMapping) -> str:
    """The kind of an item that comes from a tracker, by its labels."""
    by_label = KINDS_BY_LABEL | dict(mapping.type)
    found = [by_label[label.lower()] for label in labels if label.lower() in by_label]
    return found[0] if found else "technical_issue"


def plain_label(label: str) -> str:
    """A tracker's label as an item keeps it: no blanks, no commas, at most 50 characters."""
    return "-".join(without_control(label).replace(",", " ").split())[:50]


def as_values(fields: Fields) -> dict[str, Value]:
    """The fields by name."""
    return {name: getattr(fields, name) for name in FIELDS}


def _title(ours: str, known: Value) -> str:
    return known if isinstance(known, str) and plain_title(known) == ours else ours


def _body(ours: str, known: Value) -> str:
    return known if isinstance(known, str) and plain_body(known) == ours else ours


def _spoken(item: BacklogItem, statuses: frozenset[Status]) -> Status:
    """The first word for it that the tracker has."""
    status = SPOKEN.get(item.status, "not_planned")
    if item.resolution == "duplicate" and item.status == "dropped":
        status = "duplicate"
    while status not in statuses and status in NEXT_BEST:
        status = NEXT_BEST[status]
    return status


def _labels(ours: tuple[str, ...], known: tuple[str, ...], mapping: TrackerMapping) -> set[str]:
    spelled: dict[str, set[str]] = {}
    for label in known:
        spelled.setdefault(_plain(label, mapping), set()).add(label)
    theirs = mapping.labels
    return {each for label in ours for each in spelled.get(label, {theirs.get(label, label)})}


def _plain(label: str, mapping: TrackerMapping) -> str:
    ours = {theirs: our for our, theirs in mapping.labels.items()}
    return ours.get(label) or plain_label(label)


def _assignees(person: str | None, known: tuple[str, ...], mapping: TrackerMapping) -> set[str]:
    account = mapping.people.get(person) if person else None
    if person and account is None:
        return set(known)  # nobody we can name there: leave theirs alone
    if account in known:
        return set(known)
    unmapped = set(known) - set(mapping.people.values())
    return unmapped | ({account} if account else set())


def _milestone(item: BacklogItem, known: Value, releases: ReleaseNames) -> str | None:
    meant = releases.meant(known) if isinstance(known, str) else None
    if item.release is not None and meant != item.release:
        return releases.spoken(item.release)
    return known if isinstance(known, str) and meant == item.release else None


def _priority(ours: str, known: Value, mapping: TrackerMapping) -> str | None:
    if isinstance(known, str) and (_our_priority(known, mapping) or "none") == ours:
        return known  # a priority we have no word for is left alone
    if ours == "none":
        return None
    by_ours = {our: theirs for theirs, our in reversed(PRIORITIES.items())} | dict(mapping.priority)
    return by_ours.get(ours)


def _our_priority(theirs: str, mapping: TrackerMapping) -> str | None:
    mapped = {name: our for our, name in mapping.priority.items()}
    return mapped.get(theirs) or PRIORITIES.get(theirs)


def _hear_status(value: Value, item: BacklogItem, space: Space) -> dict[str, Any]:
    if value == _spoken(item, space.statuses):
        return {}
    resolution = RESOLUTIONS.get(str(value))
    heard: dict[str, Any] = {"status": HEARD[str(value)]}
    return heard | ({"resolution": resolution} if resolution else {})


def _hear_labels(value: Value, _item: BacklogItem, space: Space) -> dict[str, Any]:
    labels = {_plain(label, space.mapping) for label in _set(value)}
    return {"labels": tuple(sorted(labels - {""}))}


def _hear_assignees(value: Value, item: BacklogItem, space: Space) -> dict[str, Any]:
    people = {account: person for person, account in space.mapping.people.items()}
    named = [people[account] for account in _set(value) if account in people]
    if item.assignee in named:
        return {}
    if named:
        return {"assignee": named[0]}
    is_known_there = item.assignee is not None and item.assignee in space.mapping.people
    return {"assignee": None} if is_known_there else {}


def _hear_priority(value: Value, _item: BacklogItem, space: Space) -> dict[str, Any]:
    """A priority we have no word for is none here, which leaves it alone there."""
    return {"priority": _our_priority(str(value or ""), space.mapping) or "none"}


def _hear_milestone(value: Value, item: BacklogItem, space: Space) -> dict[str, Any]:
    """What means no release here takes the item out of its release, and is kept there."""
    meant = space.releases.meant(value) if isinstance(value, str) else None
    if meant == item.release:
        return {}
    return {"release": meant, "unknown_release": bool(value) and meant is None}


def _set(value: Value) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else ()


_HEARD: dict[str, Callable[[Value, BacklogItem, Space], dict[str, Any]]] = {
    "title": lambda value, _item, _space: {"title": plain_title(str(value or ""))},
    "body": lambda value, _item, _space: {"description": plain_body(str(value or ""))},
    "status": _hear_status,
    "labels": _hear_labels,
    "assignees": _hear_assignees,
    "priority": _hear_priority,
    "milestone": _hear_milestone,
}
