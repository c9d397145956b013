"""A dump of ``GET /issues`` becomes records; what is missing is filled, what is wrong is named."""

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeGuard

from integrations.sandbox.clock import parse_time
from integrations.sandbox.github.records import Comment, Issue, Label, Repository, User
from integrations.sandbox.github.rules import REASONS
from integrations.sandbox.github.world import World

if TYPE_CHECKING:
    from integrations.sandbox.wire import Json

EPOCH = datetime(2008, 4, 10, tzinfo=UTC)


def load(world: World, repo: Repository, dump: object) -> dict[str, int]:
    """Take over every record of ``dump`` and count what came.

    Raises:
        ValueError: Names the record (from 0) and the field that is no issue's.
    """
    if isinstance(dump, dict) and isinstance(dump.get("issues"), list):
        dump = dump["issues"]
    if not isinstance(dump, list):
        message = f"A dump of issues is a list of records, not {type(dump).__name__}"
        raise ValueError(message)
    before = dict(world.users), dict(repo.labels), dict(repo.milestones)
    try:
        issues = _read(world, repo, dump)
    except ValueError:
        world.users, repo.labels, repo.milestones = before
        raise
    for issue in issues:
        repo.issues[issue.number] = issue
        repo.comments |= {comment.id: comment for comment in issue.comments}
    pulls = sum(issue.is_pull for issue in issues)
    return {
        "records": len(issues),
        "issues": len(issues) - pulls,
        "pull_requests": pulls,
        "comments": sum(len(issue.comments) for issue in issues),
    }


def _read(world: World, repo: Repository, records: list[object]) -> list[Issue]:
    issues = [_Reader(world, repo, at, record).issue() for at, record in enumerate(records)]
    numbers = Counter([*repo.issues, *(issue.number for issue in issues)])
    for at, issue in enumerate(issues):
        if numbers[issue.number] > 1:
            raise _wrong(at, "number", f"{issue.number} is there twice")
    return issues


def _wrong(at: int, field: str, why: str) -> ValueError:
    return ValueError(f"Record {at}, field {field}: {why}")


class _Reader:
    """Reads one record."""

    def __init__(self, world: World, repo: Repository, at: int, record: object) -> None:
        if not isinstance(record, dict):
            raise _wrong(at, "(whole)", f"an object is expected, not {type(record).__name__}")
        self.world, self.repo, self.at = world, repo, at
        self.record: Json = record

    def issue(self) -> Issue:
        number, title = self.record.get("number"), self.record.get("title")
        if not _is_count(number):
            raise _wrong(self.at, "number", f"a number from 1 is expected, not {number!r}")
        if not isinstance(title, str) or not title.strip():
            raise _wrong(self.at, "title", f"a text is expected, not {title!r}")
        created = self.moment("created_at") or EPOCH
        updated = self.moment("updated_at") or created
        identity = self.record.get("id")
        if identity is not None and not _is_count(identity):
            raise _wrong(self.at, "id", f"a number is expected, not {identity!r}")
        known = identity or self.world.new_id()
        author = self.user("user", self.record.get("user")) or self.world.user("ghost")
        issue = Issue(known, number, title, author, created, updated)
        issue.body = self.text("body")
        issue.locked = self.record.get("locked") is True
        self._state(issue)
        self._links(issue)
        self._comments(issue)
        return issue

    def text(self, field: str) -> str | None:
        value = self.record.get(field)
        if value is not None and not isinstance(value, str):
            raise _wrong(self.at, field, f"a text is expected, not {type(value).__name__}")
        return value

    def moment(self, field: str) -> datetime | None:
        return self.time(field, self.record.get(field))

    def time(self, field: str, value: object) -> datetime | None:
        if value is None:
            return None
        try:
            return parse_time(str(value))
        except ValueError as error:
            raise _wrong(self.at, field, f"{value!r} is no time") from error

    def entries(self, field: str) -> list[object]:
        value = self.record.get(field)
        if value is not None and not isinstance(value, list):
            raise _wrong(self.at, field, f"a list is expected, not {type(value).__name__}")
        return value or []

    def user(self, field: str, value: object) -> User | None:
        """The account: an object with a login, or nothing."""
        if value is None:
            return None
        if not isinstance(value, dict) or not isinstance(value.get("login"), str):
            raise _wrong(self.at, field, "an account with a login is expected")
        number = value.get("id")
        return self.world.user(value["login"], number if _is_count(number) else None)

    def _state(self, issue: Issue) -> None:
        state = self.record.get("state", "open")
        if state not in ("open", "closed"):
            raise _wrong(self.at, "state", f"open or closed is expected, not {state!r}")
        reason = self.text("state_reason")
        if reason is not None and reason not in REASONS:
            raise _wrong(self.at, "state_reason", f"{reason!r} is no reason")
        issue.state, issue.state_reason = state, reason
        if state == "closed":
            issue.closed_at = self.moment("closed_at") or issue.updated_at
            issue.closed_by = self.user("closed_by", self.record.get("closed_by"))
            issue.state_reason = issue.state_reason or "completed"
        pull = self.record.get("pull_request")
        if isinstance(pull, dict) and (pull.get("url") or pull.get("html_url")):
            issue.is_pull, issue.state_reason = True, None
            issue.merged_at = self.time("pull_request.merged_at", pull.get("merged_at"))

    def _links(self, issue: Issue) -> None:
        for entry in self.entries("labels"):
            label = self._label(entry)
            if label not in issue.labels:
                issue.labels.append(label)
        people = [self.user("assignees", entry) for entry in self.entries("assignees")]
        people.append(self.user("assignee", self.record.get("assignee")))
        for user in people:
            if user is not None and user not in issue.assignees:
                issue.assignees.append(user)
        self._milestone(issue)

    def _label(self, entry: object) -> Label:
        name = entry.get("name") if isinstance(entry, dict) else entry
        if not isinstance(name, str) or not name.strip():
            raise _wrong(self.at, "labels", f"a name is expected, not {name!r}")
        label = self.world.label(self.repo, name)
        if isinstance(entry, dict):
            label.color = str(entry.get("color") or label.color)
            label.description = entry.get("description") or label.description
        return label

    def _milestone(self, issue: Issue) -> None:
        value = self.record.get("milestone")
        if value is None:
            return
        if not isinstance(value, dict) or not isinstance(value.get("title"), str):
            raise _wrong(self.at, "milestone", "an object with a title is expected")
        creator = self.user("milestone.creator", value.get("creator")) or issue.user
        stone = self.world.milestone(self.repo, value["title"], creator)
        stone.description = value.get("description") or stone.description
        stone.due_on = self.time("milestone.due_on", value.get("due_on")) or stone.due_on
        if value.get("state") == "closed":
            stone.closed_at = stone.updated_at
        issue.milestone = stone

    def _comments(self, issue: Issue) -> None:
        """Comments when the dump has them as records; a bare number has nothing to show."""
        if isinstance(self.record.get("comments"), int):
            return
        for entry in self.entries("comments"):
            if not isinstance(entry, dict) or not isinstance(entry.get("body"), str):
                raise _wrong(self.at, "comments", "objects with a body are expected")
            author = self.user("comments.user", entry.get("user")) or issue.user
            at = self.time("comments.created_at", entry.get("created_at")) or issue.updated_at
            number = self.world.new_id()
            issue.comments.append(Comment(number, issue.number, author, entry["body"], at, at))


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
