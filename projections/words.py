"""Text as words: runs of letters and digits."""

import re

WORD = re.compile(r"[^\W_]+")
"""A word of any text, in whatever letters."""
_ASCII = bytes(
    ord(chr(n).lower()) if n < 128 and chr(n).isalnum() else ord(" ")  # noqa: PLR2004  # ASCII
    for n in range(256)
)
"""By ASCII character, what it is in a word in small letters, or a blank between words."""


def plain(text: bytes) -> bytes:
    """An ASCII text as its words, with blanks between them: much quicker than by a pattern."""
    return text.translate(_ASCII)
