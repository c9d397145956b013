"""``trueline decide`` and ``trueline decision``: from a question to a page, and what came of it."""

from shell import Shell

REVIEW = ("decide", "Security review before offline mode", "--option", "Review", "--option", "Ship")
NOW = ("--accept", "Review", "--justification", "It is safer.", "--maker", "ana")


def test_a_decision_goes_from_its_question_to_its_page(acme: Shell):
    assert "ACME-D1: decision.proposed" in acme.told(*REVIEW)
    acme.told("decision", "accept", "D1", "1", "It is safer.", "--maker", "ana")
    page = acme.told("decision", "export", "D1")
    assert 'Chosen option: "Review", because It is safer.' in page
    assert acme.run("decision", "export", "D1", "--json").json == {"markdown": page}


def test_a_decision_is_taken_at_once(acme: Shell):
    assert "decision.proposed, decision.accepted" in acme.told(*REVIEW, *NOW)
    refused = acme.run("decision", "add-option", "D1", "Neither")
    assert (refused.code, "annotate, review" in refused.err) == (3, True)


def test_decisions_are_drawn_as_a_tree(acme: Shell):
    assert "trueline decide" in acme.told("decision", "graph")
    acme.told(*REVIEW, *NOW)
    acme.told("decide", "Ship first", "--option", "Ship", *NOW[2:], "--accept", "Ship")
    acme.told("feedback", "add", "--summary", "Is it safe?")
    acme.told("decision", "supersede", "D1", "D2", "--reason", "They wait.", "--because", "E1")
    drawn = acme.told("decision", "graph")
    assert "ACME-D2 Ship first (accepted)" in drawn
    assert "supersedes ACME-D1 Security review before offline mode (superseded)" in drawn
    assert max(map(len, drawn.splitlines())) <= 80


def test_what_is_due_and_how_true_it_was_are_tables(acme: Shell):
    assert "trueline decision due --within" in acme.told("decision", "due")
    assert "trueline decide" in acme.told("decision", "calibration")
    acme.told(*REVIEW, *NOW, "--expect", "nps,+5,0.8", "--review-on", "2026-01-01")
    assert "ACME-D1" in acme.told("decision", "due")
    acme.told("decision", "review", "D1", "confirmed", "--actual", "nps,hit,+7")
    assert "0.0400" in acme.told("decision", "calibration")
