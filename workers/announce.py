"""What follows when a projection has moved: links that became due are handed to a worker."""

from collections.abc import Callable, Sequence

from workers.wake import Wake


def announce_through(wake: Wake) -> Callable[[str, Sequence[str]], None]:
    """A ``Runner``'s announce that wakes a worker for each link the outbox made due."""

    def announce(projection: str, ids: Sequence[str]) -> None:
        if projection == "outbox":
            for link_id in ids:
                wake("deliver", link_id)

    return announce
