"""Sandbox trackers and the other people who work in them: one entry in ``SITES`` per tracker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from clock import FakeClock

from integrations.address import Address, Credentials, Flavour, TrackerName
from integrations.connect import open_tracker
from integrations.issue import Fields, RemoteRef
from integrations.sandbox.faults import Action, Fault
from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.server import HttpSandbox
from integrations.tracker import Tracker


class Site:
    """One sandbox with one repository or project, and somebody else's hands in it.

    Attributes:
        CREATE: Method and path of the request that creates an issue.
        FETCH: Method and path of the request that reads one issue.
        LIST: Method and path of the request that lists issues.
    """

    tracker_name: TrackerName
    flavour: Flavour
    remote: str
    user: str | None = None
    CREATE: tuple[str, str]
    FETCH: tuple[str, str]
    LIST: tuple[str, str]
    sandbox: HttpSandbox

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock

    def tracker(self, *, token: str = "sandbox-token", remote: str = "", url: str = "") -> Tracker:
        """The tracker under test, opened as the workers open it."""
        address = Address(
            tracker=self.tracker_name,
            base_url=url or self.sandbox.url,
            remote=remote or self.remote,
            flavour=self.flavour,
            allow_private=True,
        )
        return open_tracker(address, Credentials(self.user, token), clock=self.clock)

    def fault(self, match: tuple[str, str], do: Action, times: int | None = 1) -> Fault:
        """Let the sandbox misbehave on the next requests that match."""
        return self.sandbox.faults.add(Fault(match, do, times=times))

    def calls(self) -> int:
        """How many requests came so far."""
        return self.sandbox.counts["requests"]

    def writes(self) -> int:
        """How many writes came so far."""
        return self.sandbox.counts["writes"]

    def count(self) -> int:
        """How many issues there are."""
        raise NotImplementedError

    def person(self, name: str) -> str:
        """The account id of somebody who may be assigned."""
        raise NotImplementedError

    def add_milestone(self, title: str) -> None:
        """A milestone issues may have."""
        raise NotImplementedError

    def milestones(self) -> list[str]:
        """What the milestones are called."""
        raise NotImplementedError

    def forbid_milestones(self) -> None:
        """Our account may make no milestones."""
        raise NotImplementedError

    def add_issue(self, title: str, body: str = "", labels: tuple[str, ...] = ()) -> RemoteRef:
        """Somebody else opens an issue."""
        raise NotImplementedError

    def retitle(self, ref: RemoteRef, title: str) -> None:
        """Somebody else renames an issue."""
        raise NotImplementedError

    def relabel(self, ref: RemoteRef, labels: tuple[str, ...]) -> None:
        """Somebody else replaces an issue's labels."""
        raise NotImplementedError

    def comment(self, ref: RemoteRef, body: str) -> str:
        """Somebody else comments; answers the comment's id."""
        raise NotImplementedError

    def delete(self, ref: RemoteRef) -> None:
        """Somebody else deletes an issue."""
        raise NotImplementedError

    def move(self, ref: RemoteRef) -> None:
        """Somebody else moves an issue to another repository or project."""
        raise NotImplementedError

    def hide(self) -> None:
        """Our account loses sight of the repository or project."""
        raise NotImplementedError


