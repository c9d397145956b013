"""A client of a sandbox over plain HTTP; everything that was said is kept."""

from typing import TYPE_CHECKING, Any

import requests

from integrations.sandbox.server import HttpSandbox

if TYPE_CHECKING:
    from integrations.sandbox.wire import Exchange


class Recorder:
    """Asks a sandbox under ``prefix`` and keeps every exchange."""

    def __init__(self, sandbox: HttpSandbox, prefix: str = "", **headers: str) -> None:
        self.exchanges: list[Exchange] = []
        self.base = sandbox.url + prefix
        self.session = requests.Session()
        self.session.headers.update(headers)
        sandbox.observers.append(self.exchanges.append)

    def ask(
        self, method: str, path: str, body: Any = None, *, expect: int = 200, **query: Any
    ) -> Any:
        """The JSON of the answer, which must have the expected status."""
        answer = self.answer(method, path, body, **query)
        assert answer.status_code == expect, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def answer(self, method: str, path: str, body: Any = None, **query: Any) -> requests.Response:
        """The whole answer; redirects are not followed."""
        return self.session.request(
            method,
            self.base + path,
            json=body,
            params=query or None,
            timeout=10,
            allow_redirects=False,
        )
