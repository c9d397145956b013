"""A hint that work is due. Losing one loses nothing: the sweep finds what is due in the tables."""

from typing import Literal, Protocol

ActorName = Literal["receive", "deliver", "reconcile", "import_issues", "project", "schedule"]


class Wake(Protocol):
    """Tells a worker, wherever it runs, that something may be due."""

    def __call__(self, actor: ActorName, /, *ids: str) -> None:
        """Send the hint; never raises, since a lost hint only costs time."""
        ...


def wake_nobody(_actor: ActorName, *_ids: str) -> None:
    """The hint that nobody hears: for one-off commands, where a sweep follows anyway."""
