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
        if before is not None and window.end < before.end and not _is_overridden(scene):
            message = f"It would end on {window.end}, but {key}, which blocks it, on {before.end}."
            raise _violated(scene, message, window)


def refuse_late(scene: Scene, window: Window, state: RoadmapItem) -> None:
    """Refuse a window that ends after that of an item which ``state`` blocks, without a reason."""
    for tie in state.ties:
        behind = _window(scene, tie.to) if tie.rel == "blocks" else None
        if behind is not None and window.end > behind.end and not _is_overridden(scene):
            message = f"It would end on {window.end}, but {tie.to}, which it blocks, {behind.end}."
            raise _violated(scene, message, window)


def _window(scene: Scene, key: str) -> Window | None:
    found: RoadmapItem = scene.find(key, "to")
    return None if found.status == "dropped" else found.window


def _is_overridden(scene: Scene) -> bool:
    return bool((scene.origin.reason or "").strip())


def _violated(scene: Scene, message: str, window: Window) -> Refused:
    said = f"{scene.key}: {message} A reason overrides this."
    wrong = FieldError("window.end", "dependency-violated", said, window.end)
    return Refused("dependency-violated", said, wrong)
