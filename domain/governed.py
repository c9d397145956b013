"""Which changes want a reason, or a reason and a cause: said at the rule that wants it."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

Need = Literal["reason", "cause"]
"""``cause`` wants a reason, and a decision, meeting, risk or evidence that it is because of."""

Rule = TypeVar("Rule", bound=Callable[..., Any])


def governed(need: Need) -> Callable[[Rule], Rule]:
    """Declare what a rule may want; it asks for it with ``Scene.reason`` and ``Scene.cause``."""

    def declare(rule: Rule) -> Rule:
        rule.__dict__["governed"] = need
        return rule

    return declare


def need_of(rule: Callable[..., Any]) -> Need | None:
    """What a rule may want; None when it wants nothing."""
    return getattr(rule, "governed", None)
