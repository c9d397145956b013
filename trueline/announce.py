"""From a committed batch of facts to the actors that may now have work."""

from collections.abc import Callable, Sequence

from workers.wake import ActorName, Wake

Announce = Callable[[str, Sequence[str]], None]


def announcer(wake: Wake) -> Announce:
    """Wake ``deliver`` for each link that the outbox made due."""

    def announce(projection: str, ids: Sequence[str]) -> None:
        actor = _ACTORS.get(projection)
        if actor is not None:
            for each in ids:
                wake(actor, each)

    return announce


_ACTORS: dict[str, ActorName] = {"outbox": "deliver"}
