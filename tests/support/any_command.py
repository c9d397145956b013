"""Any command of any kind of thing, made from what the types of its fields say.

Most values are such that the types accept them, so that rules are reached; some are not.
"""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from domain.aggregate import Aggregate
from domain.command import Command, Opening
from domain.values import Window

KEYS = st.sampled_from(
    [
        *("ACME-1", "ACME-2", "ACME-R1", "ACME-R2", "ACME-REL1", "ACME-K1", "ACME-D1", "ACME-D2"),
        *("ACME-M1", "ACME-O1", "ACME-V", "ACME-E1", "ACME-E2", "ACME-X1", "ACME-X2"),
        *("ACME-T1", "ACME-I1", "ACME-B1"),
        *("ACME-K99", "OTHER-K1", "ACME", "nonsense", ""),
    ]
)
DAYS = ["2025-12-31", "2026-01-02", "2026-02-01", "2026-09-30", "2027-01-01", "soon"]
PLAIN = ["a", "b", "1", "2", "Two words", "0.5", "EUR", *DAYS]
ODD = ["", " ", "two\nlines", "nul\0", "half \ud800", "x" * 256, "é", "-1", "NaN"]
STRINGS = st.sampled_from(PLAIN) | st.sampled_from(PLAIN) | st.sampled_from(ODD)
INTEGERS = st.sampled_from([0, 1, 2, 3, 4, 5, -1, 10**6])
FLOATS = st.sampled_from([0.0, 0.5, 1.0, -0.5, 2.0, 1e300, float("inf"), float("nan")])
WINDOWS = st.sampled_from(["2026", "2026-H2", "2026-Q1", "2026-Q3", "2026-09", "2026-09-30"])
BASIC: dict[Any, st.SearchStrategy[Any]] = {
    str: STRINGS,
    int: INTEGERS,
    float: FLOATS,
    bool: st.booleans(),
    UUID: st.sampled_from([UUID(int=1), UUID(int=2)]),
    Window: WINDOWS.map(Window.read) | st.builds(Window, STRINGS, STRINGS),
    type(None): st.none(),
    msgspec.UnsetType: st.just(msgspec.UNSET),
}


def commands_of(kind: Aggregate[Any]) -> st.SearchStrategy[Command]:
    """Any command to a thing of a kind that exists, those of other things among them."""
    asked = [each for each in kind.rules if not issubclass(each, Opening)]
    return st.sampled_from(asked).flatmap(values_of)


@cache
def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of_annotated(args[0], args[1:])
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, UnionType):
        return st.one_of([values_of(each) for each in args])
    if origin is tuple:
        return st.lists(values_of(args[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(values_of(args[0]), values_of(args[1]), max_size=2)
    if kind not in BASIC and issubclass(kind, msgspec.Struct):
        return _of_struct(kind)
    return BASIC[kind]


def _of_annotated(kind: Any, metas: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    plain = values_of(kind)
    for meta in (each for each in metas if isinstance(each, msgspec.Meta)):
        if "to" in (meta.extra or {}):
            return KEYS
        if meta.examples:
            plain = st.sampled_from(meta.examples) | plain
        schema = meta.extra_json_schema or {}
        if "minimum" in schema:
            known = [schema["minimum"], schema["maximum"]]
            plain = st.sampled_from(known) | plain
        if "enum" in schema:
            plain = st.sampled_from(schema["enum"]) | plain
    return plain


def _of_struct(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind, include_extras=True)
    fields = {each.name: values_of(hints[each.name]) for each in msgspec.structs.fields(kind)}
    needed = {each.name for each in msgspec.structs.fields(kind) if each.required}
    return st.fixed_dictionaries(
        {name: fields[name] for name in fields if name in needed},
        optional={name: fields[name] for name in fields if name not in needed},
    ).map(lambda values: kind(**values))
