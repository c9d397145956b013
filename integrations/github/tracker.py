"""One GitHub repository as a Tracker, addressed by its id so that renames do not matter.

A body or comment over 65,536 characters, our mark included, is cut at a paragraph and says so
(``integrations.cut``); a title over 256 is refused before anything is sent.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import structlog

from integrations.address import Address, Clock, Credentials, system_clock
from integrations.answers import server_time
from integrations.cut import cut
from integrations.errors import Ambiguous, Gone, NotAllowed, Rejected, Unintelligible
from integrations.github import cursor as cursors
from integrations.github import lists, redelivery
from integrations.github.client import NOT_MODIFIED, GitHubClient, entries, has_next
from integrations.github.marks import Marks
from integrations.github.names import Names
from integrations.github.place import Place
from integrations.github.translate import (
    WireComment,
    WireIssue,
    convert,
    issue_of,
    ref_of,
    time_of,
    to_comment,
    to_scalars,
    to_time,
)
from integrations.issue import Comment, Fields, Issue, Patch, RemoteRef, Status
from integrations.marker import LENGTH as MARK_LENGTH
from integrations.marker import mark, unmark
from integrations.tracker import CommentPage, Page, Remote

LOG = structlog.get_logger()
TITLE_LIMIT = 256
BODY_LIMIT = 65_536
SKEW = timedelta(minutes=10)
"""How far GitHub's clock and ours may differ when a lost create is looked for."""
PUBLIC_API = "https://api.github.com"
HOLDS = frozenset({"title", "body", "status", "labels", "assignees", "milestone"})
STATUSES: frozenset[Status] = frozenset({"open", "completed", "not_planned", "duplicate"})


def open_github(
    address: Address, credentials: Credentials, *, clock: Clock = system_clock
) -> "GitHubTracker":
    """The repository at ``address``; no request is made yet.

    Raises:
        Rejected: The base URL is none we may call.
        NotAllowed: The token is empty.
    """
    base_url = address.base_url.rstrip("/")
    client = GitHubClient(
        PUBLIC_API if base_url in ("https://github.com", "https://www.github.com") else base_url,
        credentials.token.strip(),
        clock=clock,
        allow_private=address.allow_private,
    )
    return GitHubTracker(client, address.remote, clock=clock)


