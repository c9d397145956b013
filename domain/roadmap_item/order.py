"""The order of what depends on each other: nothing ends before what has to be there first."""

from collections.abc import Iterable

from domain.refusal import FieldError, Refused
from domain.roadmap_item.state import RoadmapItem
from domain.scene import Scene
from domain.values import Window


def refuse_early(scene: Scene, window: Window, predecessors: Iterable[str]) -> None:
    """Refuse a window that ends before one of the predecessors does, unless a reason is given."""
    for key in predecessors:
        before = _window(scene, key)
        if before is not None and window.end < before.end:
            _override(scene, f"{key}, which blocks it, on {before.end}", window)


def refuse_late(scene: Scene, window: Window, state: RoadmapItem) -> None:
    """Refuse a window that ends after that of an item which ``state`` blocks, without a reason."""
    for key in (each.to for each in state.ties if each.rel == "blocks"):
        behind = _window(scene, key)
        if behind is not None and window.end > behind.end:
            _override(scene, f"{key}, which it blocks, on {behind.end}", window)


def _window(scene: Scene, key: str) -> Window | None:
    found: RoadmapItem = scene.find(key, "to")
    return None if found.status == "dropped" else found.window


def _override(scene: Scene, other: str, window: Window) -> None:
    """Raise ``Refused`` (``dependency-violated``) unless there is a reason."""
    message = f"{scene.key} would end on {window.end}, but {other}: a reason overrides this."
    wrong = FieldError("window.end", "dependency-violated", message, window.end)
    refused = Refused("dependency-violated", message, wrong)
    scene.reason(f"Ending {scene.key} out of order", refused)
