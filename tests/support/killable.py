"""A tracker whose worker dies at a chosen moment: after the request, before anything is saved."""

from typing import Any


class Killed(BaseException):
    """The process is gone: no handler of ours may see it."""


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
