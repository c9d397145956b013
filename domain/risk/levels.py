"""How grave a risk is: always derived from likelihood and impact, never stored and never sent."""

from typing import Literal, Protocol

Band = Literal["low", "moderate", "high", "extreme"]
BANDS: tuple[Band, ...] = ("low", "moderate", "high", "extreme")
HIGHEST: dict[Band, int] = {"low": 4, "moderate": 9, "high": 15, "extreme": 25}
"""The highest level of each band."""
REVIEWED_WITHIN: dict[Band, int] = {"low": 180, "moderate": 90, "high": 30, "extreme": 14}
"""Days until a risk of each band has to be looked at again."""
CHANCES: dict[int, float] = {1: 0.05, 2: 0.2, 3: 0.4, 4: 0.65, 5: 0.9}
"""The probability each likelihood stands for, from rare to almost certain."""


class Rated(Protocol):
    """Something with a likelihood and an impact, from 1 to 5 each."""

    @property
    def likelihood(self) -> int | None:
        """From 1 (rare) to 5 (almost certain); None before it is assessed."""
        ...

    @property
    def impact(self) -> int | None:
        """From 1 to 5; None before it is assessed."""
        ...


def level(rated: Rated | None) -> int | None:
    """Likelihood times impact, from 1 to 25; None where either is not known."""
    if rated is None or rated.likelihood is None or rated.impact is None:
        return None
    return rated.likelihood * rated.impact


def band(of_level: int | None) -> Band | None:
    """The band that a level lies in."""
    if of_level is None:
        return None
    return next(each for each in BANDS if of_level <= HIGHEST[each])


def reduction(inherent: int | None, residual: int | None) -> float | None:
    """Which part of the level the treatment takes away: from 20 to 8 it is 0.6."""
    if inherent is None or residual is None:
        return None
    return round(1 - residual / inherent, 4)


def is_above(found: Band, limit: Band) -> bool:
    """Whether a band is graver than the ``limit``."""
    return BANDS.index(found) > BANDS.index(limit)
