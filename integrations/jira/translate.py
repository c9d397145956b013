"""Jira's JSON into issues and comments, and fields and patches into Jira's JSON. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from integrations.cut import cut
from integrations.issue import Comment, Fields, Issue, Patch, Person, RemoteRef, Status
from integrations.markup import flavours

Json = dict[str, Any]

INTENT = "trueline.intent"
"""The entity property that tells which intent made an issue or a comment."""
HANDLE = re.compile(r"trueline-[0-9a-f]{12}")
"""The label by which an issue of ours can be searched for; no reader of labels sees it."""
TITLE_LIMIT = 255
TEXT_LIMIT = 32_767
LABEL_LIMIT = 255
FIELDS = (
    "summary,description,status,resolution,labels,assignee,reporter,priority,fixVersions,"
    "created,updated,project"
)
CATEGORIES: dict[Status, str] = {
    "open": "new",
    "active": "indeterminate",
    "completed": "done",
    "not_planned": "done",
    "duplicate": "done",
}
NOT_PLANNED = frozenset(
    {
        "won't do",
        "won't fix",
        "wont do",
        "wont fix",
        "declined",
        "rejected",
        "cancelled",
        "canceled",
        "abandoned",
        "obsolete",
        "invalid",
        "incomplete",
        "cannot reproduce",
        "not a bug",
    }
)


class Site(Struct, frozen=True):
    """What must be known of a site to read what it says."""

    base_url: str
    is_cloud: bool

    @property
    def account_field(self) -> str:
        """What names an account."""
        return "accountId" if self.is_cloud else "name"


def issue_of(raw: Mapping[str, Any], site: Site) -> Issue:
    """An issue out of Jira's JSON; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    values = raw["fields"]
    body = flavours.raw_of(values.get("description"))
    reading = flavours.read(body, is_document=site.is_cloud)
    people = [person_of(each, site) for each in _present(values, "assignee", "reporter")]
    reporter = values.get("reporter")
    versions = tuple(each["name"] for each in values.get("fixVersions") or ())
    return Issue(
        ref=ref_of(raw, site),
        version=values["updated"],
        created_at=moment(values["created"]),
        updated_at=moment(values["updated"]),
        fields=Fields(
            title=values["summary"] or "",
            body=reading.markdown,
            status=status_of(values["status"], values.get("resolution")),
            labels=labels_of(values.get("labels") or ()),
            assignees=tuple(each[site.account_field] for each in _present(values, "assignee")),
            priority=_name(values.get("priority")),
            milestone=versions[0] if versions else None,
        ),
        raw_body=body,
        reporter=person_of(reporter, site) if reporter else None,
        people=tuple(dict.fromkeys(people)),
        lossy=reading.lossy,
        marker=marker_of(raw.get("properties")),
        milestones=versions,
    )


def comment_of(raw: Mapping[str, Any], issue_key: str, site: Site) -> Comment:
    """A comment out of Jira's JSON; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    body = flavours.raw_of(raw.get("body"))
    return Comment(
        id=str(raw["id"]),
        issue_key=issue_key,
        author=person_of(raw.get("author") or {}, site),
        body=flavours.read(body, is_document=site.is_cloud).markdown,
        created_at=moment(raw["created"]),
        updated_at=moment(raw["updated"]),
        marker=marker_of(raw.get("properties")),
        restricted=is_restricted(raw),
    )


def ref_of(raw: Mapping[str, Any], site: Site) -> RemoteRef:
    """How to address an issue."""
    key = raw["key"]
    return RemoteRef(id=str(raw["id"]), key=key, url=f"{site.base_url}/browse/{key}")


def person_of(raw: Mapping[str, Any], site: Site) -> Person:
    """An account; one that is gone has no id."""
    account = str(raw.get(site.account_field) or "")
    return Person(id=account, display=str(raw.get("displayName") or account or "somebody"))


def status_of(status: Mapping[str, Any], resolution: Mapping[str, Any] | None) -> Status:
    """The status by its category, and by the resolution once it is done (``sync.md`` F28, F29)."""
    category = (status.get("statusCategory") or {}).get("key")
    if category == "done":
        return resolved_as(resolution["name"]) if resolution else "completed"
    return "active" if category == "indeterminate" else "open"


def resolved_as(resolution: str) -> Status:
    """What a resolution of this name means."""
    name = resolution.replace("\u2019", "'").strip().casefold()
    if name.startswith("duplicate"):
        return "duplicate"
    return "not_planned" if name in NOT_PLANNED else "completed"


def labels_of(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels without the handle we left."""
    return tuple(sorted(label for label in labels if not HANDLE.fullmatch(label)))


