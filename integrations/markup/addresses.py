"""Bare web addresses in text: where one begins and where it ends."""

import re
from typing import TYPE_CHECKING

from mistune.util import escape_url

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

_LETTER = r"[^\s<>\[\]`*|\\()]"
_GROUP = r"\([^\s<>()\[\]`*|\\]*\)"
ADDRESS = rf"(?<![A-Za-z0-9])https?://(?:{_LETTER}|{_GROUP})+(?<![.,:;!?'\"_~&])"
_ADDRESS = re.compile(ADDRESS)


def is_bare_address(text: str) -> bool:
    """Whether ``text`` alone, set between blanks, is read as a link to itself."""
    return _ADDRESS.fullmatch(text) is not None and escape_url(text) == text


def split_at_addresses(text: str) -> list[tuple[str, bool]]:
    """The parts of ``text`` in order, and whether each is an address."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        if escape_url(found[0]) == found[0]:
            parts += [(text[end : found.start()], False), (found[0], True)]
            end = found.end()
    parts.append((text[end:], False))
    return [part for part in parts if part[0]]


def bare_addresses(markdown: "Markdown") -> None:
    """A ``mistune`` plugin: a bare address is a link to itself."""
    markdown.inline.register("bare_address", ADDRESS, _read)


def _read(inline: "InlineParser", found: re.Match[str], state: "InlineState") -> int:
    address = found.group(0)
    if state.in_link or not is_bare_address(address):
        inline.process_text(address, state)
    else:
        words = [{"type": "text", "raw": address}]
        state.append_token({"type": "link", "children": words, "attrs": {"url": address}})
    return found.end()
