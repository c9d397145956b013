"""``trueline feedback``, ``market`` and ``demand``: from what was said to who is told."""

from shell import Shell

ADD = ("feedback", "add", "--channel", "support", "--account", "Globex", "--verbatim", "It crawls")


def test_feedback_goes_from_the_inbox_to_demand(acme: Shell):
    assert "trueline feedback add" in acme.told("feedback", "list")
    assert "trueline evidence link" in acme.told("demand")
    acme.told("roadmap", "add", "Offline")
    added = acme.told(*ADD, "--deal-value", "1200 EUR", "--external-id", "77")
    assert "ACME-E1: evidence.feedback_captured" in added
    assert "it is there already" in acme.told(*ADD, "--external-id", "77")
    acme.told("feedback", "link", "E1", "R1", "--weight", "4", "--quote", "It crawls")
    assert "It crawls" in acme.told("feedback", "list", "--linked", "yes")
    row = next(each for each in acme.told("demand", "--ref", "R1").splitlines() if "R1" in each)
    for told in ("1: Globex", "1200 EUR", "Offline"):
        assert told in row
    assert "ACME-E1" in acme.told("feedback", "tell", "--planned", "--ref", "R1")
    assert "Nobody waits" in acme.told("feedback", "tell")


def test_words_are_taken_as_they_are_whatever_they_begin_with(acme: Shell):
    acme.told("feedback", "add", "--verbatim", "[sic] {so} slow")
    assert "[sic] {so} slow" in acme.told("feedback", "list")


def test_what_was_redacted_reads_as_erased(acme: Shell):
    acme.told(*ADD)
    refused = acme.run("evidence", "redact", "E1")
    assert (refused.code, "reason" in refused.err) == (3, True)
    acme.told("evidence", "redact", "E1", "--reason", "They asked.")
    assert "(erased)" in acme.told("evidence", "show", "E1")
    assert "crawls" not in acme.told("history", "E1")


def test_a_market_signal_is_seen_on_the_radar(acme: Shell):
    assert "trueline market add" in acme.told("market", "radar")
    words = ("Offline sells", "competitor", "https://a.test/x", "--strength", "4")
    assert "ACME-E1" in acme.told("market", "add", *words)
    assert "4 x 0.5" in acme.told("market", "radar")
    assert "Offline sells" in acme.told("market", "list")
    assert "trueline feedback add" in acme.told("feedback", "list")


def test_an_outcome_of_a_meeting_becomes_feedback_in_one_step(acme: Shell):
    outcome = ("--outcome", "feedback: Exports crawl")
    acme.told("meeting", "hold", "Call", "--kind", "client", "--attendee", "bob@Globex", *outcome)
    found = acme.run("feedback", "show", "E1", "--json").json["data"]
    said = ("summary", "channel", "account")
    assert [found[each] for each in said] == ["Exports crawl", "interview", "Globex"]