class GitHubTracker:
    """A repository; safe to share between threads. Each method is documented in ``Tracker``."""

    name = "github"
    holds = HOLDS
    statuses = STATUSES

    def __init__(self, client: GitHubClient, remote: str, *, clock: Clock) -> None:
        """Speak through ``client`` for the repository ``remote``: ``owner/name`` or its id."""
        self._client = client
        self._clock = clock
        self._names = Names(client)
        self._marks = Marks()
        self._place = Place(client, remote)
        self._sees_hooks = True

    def probe(self) -> Remote:
        """Two reads: the repository, and whose token it is."""
        return self._place.look()

    def changed_since(
        self, since: datetime | None, cursor: str | None = None, etag: str | None = None
    ) -> Page:
        """One call; ``skipped`` counts pull requests, and what cannot be read."""
        at = cursors.start(since, cursor)
        params = cursors.query(at) | {"state": "all"}
        answer = self._client.get(f"{self._place.path}/issues", params, etag)
        now = server_time(answer.headers, self._clock())
        if answer.status == NOT_MODIFIED:
            return Page(issues=(), cursor=None, server_time=now, etag=etag, unchanged=True)
        found = entries(answer)
        rows = lists.rows_of(found)
        new = lists.fresh(found, rows, at)
        issues = tuple(map(self._known, lists.readable(new, lists.issue_in)))
        return Page(
            issues=issues,
            cursor=cursors.after(at, rows) if has_next(answer) else None,
            server_time=now,
            etag=answer.headers.get("etag") if cursor is None else None,
            skipped=len(new) - len(issues),
        )

    def comments_since(self, since: datetime | None, cursor: str | None = None) -> CommentPage:
        """One call for the whole repository; comments of pull requests are among them."""
        at = cursors.start(since, cursor)
        answer = self._client.get(f"{self._place.path}/issues/comments", cursors.query(at))
        found = entries(answer)
        rows = lists.rows_of(found)
        new = lists.fresh(found, rows, at)
        return CommentPage(
            comments=tuple(lists.readable(new, to_comment)),
            cursor=cursors.after(at, rows) if has_next(answer) else None,
            server_time=server_time(answer.headers, self._clock()),
        )

    def fetch(self, ref: RemoteRef) -> Issue:
        """One call; a pull request, and another issue under this number, count as gone."""
        wire = convert(self._client.read(self._place.issue(ref)), WireIssue)
        if wire.is_pull or (ref.id and ref.id != str(wire.id)):
            message = f"#{ref.key} is not the issue it was"
            raise Gone(message)
        return self._known(issue_of(wire))

    def comments(self, ref: RemoteRef) -> Sequence[Comment]:
        """One call for each hundred."""
        return [to_comment(row) for row in self._client.rows(f"{self._place.issue(ref)}/comments")]

    def create(self, fields: Fields, intent: UUID) -> RemoteRef:
        """One call; labels, people and milestone are in it.

        A milestone that cannot be had is left out: ``write`` asks for it once more.
        """
        values: dict[str, Any] = {"title": fields.title, "body": _text(fields.body, intent)}
        if fields.labels:
            values["labels"] = list(fields.labels)
        if fields.assignees:
            values["assignees"] = [self._names.login(each) for each in fields.assignees]
        if fields.milestone:
            with suppress(Rejected, Ambiguous):
                values["milestone"] = self._names.milestone(self._place.path, fields.milestone)
        _refuse_long_title(values)
        try:
            made = self._client.write("POST", f"{self._place.path}/issues", values)
            ref = ref_of(convert(made, WireIssue))
        except Gone as error:
            message = "The repository is hidden from us, or its issues are switched off"
            raise NotAllowed(message, status=error.status, request_id=error.request_id) from error
        except Unintelligible as error:
            raise Ambiguous(error.message, status=error.status) from error
        self._marks.keep(ref.key, intent)
        return ref

    def find_created(self, intent: UUID, since: datetime) -> RemoteRef | None:
        """Look through what this token's account created since then, newest first."""
        oldest = since - SKEW
        params = {"state": "all", "sort": "created", "since": to_time(oldest)}
        if login := self._place.login():
            params["creator"] = login
        for row in self._client.rows(f"{self._place.path}/issues", params):
            wire = convert(row, WireIssue)
            if time_of(wire.created_at) < oldest:
                return None
            if unmark(wire.body or "")[1] == intent and not wire.is_pull:
                return ref_of(wire)
        return None

    def write(self, ref: RemoteRef, patch: Patch) -> None:
        """One call each: added labels, every removed one, added and removed people, all scalars."""
        issue = self._place.issue(ref)
        scalars = self._scalars(ref, patch)
        people = {
            method: [self._names.login(each) for each in members.get("assignees", ())]
            for method, members in (("POST", patch.added), ("DELETE", patch.removed))
        }
        if labels := patch.added.get("labels"):
            self._client.write("POST", f"{issue}/labels", {"labels": list(labels)})
        for label in patch.removed.get("labels", ()):
            self._drop_label(f"{issue}/labels/{quote(label, safe='')}")
        for method, logins in people.items():
            if logins:
                self._client.write(method, f"{issue}/assignees", {"assignees": logins})
        if scalars:
            self._client.write("PATCH", issue, scalars)

    def spelled(self, body: str) -> str:
        """As it is, unless it is too long."""
        return cut(body, BODY_LIMIT - MARK_LENGTH)

    def comment(self, ref: RemoteRef, body: str, intent: UUID) -> Comment:
        """One call."""
        values = {"body": _text(body, intent)}
        made = self._client.write("POST", f"{self._place.issue(ref)}/comments", values)
        try:
            return to_comment(made)
        except Unintelligible as error:
            raise Ambiguous(error.message, status=error.status) from error

    def edit_comment(self, ref: RemoteRef, comment_id: str, body: str) -> None:  # noqa: ARG002
        """Two calls: the mark that is there is kept."""
        path = self._place.comment(comment_id)
        before = convert(self._client.read(path), WireComment)
        values = {"body": _text(body, unmark(before.body or "")[1])}
        self._client.write("PATCH", path, values)

    def remove_comment(self, ref: RemoteRef, comment_id: str) -> None:  # noqa: ARG002
        """One call; quiet when it is gone already."""
        try:
            self._client.write("DELETE", self._place.comment(comment_id))
        except Gone:
            return

    def redeliver_failed(self, path: str, since: datetime) -> int:
        """See ``Redelivers``: one call for the hooks, one for each hundred deliveries of ours."""
        try:
            return redelivery.redeliver_failed(self._client, self._place.path, path, since)
        except (NotAllowed, Gone) as error:
            if self._sees_hooks:
                LOG.info("tracker_hooks_hidden", repository=self._place.path, error=error.message)
            self._sees_hooks = False
            return 0

    def _scalars(self, ref: RemoteRef, patch: Patch) -> dict[str, Any]:
        values = to_scalars(patch)
        if "body" in patch.scalars:
            values["body"] = _text(patch.scalars["body"] or "", self._mark_of(ref))
        if "milestone" in patch.scalars:
            title = patch.scalars["milestone"]
            values["milestone"] = self._names.milestone(self._place.path, title) if title else None
        _refuse_long_title(values)
        return values

    def _mark_of(self, ref: RemoteRef) -> UUID | None:
        if not self._marks.knows(ref.key):
            self.fetch(ref)
        return self._marks.of(ref.key)

    def _drop_label(self, path: str) -> None:
        """A label that is off already answers 404; a missing issue shows at the read-back."""
        try:
            self._client.write("DELETE", path)
        except Gone:
            return

    def _known(self, issue: Issue) -> Issue:
        self._names.learn(issue.people)
        self._marks.keep(issue.ref.key, issue.marker)
        return issue


def _text(body: str, intent: UUID | None) -> str:
    """The body with its mark, cut where GitHub has no room for it."""
    return mark(cut(body, BODY_LIMIT - MARK_LENGTH), intent)


def _refuse_long_title(values: dict[str, Any]) -> None:
    """Raise ``Rejected`` with limit and length."""
    length = len(values.get("title", ""))
    if length > TITLE_LIMIT:
        message = f"GitHub keeps at most {TITLE_LIMIT} characters; these are {length}"
        raise Rejected(message, fields={"title": message})
