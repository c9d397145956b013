"""Statements that are compiled once answer like those that are not."""

import pytest
import sqlalchemy as sa

from ledger.database import Database
from projections.prepared import Prepared, rows_of_all

_NUMBER = sa.bindparam("number", type_=sa.Integer)
_TEXT = sa.bindparam("text", type_=sa.Text)


def test_several_questions_are_each_answered_with_their_own_rows(database: Database):
    questions = (
        sa.select(_NUMBER),
        sa.select(_TEXT, _NUMBER),
        sa.select(_NUMBER).where(sa.false()),
    )
    with database.read() as connection:
        asked = [Prepared(each, connection.dialect) for each in questions]
        values = {"number": 7, "text": "seven", "nobody asks": None}
        assert rows_of_all(connection, asked, values) == [[(7,)], [("seven", 7)], []]


def test_a_question_that_fails_leaves_the_connection_in_order(database: Database):
    with database.read() as connection:
        fine = Prepared(sa.select(_NUMBER), connection.dialect)
        wrong = Prepared(
            sa.select(sa.column("x")).select_from(sa.table("no_such")), connection.dialect
        )
        with pytest.raises(Exception, match="no_such"):
            rows_of_all(connection, [fine, wrong, fine], {"number": 7})
    with database.read() as connection:
        assert rows_of_all(connection, [fine], {"number": 7}) == [[(7,)]]
