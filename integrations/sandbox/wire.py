"""What goes over the wire: one request in, one answer out, and the routes between them."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import unquote

Json: TypeAlias = dict[str, Any]
C = TypeVar("C")


@dataclass(frozen=True)
class Request:
    """One HTTP request; header names are lower case, ``path`` is still quoted."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""
    target: str = ""

    def value(self) -> object:
        """The body as JSON, ``{}`` when empty.

        Raises:
            Refusal: 400, the body is no JSON.
        """
        if not self.body:
            return {}
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Refusal(Answer(400, {"message": "Problems parsing JSON"})) from error

    def json(self) -> Json:
        """The body as a JSON object.

        Raises:
            Refusal: 400, the body is no JSON object.
        """
        value = self.value()
        if not isinstance(value, dict):
            raise Refusal(Answer(400, {"message": "Body should be a JSON object"}))
        return value


@dataclass
class Answer:
    """One HTTP answer: ``body`` is a JSON value, or HTML when it is a ``Page``."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """The body's bytes; nothing when there is no body."""
        if self.body is None:
            return b""
        if isinstance(self.body, Page):
            return self.body.html.encode()
        return json.dumps(self.body, ensure_ascii=False).encode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Page:
    """A page for people; its author has escaped what needs escaping."""

    html: str


class Refusal(Exception):
    """The server refuses a request with ``answer``."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass(frozen=True)
class Seen:
    """One line of the request log; ``status`` 0 means the connection was dropped."""

    method: str
    path: str
    query: dict[str, str]
    status: int
    is_write: bool
    at: datetime
    fault: str | None = None


@dataclass(frozen=True)
class Exchange:
    """One whole exchange, for whoever checks it against the tracker's own description."""

    request: Request
    answer: Answer


class Routes(Generic[C]):
    """Finds the function that answers a method and path; ``{name}`` matches one segment."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Callable[[C], Answer]]] = []

    def on(
        self, method: str, template: str
    ) -> Callable[[Callable[[C], Answer]], Callable[[C], Answer]]:
        """Register the decorated function for ``method`` and ``template``."""
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template) + "/?")

        def register(answer: Callable[[C], Answer]) -> Callable[[C], Answer]:
            self._routes.append((method, pattern, answer))
            return answer

        return register

    def include(self, other: "Routes[C]") -> None:
        """Take over the routes of ``other``."""
        self._routes += other._routes

    def answers(self) -> set[Callable[[C], Answer]]:
        """Every function that may be found."""
        return {answer for _, _, answer in self._routes}

    def find(self, method: str, path: str) -> tuple[Callable[[C], Answer], dict[str, str]] | None:
        """The function and the unquoted values in the path, or None."""
        for verb, pattern, answer in self._routes:
            if verb == method and (found := pattern.fullmatch(path)):
                return answer, {k: unquote(v) for k, v in found.groupdict().items()}
        return None
