"""One project at Jira: Cloud (API 3, documents) or Data Center (API 2, wiki markup).

Blanks in labels become hyphens, because Jira's labels have none. An issue of ours carries its
intent as an entity property, and a label by which it can be searched for.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from msgspec.structs import replace

from integrations.address import Address, Clock, Credentials, system_clock
from integrations.errors import Ambiguous, Gone, Moved, Rejected, Unintelligible
from integrations.issue import FIELDS as ALL_FIELDS
from integrations.issue import Comment, Fields, Issue, Patch, RemoteRef, Status
from integrations.jira import translate, versions
from integrations.jira.client import NAMES, JiraClient, Json, Query, Reply, segment
from integrations.jira.search import Search
from integrations.jira.translate import INTENT, Site
from integrations.jira.workflow import move
from integrations.tracker import CommentPage, Page, Remote

Read = TypeVar("Read")

STATUSES: frozenset[Status] = frozenset(translate.CATEGORIES)
DISPENSABLE = frozenset({"priority", "assignee", "fixVersions", "labels"})
"""What a new issue can do without when Jira refuses it."""
PAGE = 100
MOST_PAGES = 1000


def open_jira(
    address: Address, credentials: Credentials, *, clock: Clock = system_clock
) -> "JiraTracker":
    """The project at ``address``; nothing is asked yet. Raises ``Rejected`` for a bad URL."""
    return JiraTracker(JiraClient(address, credentials, clock), address)


class JiraTracker:
    """A project at Jira."""

    name = "jira"
    holds = frozenset(ALL_FIELDS)
    statuses = STATUSES

    def __init__(self, client: JiraClient, address: Address) -> None:
        """Speak for ``address`` through ``client``."""
        self._client = client
        self._remote = address.remote
        self._site = Site(address.base_url.rstrip("/"), is_cloud=address.flavour == "cloud")
        self._search = Search(client, address.remote, is_cloud=self._site.is_cloud)
        self._kind: Json | None = None

    def probe(self) -> Remote:
        """The project, and who we are there: two reads."""
        project = self._client.get(f"project/{segment(self._remote)}").mapping()
        account = self._client.get("myself").mapping()
        url = f"{self._site.base_url}/browse/{project['key']}"
        person = translate.person_of(account, self._site)
        return Remote(id=str(project["id"]), name=project["key"], url=url, account=person)

    def changed_since(
        self,
        since: datetime | None,
        cursor: str | None = None,
        etag: str | None = None,  # noqa: ARG002 (Jira has none)
    ) -> Page:
        """Issues changed at or after ``since``, 100 a call."""
        found = self._search.changed(since, cursor, translate.FIELDS)
        issues = tuple(
            _read(lambda raw: translate.issue_of(raw, self._site), i) for i in found.issues
        )
        return Page(issues, found.cursor, found.server_time)

    def comments_since(self, since: datetime | None, cursor: str | None = None) -> CommentPage:
        """Comments changed at or after ``since``.

        Jira lists comments by issue only, but a comment bumps its issue: one search a hundred
        changed issues, then one call for each issue that shows a new comment.
        """
        found = self._search.changed(since, cursor, "comment,updated")
        comments: list[Comment] = []
        for raw in found.issues:
            if _has_comment_since(raw, since):
                comments += self.comments(translate.ref_of(raw, self._site))
        new = tuple(c for c in comments if since is None or c.updated_at >= since)
        return CommentPage(new, found.cursor, found.server_time)

    def fetch(self, ref: RemoteRef) -> Issue:
        """The issue as it is now; its key may be another than the one in ``ref``.

        Raises:
            Moved: It stands in another project now.
        """
        asked: Query = {"fields": translate.FIELDS, "properties": INTENT}
        raw = self._client.get(_path(ref), asked).mapping()
        issue = _read(lambda value: translate.issue_of(value, self._site), raw)
        project = raw["fields"].get("project") or {}
        if project and self._remote not in (str(project.get("id")), project.get("key")):
            message = f"{ref.key} is {issue.ref.key} in the project {project.get('key')} now"
            raise Moved(message, to=issue.ref.url)
        return issue

    def comments(self, ref: RemoteRef) -> Sequence[Comment]:
        """Every comment of one issue, oldest first, 100 a call."""
        found: dict[str, Comment] = {}
        for _ in range(MOST_PAGES):
            asked: Query = {"startAt": len(found), "maxResults": PAGE, "orderBy": "created"}
            reply = self._client.get(f"{_path(ref)}/comment", asked | {"expand": "properties"})
            raw, before = reply.entries("comments"), len(found)
            found |= {str(each["id"]): self._comment(each, ref.key) for each in raw}
            if len(found) == before or len(found) >= int(reply.mapping().get("total") or 0):
                return list(found.values())
        message = f"{ref.key} has more than {MOST_PAGES * PAGE} comments"
        raise Unintelligible(message)

    def create(self, fields: Fields, intent: UUID) -> RemoteRef:
        """Create an issue; what Jira refuses and an issue can do without is left out.

        Jira refuses a new issue as a whole, so that the second request repeats nothing. What was
        left out differs at the read-back and is asked for once more, by ``write``.
        """
        values = translate.new_fields(fields, intent, self._site) | self._place()
        body = {"fields": values, "properties": translate.intent_property(intent)}
        try:
            reply = self._client.post("issue", body)
        except Rejected as error:
            left = _without(values, error)
            if left is None:
                raise
            reply = self._client.post("issue", body | {"fields": left})
        return _written(lambda raw: translate.ref_of(raw, self._site), reply)

    def find_created(self, intent: UUID, since: datetime) -> RemoteRef | None:  # noqa: ARG002
        """The issue that carries ``intent``, by label and then by property.

        The search lags behind: only a later look-up proves that there is none.
        """
        for raw in self._search.labelled(translate.handle(intent)):
            ref = translate.ref_of(raw, self._site)
            if self._intent_of(ref) == intent:
                return ref
        return None

    def write(self, ref: RemoteRef, patch: Patch) -> None:
        """Apply ``patch``: one edit, then the status.

        A field that is on no screen is left out, and found missing at the read-back (F34). For any
        other refused value the rest is written first, and then the refusal raised. A version that
        is missing is made, where we may.
        """
        body = translate.changes(patch, self._site)
        version = patch.scalars.get("milestone")
        if "milestone" in patch.scalars:
            changes = versions.changes(self._client, _path(ref), version, patch.instead)
            body |= {"update": body.get("update", {}) | {"fixVersions": changes}}
        refused = self._edit(ref, body) if body else None
        if refused is not None and version and "milestone" in refused.fields:
            versions.make(self._client, self._remote, version)
            refused = self._edit(ref, {"update": {"fixVersions": body["update"]["fixVersions"]}})
        status = patch.scalars.get("status")
        if status is not None:
            move(self._client, ref.id, _status(status))
        if refused is not None:
            raise refused

    def spelled(self, body: str) -> str:
        """There and back through Jira's own language."""
        return translate.text_from(translate.text_to(body, self._site), self._site)

    def comment(self, ref: RemoteRef, body: str, intent: UUID) -> Comment:
        """Post a comment that carries ``intent`` as entity property."""
        sent = {
            "body": translate.text_to(body, self._site),
            "properties": translate.intent_property(intent),
        }
        reply = self._client.post(f"{_path(ref)}/comment", sent)
        made = _written(lambda raw: translate.comment_of(raw, ref.key, self._site), reply)
        return replace(made, marker=intent)

    def edit_comment(self, ref: RemoteRef, comment_id: str, body: str) -> None:
        """Replace a comment's text."""
        path = f"{_path(ref)}/comment/{segment(comment_id)}"
        self._client.put(path, {"body": translate.text_to(body, self._site)})

    def remove_comment(self, ref: RemoteRef, comment_id: str) -> None:
        """Delete a comment; quiet when it is gone already."""
        try:
            self._client.delete(f"{_path(ref)}/comment/{segment(comment_id)}")
        except Gone:
            return

    def _comment(self, raw: Json, issue_key: str) -> Comment:
        return _read(lambda value: translate.comment_of(value, issue_key, self._site), raw)

    def _intent_of(self, ref: RemoteRef) -> UUID | None:
        try:
            found = self._client.get(f"{_path(ref)}/properties/{INTENT}").mapping()
        except Gone:
            return None
        return translate.marker_of([found])

    def _place(self) -> Json:
        """Project and type of a new issue: ``Task``, or the first type that is no subtask."""
        if self._kind is None:
            path = f"issue/createmeta/{segment(self._remote)}/issuetypes"
            found = self._client.get(path)
            name = "issueTypes" if self._site.is_cloud else "values"
            kinds = [each for each in found.entries(name) if not each.get("subtask")]
            kinds.sort(key=lambda each: each.get("name") != "Task")
            if not kinds:
                message = f"The project {self._remote} has no issue type that we may use"
                raise Rejected(message, fields={"issuetype": message})
            self._kind = {"id": str(kinds[0]["id"])}
        by = "id" if self._remote.isdecimal() else "key"
        return {"project": {by: self._remote}, "issuetype": self._kind}

    def _edit(self, ref: RemoteRef, body: Json) -> Rejected | None:
        """Write; when fields are refused write the others. The refusal, unless it says enough."""
        try:
            self._client.put(_path(ref), body)
        except Rejected as error:
            rest = {name: _kept(part, error) for name, part in body.items()}
            rest = {name: part for name, part in rest.items() if part}
            if rest == body:
                raise
            if rest:
                self._client.put(_path(ref), rest)
            is_screen = all("screen" in text for text in error.fields.values())
            return None if is_screen else error
        return None


