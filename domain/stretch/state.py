"""What is known about a stretch of a metric's series."""

from msgspec import Struct


class Correction(Struct, frozen=True):
    """A value that was another one after all."""

    period: str
    dims: str
    old: str
    new: str


class Stretch(Struct, frozen=True):
    """Some periods of a metric's series under one definition.

    A metric's values are kept in as many streams as it takes for each to stay short: a command
    looks at the stretches it is about, however long the series is (``docs/decisions``, 25).

    Attributes:
        key: The metric's key and what stretch of it this is: ``ACME-X5@1:2026-11``.
        values: Decimal text by dimensions (``plan=pro,region=eu``), and by the period's first day.
        corrections: In the order in which they were made.
    """

    key: str
    metric: str
    definition_version: int
    since: str
    values: dict[str, dict[str, str]] = {}
    corrections: tuple[Correction, ...] = ()


def stretch_key(metric: str, definition_version: int, since: str) -> str:
    """The key of the stretch whose days begin with ``since``."""
    return f"{metric}@{definition_version}:{since}"
