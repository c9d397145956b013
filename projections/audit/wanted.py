"""What is asked of the audit log: as conditions for the index, and as a check of the row."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from projections.audit.traits import (
    MARKED,
    OF_THE_FORM,
    WORDED,
    Fact,
    hour_of,
    last_word,
    mark_of,
    text_of,
    words_in,
)

Check = Callable[[Fact], bool]


class Wanted(Struct, frozen=True, kw_only=True):
    """Which facts: any of several values of one name, and all names.

    Attributes:
        actor: Ids or names of actors.
        type: Types of facts. Here and above ``risk.*`` is whatever begins with ``risk.``.
        field: Names of changed fields; ``window`` is ``window.start`` too.
        old: A value that is not any more.
        new: A value that is from then on.
        q: Text of which every word stands in the fact.
    """

    actor: tuple[str, ...] = ()
    actor_kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    because_of: tuple[str, ...] = ()
    violation: tuple[str, ...] = ()
    has_reason: bool | None = None
    has_violations: bool | None = None
    governed: bool | None = None
    correlation: tuple[str, ...] = ()
    recorded_from: datetime | None = None
    recorded_until: datetime | None = None
    occurred_from: datetime | None = None
    occurred_until: datetime | None = None
    q: str = ""


class Term(NamedTuple):
    """One condition: any of some marks, of a span of marks, or of some groups of words.

    Attributes:
        marks: Any of these.
        span: Any mark from the first to the second.
        words: Every word of any of these groups.
        is_not: It holds where none of the marks is.
    """

    marks: tuple[str, ...] = ()
    span: tuple[str, str] | None = None
    words: tuple[frozenset[str], ...] = ()
    is_not: bool = False


def terms_of(wanted: Wanted) -> list[Term]:
    """Conditions which hold, all of them, for every fact that is wanted."""
    terms = [Term((mark_of("is", name),), is_not=not is_so) for name, is_so in _flags(wanted)]
    for name, values in _asked(wanted, MARKED):
        whole, starts = _parted(values)
        if starts:
            ends = (min(whole + list(starts)), f"{max(whole + list(starts))}~")
            terms += [Term(span=(mark_of(name, ends[0]), mark_of(name, ends[1])))]
        else:
            terms += [Term(tuple(mark_of(name, each) for each in values))]
    if wanted.occurred_from or wanted.occurred_until:
        first = hour_of(wanted.occurred_from) if wanted.occurred_from else "occurred:"
        last = hour_of(wanted.occurred_until) if wanted.occurred_until else "occurred:~"
        terms += [Term(span=(first, last))]
    groups = [[words_in(each) - OF_THE_FORM for each in values] for _, values in _worded(wanted)]
    terms += [Term(words=tuple(frozenset(one) for one in each)) for each in groups if all(each)]
    return terms


def check_of(wanted: Wanted) -> Check:
    """Whether a fact is wanted; its time of recording is not looked at: positions follow it."""
    checks = [_has(MARKED[name], *_parted(values)) for name, values in _asked(wanted, MARKED)]
    checks += [_is(name, is_so) for name, is_so in _flags(wanted)]
    checks += [_has(WORDED[name], values) for name, values in _asked(wanted, WORDED)]
    since, until = wanted.occurred_from, wanted.occurred_until
    if since is not None:
        checks += [lambda row: row.occurred_at >= since]
    if until is not None:
        checks += [lambda row: row.occurred_at <= until]
    if wanted.q:
        words = words_in(wanted.q)
        checks += [lambda row: words <= words_in(text_of(row))]
    return partial(_passes, checks)


def _passes(checks: Iterable[Check], row: Fact) -> bool:
    for check in checks:  # noqa: SIM110  # ``all`` would make a generator for every row
        if not check(row):
            return False
    return True


def _is(name: str, is_so: bool) -> Check:  # noqa: FBT001  # what is asked
    return lambda row: (name in MARKED["is"](row)) == is_so


def _has(
    read: Callable[[Fact], Iterable[str]], values: Iterable[str], starts: tuple[str, ...] = ()
) -> Check:
    plain = frozenset(values)
    if starts:
        return lambda row: any(each in plain or each.startswith(starts) for each in read(row))
    return lambda row: not plain.isdisjoint(read(row))


def _parted(values: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Whole values, and beginnings: what stands before a star at the end."""
    whole = [each for each in values if not each.endswith("*")]
    return whole, tuple(each.removesuffix("*") for each in values if each.endswith("*"))


def _asked(wanted: Wanted, traits: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The traits that are asked for, with their values."""
    asked = ((name, getattr(wanted, name, ())) for name in traits)
    return ((name, values) for name, values in asked if values)


def _worded(wanted: Wanted) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is found by words, with the text that holds them."""
    for name, values in _asked(wanted, WORDED):
        yield name, tuple(map(last_word, values)) if name == "correlation" else values
    if wanted.q:
        yield "q", (wanted.q,)


def _flags(wanted: Wanted) -> Iterator[tuple[str, bool]]:
    asked = (
        ("reason", wanted.has_reason),
        ("violations", wanted.has_violations),
        ("governed", wanted.governed),
    )
    return ((name, is_so) for name, is_so in asked if is_so is not None)
