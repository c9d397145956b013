"""A forecast: what it counts, the weeks it draws from, its dates, and when it has none."""

from typing import Any

import pytest
from clock import FakeClock
from msgspec import UNSET
from msgspec.structs import replace
from plan import origin
from register import Register
from worked import Worked, on

from domain import keys
from domain.backlog_item import facts
from domain.backlog_item.commands import Link
from domain.fact import Ref
from domain.refusal import Unknown
from domain.release import commands as release
from domain.release.rules import RELEASE
from domain.risk import commands as risk
from domain.risk.effect import Effect
from domain.roadmap_item import commands as roadmap
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.values import Window
from ledger.ledger import Ledger
from projections.forecast.page import Asked, forecast
from projections.forecast.parts import Adjusted, Forecast, Percentile

TODAY = on(9 * 7 + 2)
"""A Wednesday: nine weeks of work are over."""
FORTY = Asked("ACME", TODAY, weeks=8, items=40)


@pytest.fixture
def worked(ledger: Ledger, clock: FakeClock) -> Worked:
    """One item done in a first week, then the eight weeks of the vector."""
    made = Worked(ledger, clock)
    made.create()
    made.weeks(1, 3, 5, 2, 6, 4, 1, 7, 4)
    return made


def dates(found: Forecast | Adjusted) -> list[tuple[int, int]]:
    return [(each.percentile, each.days) for each in found.percentiles if each.days is not None]


def ask(worked: Worked, kind: Any, key: str, command: Any) -> None:
    """A command through its rules, by Ada."""
    why = replace(origin("So."), occurred_at=worked.clock.now)
    worked.ledger.execute(kind, keys.stream_of(key), command, why)


def test_forty_items_are_done_in_ten_to_thirteen_weeks(worked: Worked, show) -> None:
    found = show(forecast, FORTY)
    assert dates(found) == [(50, 70), (70, 77), (85, 84), (95, 91)]
    assert found.percentiles[0] == Percentile(50, 70, on(9 * 7 + 2 + 70))
    assert found.lacking is None


def test_the_weeks_that_are_drawn_from_are_named(worked: Worked, show) -> None:
    found = show(forecast, FORTY).weeks
    assert [each.done for each in found] == [3, 5, 2, 6, 4, 1, 7, 4]
    assert (found[0].week, found[-1].week) == (on(7), on(56))


def test_the_running_week_and_the_first_ones_are_not_drawn_from(worked: Worked, show) -> None:
    worked.done(90, 63, 64)
    assert len(show(forecast, replace(FORTY, weeks=52)).weeks) == 8


def test_fewer_weeks_can_be_asked_for(worked: Worked, show) -> None:
    found = show(forecast, replace(FORTY, weeks=6))
    assert [each.done for each in found.weeks] == [2, 6, 4, 1, 7, 4]


def test_the_probabilities_come_to_one(worked: Worked, show) -> None:
    found = show(forecast, FORTY)
    assert sum(each.probability for each in found.ends) + found.beyond == pytest.approx(1, abs=1e-4)


def test_a_target_has_a_probability(worked: Worked, show) -> None:
    target = on(9 * 7 + 2 + 84)
    found = show(forecast, replace(FORTY, target=target))
    assert found.target == target
    assert found.probability is not None
    assert 0.85 <= found.probability < 0.95
    late = show(forecast, replace(FORTY, target=on(0)))
    assert late.probability == 0


def test_too_little_history_says_how_much_is_needed(ledger, clock, show) -> None:
    young = Worked(ledger, clock)
    young.weeks(1, 1, 2)
    found = show(forecast, replace(FORTY, today=on(23)))
    assert (found.percentiles, found.probability, found.ends) == ((), None, ())
    assert found.lacking is not None
    assert (found.lacking.weeks, found.lacking.done) == (4, 3)
    assert "4 more whole weeks and 3 more finished items" in found.lacking.says


def test_without_any_history_there_is_no_date(show) -> None:
    found = show(forecast, FORTY)
    assert found.lacking is not None
    assert (found.lacking.weeks, found.weeks) == (6, ())


def test_the_backlog_is_every_open_item(worked: Worked, show) -> None:
    worked.add(90, on(60))
    worked.add(91, on(60), kind="spike")
    worked.add(92, on(60))
    worked.tell(92, on(61), facts.ItemDropped("wont_do"))
    found = show(forecast, Asked("ACME", TODAY)).scope
    assert [each.key for each in found.items] == ["ACME-90", "ACME-91"]
    assert show(forecast, Asked("ACME", TODAY, kind=("spike",))).scope.counted == 1


def test_a_kind_narrows_the_history_too(worked: Worked, show) -> None:
    found = show(forecast, replace(FORTY, kind=("spike",)))
    assert found.lacking is not None


def test_an_item_waits_for_what_stands_before_it_and_what_is_worked_on(
    worked: Worked, show
) -> None:
    for number, rank in ((90, "a3"), (91, "a1"), (92, "a2"), (93, "a4")):
        worked.add(number, on(60), rank=rank)
    worked.start(93, on(61))
    found = show(forecast, Asked("ACME", TODAY, key="ACME-92"))
    assert [each.key for each in found.scope.items] == ["ACME-91", "ACME-92", "ACME-93"]


