"""What a list of one kind of thing can be filtered and sorted by, declared once.

The table, the view that fills it, the query and the API's parameters follow from it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args, get_origin

import sqlalchemy as sa
from msgspec import Struct

from domain.aggregate import Aggregate

METADATA = sa.MetaData()

VALUES = sa.Table(
    "listed_value",
    METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
)
"""The values of filters of which a thing has several, such as its labels."""

Values = Sequence[sa.BindParameter[Any]]
"""The values that are asked for, as parameters of a statement."""
Condition = Callable[[Values], sa.ColumnElement[bool]]
"""What a row fulfils that has any of the values."""

_TYPES: dict[Any, Any] = {int: sa.Integer, float: sa.Float, bool: sa.Boolean}


@dataclass(frozen=True)
class Column:
    """One filter: a value that is read from a thing's state.

    Attributes:
        name: The filter's name, and the column's.
        hint: The value's type: ``str``, ``int``, ``float``, ``bool`` or a ``Literal``; a tuple of
            them when a thing has several values.
        read: The value of a state; None is found by no filter.
        ranges: Whether ``name[gte]`` and ``name[lte]`` narrow it too (days, numbers).
    """

    name: str
    hint: Any
    read: Callable[[Any], Any]
    ranges: bool = False

    @property
    def has_several(self) -> bool:
        """Whether a thing has several values."""
        return get_origin(self.hint) is tuple

    @property
    def one(self) -> Any:  # noqa: ANN401  # a type
        """The type of one value."""
        return get_args(self.hint)[0] if self.has_several else self.hint

    @property
    def stored(self) -> sa.Column[Any]:
        """The table's column."""
        return sa.Column(self.name, _TYPES.get(self.hint, sa.Text))


@dataclass(frozen=True, eq=False)
class Parts:
    """A table with several rows of each thing, whose first column is the thing's key.

    Attributes:
        rows: The rows of a state, one value per column of the table.
    """

    table: sa.Table
    rows: Callable[[Any], Iterable[tuple[Any, ...]]]


class Nothing(Struct, frozen=True):
    """Nothing is shown besides the state."""


@dataclass(frozen=True, eq=False)
class Listing:
    """The list of all things of one kind.

    Attributes:
        of: The kind of thing.
        columns: What it can be filtered by, besides ``product`` and ``q``.
        title: What a state is called by people; searched by ``q``.
        shown: What is told besides the state, computed from it: never stored in facts.
        shape: The struct that ``shown`` answers with.
        order: The columns it is sorted by within a product, before the number.
        beside: Filters that are no column, each with its own condition, over texts.
        parts: Tables of what each is made of, for questions of another kind.
    """

    of: Aggregate[Any]
    columns: tuple[Column, ...]
    title: Callable[[Any], str]
    shown: Callable[[Any], Struct] = field(default=lambda _state: Nothing())
    shape: type[Struct] = Nothing
    order: tuple[str, ...] = ()
    beside: Mapping[str, Condition] = field(default_factory=dict)
    parts: tuple[Parts, ...] = ()

    @property
    def name(self) -> str:
        """The projection's name: the kind it lists."""
        return self.of.kind

    @property
    def table_name(self) -> str:
        """What its table is called."""
        return f"listed_{self.of.kind}"

    @cached_property
    def single(self) -> tuple[Column, ...]:
        """The filters that are columns of the table."""
        return tuple(each for each in self.columns if not each.has_several)

    @cached_property
    def several(self) -> tuple[Column, ...]:
        """The filters of which a thing has several values."""
        return tuple(each for each in self.columns if each.has_several)

    @cached_property
    def table(self) -> sa.Table:
        """One row per thing: what it is found by, and its JSON as it is sent."""
        return sa.Table(
            self.table_name,
            sa.MetaData(),
            sa.Column("id", sa.Text, primary_key=True),
            sa.Column("key", sa.Text),
            sa.Column("product_key", sa.Text),
            sa.Column("number", sa.Integer),
            sa.Column("search", sa.Text),
            *(each.stored for each in self.single),
            sa.Column("version", sa.Integer),
            sa.Column("position", sa.BigInteger),
            sa.Column("json", sa.Text),
        )
