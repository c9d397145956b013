"""From a committed batch of facts to the actors that may now have work."""

from collections.abc import Callable, Sequence

from projections.outbox import Outbox
from projections.sync.view import SyncView
from workers.wake import Wake

Announce = Callable[[str, Sequence[str]], None]


def announcer(wake: Wake) -> Announce:
    """Wake ``deliver`` for each link that is due now, and ``schedule`` when a connection changed.

    So what a new, remapped or resumed connection asks for begins at once, not with the next sweep.
    """

    def announce(projection: str, ids: Sequence[str]) -> None:
        match projection:
            case Outbox.name:
                for each in ids:
                    wake("deliver", each)
            case SyncView.name if ids:
                wake("schedule")

    return announce
