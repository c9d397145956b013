"""What people see is text: whole where they copy it, and never what a terminal would obey."""

import pytest

from trueline.show import plain, prose, show_table


def test_nothing_is_cut_where_no_terminal_is(capsys: pytest.CaptureFixture[str]):
    show_table(("Id", "Title"), [("a" * 36, "b" * 300)], empty="")
    assert "b" * 300 in capsys.readouterr().out


def test_an_empty_table_says_what_to_do(capsys: pytest.CaptureFixture[str]):
    show_table(("Id",), [], empty="Try this.")
    assert capsys.readouterr().out == "Try this.\n"


def test_control_characters_are_shown_and_not_obeyed():
    assert plain("a\x1b[31mb") == "a\N{REPLACEMENT CHARACTER}[31mb"


def test_a_cell_is_one_line():
    assert plain("one\r\ntwo\u00a0three") == "one two three"


def test_prose_keeps_its_lines():
    assert prose("one\n\ttwo\x07") == "one\n    two\N{REPLACEMENT CHARACTER}"


def test_a_value_of_several_parts_shows_those_that_say_something():
    assert plain({"sent": None, "kept": ["a", "b"]}) == "kept a, b"
