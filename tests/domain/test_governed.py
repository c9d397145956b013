"""What a rule says that it wants is what it asks for, and nothing is asked for unsaid."""

import ast
import inspect
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import Any

import pytest
from deciding import given

from domain.aggregates import AGGREGATES
from domain.command import Asked
from domain.governed import governed, need_of

RULES = [
    pytest.param(rule, id=f"{kind.kind}.{command.__name__}")
    for kind in AGGREGATES
    for command, rule in kind.rules.items()
    if not issubclass(command, Asked)
]
ASKED = {
    command: rule
    for kind in AGGREGATES
    for command, rule in kind.rules.items()
    if issubclass(command, Asked)
}
"""What a rule asks of another thing may want a reason too: the same one, said where it is known."""


def asked_by(rule: Callable[..., Any], seen: set[str]) -> Iterator[str]:
    """``reason`` and ``cause`` as a rule, or a function of the domain that it calls, asks for."""
    function = inspect.unwrap(rule)
    if function.__qualname__ in seen:
        return
    seen.add(function.__qualname__)
    for node in ast.walk(ast.parse(dedent(inspect.getsource(function)))):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(value=ast.Name(id="scene"), attr="reason" | "cause" as need):
                yield need
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                found = getattr(function.__globals__.get(module), name, None)
                yield from _inside(found, seen)
            case ast.Name(id=name):
                yield from _inside(function.__globals__.get(name), seen)
            case _:
                pass


def _inside(found: Any, seen: set[str]) -> Iterator[str]:
    if inspect.isfunction(found) and found.__module__.startswith("domain."):
        yield from asked_by(found, seen)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_what_it_asks_for(rule: Callable[..., Any]) -> None:
    own = set(asked_by(rule, set()))
    passed_on = {each for other in others_of(rule) for each in asked_by(other, set())}
    assert need_of(rule) in (strongest(own), strongest(own | passed_on))


def others_of(rule: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The rules of what a rule asks of other things."""
    function = inspect.unwrap(rule)
    names = {*function.__code__.co_names}
    return [other for command, other in ASKED.items() if command.__name__ in names]


def strongest(needs: set[str]) -> str | None:
    return "cause" if "cause" in needs else "reason" if "reason" in needs else None


def test_what_a_rule_wants_is_kept_with_it() -> None:
    @governed("cause")
    def rule() -> None:
        """Any."""

    assert need_of(rule) == "cause"
    assert need_of(given) is None
