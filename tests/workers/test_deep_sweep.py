"""When every issue is read, and when too many are missing to believe it."""

from datetime import timedelta
from uuid import UUID

import pytest
from clock import FakeClock

from workers.deep_sweep import are_too_many, is_due
from workers.watermark import Watermark

DAY = timedelta(days=1)


def a_mark(**times: object) -> Watermark:
    return Watermark(UUID(int=7), None, None, None, 1, **times)  # type: ignore[arg-type]  # a time


def test_the_first_pass_is_not_deep(clock: FakeClock) -> None:
    assert not is_due(a_mark(), clock())


def test_a_pass_is_deep_when_the_time_has_come(clock: FakeClock) -> None:
    mark = a_mark(sweep_at=clock() + DAY)
    assert not is_due(mark, clock() + DAY - timedelta(seconds=1))
    assert is_due(mark, clock() + DAY)


@pytest.mark.parametrize(
    ("missing", "links", "too_many"),
    [(5, 5, False), (6, 6, True), (6, 30, False), (7, 30, True), (201, 1000, True)],
)
def test_more_than_five_and_a_fifth_are_too_many(
    missing: int, links: int, *, too_many: bool
) -> None:
    assert are_too_many(missing, links) is too_many
