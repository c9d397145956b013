"""A dump of ``GET /issues`` becomes records; what is missing is filled, what is wrong is named."""

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from integrations.sandbox.clock import parse_time
from integrations.sandbox.github.records import Comment, Issue, Repository, User
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
    issues = [_Reader(world, repo, at, record).issue() for at, record in enumerate(dump)]
    numbers = Counter(issue.number for issue in issues)
    for at, issue in enumerate(issues):
        if numbers[issue.number] > 1:
            raise _wrong(at, "number", f"{issue.number} is there twice")
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
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise _wrong(self.at, "number", f"a number from 1 is expected, not {number!r}")
        if not isinstance(title, str) or not title.strip():
            raise _wrong(self.at, "title", f"a text is expected, not {title!r}")
        created = self.moment("created_at") or EPOCH
        updated = self.moment("updated_at") or created
        identity = self.record.get("id")
        known = identity if isinstance(identity, int) else self.world.new_id()
        author = self.user(self.record.get("user")) or self.world.user("ghost")
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
        value = self.text(field)
        try:
            return parse_time(value) if value else None
        except ValueError as error:
            raise _wrong(self.at, field, f"{value!r} is no time") from error

    def entries(self, field: str) -> list[object]:
        value = self.record.get(field)
        return value if isinstance(value, list) else []

    def user(self, value: object) -> User | None:
        """The account; an entry without a login is no account."""
        if not isinstance(value, dict) or not isinstance(value.get("login"), str):
            return None
        number = value.get("id")
        return self.world.user(value["login"], number if isinstance(number, int) else None)

    def _state(self, issue: Issue) -> None:
        state = self.record.get("state", "open")
        if state not in ("open", "closed"):
            raise _wrong(self.at, "state", f"open or closed is expected, not {state!r}")
        issue.state, issue.state_reason = state, self.text("state_reason")
        if state == "closed":
            issue.closed_at = self.moment("closed_at") or issue.updated_at
            issue.closed_by = self.user(self.record.get("closed_by"))
            issue.state_reason = issue.state_reason or "completed"
        pull = self.record.get("pull_request")
        if isinstance(pull, dict) and (pull.get("url") or pull.get("html_url")):
            issue.is_pull, issue.state_reason = True, None
            merged = pull.get("merged_at")
            issue.merged_at = parse_time(merged) if isinstance(merged, str) else None

    def _links(self, issue: Issue) -> None:
        for entry in self.entries("labels"):
            name = entry.get("name") if isinstance(entry, dict) else entry
            if isinstance(name, str) and name:
                label = self.world.label(self.repo, name)
                if label not in issue.labels:
                    issue.labels.append(label)
                if isinstance(entry, dict):
                    label.color = str(entry.get("color") or label.color)
                    label.description = entry.get("description") or label.description
        people = [self.user(entry) for entry in self.entries("assignees")]
        people.append(self.user(self.record.get("assignee")))
        for user in people:
            if user is not None and user not in issue.assignees:
                issue.assignees.append(user)
        self._milestone(issue)

    def _milestone(self, issue: Issue) -> None:
        value = self.record.get("milestone")
        if not isinstance(value, dict) or not isinstance(value.get("title"), str):
            return
        creator = self.user(value.get("creator")) or issue.user
        stone = self.world.milestone(self.repo, value["title"], creator)
        due = value.get("due_on")
        stone.description = value.get("description") or stone.description
        stone.due_on = parse_time(due) if isinstance(due, str) else stone.due_on
        if value.get("state") == "closed":
            stone.closed_at = stone.updated_at
        issue.milestone = stone

    def _comments(self, issue: Issue) -> None:
        """Comments when the dump has them as records; a bare number has nothing to show."""
        for entry in self.entries("comments"):
            if isinstance(entry, dict) and isinstance(entry.get("body"), str):
                author = self.user(entry.get("user")) or issue.user
                when = entry.get("created_at")
                at = parse_time(when) if isinstance(when, str) else issue.updated_at
                identity = self.world.new_id()
                issue.comments.append(
                    Comment(identity, issue.number, author, entry["body"], at, at)
                )