def test_a_done_item_is_done_today(worked: Worked, show) -> None:
    found = show(forecast, Asked("ACME", TODAY, key="ACME-1", target=on(0)))
    assert (found.scope.counted, dates(found)[3], found.probability) == (0, (95, 0), 1)


def test_what_there_is_not_is_unknown(worked: Worked, show) -> None:
    for key in ("ACME-999", "ACME-REL9", "ACME-R9"):
        with pytest.raises(Unknown):
            show(forecast, Asked("ACME", TODAY, key=key))


def test_more_than_can_be_forecast_says_so(worked: Worked, show) -> None:
    found = show(forecast, replace(FORTY, items=5000))
    assert found.lacking is not None
    assert "2000" in found.lacking.says


@pytest.fixture
def released(worked: Worked) -> Worked:
    """A release of an item, a roadmap item with one of its own, and one that nobody sized."""
    plan = release.Plan("ACME-REL1", "Autumn", "2.0", "minor", Window.read("2026-06"))
    ask(worked, RELEASE, "ACME-REL1", plan)
    for number, title in ((1, "Offline mode"), (2, "Sharing")):
        ask(worked, ROADMAP_ITEM, f"ACME-R{number}", roadmap.Propose(f"ACME-R{number}", title))
    worked.add(90, on(60))
    worked.add(91, on(60))
    worked.add(92, on(60))
    told = Link("implements", Ref("roadmap_item", "ACME-R1"))
    worked.ask(91, told)
    for key in ("ACME-90", "ACME-R1", "ACME-R2"):
        ask(worked, RELEASE, "ACME-REL1", release.AddScope(key))
    return worked


def test_a_release_counts_its_items_and_those_behind_its_roadmap(released: Worked, show) -> None:
    found = show(forecast, Asked("ACME", TODAY, key="ACME-REL1"))
    assert [each.key for each in found.scope.items] == ["ACME-90", "ACME-91"]
    assert found.scope.unsized == ("ACME-R2",)
    assert (found.scope.title, found.target) == ("2.0 Autumn", "2026-06-30")
    assert found.probability is not None


def test_what_is_done_of_a_release_is_not_counted(released: Worked, show) -> None:
    released.finish(90, on(64))
    found = show(forecast, Asked("ACME", TODAY, key="ACME-REL1"))
    assert [each.key for each in found.scope.items] == ["ACME-91"]


def test_a_roadmap_item_counts_what_implements_it(released: Worked, show) -> None:
    found = show(forecast, Asked("ACME", TODAY, key="ACME-R1")).scope
    assert ([each.key for each in found.items], found.unsized) == (["ACME-91"], ())


def threat(worked: Worked, number: int, *links: str, days: str = "7,14,21") -> str:
    """A likely risk with an effect in days."""
    register = Register(worked)
    key = register.risk(number, threatens=links)
    effect = Effect.read(f"{days} days") if days else UNSET
    register.tell(key, risk.Assess(4, 3, effect=effect))
    return key


ADJUSTED = replace(FORTY, risk_adjusted=True)


def test_without_risks_the_adjusted_dates_are_the_plain_ones(worked: Worked, show) -> None:
    found = show(forecast, ADJUSTED)
    assert found.adjusted is not None
    assert found.adjusted.percentiles == found.percentiles


def test_a_risk_moves_the_dates_and_tells_what_it_costs(worked: Worked, show) -> None:
    key = threat(worked, 1)
    found = show(forecast, replace(ADJUSTED, target=on(9 * 7 + 2 + 84)))
    [counted] = found.adjusted.risks
    assert (counted.key, counted.probability, counted.days) == (key, 0.7, (7, 14, 21))
    plain, moved = (dict(dates(each))[85] for each in (found, found.adjusted))
    assert counted.cost_days == moved - plain > 0
    assert found.adjusted.probability < found.probability


def test_a_risk_without_days_is_named_and_not_counted(worked: Worked, show) -> None:
    key = threat(worked, 1, days="")
    found = show(forecast, ADJUSTED).adjusted
    assert (found.risks, found.left_out) == ((), (key,))


def test_a_risk_that_is_over_costs_nothing_more(worked: Worked, show) -> None:
    key = threat(worked, 1)
    Register(worked).tell(key, risk.Close("expired"))
    assert show(forecast, ADJUSTED).adjusted.risks == ()


def test_only_what_threatens_the_scope_joins(released: Worked, show) -> None:
    threat(released, 1, "ACME-R2")
    ask(released, ROADMAP_ITEM, "ACME-R3", roadmap.Propose("ACME-R3", "Something else"))
    threat(released, 2, "ACME-R3")
    asked = Asked("ACME", TODAY, key="ACME-REL1", risk_adjusted=True)
    assert [each.key for each in show(forecast, asked).adjusted.risks] == ["ACME-K1"]


def test_what_threatens_a_release_threatens_its_items(released: Worked, show) -> None:
    threat(released, 1, "ACME-REL1")
    threat(released, 2, "ACME-R2")
    asked = Asked("ACME", TODAY, key="ACME-90", risk_adjusted=True)
    assert [each.key for each in show(forecast, asked).adjusted.risks] == ["ACME-K1"]


def test_a_treatment_that_works_makes_a_risk_less_likely(worked: Worked, show) -> None:
    key = threat(worked, 1)
    Register(worked).tell(key, risk.AssessResidual(1, 3))
    assert show(forecast, ADJUSTED).adjusted.risks[0].probability == 0.1
