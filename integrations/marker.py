"""The invisible mark that tells which intent made an issue or a comment.

A mark names an object; it never means "skip" (``sync.md`` F7).
"""

import re
from uuid import UUID

_UUID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_BREAK = r"(?:\n\n|\r\n\r\n|\n|\r\n)?"
_MARK = re.compile(rf"{_BREAK}<!-- trueline:intent={_UUID} -->(?=[ \t]{{0,9}}(?:\r?\n|\Z))")

LENGTH = len("\n\n<!-- trueline:intent= -->") + 36
"""How many characters a mark adds."""


def mark(text: str, intent: UUID | None) -> str:
    """``text`` with the mark of ``intent``, if there is one, as its last line."""
    if intent is None:
        return text
    line = f"<!-- trueline:intent={intent} -->"
    return f"{text}\n\n{line}" if text else line


def unmark(text: str) -> tuple[str, UUID | None]:
    """``text`` without its marks, and the intent of the first one."""
    found = _MARK.search(text) if "<!-- trueline:" in text else None
    if found is None:
        return text, None
    return _MARK.sub("", text), UUID(found[1])
