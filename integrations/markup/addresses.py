"""Bare web addresses in text: where one begins and where it ends."""

import re
from typing import TYPE_CHECKING

from mistune.util import escape_url

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

ADDRESS = (
    r"(?<![A-Za-z0-9])https?://(?:[^\s<>\[\]`*|\\()]|\([^\s<>()\[\]`*|\\]*\))+(?<![.,:;!?'\"_~&])"
)
_WHOLE = re.compile(ADDRESS)


def is_bare_address(text: str) -> bool:
    """Whether ``text`` alone, set between blanks, is read as one address."""
    return _WHOLE.fullmatch(text) is not None and escape_url(text) == text


def bare_addresses(markdown: "Markdown") -> None:
    """A ``mistune`` plugin: a bare address is a link to itself."""
    markdown.inline.register("bare_address", ADDRESS, _read)


def _read(inline: "InlineParser", found: re.Match[str], state: "InlineState") -> int:
    address = found.group(0)
    if state.in_link:
        inline.process_text(address, state)
    else:
        words = [{"type": "text", "raw": address}]
        attrs = {"url": escape_url(address)}
        state.append_token({"type": "link", "children": words, "attrs": attrs})
    return found.end()
