"""GitHub's words for what we keep by id: logins of accounts, numbers of milestones."""

from collections.abc import Iterable
from threading import Lock

from integrations.errors import Gone, NotAllowed, Rejected
from integrations.github.client import GitHubClient
from integrations.github.translate import WireMilestone, WireUser, convert
from integrations.issue import Person

MOST_KNOWN = 10_000


class Names:
    """Looks names up once; never guesses (``sync.md`` F37). Safe to share between threads."""

    def __init__(self, client: GitHubClient) -> None:
        """Ask through ``client``."""
        self._client = client
        self._logins: dict[str, str] = {}
        self._milestones: dict[str, int] = {}
        self._lock = Lock()

    def learn(self, people: Iterable[Person]) -> None:
        """Remember logins that came with an issue; a renamed account is learned again."""
        with self._lock:
            if len(self._logins) > MOST_KNOWN:
                self._logins.clear()
            self._logins |= {each.id: each.display for each in people}

    def login(self, account_id: str) -> str:
        """The login of an account; raises ``Rejected`` when there is none."""
        if account_id not in self._logins:
            self.learn([self._account(account_id)])
        return self._logins[account_id]

    def milestone(self, path: str, title: str) -> int:
        """The number of the milestone called ``title``, made if there is none.

        Titles are unique, so a lost answer and a race end in the one milestone.

        Raises:
            Rejected: There is none, and we may not make it.
        """
        if title not in self._milestones:
            self._read_milestones(path)
        if title not in self._milestones:
            self._make_milestone(path, title)
        return self._milestones[title]

    def _account(self, account_id: str) -> Person:
        message = f"There is no account {account_id}"
        if not (account_id.isascii() and account_id.isdecimal()):
            raise Rejected(message, fields={"assignees": message})
        try:
            user = convert(self._client.read(f"/user/{account_id}"), WireUser)
        except Gone as error:
            raise Rejected(message, fields={"assignees": message}) from error
        return Person(id=str(user.id), display=user.login)

    def _make_milestone(self, path: str, title: str) -> None:
        refusal = ""
        try:
            self._client.write("POST", f"{path}/milestones", {"title": title})
        except (Rejected, NotAllowed, Gone) as error:
            refusal = error.message
        self._read_milestones(path)
        if title not in self._milestones:
            message = f"There is no milestone called {title!r}, and it cannot be made: {refusal}"
            raise Rejected(message, fields={"milestone": message})

    def _read_milestones(self, path: str) -> None:
        rows = self._client.rows(f"{path}/milestones", {"state": "all"})
        found = [convert(row, WireMilestone) for row in rows]
        with self._lock:
            self._milestones = {each.title: each.number for each in found}
