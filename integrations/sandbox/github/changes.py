"""Every write to an issue: it bumps ``updated_at`` and tells what webhooks will say."""

from collections.abc import Iterable
from dataclasses import dataclass

from integrations.sandbox.github import rules
from integrations.sandbox.github.records import Comment, Issue, Label, Repository, User
from integrations.sandbox.github.world import Event, World
from integrations.sandbox.wire import Json


@dataclass(frozen=True)
class Hand:
    """Who writes where; without push access some fields are dropped in silence.

    Source: docs.github.com/rest/issues/issues ("Only users with push access can set ...").
    """

    world: World
    repo: Repository
    actor: User
    push_access: bool = True

    def open_issue(self, values: Json) -> Issue:
        """A new issue from ``title``, ``body``, ``labels``, ``assignees``, ``milestone``."""
        allowed = self._allowed(values)
        title, body = rules.title(values.get("title")), rules.body(values.get("body"))
        labels = rules.names(allowed.get("labels") or [])
        wanted = allowed.get("assignees") or [a for a in [allowed.get("assignee")] if a]
        assignees = rules.people(self.world, wanted, strict=True)
        milestone = rules.milestone(self.repo, allowed.get("milestone"))
        now = self.world.now()
        issue = Issue(
            self.world.new_id(), self.world.next_number(self.repo), title, self.actor, now, now
        )
        issue.body, issue.milestone = body, milestone
        self.repo.issues[issue.number] = issue
        self._tell("opened", issue)
        self.add_labels(issue, labels)
        self.add_assignees(issue, assignees)
        if milestone is not None:
            self.world.tell(
                Event("issues", "milestoned", self.repo, self.actor, issue, milestone=milestone)
            )
        return issue

    def edit(self, issue: Issue, values: Json) -> None:
        """Change what ``values`` names; nothing is changed when one value is refused."""
        allowed = self._allowed(values)
        title = rules.title(values["title"]) if "title" in values else issue.title
        body = rules.body(values["body"]) if "body" in values else issue.body
        state, reason = rules.state(values, issue.state)
        labels = rules.names(allowed["labels"] or []) if "labels" in allowed else None
        people = None
        if "assignees" in allowed:
            people = rules.people(self.world, allowed["assignees"] or [], strict=True)
        self._milestone(issue, allowed)
        self._text(issue, title, body)
        if "state" in values:
            self._state(issue, state, reason)
        if labels is not None:
            self.set_labels(issue, labels)
        if people is not None:
            self.remove_assignees(issue, [u for u in issue.assignees if u not in people])
            self.add_assignees(issue, people)
        self.touch(issue)

    def add_labels(self, issue: Issue, names: Iterable[str]) -> None:
        """Put labels on, making those the repository does not have."""
        for name in names:
            label = self.world.label(self.repo, name)
            if label not in issue.labels:
                issue.labels.append(label)
                self._label("labeled", issue, label)

    def remove_labels(self, issue: Issue, labels: Iterable[Label]) -> None:
        """Take labels off."""
        for label in list(labels):
            issue.labels.remove(label)
            self._label("unlabeled", issue, label)

    def set_labels(self, issue: Issue, names: list[str]) -> None:
        """Replace the labels."""
        kept = {name.casefold() for name in names}
        self.remove_labels(issue, [x for x in issue.labels if x.name.casefold() not in kept])
        self.add_labels(issue, names)

    def add_assignees(self, issue: Issue, users: Iterable[User]) -> None:
        """Assign people."""
        for user in users:
            if user not in issue.assignees:
                issue.assignees.append(user)
                self._assignee("assigned", issue, user)

    def remove_assignees(self, issue: Issue, users: Iterable[User]) -> None:
        """Unassign people."""
        for user in list(users):
            if user in issue.assignees:
                issue.assignees.remove(user)
                self._assignee("unassigned", issue, user)

    def comment(self, issue: Issue, body: object) -> Comment:
        """Write a comment."""
        words, now = rules.body(body, "IssueComment"), self.world.now()
        comment = Comment(self.world.new_id(), issue.number, self.actor, words or "", now, now)
        issue.comments.append(comment)
        self.repo.comments[comment.id] = comment
        self.touch(issue)
        self._remark("created", issue, comment)
        return comment

    def edit_comment(self, comment: Comment, body: object) -> None:
        """Replace a comment's text."""
        words, before = rules.body(body, "IssueComment"), comment.body
        issue = self.repo.issues[comment.number]
        comment.body, comment.updated_at = words or "", self.world.now()
        self.touch(issue)
        self._remark("edited", issue, comment, {"body": {"from": before}})

    def delete_comment(self, comment: Comment) -> None:
        """Delete a comment; no list will mention it again."""
        issue = self.repo.issues[comment.number]
        issue.comments.remove(comment)
        del self.repo.comments[comment.id]
        self.touch(issue)
        self._remark("deleted", issue, comment)

    def touch(self, issue: Issue) -> None:
        """Bump ``updated_at``."""
        issue.updated_at = self.world.now()

    def _allowed(self, values: Json) -> Json:
        if self.push_access:
            return values
        ignored = {"labels", "assignees", "assignee", "milestone"}
        return {name: value for name, value in values.items() if name not in ignored}

    def _text(self, issue: Issue, title: str, body: str | None) -> None:
        changes = {}
        if title != issue.title:
            changes["title"] = {"from": issue.title}
        if body != issue.body:
            changes["body"] = {"from": issue.body or ""}
        issue.title, issue.body = title, body
        if changes:
            self.touch(issue)
            self._tell("edited", issue, changes)

    def _state(self, issue: Issue, state: str, reason: str | None) -> None:
        if state == issue.state and (state == "open" or reason == issue.state_reason):
            return
        issue.state, issue.state_reason = state, reason
        issue.closed_at = self.world.now() if state == "closed" else None
        issue.closed_by = self.actor if state == "closed" else None
        self.touch(issue)
        self._tell("closed" if state == "closed" else "reopened", issue)

    def _milestone(self, issue: Issue, values: Json) -> None:
        if "milestone" not in values:
            return
        before, issue.milestone = issue.milestone, rules.milestone(self.repo, values["milestone"])
        if before is issue.milestone:
            return
        self.touch(issue)
        for action, it in (("demilestoned", before), ("milestoned", issue.milestone)):
            if it is not None:
                self.world.tell(Event("issues", action, self.repo, self.actor, issue, milestone=it))

    def _tell(self, action: str, issue: Issue, changes: Json | None = None) -> None:
        if not issue.is_pull:
            wanted = changes if action == "edited" else None
            self.world.tell(Event("issues", action, self.repo, self.actor, issue, changes=wanted))

    def _label(self, action: str, issue: Issue, label: Label) -> None:
        self.touch(issue)
        self.world.tell(Event("issues", action, self.repo, self.actor, issue, label=label))

    def _assignee(self, action: str, issue: Issue, user: User) -> None:
        self.touch(issue)
        self.world.tell(Event("issues", action, self.repo, self.actor, issue, assignee=user))

    def _remark(
        self, action: str, issue: Issue, comment: Comment, changes: Json | None = None
    ) -> None:
        event = Event("issue_comment", action, self.repo, self.actor, issue, comment)
        if changes is not None:
            event = Event(
                "issue_comment", action, self.repo, self.actor, issue, comment, changes=changes
            )
        self.world.tell(event)
