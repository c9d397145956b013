"""Every write to an issue: refused as a whole or done as a whole, told, and kept as history."""

from dataclasses import dataclass, replace

from integrations.sandbox.jira import draft, refusals
from integrations.sandbox.jira.draft import Draft
from integrations.sandbox.jira.fields import FieldError, Reader
from integrations.sandbox.jira.records import (
    Change,
    Comment,
    History,
    Issue,
    Project,
    Status,
    Text,
    Transition,
    User,
)
from integrations.sandbox.jira.workflow import KINDS, PRIORITIES, TO_DO
from integrations.sandbox.jira.world import Event, World
from integrations.sandbox.wire import Json


@dataclass(frozen=True)
class Hand:
    """Who writes, and in which version of the API (None takes wiki text and documents)."""

    world: World
    actor: User
    api: int | None = None

    def create(self, values: Json) -> Issue:
        """A new issue from ``fields``, ``update`` and ``properties``.

        Raises:
            Refusal: 400, names each field that is wrong.
        """
        wanted = draft.section(values, "fields")
        project = self._project(wanted.pop("project", None))
        draft_ = self._draft(project, None, self.world.site.create_screen)
        draft_.take(wanted, draft.section(values, "update"))
        draft_.require("summary", "issuetype")
        draft_.refuse_if_wrong()
        now = self.world.now()
        project.last_number += 1
        issue = Issue(
            self.world.new_id(),
            project,
            project.last_number,
            str(draft_.values["summary"]),
            KINDS[1],
            self.world.status(TO_DO),
            PRIORITIES[2],
            self.actor,
            now,
            now,
        )
        draft_.write(issue)
        self.set_properties(issue, values.get("properties") or [])
        self.world.place(issue)
        if self.world.site.index_lag:
            self.world.unindexed.add(issue.id)
        self.world.tell(Event("jira:issue_created", self.actor, issue, "issue_created"))
        return issue

    def edit(self, issue: Issue, values: Json) -> None:
        """Change what ``fields`` and ``update`` name, and set ``properties``.

        Raises:
            Refusal: 400, names each field that is wrong; nothing is changed.
        """
        update = draft.section(values, "update")
        remarks = self._remarks(update.pop("comment", None))
        draft_ = self._draft(issue.project, issue, self.world.site.edit_screen)
        draft_.take(draft.section(values, "fields"), update)
        draft_.refuse_if_wrong()
        self.set_properties(issue, values.get("properties") or [])
        self._record(issue, draft_.write(issue), "issue_generic")
        for remark in remarks:
            self.comment(issue, remark)

    def transition(self, issue: Issue, transition: Transition, values: Json) -> None:
        """Take a step of the workflow and fill its screen.

        Raises:
            Refusal: 400, a field of the screen is missing or wrong.
        """
        update = draft.section(values, "update")
        remarks = self._remarks(update.pop("comment", None))
        draft_ = self._draft(issue.project, issue, set(transition.screen))
        draft_.take(draft.section(values, "fields"), update)
        draft_.require(*transition.screen)
        draft_.refuse_if_wrong()
        before = issue.status
        changes = [*draft_.write(issue), *self._enter(issue, self.world.status(transition.target))]
        if before is not issue.status:
            changes.append(
                Change("status", before.id, before.name, issue.status.id, issue.status.name)
            )
        self._record(issue, changes, "issue_generic")
        for remark in remarks:
            self.comment(issue, remark)

    def delete(self, issue: Issue) -> None:
        """Delete an issue; its comments follow in the secondary flow."""
        del self.world.issues[issue.id]
        self.world.keys = {key: i for key, i in self.world.keys.items() if i != issue.id}
        self.world.tell(Event("jira:issue_deleted", self.actor, issue))
        for comment in issue.comments:
            self._tell_comment("comment_deleted", issue, comment, secondary=True)

    def move(self, issue: Issue, project: Project) -> None:
        """Move an issue to another project: its key changes, its id stays."""
        old, was = issue.key, issue.project
        project.last_number += 1
        issue.project, issue.number = project, project.last_number
        issue.versions = ()
        self.world.place(issue)
        changes = [
            Change("project", str(was.id), was.name, str(project.id), project.name),
            Change("Key", None, old, None, issue.key),
        ]
        self._record(issue, changes, "issue_moved")

    def comment(self, issue: Issue, values: Json) -> Comment:
        """Write a comment from ``body``, ``visibility`` and ``properties``."""
        body, now = self._body(values), self.world.now()
        comment = Comment(self.world.new_id(), self.actor, body, now, now, self.actor)
        self._trim(comment, values)
        issue.comments.append(comment)
        issue.updated = now
        self._tell_comment("comment_created", issue, comment)
        return comment

    def edit_comment(self, issue: Issue, comment: Comment, values: Json) -> None:
        """Replace a comment's text, and what else ``values`` names."""
        comment.body = self._body(values)
        self._trim(comment, values)
        comment.updated = issue.updated = self.world.now()
        comment.update_author = self.actor
        self._tell_comment("comment_updated", issue, comment)

    def delete_comment(self, issue: Issue, comment: Comment) -> None:
        """Delete a comment."""
        issue.comments.remove(comment)
        issue.updated = self.world.now()
        self._tell_comment("comment_deleted", issue, comment)

    def set_properties(self, issue: Issue, entries: object) -> None:
        """Set entity properties out of ``[{"key": .., "value": ..}]``."""
        issue.properties |= draft.properties(entries)

    def _draft(self, project: Project, issue: Issue | None, screen: set[str]) -> Draft:
        return Draft(Reader(self.world, project, self.api), issue, frozenset(screen))

    def _project(self, value: object) -> Project:
        given = value.get("id", value.get("key")) if isinstance(value, dict) else None
        found = self.world.project(str(given)) if given is not None else None
        if found is None or found.hidden:
            raise refusals.wrong(project="Specify a valid project ID or key")
        return found

    def _enter(self, issue: Issue, status: Status) -> list[Change]:
        """Go to a status; who leaves Done loses the resolution."""
        issue.status = status
        if status.category == "done":
            issue.resolved = self.world.now()
            return []
        before, issue.resolution, issue.resolved = issue.resolution, None, None
        if before is None:
            return []
        return [Change("resolution", before.id, before.name, None, None)]

    def _record(self, issue: Issue, changes: list[Change], kind: str) -> None:
        if not changes:
            return
        issue.updated = self.world.now()
        history = History(self.world.new_id(), self.actor, issue.updated, tuple(changes))
        issue.histories.append(history)
        self.world.tell(Event("jira:issue_updated", self.actor, issue, kind, history))

    def _remarks(self, operations: object) -> list[Json]:
        """The comments that an edit adds on its way."""
        listed = operations if isinstance(operations, list) else [operations]
        found = [each.get("add") if isinstance(each, dict) else None for each in listed]
        remarks = [each for each in found if isinstance(each, dict)]
        if operations is not None and len(remarks) < len(listed):
            raise refusals.wrong(comment="Only adding a comment is possible here.")
        for remark in remarks:
            self._body(remark)
        return remarks

    def _body(self, values: Json) -> Text:
        reader = Reader(self.world, next(iter(self.world.projects.values())), self.api)
        try:
            body = reader.text(values.get("body"))
        except FieldError as error:
            raise refusals.wrong(comment=f"Comment body is not valid! {error}") from error
        if body is None or (isinstance(body, str) and not body.strip()):
            raise refusals.wrong(comment="Comment body can not be empty!")
        return body

    def _trim(self, comment: Comment, values: Json) -> None:
        comment.properties |= draft.properties(values.get("properties") or [])
        if "visibility" in values:
            comment.visibility = draft.visibility(values["visibility"])

    def _tell_comment(
        self, name: str, issue: Issue, comment: Comment, *, secondary: bool = False
    ) -> None:
        event = Event(name, self.actor, issue, comment=replace(comment))
        self.world.tell(replace(event, secondary=secondary))
