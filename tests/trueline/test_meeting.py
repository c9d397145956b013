"""``trueline meeting``: one line after a call, and everything that came out of it is there."""

import pytest
from shell import Shell

CALL = (
    *("meeting", "hold", "Globex call", "--kind", "client", "--attendee", "ana"),
    *("--attendee", "bob@Globex", "--outcome", "decision: Security review first"),
    *("--outcome", "risk: if the audit slips, then the launch moves"),
    *("--outcome", "Call again", "--action", "Send minutes,ana,2099-01-01"),
)


def test_a_call_that_nobody_scheduled_is_one_line(acme: Shell):
    assert "decision.proposed" in acme.told(*CALL)
    shown = acme.run("meeting", "show", "M1", "--json").json["data"]
    assert [each["ref"] for each in shown["outcomes"]] == ["ACME-D1", "ACME-K1", None]
    assert shown["attendees"][1]["account"] == "Globex"
    assert "Send minutes" in acme.told("meeting", "actions", "--owner", "ana")
    assert "assign-action" in acme.told("meeting", "actions", "--overdue")


def test_a_meeting_that_was_scheduled_is_held_by_its_key(acme: Shell):
    acme.told("meeting", "schedule", "Weekly", "--starts", "2026-01-05T10:00+01:00")
    acme.told("meeting", "hold", "M1", "--outcome", "spike: Look at SSO")
    assert acme.run("meeting", "show", "M1", "--json").json["data"]["status"] == "held"
    acme.told("meeting", "record-outcome", "M1", "bug: It breaks")
    assert "ACME-2" in acme.told("meeting", "show", "M1")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("hold",), "KEY"),
        (("hold", "M1", "--kind", "client"), "was scheduled"),
        (("hold", "Globex call", "--kind", "client"), "bob@Globex"),
        (("hold", "Weekly", "--outcome", "risk: the audit slips"), "if X, then Y"),
        (("schedule", "Weekly"), "2026-11-25T10:00+01:00"),
    ],
)
def test_a_refusal_shows_how_it_is_said(acme: Shell, words: tuple[str, ...], hint: str):
    answer = acme.run("meeting", *words)
    assert answer.code in (2, 3)
    assert hint in answer.err
