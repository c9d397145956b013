"""Both sandbox trackers in a process of their own, so that their work is not counted as ours."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from threading import Event
from time import perf_counter
from typing import Any

from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.wire import Answer, Request

SECRET = "bench webhook secret"
REPOSITORY = "acme/notes"
PROJECT = "NOTES"
LOOK_S = 0.0005
PATIENCE_S = 30.0
BODY = (
    "Steps to reproduce:\n\n1. Open the editor\n2. Type\n\n```js\nsave()\n```\n\n"
    + "It hangs. " * 60
)


class Trackers:
    """Calls into the trackers' process; ``ask`` runs one of ``Stage``'s methods there."""

    def __init__(self, line: Connection) -> None:
        """Speak over ``line``."""
        self._line = line

    def ask(self, method: str, *args: object) -> Any:  # noqa: ANN401  # whatever the method answers
        """Run a method there; raises ``RuntimeError`` with its words when it fails."""
        self._line.send((method, args))
        failed, answer = self._line.recv()
        if failed:
            raise RuntimeError(answer)
        return answer


class Stage:
    """What lives in the trackers' process."""

    def __init__(self) -> None:
        """Start both trackers."""
        self._behind = timedelta()
        self.github = GitHubSandbox(
            self.clock, repo=REPOSITORY, webhook_secret=SECRET, rate_limit=1_000_000
        )
        self.jira = JiraSandbox(self.clock, project=PROJECT, webhook_secret=SECRET)
        self.answering_s = 0.0
        for sandbox in (self.github, self.jira):
            self._time(sandbox)
            sandbox.start()

    def clock(self) -> datetime:
        """The trackers' time: in the past while they are filled."""
        return datetime.now(UTC) - self._behind

    def stop(self) -> None:
        """Stop both trackers."""
        self.github.stop()
        self.jira.stop()

    def addresses(self) -> dict[str, str]:
        """Where they listen, and who may come in."""
        return {
            "github": self.github.url,
            "jira": self.jira.url,
            "github_token": self.github.token,
            "jira_token": f"{self.jira.account.email}:{self.jira.token}",
        }

    def hook(self, tracker: str, url: str) -> None:
        """Send webhooks to ``url``."""
        (self.github if tracker == "github" else self.jira).add_webhook(url)

    def fill(self, issues: int, comments: int) -> None:
        """Open issues at GitHub and comment the first ones, an hour apart."""
        hours = issues + comments
        for number in range(issues):
            self._behind = timedelta(hours=hours - number)
            labels = ["ui", "slow"][: number % 3]
            self.github.create(f"Issue {number} of many", body=BODY, labels=labels)
        for number in range(comments):
            self._behind = timedelta(hours=hours - issues - number)
            self.github.comment(number % issues + 1, f"Seen here too, {number}.\n\n{BODY[:200]}")
        self._behind = timedelta()

    def counts(self) -> dict[str, int]:
        """Requests so far, by tracker."""
        return {"github": len(self.github.requests), "jira": len(self.jira.requests)}

    def has(self, tracker: str) -> int:
        """How many issues a tracker has."""
        return len((self.github if tracker == "github" else self.jira).issues())

    def race(self, number: int, key: str, title: str, begin: str) -> tuple[float, float]:
        """Retitle an issue at one tracker and wait for it at the other.

        Returns:
            Milliseconds until it arrived, and how many of them the trackers spent on answers.
        """
        edit: Callable[[], None]
        if begin == "github":
            edit = lambda: self.github.edit(number, title=title)  # noqa: E731 (one of two)
        else:
            edit = lambda: self.jira.edit(key, summary=title)  # noqa: E731 (one of two)
        pause, self.answering_s, began = Event(), 0.0, perf_counter()
        edit()
        while not self._arrived(number, key, title):
            if perf_counter() - began > PATIENCE_S:
                message = f"{title!r} did not arrive"
                raise TimeoutError(message)
            pause.wait(LOOK_S)
        return (perf_counter() - began) * 1000, self.answering_s * 1000

    def _arrived(self, number: int, key: str, title: str) -> bool:
        at_github = self.github.issue(number)["title"] == title
        return at_github and bool(self.jira.issue(key)["fields"]["summary"] == title)

    def _time(self, sandbox: GitHubSandbox | JiraSandbox) -> None:
        plain = sandbox.exchange

        def timed(request: Request) -> Answer | None:
            began = perf_counter()
            try:
                return plain(request)
            finally:
                self.answering_s += perf_counter() - began

        sandbox.exchange = timed  # type: ignore[method-assign]  # measured from outside


@contextmanager
def trackers() -> Iterator[Trackers]:
    """Both trackers, for as long as the block lasts."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Trackers(ours)
    finally:
        ours.send(None)
        process.join(10)
        if process.is_alive():
            process.kill()


def _serve(line: Connection) -> None:
    stage = Stage()
    try:
        while (asked := line.recv()) is not None:
            method, args = asked
            try:
                line.send((False, getattr(stage, method)(*args)))
            except Exception as error:  # noqa: BLE001  # told to whoever asked
                line.send((True, f"{type(error).__name__}: {error}"))
    finally:
        stage.stop()
