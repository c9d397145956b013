"""Page marks: opaque, and good for one question only."""

import pytest

from projections import cursor as cursors
from projections.cursor import CursorMismatch, CursorRefused

QUESTION = {"kind": "bug"}


def test_a_cursor_gives_its_place_back():
    written = cursors.write(QUESTION, ("ACME", "a1", 7))
    assert cursors.read(written, QUESTION, tuple[str, str, int]) == ("ACME", "a1", 7)


def test_a_cursor_of_another_question_is_a_mismatch():
    written = cursors.write(QUESTION, (7,))
    with pytest.raises(CursorMismatch, match="filters it came with"):
        cursors.read(written, {"kind": "spike"}, tuple[int])


def test_a_cursor_of_another_shape_is_refused():
    written = cursors.write(QUESTION, ("ACME", "a1", 7))
    with pytest.raises(CursorRefused, match="ask again without it"):
        cursors.read(written, QUESTION, tuple[int])


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "bnVsbA", "é", "WyJhIiwgMV0", "A" * 5000])
def test_text_that_is_no_cursor_is_refused_with_what_to_do(cursor):
    with pytest.raises(CursorRefused, match="ask again without it"):
        cursors.read(cursor, QUESTION, tuple[int])
