"""``trueline vision``: three questions, a diff of every version, and a page to share."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from shell import Shell

ANSWERS = ("Team lead: find any note (small firms)", "", "Half of all firms", "Every note")
SAID = (
    *("--user", ANSWERS[0], "--company-goal", ANSWERS[2]),
    *("--future-statement", ANSWERS[3]),
)
WHY = ("--reason", "Two clients asked.", "--because", "E1")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.run("product", "create", "ACME", "Acme Notes")
    for said in ("Where is my note?", "We are fifty now"):
        shell.run("feedback", "add", "--summary", said)
    return shell


def test_the_three_questions_are_asked_on_a_terminal(shell: Shell):
    ours, theirs = pty.openpty()
    os.write(ours, "".join(f"{each}\n" for each in ANSWERS).encode())
    command = [sys.executable, "-m", "trueline", "vision", "draft"]
    told = subprocess.run(
        command, stdin=theirs, capture_output=True, env=shell.environment, timeout=60, check=False
    )
    os.close(ours)
    os.close(theirs)
    assert b"Who is it for" in told.stderr
    assert b"What does the company want" in told.stderr
    assert b"Where will the product be in five years?" in told.stderr
    assert b"ACME-V: vision.drafted" in told.stdout
    shown = shell.run("vision", "show", "--json").json["data"]
    user = {"persona": "Team lead", "needs": ["find any note"], "segment": "small firms"}
    assert shown["target_users"] == [user]
    assert shown["company_goal"] == "Half of all firms"


def test_elsewhere_the_missing_answers_are_named(shell: Shell):
    told = shell.run("vision", "draft", "--company-goal", "Half of all firms")
    assert told.code == 2
    assert "--user" in told.err
    assert "--future-statement" in told.err
    assert "--company-goal" not in told.err


def test_a_vision_is_published_with_its_reason_and_cause(shell: Shell):
    assert shell.run("vision", "draft", *SAID).code == 0
    refused = shell.run("vision", "publish")
    assert (refused.code, "reason" in refused.err) == (3, True)
    told = shell.run("vision", "publish", *WHY)
    assert "Vision v1 published" in told.out, told.err
    assert "trueline vision export" in told.out


def test_versions_show_what_changed_and_why(shell: Shell):
    shell.run("vision", "draft", *SAID)
    shell.run("vision", "publish", *WHY)
    shell.run("vision", "revise", "--company-goal", "All firms")
    told = shell.run("vision", "show").out
    assert "ACME-V: draft 2, while version 1 stands" in told
    shell.run("vision", "publish", "--reason", "We grow.", "--because", "E2")
    lines = shell.run("vision", "versions").out.splitlines()
    assert lines[0].startswith("Version 2")
    assert lines[1] == "  We grow. (because of ACME-E2)"
    assert lines[2:5] == ["  company goal", "    - Half of all firms", "    + All firms"]
    assert max(map(len, lines)) <= 80


def test_without_a_version_the_next_command_is_named(shell: Shell):
    shell.run("vision", "draft", *SAID)
    assert "trueline vision publish" in shell.run("vision", "versions").out


def test_the_page_is_written_to_a_file(shell: Shell, tmp_path: Path):
    shell.run("vision", "draft", *SAID)
    assert shell.run("vision", "export").code == 3
    shell.run("vision", "publish", *WHY)
    told = shell.run("vision", "export", "--out", str(tmp_path / "vision.md"))
    assert "vision.md" in told.out
    page = (tmp_path / "vision.md").read_text(encoding="utf-8")
    assert page == shell.run("vision", "export").out
    assert page.startswith("# The vision of Acme Notes\n")


def test_assumptions_are_judged_and_listed(shell: Shell):
    shell.run("vision", "draft", *SAID)
    shell.run("vision", "add-assumption", "Firms pay for notes")
    told = shell.run("vision", "judge-assumption", "1", "validated", "--evidence", "E2")
    assert told.code == 0, told.err
    assert "ACME-E2" in shell.run("vision", "assumptions", "--status", "validated").out
    none = shell.run("vision", "assumptions", "--status", "open").out
    assert "trueline vision add-assumption" in none
