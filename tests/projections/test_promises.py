"""What was promised to whom: open, at risk, kept or broken, and with what notice."""

import pytest
from press import CAUSE, Q3

from domain.brief import commands as ask
from domain.roadmap_item.commands import (
    Drop,
    Move,
    ReportHealth,
    Ship,
    Start,
)
from projections.briefs.promises import Holder, Wanted, promises
from projections.cursor import CursorMismatch


def test_a_promise_is_open_while_it_may_still_be_kept(press):
    press.brief(to=("Globex",))
    [found] = press.promised()
    assert (found.standing, found.window, found.now, found.days_late) == ("open", Q3, Q3, 0)
    assert (found.broken_on, found.told) == (None, (Holder("Globex", "2026-03-01"),))


def test_a_promise_about_what_is_in_trouble_is_at_risk(press):
    press.brief()
    press.ask("ACME-R1", ReportHealth("at_risk", "They are late."))
    assert [each.standing for each in press.promised()] == ["at_risk"]


def test_a_promise_of_what_came_in_time_is_kept(press):
    press.brief()
    press.ask("ACME-R1", Start())
    press.ask("ACME-R1", Ship("2026-02-27"))
    assert [each.standing for each in press.promised()] == ["kept"]


def test_a_promise_of_what_came_late_is_broken(press):
    press.brief()
    press.ask("ACME-R1", Start())
    press.pass_days(250)
    press.ask("ACME-R1", Ship("2026-10-10"))
    [found] = press.promised()
    assert (found.standing, found.days_late, found.broken_on) == ("broken", 10, "2026-09-30")


def test_a_promise_whose_day_is_over_is_broken_although_nobody_moved_it(press):
    press.brief()
    press.pass_days(250)
    [found] = press.promised()
    assert (found.standing, found.broken_on, found.notice_days) == ("broken", "2026-09-30", 0)


def test_a_promise_of_what_will_not_come_is_broken(press):
    press.brief()
    press.ask("ACME-R1", Drop(), "Nobody wants it.")
    [found] = press.promised()
    assert (found.standing, found.broken_on, found.notice_days) == ("broken", "2026-03-01", 213)


def test_a_promise_that_is_kept_again_is_open(press):
    press.brief()
    press.move()
    press.move(window=Q3)
    assert [each.standing for each in press.promised()] == ["open"]


def test_a_promise_of_a_column_is_broken_by_a_later_one(press):
    press.brief(dates="horizon")
    press.move()
    assert [each.standing for each in press.promised()] == ["open"]
    press.ask("ACME-R1", Move("later"), *CAUSE)
    [found] = press.promised()
    assert (found.horizon, found.now_horizon, found.standing) == ("next", "later", "broken")
    assert (found.window, found.days_late, found.notice_days) == (None, None, None)


def test_the_notice_is_from_when_they_were_told_to_the_end_of_what_was_promised(press):
    press.brief(to=("Globex", "Initech"))
    press.pass_days(10)
    press.move()
    press.pass_days(20)
    press.anew("ACME-B1", "Globex")
    new, old = press.promised()
    assert (new.edition, new.standing, old.edition, old.standing) == (2, "open", 1, "broken")
    assert (old.days_late, old.broken_on, old.notice_days) == (92, "2026-03-11", 203)
    assert old.told == (
        Holder("Globex", "2026-03-01", None, "2026-03-31", 183),
        Holder("Initech", "2026-03-01"),
    )


def test_who_was_given_a_version_twice_holds_it_once(press):
    press.brief(to=("Globex",))
    press.ask("ACME-B1", ask.Share("Globex", "mail"))
    assert [each.told for each in press.promised()] == [(Holder("Globex", "2026-03-01"),)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["ACME-R1", "ACME-R2"]),
        (Wanted(brief=("ACME-B2",)), ["ACME-R2"]),
        (Wanted(item=("ACME-R1",)), ["ACME-R1"]),
        (Wanted(account=("Globex",)), ["ACME-R1"]),
        (Wanted(standing=("broken",)), ["ACME-R1"]),
        (Wanted(standing=("open", "kept")), ["ACME-R2"]),
        (Wanted(item=("ACME-R2",), account=("Globex",)), []),
    ],
)
def test_promises_are_narrowed(press, wanted, found):
    press.brief(1, "sales", "ACME-R1", to=("Globex",))
    press.brief(2, "customer", "ACME-R2")
    press.move()
    assert [each.item for each in press.promised(wanted)] == found


def test_promises_are_narrowed_by_audience_and_product(press):
    press.brief(1, "sales")
    press.brief(2, "customer")
    assert [each.brief for each in press.promised(Wanted(audience=("customer",)))] == ["ACME-B2"]
    assert press.promised(Wanted(product="OTHER")) == []


def test_promises_come_page_by_page(press):
    press.brief(1)
    press.brief(2)
    first = press.show(promises, Wanted(), "2026-03-01", limit=1)
    rest = press.show(promises, Wanted(), "2026-03-01", limit=1, cursor=first.next)
    assert [each.brief for each in (*first.rows, *rest.rows)] == ["ACME-B1", "ACME-B2"]
    assert rest.next is None
    with pytest.raises(CursorMismatch):
        press.show(promises, Wanted(item=("x",)), "2026-03-01", cursor=first.next)


def test_of_a_draft_nothing_is_promised(press):
    press.ask("ACME-B1", ask.Draft("ACME-B1", "sales", items=("ACME-R1",)))
    assert press.promised() == []
