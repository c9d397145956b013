"""Receives webhooks as an application would, and answers as told."""

from collections import deque

from integrations.sandbox.server import HttpSandbox
from integrations.sandbox.wire import Answer, Request


class Receiver(HttpSandbox):
    """Keeps what arrives; ``statuses`` are the next answers, 200 when there are none left."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[Request] = []
        self.statuses: deque[int] = deque()

    def respond(self, request: Request) -> Answer:
        self.arrived.append(request)
        return Answer(self.statuses.popleft() if self.statuses else 200, {})
