"""What is due about risks: which lines, in what order, page by page."""

import pytest
from register import TODAY

from domain.risk import commands as ask
from projections.cursor import CursorMismatch
from projections.days import Days
from projections.risks.due import due

LOOK = Days(TODAY, "2026-01-16")


def lines(found):
    return [(each.key, each.what, each.due, each.days_late) for each in found.rows]


def test_what_is_due_is_told_the_longest_overdue_first(register, show):
    mild = register.risk(1, 1, 4, day="2025-11-01")
    grave = register.risk(2, 4, 5, day="2025-12-01")
    register.tell(mild, ask.Accept("2026-01-10"))
    act = ask.AddAction("Find a second one", "bo", "2025-12-24")
    late = ask.AddAction("Tell the client", "cy", "2026-01-03")
    later = ask.AddAction("Wait", "cy", "2026-03-01")
    register.tell(grave, act, late, later, day="2025-12-01")
    found = show(due, {}, days=LOOK)
    assert lines(found) == [
        (grave, "review", "2025-12-15", 18),
        (grave, "action", "2025-12-24", 9),
        (grave, "action", "2026-01-03", -1),
        (mild, "acceptance", "2026-01-10", -8),
    ]
    assert [(each.owner, each.text) for each in found.rows[1:3]] == [
        ("bo", "Find a second one"),
        ("cy", "Tell the client"),
    ]


def test_what_is_due_is_narrowed_by_what_and_whose(register, show):
    register.risk(1, 4, 5, day="2025-12-01")
    register.tell("ACME-K1", ask.AddAction("A", "bo", "2026-01-02"))
    assert [each.what for each in show(due, {}, days=LOOK, what=("action",)).rows] == ["action"]
    assert show(due, {"owner": ("bo",)}, days=LOOK).rows == []
    assert len(show(due, {"owner": ("ana",), "product": "ACME"}, days=LOOK).rows) == 2


def test_what_is_done_is_due_no_more(register, show):
    key = register.risk(1)
    register.tell(key, ask.AddAction("A", "bo", "2026-01-02"), ask.CompleteAction("1"))
    assert show(due, {}, days=LOOK).rows == []


def test_pages_tell_all_that_is_due_once(register, show):
    for number in range(1, 6):
        register.risk(number, 4, 5, day="2025-12-01")
    seen, cursor = [], None
    while True:
        found = show(due, {}, days=LOOK, limit=2, cursor=cursor)
        seen += [each.key for each in found.rows]
        if (cursor := found.next) is None:
            break
    assert seen == [f"ACME-K{number}" for number in range(1, 6)]


def test_a_cursor_is_only_good_for_its_own_question(register, show):
    for number in (1, 2):
        register.risk(number, 4, 5, day="2025-12-01")
    cursor = show(due, {}, days=LOOK, limit=1).next
    with pytest.raises(CursorMismatch):
        show(due, {}, days=LOOK, limit=1, what=("review",), cursor=cursor)
