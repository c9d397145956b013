"""Parts of a thing go by their number."""

import pytest

from domain.backlog_item.facts import Criterion
from domain.parts import next_id, part_of, with_part
from domain.refusal import Unknown

PARTS = (Criterion("1", "It saves"), Criterion("2", "It loads"))


def test_a_part_is_numbered_after_those_before_it():
    assert (next_id(()), next_id(PARTS)) == ("1", "3")


def test_a_part_is_found_by_its_id():
    assert part_of(PARTS, "2", "criterion") == PARTS[1]


def test_a_part_that_is_not_there_is_refused_by_its_word():
    with pytest.raises(Unknown, match=r"There is no criterion 3\."):
        part_of(PARTS, "3", "criterion")


def test_one_part_gets_other_values():
    assert with_part(PARTS, "2", met=True) == (PARTS[0], Criterion("2", "It loads", met=True))
    assert with_part(PARTS, None, met=True) == PARTS
