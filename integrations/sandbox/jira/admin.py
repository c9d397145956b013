"""What a test or a demo may do to the sandbox Jira without going through HTTP."""

from integrations.sandbox.clock import Clock
from integrations.sandbox.jira import refusals
from integrations.sandbox.jira.changes import Hand
from integrations.sandbox.jira.hooks import ALL_EVENTS, HookDesk
from integrations.sandbox.jira.pace import Pace
from integrations.sandbox.jira.records import Comment, Issue, Project, Transition, User, Version
from integrations.sandbox.jira.shapes import Shapes
from integrations.sandbox.jira.workflow import STATUSES, named
from integrations.sandbox.jira.world import Site, World
from integrations.sandbox.server import HttpSandbox
from integrations.sandbox.webhooks import AsJira, Courier
from integrations.sandbox.wire import Json

SOMEONE = "octavia@acme.test"
CHOSEN = ("priority", "issuetype", "resolution")


class JiraAdmin(HttpSandbox):
    """State and the hands that change it; ``by`` is the address of who acts."""

    def __init__(
        self, clock: Clock, site: Site, *, project: str, user: str, webhook_secret: str
    ) -> None:
        super().__init__(clock)
        self.site = site
        self.world = World(clock, site, user)
        self.project: Project = self.world.add_project(project)
        self.webhook_secret = webhook_secret
        self.webhooks = Courier(clock, AsJira())
        self.desk = HookDesk(self.world, self.webhooks)
        self.world.tell = self.desk.tell
        self.pace = Pace(clock)

    @property
    def account(self) -> User:
        """Whose token it is."""
        return self.world.account

    @property
    def drop_webhooks(self) -> bool:
        """Whether webhooks are lost on the way."""
        return self.webhooks.dropping

    @drop_webhooks.setter
    def drop_webhooks(self, lost: bool) -> None:
        self.webhooks.dropping = lost

    @property
    def index_lag(self) -> bool:
        """Whether searches miss what is created, until ``release_index``."""
        return self.site.index_lag

    @index_lag.setter
    def index_lag(self, late: bool) -> None:
        self.site.index_lag = late

    def release_index(self) -> None:
        """Let searches find everything again, and from now on at once."""
        with self.lock:
            self.site.index_lag = False
            self.world.unindexed.clear()

    def add_user(self, email: str, display: str | None = None) -> User:
        """An account that may be assigned."""
        with self.lock:
            return self.world.user(email, display)

    def add_project(self, key: str, name: str | None = None) -> Project:
        """A project, made when there is none with this key."""
        with self.lock:
            return self.world.add_project(key, name)

    def add_version(self, name: str) -> Version:
        """A version of the project."""
        with self.lock:
            return self.world.version(self.project, name)

    def add_webhook(
        self, url: str, secret: str | None = None, events: list[str] | None = None
    ) -> int:
        """A webhook; answers its id."""
        given = self.webhook_secret if secret is None else secret
        with self.lock:
            return self.desk.add(url, given, frozenset(events or ALL_EVENTS)).id

    def issues(self) -> list[Json]:
        """Every issue as the API shows it, by id."""
        with self.lock:
            rows = sorted(self.world.issues.values(), key=lambda issue: issue.id)
            return [self._shapes().issue(issue) for issue in rows]

    def issue(self, key: str) -> Json:
        """One issue as the API shows it, by key or id."""
        with self.lock:
            return self._shapes().issue(self.world.find(key))

    def comments(self, key: str) -> list[Json]:
        """The comments of one issue as the API shows them, with their properties."""
        with self.lock:
            issue, shapes = self.world.find(key), self._shapes()
            return [shapes.comment(issue, c, properties=True) for c in issue.comments]

    def create(
        self, summary: str, *, by: str = SOMEONE, properties: Json | None = None, **fields: object
    ) -> str:
        """Create an issue; answers its key.

        ``fields`` are those of the API, and names will do: ``priority="High"``,
        ``assignee="ada@acme.test"``, ``fixVersions=["1.0"]``, ``project="OTHER"``.
        """
        fields = {"project": self.project.key, "issuetype": "Task", "summary": summary, **fields}
        pairs = [{"key": key, "value": value} for key, value in (properties or {}).items()]
        with self.lock:
            values = {"fields": self._fields(fields), "properties": pairs}
            return self._hand(by).create(values).key

    def edit(self, key: str, *, by: str = SOMEONE, **fields: object) -> None:
        """Change fields of an issue; ``fields`` as in ``create``."""
        with self.lock:
            self._hand(by).edit(self.world.find(key), {"fields": self._fields(fields)})

    def transition(
        self, key: str, to: str, *, resolution: str | None = "Done", by: str = SOMEONE
    ) -> None:
        """Bring an issue to the status called ``to`` in one step, whatever the workflow says."""
        target = named(STATUSES, {"name": to})
        if target is None:
            message = f"There is no status called {to!r}"
            raise ValueError(message)
        done = to == "Done" and resolution is not None
        step = Transition("0", to, frozenset(), target.id, ("resolution",) if done else ())
        values = {"fields": {"resolution": {"name": resolution}}} if done else {}
        with self.lock:
            self._hand(by).transition(self.world.find(key), step, values)

    def comment(
        self, key: str, body: str | Json, *, by: str = SOMEONE, visibility: Json | None = None
    ) -> str:
        """Comment an issue; answers the comment's id."""
        values = {"body": body, "visibility": visibility}
        with self.lock:
            return str(self._hand(by).comment(self.world.find(key), values).id)

    def edit_comment(self, comment_id: str, body: str | Json, *, by: str = SOMEONE) -> None:
        """Replace a comment's text."""
        with self.lock:
            self._hand(by).edit_comment(*self._remark(comment_id), {"body": body})

    def delete_comment(self, comment_id: str, *, by: str = SOMEONE) -> None:
        """Delete a comment."""
        with self.lock:
            self._hand(by).delete_comment(*self._remark(comment_id))

    def delete(self, key: str, *, by: str = SOMEONE) -> None:
        """Delete an issue: from now on it answers 404."""
        with self.lock:
            self._hand(by).delete(self.world.find(key))

    def move(self, key: str, to: str, *, by: str = SOMEONE) -> str:
        """Move an issue to another project (made when missing); answers its new key."""
        with self.lock:
            issue = self.world.find(key)
            self._hand(by).move(issue, self.world.add_project(to))
            return issue.key

    def hide(self, *, hidden: bool = True) -> None:
        """Take the project from the account's sight, or give it back: 404."""
        self.project.hidden = hidden

    def _hand(self, name: str) -> Hand:
        return Hand(self.world, self.world.user(name))

    def _shapes(self) -> Shapes:
        return Shapes(self.desk.base, 3 if self.world.is_cloud else 2, self.world.is_cloud)

    def _remark(self, comment_id: str) -> tuple[Issue, Comment]:
        for issue in self.world.issues.values():
            for comment in issue.comments:
                if str(comment.id) == comment_id:
                    return issue, comment
        message = f"Can not find a comment for the id: {comment_id}."
        raise refusals.not_found(message)

    def _fields(self, given: Json) -> Json:
        """Names become what the API wants."""
        fields = dict(given)
        for name in CHOSEN:
            if isinstance(fields.get(name), str):
                fields[name] = {"name": fields[name]}
        if isinstance(fields.get("project"), str):
            fields["project"] = {"key": fields["project"]}
        for name in ("assignee", "reporter"):
            if isinstance(fields.get(name), str):
                person = self.world.user(fields[name])
                fields[name] = {"accountId": person.account_id, "name": person.name}
        if "fixVersions" in fields:
            found = [self.world.version(self.project, name) for name in fields["fixVersions"]]
            fields["fixVersions"] = [{"id": version.id} for version in found]
        return fields