class GitHubSite(Site):
    """A repository."""

    tracker_name = "github"
    flavour = "github"
    remote = "acme/roadmap"
    CREATE = ("POST", r"/issues$")
    FETCH = ("GET", r"/issues/\d+$")
    LIST = ("GET", r"/issues\?")

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.sandbox: GitHubSandbox = GitHubSandbox(clock)

    def count(self) -> int:
        return len(self.sandbox.issues())

    def person(self, name: str) -> str:
        return str(self.sandbox.add_user(name).id)

    def add_milestone(self, title: str) -> None:
        with self.sandbox.lock:
            self.sandbox.world.milestone(self.sandbox.repo, title, self.sandbox.account)

    def milestones(self) -> list[str]:
        return [each.title for each in self.sandbox.repo.milestones.values()]

    def forbid_milestones(self) -> None:
        self.sandbox.push_access = False

    def add_issue(self, title: str, body: str = "", labels: tuple[str, ...] = ()) -> RemoteRef:
        number = self.sandbox.create(title, body=body, labels=list(labels))
        made: dict[str, Any] = self.sandbox.issue(number)
        return RemoteRef(id=str(made["id"]), key=str(number), url=made["html_url"])

    def retitle(self, ref: RemoteRef, title: str) -> None:
        self.sandbox.edit(int(ref.key), title=title)

    def relabel(self, ref: RemoteRef, labels: tuple[str, ...]) -> None:
        self.sandbox.edit(int(ref.key), labels=list(labels))

    def comment(self, ref: RemoteRef, body: str) -> str:
        return str(self.sandbox.comment(int(ref.key), body))

    def delete(self, ref: RemoteRef) -> None:
        self.sandbox.delete(int(ref.key))

    def move(self, ref: RemoteRef) -> None:
        self.sandbox.transfer(int(ref.key), "acme/elsewhere")

    def hide(self) -> None:
        self.sandbox.hide()


class JiraSite(Site):
    """A project at Jira Cloud."""

    tracker_name = "jira"
    flavour: Literal["cloud", "datacenter"] = "cloud"
    remote = "ACME"
    user = "bot@acme.test"
    CREATE = ("POST", r"/issue$")
    FETCH = ("GET", r"/issue/[^/?]+(\?|$)")
    LIST = ("*", r"/search")

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.sandbox: JiraSandbox = JiraSandbox(clock, flavour=self.flavour)

    def count(self) -> int:
        return len(self.sandbox.issues())

    def person(self, name: str) -> str:
        user = self.sandbox.add_user(f"{name}@acme.test", name)
        return user.account_id if self.flavour == "cloud" else user.name

    def add_milestone(self, title: str) -> None:
        self.sandbox.add_version(title)

    def milestones(self) -> list[str]:
        return [each.name for each in self.sandbox.project.versions]

    def forbid_milestones(self) -> None:
        self.sandbox.site.administers = False

    def add_issue(self, title: str, body: str = "", labels: tuple[str, ...] = ()) -> RemoteRef:
        values: dict[str, Any] = {"description": body} if body else {}
        key = self.sandbox.create(title, labels=list(labels), **values)
        made: dict[str, Any] = self.sandbox.issue(key)
        return RemoteRef(id=str(made["id"]), key=key, url=f"{self.sandbox.url}/browse/{key}")

    def retitle(self, ref: RemoteRef, title: str) -> None:
        self.sandbox.edit(ref.key, summary=title)

    def relabel(self, ref: RemoteRef, labels: tuple[str, ...]) -> None:
        self.sandbox.edit(ref.key, labels=list(labels))

    def comment(self, ref: RemoteRef, body: str) -> str:
        return str(self.sandbox.comment(ref.key, body))

    def delete(self, ref: RemoteRef) -> None:
        self.sandbox.delete(ref.key)

    def move(self, ref: RemoteRef) -> None:
        self.sandbox.move(ref.key, "ELSE")

    def hide(self) -> None:
        self.sandbox.hide()


class DataCenterSite(JiraSite):
    """A project at Jira Data Center, whose text is wiki markup."""

    flavour = "datacenter"


SITES: dict[str, Callable[[FakeClock], Site]] = {
    "github": GitHubSite,
    "jira-cloud": JiraSite,
    "jira-datacenter": DataCenterSite,
}


@contextmanager
def open_site(name: str, clock: FakeClock) -> Iterator[Site]:
    """Start the sandbox of one site, and stop it in the end."""
    site = SITES[name](clock)
    with site.sandbox:
        yield site


def plain(title: str = "Cut the cable", **values: Any) -> Fields:
    """Fields of an issue to create."""
    return Fields(**({"title": title, "body": "It is **too** long."} | values))
