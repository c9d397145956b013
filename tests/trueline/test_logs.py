"""What a line of the log looks like."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueline.logs import json_line

WORDS = st.dictionaries(
    st.text(), st.none() | st.booleans() | st.integers(-9, 9) | st.text() | st.lists(st.text())
)


@given(WORDS)
def test_a_line_is_one_line_of_ascii_and_says_it_all(line: dict[str, Any]):
    found = json_line(line)
    assert found.isascii()
    assert "\n" not in found
    assert json.loads(found) == line


@pytest.mark.parametrize("path", ["/\ud800", "/\x9b2J", "/ü"])
def test_made_up_paths_are_escaped(path: str):
    found = json_line({"path": path})
    assert found.isascii()
    assert json.loads(found) == {"path": path}


def test_what_json_has_no_form_for_is_shown_as_python_does():
    assert json.loads(json_line({"id": {1}})) == {"id": [1]}
    assert json.loads(json_line({"id": UUID(int=1)})) == {"id": str(UUID(int=1))}
    assert json.loads(json_line({"at": object}))["at"] == "<class 'object'>"
