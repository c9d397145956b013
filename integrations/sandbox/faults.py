"""A script of faults: on the n-th request that matches, the server misbehaves as told."""

import re
import threading
from dataclasses import dataclass, field
from typing import Literal

from integrations.sandbox.wire import Answer

Kind = Literal[
    "answer",
    "commit_then_answer",
    "drop",
    "commit_then_drop",
    "delay",
    "hang",
    "commit_then_hang",
]


@dataclass(frozen=True)
class Action:
    """What a fault does; made by the functions below."""

    kind: Kind
    answer: Answer = field(default_factory=Answer)
    seconds: float | None = None


def answer(status: int, headers: dict[str, str] | None = None, body: object = None) -> Action:
    """Answer ``status`` and change nothing."""
    return Action("answer", _answer(status, headers, body))


def commit_then_answer(
    status: int, headers: dict[str, str] | None = None, body: object = None
) -> Action:
    """Do what was asked, then answer ``status`` all the same."""
    return Action("commit_then_answer", _answer(status, headers, body))


def drop() -> Action:
    """Close the connection and change nothing."""
    return Action("drop")


def commit_then_drop() -> Action:
    """Do what was asked, then close the connection without an answer."""
    return Action("commit_then_drop")


def delay(seconds: float) -> Action:
    """Wait ``seconds`` (or until the fault is released), then answer as usual."""
    return Action("delay", seconds=seconds)


def hang() -> Action:
    """Change nothing and never answer: the connection closes when released or stopped."""
    return Action("hang")


def commit_then_hang() -> Action:
    """Do what was asked and never answer."""
    return Action("commit_then_hang")


def rate_limit(
    retry_after_s: int | None = 60,
    *,
    status: int = 429,
    reason: str | None = None,
    headers: dict[str, str] | None = None,
    message: str = "You have exceeded a secondary rate limit.",
) -> Action:
    """Refuse as a limit does; ``reason`` is Jira's ``RateLimit-Reason``."""
    sent = dict(headers or {})
    if retry_after_s is not None:
        sent["Retry-After"] = str(retry_after_s)
    if reason is not None:
        sent["RateLimit-Reason"] = reason
    return Action("answer", _answer(status, sent, {"message": message, "errorMessages": [message]}))


def _answer(status: int, headers: dict[str, str] | None, body: object) -> Answer:
    words = {"message": f"Sandbox fault {status}"} if body is None else body
    return Answer(status, words, dict(headers or {}))


@dataclass
class Fault:
    """Do ``do`` on the ``nth`` request that matches, and on the ``times - 1`` after it.

    Attributes:
        match: Method (or ``*``) and a regular expression searched in path and query.
        times: How often; None means for ever.
        reached: Set once the fault has struck.
        released: Set it to end a delay or a hang early.
    """

    match: tuple[str, str]
    do: Action
    nth: int = 1
    times: int | None = 1
    seen: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def strikes(self, method: str, target: str) -> bool:
        """Count a request if it matches, and tell whether this one is hit."""
        wanted, pattern = self.match
        if wanted not in ("*", method) or not re.search(pattern, target):
            return False
        self.seen += 1
        last = None if self.times is None else self.nth + self.times - 1
        return self.nth <= self.seen and (last is None or self.seen <= last)


class FaultScript:
    """The faults of one server, asked on every request; the first that strikes wins."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        """Append a fault and give it back."""
        with self._lock:
            self._faults.append(fault)
        return fault

    def take(self, method: str, target: str) -> Fault | None:
        """The fault that strikes this request, or None."""
        with self._lock:
            struck = [f for f in self._faults if f.strikes(method, target)]
        if not struck:
            return None
        struck[0].reached.set()
        return struck[0]

    def clear(self) -> None:
        """Forget all faults and release whoever waits in one."""
        with self._lock:
            faults, self._faults = self._faults, []
        for fault in faults:
            fault.released.set()
