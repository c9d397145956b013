"""A tracker whose worker dies at a chosen moment: after the request, before anything is saved."""

from datetime import datetime
from typing import Any

from integrations.tracker import Redelivers


class Killed(BaseException):
    """The process is gone: no handler of ours may see it."""


def killable(tracker: Any, deaths: list[str]) -> "Killable":
    """``tracker`` with all that it offers, and mortal."""
    kind = KillableRedeliverer if isinstance(tracker, Redelivers) else Killable
    return kind(tracker, deaths)


class Killable:
    """Passes every verb on to ``tracker``; dies after those that stand in ``deaths``, once each."""

    def __init__(self, tracker: Any, deaths: list[str]) -> None:
        self._tracker = tracker
        self._deaths = deaths

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._tracker, name)
        if not callable(found):
            return found

        def verb(*args: Any, **kwargs: Any) -> Any:
            done = found(*args, **kwargs)
            if name in self._deaths:
                self._deaths.remove(name)
                raise Killed(name)
            return done

        return verb


class KillableRedeliverer(Killable):
    """One that can also ask for failed deliveries again: a protocol is looked up on the class."""

    def redeliver_failed(self, path: str, since: datetime) -> int:
        return int(self.__getattr__("redeliver_failed")(path, since))
