"""Text that people or trackers wrote as text on a page of Markdown: none of it is markup.

A sign that Markdown, or GitHub's kind of it, could read something into stands behind a backslash,
which CommonMark takes for the sign itself. Characters that show nothing, or turn the direction of
what follows, are made visible.
"""

import re

_SIGNS = re.compile(r"[\\`*_\[\]<>#|~&$]")
_LEADING = re.compile(r"^[-+=]")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")


def inline(text: str) -> str:
    """Any text as one line of plain text."""
    line = " ".join("".join(_visible(char) for char in text).split())
    line = _SIGNS.sub(r"\\\g<0>", line)
    line = _LEADING.sub(r"\\\g<0>", line)
    line = _ADDRESS.sub(_apart, line)
    return _NUMBERED.sub(r"\1\\\2", line)


def paragraphs(text: str) -> str:
    """Any text as paragraphs of plain text, where it has blank lines between them."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n\n".join(inline(each) for each in parts)


def _apart(found: re.Match[str]) -> str:
    """An address that nobody is led to: the sign behind its first word is plain text."""
    return f"{found[1]}\\{found[2]}" if found[1] else f"{found[3]}\\{found[4]}"


def _visible(char: str) -> str:
    return char if char.isprintable() or char.isspace() else "\N{REPLACEMENT CHARACTER}"
