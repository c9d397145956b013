"""The back-test: each past week from what was known by then, judged by what came."""

import pytest
from clock import FakeClock
from msgspec.structs import replace
from worked import Worked, noon, on

from domain.backlog_item import facts
from ledger.ledger import Ledger
from projections.forecast.backtest import Backtest, BacktestAsked, backtest

TODAY = on(30 * 7)
ASKED = BacktestAsked("ACME", TODAY, weeks=8, items=4)


@pytest.fixture
def worked(ledger: Ledger, clock: FakeClock) -> Worked:
    return Worked(ledger, clock)


def shares(found: Backtest) -> dict[int, float]:
    return {each.percentile: each.share for each in found.calibration}


def test_a_steady_team_is_always_done_within_the_forecast(worked: Worked, show) -> None:
    worked.weeks(*[2] * 20)
    found = show(backtest, replace(ASKED, today=on(20 * 7)))
    assert {(each.took, each.weeks[85]) for each in found.replays} == {(2, 2)}
    assert shares(found) == {50: 1, 70: 1, 85: 1, 95: 1}
    assert found.replays[0].on == on(7 * 7)


def test_a_week_is_judged_once_its_longest_forecast_is_over(worked: Worked, show) -> None:
    worked.weeks(*[2] * 20)
    found = show(backtest, replace(ASKED, today=on(20 * 7)))
    assert found.replays[-1].on == on(18 * 7)


def test_a_team_that_stops_is_a_miss(worked: Worked, show) -> None:
    worked.weeks(*[2] * 10)
    found = show(backtest, replace(ASKED, today=on(30 * 7)))
    assert found.replays[-1].took is None
    assert shares(found)[95] < 1


def test_what_was_learnt_later_was_not_known_then(worked: Worked, show) -> None:
    first = worked.weeks(*[2] * 8)
    before = show(backtest, replace(ASKED, today=on(12 * 7)))
    worked.add(first, on(0))
    worked.finish(first, on(15), learnt=on(11 * 7))
    after = show(backtest, replace(ASKED, today=on(12 * 7)))
    assert [each.weeks for each in after.replays] == [each.weeks for each in before.replays]


def test_an_imported_history_is_judged_with_hindsight(worked: Worked, show) -> None:
    worked.clock.now = noon(on(20 * 7))
    worked.weeks(*[2] * 20)
    asked = replace(ASKED, today=on(20 * 7))
    assert not show(backtest, asked).replays
    assert show(backtest, replace(asked, clock="occurred")).replays


def test_a_completion_that_was_taken_back_still_counted_then(worked: Worked, show) -> None:
    worked.weeks(*[2] * 8)
    before = show(backtest, replace(ASKED, today=on(12 * 7)))
    worked.tell(3, on(11 * 7), facts.ItemReopened())
    after = show(backtest, replace(ASKED, today=on(12 * 7)))
    assert [each.weeks for each in after.replays] == [each.weeks for each in before.replays]


def test_what_no_past_week_can_be_judged_by_is_said(worked: Worked, show) -> None:
    worked.weeks(1, 1)
    found = show(backtest, replace(ASKED, today=on(21)))
    assert (found.replays, found.calibration) == ((), ())
    assert found.lacking is not None
    assert "No past week" in found.lacking.says


def test_the_kind_that_is_asked_for_is_judged(worked: Worked, show) -> None:
    worked.weeks(*[2] * 20)
    asked = replace(ASKED, today=on(20 * 7))
    assert show(backtest, replace(asked, kind=("bug",))).replays
    assert not show(backtest, replace(asked, kind=("spike",))).replays
