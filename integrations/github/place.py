"""Where a repository is: addressed by its id, so that renames do not matter."""

from urllib.parse import quote

from msgspec import Struct

from integrations.errors import Gone, NotAllowed, Rejected
from integrations.github.client import GitHubClient
from integrations.github.translate import WireUser, convert
from integrations.issue import Person, RemoteRef
from integrations.tracker import Remote


class _Repository(Struct, frozen=True):
    id: int
    full_name: str
    html_url: str
    has_issues: bool = True


class Place:
    """One repository's paths; safe to share between threads."""

    def __init__(self, client: GitHubClient, remote: str) -> None:
        """Know the repository as ``owner/name``, or by its id."""
        self._client = client
        self._named = f"/repos/{quote(remote.strip('/'))}"
        self._by_id = f"/repositories/{remote}" if remote.isdecimal() else ""

    @property
    def path(self) -> str:
        """The repository by id, asked for once when only its name is known."""
        if not self._by_id:
            self._by_id = f"/repositories/{self._repository(self._named).id}"
        return self._by_id

    def issue(self, ref: RemoteRef) -> str:
        """The path of an issue; raises ``Gone`` for what is no number."""
        return f"{self.path}/issues/{_number(ref.key, 'number of a GitHub issue')}"

    def comment(self, comment_id: str) -> str:
        """The path of a comment; raises ``Gone`` for what is no id."""
        return f"{self.path}/issues/comments/{_number(comment_id, 'id of a GitHub comment')}"

    def look(self) -> Remote:
        """The repository and whose token it is; raises ``Rejected`` when it has no issues."""
        repository = self._repository(self._by_id or self._named)
        self._by_id = f"/repositories/{repository.id}"
        if not repository.has_issues:
            message = f"Issues are switched off in {repository.full_name}"
            raise Rejected(message, fields={"remote": message})
        return Remote(
            id=str(repository.id),
            name=repository.full_name,
            url=repository.html_url,
            account=self._account(),
        )

    def login(self) -> str | None:
        """Whose token it is; None for tokens that are no person's."""
        try:
            return self._account().display
        except NotAllowed:
            return None

    def _account(self) -> Person:
        user = convert(self._client.read("/user"), WireUser)
        return Person(id=str(user.id), display=user.login)

    def _repository(self, path: str) -> _Repository:
        return convert(self._client.read(path), _Repository)


def _number(text: str, what: str) -> str:
    if not (text.isascii() and text.isdecimal()):
        message = f"{text!r} is no {what}"
        raise Gone(message)
    return text
