from hypothesis import given
from hypothesis import strategies as st

from integrations.cut import CUT, cut, is_cut
from integrations.issue import FIELDS, Fields, Patch
from integrations.merge import Rules, merge

ALL = Rules(holds=frozenset(FIELDS))


def test_a_text_with_room_stays_whole():
    assert cut("Short.", 10) == "Short."
    assert not is_cut("Short.")


def test_a_text_is_cut_at_a_paragraph():
    text = "First.\n\nSecond.\n\n" + "x" * 100
    assert cut(text, len(CUT) + 20) == "First.\n\nSecond." + CUT


@given(st.text(alphabet="ab \n", min_size=200), st.integers(100, 199))
def test_a_cut_text_fits_and_says_so(text, limit):
    assert len(cut(text, limit)) <= limit
    assert is_cut(cut(text, limit))


def test_a_cut_text_never_follows_here():
    whole, kept = "a\n" * 50, cut("a\n" * 50, 80)
    edited = "Edited. " + kept
    for rule in ("hold", "theirs", "newest"):
        rules = Rules(holds=ALL.holds, on_conflict={"body": rule})
        result = merge({"title": "T", "body": kept}, Fields("T", kept), Fields("T", edited), rules)
        assert "body" not in result.here
        assert [each.field for each in result.conflicts] == ["body"]
    result = merge(None, Fields("T", whole), Fields("T", kept), ALL)
    assert "body" not in result.here


def test_our_edit_replaces_a_cut_text():
    kept = cut("a\n" * 50, 80)
    result = merge({"title": "T", "body": kept}, Fields("T", "Short."), Fields("T", kept), ALL)
    assert result.there == Patch(scalars={"body": "Short."})
