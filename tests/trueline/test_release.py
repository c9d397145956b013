"""``trueline release``: the scope as a table, what holds it up, and how its date moved."""

from pathlib import Path

import pytest
from shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.run("product", "create", "ACME", "Acme Notes")
    told = shell.run("release", "plan", "Offline", "2.0", "major", "2030-Q3")
    assert "ACME-REL1: release.planned" in told.out, told.err
    return shell


def test_an_empty_scope_names_the_next_command(shell: Shell):
    lines = shell.run("release", "show", "REL1").out.splitlines()
    assert lines[0] == "ACME-REL1  2.0  Offline  (planned)"
    assert lines[1] == "When   2030-Q3, not announced"
    assert lines[-1].endswith("trueline release add-scope ACME-REL1 R12")


def test_a_release_shows_its_scope_and_what_holds_it_up(shell: Shell):
    assert shell.run("roadmap", "add", "Sync").code == 0
    assert shell.run("roadmap", "score", "R1", "--moscow", "must").code == 0
    assert shell.run("release", "add-scope", "REL1", "R1").code == 0
    told = shell.run("release", "record-go-no-go", "REL1", "Security", "--no-ok")
    assert "Ready  no: ACME-R1 is not done, Security says no" in told.out
    lines = shell.run("release", "show", "REL1").out.splitlines()
    assert "Done   0 % of 1" in lines
    assert any("ACME-R1" in line and "must" in line and "Sync" in line for line in lines)
    assert max(map(len, lines)) <= 80
    refused = shell.run("release", "ship", "REL1")
    assert (refused.code, "ACME-R1" in refused.err) == (3, True)


def test_a_moved_promise_is_shown_with_its_slip_and_notice(shell: Shell):
    shell.run("release", "announce", "REL1", "--audience", "sales", "--audience", "customer")
    shell.run("feedback", "add", "--summary", "When is it there?")
    why = ("--reason", "The vendor slips.", "--because", "E1")
    assert shell.run("release", "reschedule", "REL1", "2030-Q4").code == 3
    assert shell.run("release", "reschedule", "REL1", "2030-Q4", *why).code == 0
    told = shell.run("release", "show", "REL1").out
    assert "When   2030-Q4, announced for 2030-Q3: 92 days later" in told
    assert "slip +92 days" in told
    assert "notice" in told
    assert "because of ACME-E1" in " ".join(told.split())


def test_releases_are_listed_with_their_dates(shell: Shell):
    shell.run("release", "freeze", "REL1")
    told = shell.run("release", "list", "--frozen", "true").out
    assert "2030-Q3" in told
    assert "ACME-REL1" in told
    none = shell.run("release", "list", "--status", "released").out
    assert "trueline release list" in none


def test_notes_are_drafted_and_printed(shell: Shell):
    assert "trueline release draft-notes" in shell.run("release", "notes", "REL1").out
    shell.run("release", "draft-notes", "REL1", "Works offline.")
    assert shell.run("release", "notes", "REL1").out == "Works offline.\n"
