"""Text that a tracker has no room for is cut, and says so; cut text is never taken for the whole.

The whole text stays here; ``merge`` lets no text that ``is_cut`` follow here (``sync.md`` F15).
"""

SENTENCE = "The text goes on; this tracker holds no more of it."
CUT = f"\n\n*{SENTENCE}*"


def cut(markdown: str, limit: int) -> str:
    """At most ``limit`` characters, ended at a paragraph and with a word that more was there."""
    if len(markdown) <= limit:
        return markdown
    room = max(limit - len(CUT), 0)
    ends = [markdown.rfind(mark, room // 2, room) for mark in ("\n\n", "\n", " ")]
    end = next((found for found in ends if found > 0), room)
    return markdown[:end].rstrip() + CUT


def is_cut(markdown: str | None) -> bool:
    """Whether a tracker held only the beginning of this text."""
    return SENTENCE in (markdown or "")
