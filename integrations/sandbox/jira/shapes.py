"""What Jira's JSON looks like, for one version of the API and one flavour."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from integrations.sandbox.clock import jira_time
from integrations.sandbox.jira import adf
from integrations.sandbox.jira.records import (
    Comment,
    History,
    Issue,
    Named,
    Project,
    Status,
    Text,
    User,
    Version,
)
from integrations.sandbox.jira.workflow import CATEGORIES
from integrations.sandbox.wire import Json

SIZES = ("16x16", "24x24", "32x32", "48x48")
EXPAND = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"


@dataclass(frozen=True)
class Shapes:
    """Renders records; ``base`` has no slash at the end, ``api`` is 2 or 3."""

    base: str
    api: int
    cloud: bool

    def address(self, rest: str) -> str:
        """An address in this version of the API."""
        return f"{self.base}/rest/api/{self.api}/{rest}"

    def text(self, text: Text | None) -> object:
        """Rich text in the language of this version: the other language is shown as plain text."""
        if text is None:
            return None
        if self.api == 2:  # noqa: PLR2004 (the API's version)
            return text if isinstance(text, str) else adf.plain(text)
        return adf.document(text) if isinstance(text, str) else text

    def user(self, user: User) -> Json:
        """An account: Cloud hides its name, a server shows it."""
        pictures = {size: f"{self.base}/avatars/{user.name}/{size}" for size in SIZES}
        shape: Json = {
            "emailAddress": user.email,
            "avatarUrls": pictures,
            "displayName": user.display,
            "active": user.active,
            "timeZone": "UTC",
        }
        if self.cloud:
            here = self.address(f"user?accountId={user.account_id}")
            return {"self": here, "accountId": user.account_id, "accountType": "atlassian"} | shape
        here = self.address(f"user?username={user.name}")
        return {"self": here, "name": user.name, "key": user.name} | shape

    def optional_user(self, user: User | None) -> Json | None:
        """The account, or null."""
        return None if user is None else self.user(user)

    def named(self, kind: str, entry: Named) -> Json:
        """An entry of a list; ``kind`` is its place in the API."""
        shape = {"self": self.address(f"{kind}/{entry.id}"), "id": entry.id, "name": entry.name}
        return shape | ({"description": entry.description} if entry.description else {})

    def priority(self, priority: Named) -> Json:
        """A priority."""
        icon = {"iconUrl": f"{self.base}/images/icons/priorities/{priority.name.lower()}.svg"}
        return self.named("priority", priority) | icon

    def kind(self, kind: Named) -> Json:
        """An issue type."""
        more = {"iconUrl": f"{self.base}/images/icons/{kind.name.lower()}.svg", "subtask": False}
        return self.named("issuetype", kind) | more | ({"hierarchyLevel": 0} if self.cloud else {})

    def status(self, status: Status) -> Json:
        """A status with its category."""
        number, color, name = CATEGORIES[status.category]
        category = {
            "self": self.address(f"statuscategory/{number}"),
            "id": number,
            "key": status.category,
            "colorName": color,
            "name": name,
        }
        icon = {"iconUrl": f"{self.base}/images/icons/statuses/generic.png"}
        return self.named("status", status) | icon | {"statusCategory": category}

    def version(self, version: Version) -> Json:
        """A version of a project."""
        here = self.address(f"version/{version.id}")
        flags = {"archived": False, "released": version.released}
        return {"self": here, "id": version.id, "name": version.name} | flags

    def project(self, project: Project) -> Json:
        """A project as issues show it."""
        return {
            "self": self.address(f"project/{project.id}"),
            "id": str(project.id),
            "key": project.key,
            "name": project.name,
            "projectTypeKey": "software",
            "avatarUrls": {size: f"{self.base}/avatars/{project.key}/{size}" for size in SIZES},
        } | ({"simplified": False} if self.cloud else {})

    def created(self, issue: Issue) -> Json:
        """What a creation answers, and nothing more."""
        return {"id": str(issue.id), "key": issue.key, "self": self.address(f"issue/{issue.id}")}

    def issue(
        self,
        issue: Issue,
        wanted: Callable[[str], bool] = lambda name: True,  # noqa: ARG005 (everything)
        remarks: int | None = None,
    ) -> Json:
        """An issue with the fields that are ``wanted`` and at most ``remarks`` comments."""
        fields = self._fields(issue, remarks).items()
        shown = {name: value for name, value in fields if wanted(name)}
        return {"expand": EXPAND} | self.created(issue) | {"fields": shown}

    def comment(self, issue: Issue, comment: Comment, *, properties: bool = False) -> Json:
        """A comment."""
        shape: Json = {
            "self": self.address(f"issue/{issue.id}/comment/{comment.id}"),
            "id": str(comment.id),
            "author": self.user(comment.author),
            "body": self.text(comment.body),
            "updateAuthor": self.user(comment.update_author),
            "created": jira_time(comment.created),
            "updated": jira_time(comment.updated),
        }
        if self.cloud:
            shape["jsdPublic"] = True
        if comment.visibility is not None:
            shape["visibility"] = comment.visibility
        if properties:
            pairs = comment.properties.items()
            shape["properties"] = [{"key": key, "value": value} for key, value in pairs]
        return shape

    def history(self, history: History) -> Json:
        """An entry of the change history."""
        return {
            "id": str(history.id),
            "author": self.user(history.author),
            "created": jira_time(history.created),
            "items": self.changes(history),
        }

    def changes(self, history: History) -> list[Json]:
        """What changed; ``from`` and ``to`` are ids, the other two are words."""
        return [
            {
                "field": change.field,
                "fieldtype": "jira",
                "fieldId": change.field_id,
                "from": change.before,
                "fromString": change.before_text,
                "to": change.after,
                "toString": change.after_text,
            }
            for change in history.items
        ]

    def changelog(self, histories: Iterable[History]) -> Json:
        """The history as ``expand=changelog`` shows it, newest first."""
        shown = [self.history(history) for history in histories][::-1]
        return {"startAt": 0, "maxResults": len(shown), "total": len(shown), "histories": shown}

    def _fields(self, issue: Issue, remarks: int | None) -> Json:
        plain: Json = {
            "summary": issue.summary,
            "description": self.text(issue.description),
            "labels": list(issue.labels),
            "duedate": issue.due,
            "created": jira_time(issue.created),
            "updated": jira_time(issue.updated),
            "resolutiondate": optional_time(issue.resolved),
        }
        return plain | self._links(issue) | {"comment": self._comments(issue, remarks)}

    def _links(self, issue: Issue) -> Json:
        solved = issue.resolution
        return {
            "project": self.project(issue.project),
            "issuetype": self.kind(issue.kind),
            "status": self.status(issue.status),
            "priority": self.priority(issue.priority),
            "resolution": None if solved is None else self.named("resolution", solved),
            "assignee": self.optional_user(issue.assignee),
            "reporter": self.user(issue.reporter),
            "creator": self.user(issue.reporter),
            "fixVersions": [self.version(version) for version in issue.versions],
            **{name: [] for name in ("versions", "components", "subtasks", "issuelinks")},
            "attachment": [],
            "environment": None,
        }

    def _comments(self, issue: Issue, remarks: int | None) -> Json:
        shown = [self.comment(issue, comment) for comment in issue.comments[:remarks]]
        total = len(issue.comments)
        return {
            "comments": shown,
            "self": self.address(f"issue/{issue.id}/comment"),
            "maxResults": len(shown),
            "total": total,
            "startAt": 0,
        }


def optional_time(moment: datetime | None) -> str | None:
    """The time as Jira writes it, or null."""
    return None if moment is None else jira_time(moment)
