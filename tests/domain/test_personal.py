"""Personal text is known by its type, and masked where it is not opened."""

from msgspec import Struct

from domain.aggregates import AGGREGATES
from domain.evidence.commands import CaptureFeedback
from domain.evidence.rules import EVIDENCE
from domain.personal import (
    MASK,
    SealedText,
    erased,
    holds_personal,
    in_clear,
    masked,
    personal_in,
    subject_of,
)
from domain.values import Said

SUBJECT = "0123456789abcdef" * 2
SEALED = f"sealed:{SUBJECT}:{'x' * 24}=="


class Plain(Struct):
    """Nothing of it is personal."""

    title: str


def test_personal_fields_are_known_with_their_check_in_the_clear():
    checks = personal_in(CaptureFeedback)
    assert set(checks) == {"verbatim", "contact"}
    assert checks["verbatim"]("verbatim", "Exports are slow") == []
    assert checks["contact"]("contact", "x" * 101)[0].code == "too-long"
    assert personal_in(Plain) == {}


def test_who_sends_it_sends_plain_text():
    assert in_clear(SealedText) == Said
    assert in_clear(SealedText | None) == Said | None
    assert in_clear(int | None) == int | None


def test_only_evidence_holds_personal_text():
    assert [each for each in AGGREGATES if holds_personal(each)] == [EVIDENCE]


def test_a_seal_names_its_subject():
    assert subject_of(SEALED) == SUBJECT
    assert subject_of("Exports are slow") is None


def test_a_masked_text_shows_no_seal():
    assert masked(f'{{"verbatim":"{SEALED}","a":1}}') == f'{{"verbatim":"{MASK}","a":1}}'
    assert masked("sealed: by hand") == "sealed: by hand"


def test_what_was_never_said_is_not_erased():
    assert erased(None) is None
