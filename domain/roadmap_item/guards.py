"""What several rules refuse first: what is closed, and what is promised and has no cause."""

from domain.refusal import illegal
from domain.roadmap_item.state import RoadmapItem
from domain.scene import Scene

CLOSED = ("shipped", "dropped")


def refuse_closed(state: RoadmapItem, verb: str) -> None:
    """Raise ``Refused`` (``illegal-transition``) for an item that is shipped or dropped."""
    if state.status in CLOSED:
        raise illegal(state.status, f"{state.key} is {state.status}: it cannot be {verb}.")


def keep_promise(state: RoadmapItem, scene: Scene, change: str) -> bool:
    """Require reason and cause for a ``change`` of a committed item; whether it is one."""
    is_promised = state.commitment == "committed"
    if is_promised:
        scene.cause(f"{change} {state.key}, which is promised,")
    return is_promised