def _path(ref: RemoteRef) -> str:
    return f"issue/{segment(ref.id or ref.key)}"


def _status(text: str) -> Status:
    known: dict[str, Status] = {status: status for status in STATUSES}
    return known[text]


def _has_comment_since(raw: Json, since: datetime | None) -> bool:
    """Whether an issue shows a new comment, or holds more comments than it shows."""
    holder = raw["fields"].get("comment") or {}
    shown, total = holder.get("comments") or (), int(holder.get("total") or 0)
    if since is None or total > len(shown):
        return total > 0
    return any(translate.moment(each["updated"]) >= since for each in shown)


def _without(values: Json, error: Rejected) -> Json | None:
    """The values without those refused; None when one of them is needed."""
    left = _kept(values, error)
    refused = set(values) - set(left)
    return left if refused and refused <= DISPENSABLE else None


def _kept(values: Json, error: Rejected) -> Json:
    return {name: value for name, value in values.items() if not _is_refused(name, error)}


def _is_refused(name: str, error: Rejected) -> bool:
    return NAMES.get(name, name) in error.fields


def _written(reader: Callable[[Json], Read], reply: Reply) -> Read:
    """Read the answer to a write; raises ``Ambiguous``, for it was done, or who knows."""
    try:
        return _read(reader, reply.mapping())
    except Unintelligible as error:
        raise Ambiguous(error.message, status=error.status) from error


def _read(reader: Callable[[Json], Read], raw: Json) -> Read:
    """Read one value; raises ``Unintelligible`` when it has another shape than promised."""
    try:
        return reader(raw)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = (
            f"Jira sent {raw.get('key') or raw.get('id')} in a shape we do not know: {error!r}"
        )
        raise Unintelligible(message) from error
