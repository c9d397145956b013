"""The invisible mark that tells which intent made an issue or a comment.

A mark names an object; it never means "skip" (``sync.md`` F7).
"""

import re
from uuid import UUID

_UUID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_MARK = re.compile(rf"(?:\r?\n){{0,2}}<!-- trueline:intent={_UUID} -->(?=[ \t]{{0,9}}(?:\r?\n|\Z))")


def mark(text: str, intent: UUID) -> str:
    """``text`` with the mark of ``intent`` as its last line."""
    line = f"<!-- trueline:intent={intent} -->"
    return f"{text}\n\n{line}" if text else line


def unmark(text: str) -> tuple[str, UUID | None]:
    """``text`` without its marks, and the intent of the first one."""
    found = _MARK.search(text)
    if found is None:
        return text, None
    return _MARK.sub("", text), UUID(found[1])


def remark(text: str, marked: str) -> str:
    """``text`` with the mark that ``marked`` carries, if it carries one."""
    intent = unmark(marked)[1]
    return text if intent is None else mark(text, intent)
