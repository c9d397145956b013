"""When two values of a field mean the same, whatever a tracker did to their spelling.

Trackers turn line ends, cut blanks at the end of lines, and write "nothing" in two ways. Without
this a value would travel back and forth for ever (``sync.md`` F14).
"""

from collections.abc import Iterable
from typing import TypeAlias

from integrations.issue import SETS, Value

Normal: TypeAlias = str | frozenset[str]

HARD_BREAK = "  "
"""Two or more blanks at the end of a line are Markdown; one is an accident."""


def equivalent(field: str, one: Value, other: Value) -> bool:
    """Whether both values of ``field`` mean the same: an equivalence relation."""
    return normal(field, one) == normal(field, other)


def normal(field: str, value: Value) -> Normal:
    """The one form of all equivalent values of ``field``."""
    if field in SETS:
        return frozenset(member_key(field, each) for each in members(value))
    text = value if isinstance(value, str) else ""
    return plain_text(text) if field == "body" else text.strip()


def plain_text(text: str) -> str:
    """Text with Unix line ends and without blanks that nobody sees."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_plain_line(line) for line in lines).rstrip()


def members(value: Value) -> Iterable[str]:
    """The members of a set field; none when it has no value."""
    return value if isinstance(value, tuple | list) else ()


def member_key(field: str, member: str) -> str:
    """What tells members apart: labels are the same label in upper and lower case."""
    return member.casefold() if field == "labels" else member


def _plain_line(line: str) -> str:
    bare = line.rstrip(" \t")
    return bare + HARD_BREAK if bare and line.endswith(HARD_BREAK) else bare
