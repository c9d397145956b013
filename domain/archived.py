"""What is archived accepts nothing but its return."""

from functools import wraps
from typing import Any

from domain.aggregate import Rule
from domain.refusal import Refused
from domain.scene import Scene


def unless_archived(rule: Rule) -> Rule:
    """The rule of something that an archived thing does not accept."""

    @wraps(rule)
    def decide(state: Any, command: Any, scene: Scene) -> Any:  # noqa: ANN401  # as any rule
        if state.archived:
            raise Refused("archived", f"{state.key} is archived: restore it first.")
        return rule(state, command, scene)

    return decide
