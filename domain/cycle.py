"""Whether a relation leads back to where it began."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def closes_cycle(source: T, target: T, next_of: Callable[[T], Iterable[T]]) -> bool:
    """Whether ``source`` can be reached from ``target``; ``next_of`` follows one relation."""
    seen: set[T] = set()
    ahead = [target]
    while ahead:
        here = ahead.pop()
        if here == source:
            return True
        if here not in seen:
            seen.add(here)
            ahead.extend(next_of(here))
    return False
