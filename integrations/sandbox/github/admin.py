"""What demos and tests do to the sandbox GitHub behind its API's back, as other people."""

from dataclasses import replace

from integrations.sandbox.clock import Clock
from integrations.sandbox.github import dump
from integrations.sandbox.github.changes import Hand
from integrations.sandbox.github.hooks import HookDesk
from integrations.sandbox.github.quota import Quota
from integrations.sandbox.github.records import Issue, Repository, User
from integrations.sandbox.github.shapes import Shapes
from integrations.sandbox.github.world import Event, World
from integrations.sandbox.server import HttpSandbox
from integrations.sandbox.webhooks import Courier
from integrations.sandbox.wire import Json

SOMEONE = "octavia"


class GitHubAdmin(HttpSandbox):
    """State and the hands that change it; ``by`` is the login of who acts."""

    def __init__(self, clock: Clock, *, repo: str, webhook_secret: str, rate_limit: int) -> None:
        super().__init__(clock)
        self.world = World(clock, "trueline-bot")
        self.repo: Repository = self.world.add_repo(repo)
        self.made_at = self.world.now()
        self.webhook_secret = webhook_secret
        self.webhooks = Courier(clock)
        self.desk = HookDesk(self.world, self.webhooks)
        self.world.tell = self.desk.tell
        self.quota = Quota(clock, rate_limit)

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

    def load(self, records: object) -> dict[str, int]:
        """Take over a dump of ``GET /issues``; answers counts.

        Raises:
            ValueError: Names the record and the field that is wrong; nothing is loaded.
        """
        with self.lock:
            return dump.load(self.world, self.repo, records)

    def add_user(self, login: str, user_id: int | None = None, name: str | None = None) -> User:
        """An account that may be assigned."""
        with self.lock:
            return self.world.user(login, user_id, name)

    def add_webhook(
        self, url: str, secret: str | None = None, events: list[str] | None = None
    ) -> int:
        """A hook of the repository; answers its id."""
        given = self.webhook_secret if secret is None else secret
        config = {"url": url, "content_type": "json", "secret": given}
        with self.lock:
            return self.desk.add(self.repo, config, events).id

    def issues(self) -> list[Json]:
        """Every issue and pull request as the API shows it, by number."""
        with self.lock:
            rows = sorted(self.repo.issues.values(), key=lambda issue: issue.number)
            return [self._shapes().issue(self.repo, issue) for issue in rows]

    def issue(self, number: int) -> Json:
        """One issue as the API shows it."""
        with self.lock:
            return self._shapes().issue(self.repo, self.repo.issues[number])

    def comments(self, number: int) -> list[Json]:
        """The comments of one issue as the API shows them."""
        with self.lock:
            found = self.repo.issues[number].comments
            return [self._shapes().comment(self.repo, comment) for comment in found]

    def create(self, title: str, *, by: str = SOMEONE, **values: object) -> int:
        """Open an issue; answers its number. ``values`` are those of ``POST /issues``."""
        with self.lock:
            return self._hand(by).open_issue({"title": title, **values}).number

    def edit(self, number: int, *, by: str = SOMEONE, **values: object) -> None:
        """Change an issue; ``values`` are those of ``PATCH /issues/{number}``."""
        with self.lock:
            self._hand(by).edit(self.repo.issues[number], values)

    def comment(self, number: int, body: str, *, by: str = SOMEONE) -> int:
        """Comment an issue; answers the comment's id."""
        with self.lock:
            return self._hand(by).comment(self.repo.issues[number], body).id

    def edit_comment(self, comment_id: int, body: str, *, by: str = SOMEONE) -> None:
        """Replace a comment's text."""
        with self.lock:
            self._hand(by).edit_comment(self.repo.comments[comment_id], body)

    def delete_comment(self, comment_id: int, *, by: str = SOMEONE) -> None:
        """Delete a comment."""
        with self.lock:
            self._hand(by).delete_comment(self.repo.comments[comment_id])

    def delete(self, number: int, *, by: str = SOMEONE) -> None:
        """Delete an issue: from now on it answers 410."""
        with self.lock:
            issue = self.repo.issues[number]
            self._tell("deleted", issue, by)
            self._forget(issue)
            self.repo.deleted.add(number)

    def transfer(self, number: int, to: str, *, by: str = SOMEONE) -> int:
        """Move an issue to another repository (made when missing); answers its new number."""
        with self.lock:
            issue, target = self.repo.issues[number], self.world.add_repo(to)
            new = replace(issue, id=self.world.new_id(), number=self.world.next_number(target))
            new.labels = [self.world.label(target, label.name) for label in issue.labels]
            new.comments = [replace(c, number=new.number) for c in issue.comments]
            new.milestone = None
            target.issues[new.number] = new
            target.comments |= {comment.id: comment for comment in new.comments}
            changes = {
                "new_issue": self._shapes().issue(target, new),
                "new_repository": self.desk.repository(target),
            }
            self._tell("transferred", issue, by, changes)
            self._forget(issue)
            self.repo.moved[number] = (target.id, new.number)
            return new.number

    def rename(self, full_name: str) -> None:
        """Rename the repository; its old name redirects."""
        with self.lock:
            self.repo.owner, _, self.repo.name = full_name.partition("/")
            self.world.names[full_name.casefold()] = self.repo.id
            self.world.user(self.repo.owner)

    def hide(self, *, hidden: bool = True) -> None:
        """Take the repository from the token's sight, or give it back: 404."""
        self.repo.hidden = hidden

    def _hand(self, login: str) -> Hand:
        return Hand(self.world, self.repo, self.world.user(login))

    def _shapes(self) -> Shapes:
        return Shapes(self.desk.base)

    def _tell(self, action: str, issue: Issue, by: str, changes: Json | None = None) -> None:
        actor = self.world.user(by)
        self.world.tell(Event("issues", action, self.repo, actor, issue, changes=changes))

    def _forget(self, issue: Issue) -> None:
        del self.repo.issues[issue.number]
        for comment in issue.comments:
            del self.repo.comments[comment.id]
