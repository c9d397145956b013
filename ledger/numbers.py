"""Finds the first number that is free where those before it are taken, in few looks."""

from collections.abc import Callable


def first_free(is_taken: Callable[[int], bool], at: int = 1) -> int:
    """The first free number from ``at`` on: by leaps past the taken ones, then back by halves."""
    low, high, leap = at - 1, at, 1
    while is_taken(high):
        low, high, leap = high, high + leap, leap * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_taken(middle) else (low, middle)
    return high
