"""``trueline brief``: from a draft to a promise that is broken, and to who heard of it."""

from pathlib import Path

import pytest
from shell import Shell


@pytest.fixture
def planned(acme: Shell) -> Shell:
    """An item that comes out with release 2.0 in 2031-Q3, and one that is only an idea."""
    acme.told("roadmap", "propose", "Offline mode", "--hypothesis", "Teams work in the train")
    acme.told("roadmap", "schedule", "R1", "2031-Q3")
    acme.told("roadmap", "propose", "Telepathy")
    acme.told("release", "plan", "Autumn", "2.0", "major", "2031-Q3")
    acme.told("release", "add-scope", "REL1", "R1")
    acme.told("release", "add-scope", "REL1", "R2")
    return acme


def publish(shell: Shell) -> None:
    """Draft a brief for sales, explain its words, publish it and give it to Globex."""
    shell.told("product", "define-term", "ACME", "Offline", "without a network")
    told = shell.told("brief", "draft", "sales", "--release", "2.0")
    assert "ACME-B1: brief.drafted" in told
    assert "Left out: ACME-R2" in told
    assert "Warning: Offline stands in summary, value_points, told" in told
    shell.told("brief", "edit", "B1", "--glossary", "Offline=without a network")
    shell.told("brief", "edit", "B1", "--objection", "Is it safe? Yes, it is.")
    told = shell.told("brief", "publish", "B1")
    assert "Version 1 promises ACME-REL1 2031-Q3, ACME-R1 2031-Q3." in told
    assert "Warning" not in told
    shell.told("brief", "share", "B1", "Globex", "--via", "mail")


def break_it(shell: Shell) -> None:
    """Move the item to the next quarter: stale, broken, and the owner hears of it."""
    assert "No brief is like that" in shell.told("briefs", "--stale", "--account", "Globex")
    shell.told("roadmap", "reschedule", "R1", "2031-Q4")
    assert "ACME-R1" in shell.told("briefs", "--stale", "--broken", "--account", "Globex")
    told = shell.told("promises", "--standing", "broken", "--item", "R1")
    assert "Globex (not told)" in told
    assert "2031-Q4" in told
    told = shell.told("notices", "--kind", "stale_brief,broken_promise")
    assert told.count("trueline brief refresh ACME-B1") == 2
    assert "broken: ACME-R1" in shell.told("overview")
    told = shell.told("brief", "show", "B1")
    assert "ACME-R1 changed." in told
    assert "Not told yet: Globex." in told


def test_a_brief_is_shown_with_how_it_stands_and_what_it_says(planned: Shell) -> None:
    planned.told("brief", "draft", "sales", "--release", "2.0", "--owner", "ana")
    shown = planned.told("brief", "show", "B1")
    assert shown.startswith("ACME-B1: draft 1, for sales, kept by ana\nGiven to: nobody.\n")
    assert "Draft of version 1: not published." in shown
    assert planned.run("brief", "show", "B1", "--json").json["data"]["owner"] == "ana"


def tell_them(shell: Shell) -> None:
    """Publish the next version and give it to Globex, who had that much notice."""
    shell.told("brief", "refresh", "B1")
    shell.told("brief", "publish", "B1")
    told = shell.told("notices", "--kind", "stale_brief,broken_promise")
    assert "trueline brief share ACME-B1 Globex" in told
    shell.told("brief", "share", "B1", "Globex")
    told = shell.told("promises", "--standing", "broken")
    assert "d notice" in told
    assert "not told" not in told
    assert "1 published, all still so" in shell.told("overview")


def test_a_brief_is_published_given_broken_and_told_anew(planned: Shell, tmp_path: Path) -> None:
    publish(planned)
    break_it(planned)
    tell_them(planned)
    versions = planned.told("brief", "versions", "B1")
    assert "promises ACME-REL1 2031-Q3, ACME-R1 2031-Q4" in versions
    out = tmp_path / "brief.md"
    planned.told("brief", "export", "B1", "--out", str(out))
    assert out.read_text(encoding="utf-8") == planned.told("brief", "export", "B1")
    assert "### Is it safe?" in out.read_text(encoding="utf-8")


def test_a_release_that_is_not_there_is_named(planned: Shell) -> None:
    refused = planned.run("brief", "draft", "sales", "--release", "9.9")
    assert refused.code == 2
    assert "trueline release list" in refused.err


def test_what_an_audience_may_not_hear_of_is_refused(planned: Shell) -> None:
    refused = planned.run("brief", "draft", "customer", "--item", "R2")
    assert refused.code == 3
    assert "ACME-R2 is only explored" in refused.err


def test_what_is_empty_names_the_next_command(acme: Shell) -> None:
    assert "trueline brief draft" in acme.told("briefs")
    assert "trueline brief publish" in acme.told("promises")
    acme.told("roadmap", "propose", "Offline mode")
    acme.told("brief", "draft", "executive", "--item", "R1")
    assert "trueline brief publish ACME-B1" in acme.told("brief", "versions", "B1")
    assert "trueline product define-term" in acme.told("brief", "jargon", "B1")


def test_all_of_it_is_told_as_json(planned: Shell) -> None:
    planned.told("brief", "draft", "sales", "--release", "REL1")
    planned.told("brief", "publish", "B1")
    assert planned.run("briefs", "--json").json["data"][0]["key"] == "ACME-B1"
    assert len(planned.run("promises", "--json").json["data"]) == 2
    assert planned.run("brief", "versions", "B1", "--json").json["data"][0]["number"] == 1
    assert planned.run("brief", "jargon", "B1", "--json").json["data"] == []
    assert planned.run("brief", "export", "B1", "--json").json["markdown"].startswith("# Acme")
