"""Statements that are compiled once answer like those that are not."""

from typing import Any

import pytest
import sqlalchemy as sa

from ledger.database import Database
from projections.prepared import Prepared, Question, rows_of_all

_NUMBER = sa.bindparam("number", type_=sa.Integer)
_TEXT = sa.bindparam("text", type_=sa.Text)


def test_several_questions_are_each_answered_with_their_own_rows(database: Database):
    questions = (
        sa.select(_NUMBER),
        sa.select(_TEXT, _NUMBER),
        sa.select(_NUMBER).where(sa.false()),
    )
    with database.read() as connection:
        values = {"number": 7, "text": "seven", "nobody asks": None}
        asked = [Question(Prepared(each, connection.dialect), values) for each in questions]
        assert rows_of_all(connection, asked) == [[(7,)], [("seven", 7)], []]


def test_a_question_that_fails_leaves_the_connection_in_order(database: Database):
    with database.read() as connection:
        fine = Question(Prepared(sa.select(_NUMBER), connection.dialect), {"number": 7})
        nowhere: sa.Select[Any] = sa.select(sa.column("x")).select_from(sa.table("no_such"))
        wrong = Question(Prepared(nowhere, connection.dialect), {})
        with pytest.raises(Exception, match="no_such"):
            rows_of_all(connection, [fine, wrong, fine])
    with database.read() as connection:
        assert rows_of_all(connection, [fine]) == [[(7,)]]
