"""A tracker that only answers to ``probe``: with what it is, or with what is wrong."""

from integrations.address import Address, Credentials
from integrations.issue import Person
from integrations.tracker import Remote


class ProbedTracker:
    """Fails as told, else is the repository that was asked for."""

    name = "github"
    holds = frozenset({"title", "body", "status", "labels", "assignees", "milestone"})
    statuses = frozenset({"open", "completed", "not_planned", "duplicate"})

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.asked: list[tuple[Address, Credentials]] = []

    def open(self, address: Address, credentials: Credentials) -> "ProbedTracker":
        self.asked.append((address, credentials))
        return self

    def probe(self) -> Remote:
        if self.failure is not None:
            raise self.failure
        address = self.asked[-1][0]
        url = f"https://github.com/{address.remote}"
        return Remote("4242", address.remote, url, Person("1", "Ada"))
