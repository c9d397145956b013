"""How many weeks some items take, when each week is like one of the weeks before: exactly.

A week to come finishes as many items as a week of the history that is drawn by chance, each as
likely as the others and none of them depending on another. The distribution of how many are done
after some weeks is that of a sum, which is a convolution: it is computed, not simulated, so the
same question has the same answer twice. Decision 26 says why this model.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

LONGEST = 520
"""How many weeks are looked ahead: ten years. What takes longer has no date."""
CERTAIN = 1e-12
"""All is done when what is left is less probable than this."""
IMPOSSIBLE = 1e-18
"""A number of items that is less probable than this is not looked at."""


class Outlook(Struct, frozen=True):
    """How long it takes, in whole weeks from now.

    Attributes:
        ends: The probability that it takes exactly 0, 1, 2, ... weeks.
        beyond: The probability that it takes longer than all of these.
    """

    ends: tuple[float, ...]
    beyond: float

    def within(self, weeks: int) -> float:
        """The probability that it takes at most so many weeks."""
        return min(1.0, sum(self.ends[: max(weeks + 1, 0)]))

    def percentile(self, percent: int) -> int | None:
        """The fewest weeks that are enough with that probability; None when it is too far off."""
        share = percent / 100 - CERTAIN
        reached = enumerate(accumulate(self.ends))
        return next((weeks for weeks, total in reached if total >= share), None)


def outlook(history: Sequence[int], items: int, longest: int = LONGEST) -> Outlook:
    """How many weeks ``items`` take.

    Args:
        history: How many items were done in each week that is drawn from; weeks of none count.
        items: How many are left to do; 0 takes no week at all.
        longest: After how many weeks to stop looking.
    """
    if items <= 0:
        return Outlook((1.0,), 0.0)
    counts = Counter(min(each, items) for each in history)  # more than all is all
    shares = [(many, count / len(history)) for many, count in sorted(counts.items())]
    done, ends = 0, [0.0]
    left: Sequence[float] = [1.0]  # left[k]: the probability that done + k are done
    while any(history) and len(ends) <= longest and sum(left) > CERTAIN:
        after = _one_week_on(left, shares)
        ends.append(sum(after[items - done :]))
        done, left = _within_reason(done, after[: items - done])
    return Outlook(tuple(ends), sum(left))


def _one_week_on(left: Sequence[float], shares: Sequence[tuple[int, float]]) -> list[float]:
    """The distribution of the sum with one more week."""
    after = [0.0] * (len(left) + shares[-1][0])
    for many, share in shares:
        end = many + len(left)
        after[many:end] = [
            sure + share * before for sure, before in zip(after[many:end], left, strict=True)
        ]
    return after


def _within_reason(done: int, left: Sequence[float]) -> tuple[int, Sequence[float]]:
    """Without the numbers at both ends that could just as well be impossible."""
    likely = [at for at, share in enumerate(left) if share > IMPOSSIBLE]
    if not likely:
        return done, []
    return done + likely[0], left[likely[0] : likely[-1] + 1]
