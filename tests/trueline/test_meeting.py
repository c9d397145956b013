"""``trueline meeting``: one line after a call, and everything that came out of it is there."""

from pathlib import Path

import pytest
from shell import Shell

CALL = (
    *("meeting", "hold", "Globex call", "--kind", "client", "--attendee", "ana"),
    *("--attendee", "bob@Globex", "--outcome", "decision: Security review first"),
    *("--outcome", "risk: if the audit slips, then the launch moves"),
    *("--outcome", "Call again", "--action", "Send minutes,ana,2099-01-01"),
)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.run("product", "create", "ACME", "Acme Notes")
    return shell


def told(shell: Shell, *words: str) -> str:
    """What a command that goes well prints."""
    answer = shell.run(*words)
    assert answer.code == 0, answer.err
    return answer.out


def test_a_call_that_nobody_scheduled_is_one_line(shell: Shell):
    assert "decision.proposed" in told(shell, *CALL)
    shown = shell.run("meeting", "show", "M1", "--json").json["data"]
    assert [each["ref"] for each in shown["outcomes"]] == ["ACME-D1", "ACME-K1", None]
    assert shown["attendees"][1]["account"] == "Globex"
    assert "Send minutes" in told(shell, "meeting", "actions", "--owner", "ana")
    assert "assign-action" in told(shell, "meeting", "actions", "--overdue")


def test_a_meeting_that_was_scheduled_is_held_by_its_key(shell: Shell):
    told(shell, "meeting", "schedule", "Weekly", "--starts", "2026-01-05T10:00+01:00")
    told(shell, "meeting", "hold", "M1", "--outcome", "spike: Look at SSO")
    assert shell.run("meeting", "show", "M1", "--json").json["data"]["status"] == "held"
    told(shell, "meeting", "record-outcome", "M1", "bug: It breaks")
    assert "ACME-2" in told(shell, "meeting", "show", "M1")


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
def test_a_refusal_shows_how_it_is_said(shell: Shell, words: tuple[str, ...], hint: str):
    answer = shell.run("meeting", *words)
    assert answer.code in (2, 3)
    assert hint in answer.err
