"""``trueline decide`` and ``trueline decision``: from a question to a page, and what came of it."""

from pathlib import Path

import pytest
from shell import Shell

REVIEW = ("decide", "Security review before offline mode", "--option", "Review", "--option", "Ship")
NOW = ("--accept", "Review", "--justification", "It is safer.", "--maker", "ana")


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


def test_a_decision_goes_from_its_question_to_its_page(shell: Shell):
    assert "ACME-D1: decision.proposed" in told(shell, *REVIEW)
    told(shell, "decision", "accept", "D1", "1", "It is safer.", "--maker", "ana")
    page = told(shell, "decision", "export", "D1")
    assert 'Chosen option: "Review", because It is safer.' in page
    assert shell.run("decision", "export", "D1", "--json").json == {"markdown": page}


def test_a_decision_is_taken_at_once(shell: Shell):
    assert "decision.proposed, decision.accepted" in told(shell, *REVIEW, *NOW)
    refused = shell.run("decision", "add-option", "D1", "Neither")
    assert (refused.code, "annotate, review" in refused.err) == (3, True)


def test_decisions_are_drawn_as_a_tree(shell: Shell):
    assert "trueline decide" in told(shell, "decision", "graph")
    told(shell, *REVIEW, *NOW)
    told(shell, "decide", "Ship first", "--option", "Ship", *NOW[2:], "--accept", "Ship")
    told(shell, "decision", "supersede", "D1", "D2", "--reason", "They wait.", "--because", "E1")
    drawn = told(shell, "decision", "graph")
    assert "ACME-D2 Ship first (accepted)" in drawn
    assert "supersedes ACME-D1 Security review before offline mode (superseded)" in drawn
    assert max(map(len, drawn.splitlines())) <= 80


def test_what_is_due_and_how_true_it_was_are_tables(shell: Shell):
    assert "trueline decision due --within" in told(shell, "decision", "due")
    assert "trueline decide" in told(shell, "decision", "calibration")
    told(shell, *REVIEW, *NOW, "--expect", "nps,+5,0.8", "--review-on", "2026-01-01")
    assert "ACME-D1" in told(shell, "decision", "due")
    told(shell, "decision", "review", "D1", "confirmed", "--actual", "nps,hit,+7")
    assert "0.0400" in told(shell, "decision", "calibration")