def marker_of(properties: Any) -> UUID | None:  # noqa: ANN401 (a mapping on issues, a list on comments)
    """The intent in an issue's or a comment's entity properties."""
    pairs = properties if isinstance(properties, Mapping) else _pairs(properties)
    value = pairs.get(INTENT)
    try:
        return UUID(value["id"]) if isinstance(value, Mapping) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def is_restricted(raw: Mapping[str, Any]) -> bool:
    """Whether not everybody who sees the issue may read the comment (``sync.md`` F36)."""
    internal = _pairs(raw.get("properties")).get("sd.public.comment")
    is_internal = isinstance(internal, Mapping) and internal.get("internal") in (True, "true")
    return bool(raw.get("visibility")) or raw.get("jsdPublic") is False or is_internal


def moment(text: str) -> datetime:
    """A time as Jira writes it, ``2026-01-02T03:04:05.000+0000``, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def handle(intent: UUID) -> str:
    """The label by which an issue made by ``intent`` can be searched for."""
    return f"trueline-{intent.hex[-12:]}"


def intent_property(intent: UUID) -> list[Json]:
    """The entity property that marks what ``intent`` made."""
    return [{"key": INTENT, "value": {"id": str(intent)}}]


def new_fields(fields: Fields, intent: UUID, site: Site) -> Json:
    """The values of a new issue, without project, type and status."""
    labels = sorted({label_to(each) for each in fields.labels} - {""})
    values: Json = {"summary": title_to(fields.title), "labels": [*labels, handle(intent)]}
    if fields.body:
        values["description"] = text_to(fields.body, site)
    if fields.assignees:
        values["assignee"] = {site.account_field: fields.assignees[0]}
    if fields.priority:
        values["priority"] = {"name": fields.priority}
    if fields.milestone:
        values["fixVersions"] = [{"name": fields.milestone}]
    return values


def changes(patch: Patch, site: Site) -> Json:
    """``fields`` and ``update`` of an edit, without status and milestone.

    Labels travel as differences, so that nobody's label is lost (``sync.md`` F11). An issue always
    has a priority: None leaves it.
    """
    fields: Json = {}
    if "title" in patch.scalars:
        fields["summary"] = title_to(patch.scalars["title"] or "")
    if "body" in patch.scalars:
        body = patch.scalars["body"]
        fields["description"] = text_to(body, site) if body else None
    if patch.scalars.get("priority"):
        fields["priority"] = {"name": patch.scalars["priority"]}
    added, removed = patch.added.get("assignees", ()), patch.removed.get("assignees", ())
    if added or removed:
        fields["assignee"] = {site.account_field: added[0]} if added else None
    labels = _label_changes(patch)
    update: Json = {"labels": labels} if labels else {}
    return {name: part for name, part in (("fields", fields), ("update", update)) if part}


def title_to(title: str) -> str:
    """One line of at most 255 characters."""
    line = " ".join(title.split())
    return line if len(line) <= TITLE_LIMIT else f"{line[: TITLE_LIMIT - 1].rstrip()}…"


def label_to(label: str) -> str:
    """A label as Jira takes it: no blanks, at most 255 characters."""
    return "-".join(label.split())[:LABEL_LIMIT]


def text_to(markdown: str, site: Site) -> Any:  # noqa: ANN401 (a document or a string)
    """Text in the site's language, cut at a paragraph where Jira holds no more (F15)."""
    limit = TEXT_LIMIT
    while True:
        text = flavours.write(cut(markdown, limit), is_document=site.is_cloud)
        over = len(text) - TEXT_LIMIT if isinstance(text, str) else 0
        if over <= 0 or limit <= over:
            return text
        limit -= over


def text_from(text: Any, site: Site) -> str:  # noqa: ANN401 (a document or a string)
    """Text in the site's language as Markdown."""
    return flavours.read(flavours.raw_of(text), is_document=site.is_cloud).markdown


def _label_changes(patch: Patch) -> list[Json]:
    added = {label_to(each) for each in patch.added.get("labels", ())} - {""}
    removed = set(patch.removed.get("labels", ())) - added
    kept_out = {each for each in removed if HANDLE.fullmatch(each)}
    return [{"add": each} for each in sorted(added)] + [
        {"remove": each} for each in sorted(removed - kept_out)
    ]


def _present(values: Mapping[str, Any], *names: str) -> list[Mapping[str, Any]]:
    return [values[name] for name in names if values.get(name)]


def _name(raw: Mapping[str, Any] | None) -> str | None:
    return raw["name"] if raw else None


def _pairs(properties: Any) -> Mapping[str, Any]:  # noqa: ANN401 (whatever Jira sent)
    entries = properties if isinstance(properties, list) else []
    return {str(e.get("key")): e.get("value") for e in entries if isinstance(e, Mapping)}
