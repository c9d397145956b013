"""Markdown to Jira's wiki markup and back, by pandoc when it is installed.

Pandoc comes with the extra ``trueline[wiki]``. Without it a text passes as it is, and a text that
has any markup is guarded: it is read, but never written back by conversion.
"""

import importlib
import re
import subprocess
from functools import lru_cache

from integrations.markup.reading import MAX_CHARACTERS, Reading

TIMEOUT_S = 10
_MARKDOWN_IN = "gfm-gfm_auto_identifiers+hard_line_breaks"
_MARKDOWN_OUT = "gfm-raw_html+hard_line_breaks"
_PLAIN = re.compile(r"[A-Za-z0-9 ,;'\"/@%.\n]*")
_LIST_BY_CHANCE = re.compile(r"^(?:\d+|[a-z]\d|bq)\.\s", re.IGNORECASE | re.MULTILINE)
_LITERAL_HASH = re.compile(r"^(\s*)\\(#+)(?= )", re.MULTILINE)
_ANCHOR = re.compile(r"^(h\d\. )\{anchor:[^}]*\}", re.MULTILINE)
_MENTION = re.compile(r"\[~(?:accountid:)?([^\]\n]+)\]")
_MACRO = r"((?<![\\{])\{(?:panel|code|noformat|quote)(?::[^}\n]*)?\}(?!\}))"
_TEXT_BEFORE = re.compile(rf"(?<=[^\n]){_MACRO}")
_TEXT_BEHIND = re.compile(rf"{_MACRO}(?=[^\n])")
_NO_WORDS = re.compile(r"\{[^{}\n]*\}|![^!\s]+!|^(?:h\d|bq)\. ", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_FENCE = re.compile(r"^(\s*`{3,}) (?=\w)", re.MULTILINE)
_BACKSLASH = "\ufdd1"
_MISSING = "install trueline[wiki] to convert wiki markup"


class Unconverted(Exception):
    """Pandoc is missing, or gave up: the text stays as it is."""


def from_markdown(markdown: str) -> str:
    """The wiki text that says ``markdown``, or ``markdown`` itself when it cannot be converted."""
    try:
        return _convert(markdown.replace("\r\n", "\n"), _MARKDOWN_IN, "jira")
    except Unconverted:
        return markdown


def to_markdown(wiki: str | None) -> Reading:
    """``wiki`` in Markdown, guarded with a reason when the way back would change it."""
    text = (wiki or "").replace("\r\n", "\n")
    try:
        markdown = _convert(_readable(text), "jira", _MARKDOWN_OUT)
    except Unconverted as error:
        return Reading(text, str(error))
    if _words(text) - _words(markdown):
        return Reading(text, "pandoc would drop words of this text")
    same = _blanks(from_markdown(markdown)) == _blanks(text)
    return Reading(markdown, None if same else "Markdown would change its wiki markup")


def _readable(text: str) -> str:
    """Mentions as names, and macros on lines of their own: pandoc drops them elsewhere."""
    named = _MENTION.sub(r"@\1", text)
    return _TEXT_BEHIND.sub(r"\1\n", _TEXT_BEFORE.sub(r"\n\1", named))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_NO_WORDS.sub(" ", text)))


def forget() -> None:
    """Forget what was converted, as after pandoc is installed."""
    _convert.cache_clear()


@lru_cache(maxsize=1024)
def _convert(text: str, source: str, target: str) -> str:
    if _is_plain(text):
        return text.strip("\n")
    if len(text) > MAX_CHARACTERS:
        message = "the text is too long to convert"
        raise Unconverted(message)
    if target != "jira":
        return _FENCE.sub(r"\1", _run(_pandoc(), text, source, target)).strip("\n")
    marked = _LITERAL_HASH.sub(rf"\1{_BACKSLASH}\2", text)
    written = _run(_pandoc(), marked, source, target).replace(_BACKSLASH, "\\")
    return _ANCHOR.sub(r"\1", written).strip("\n")


def _is_plain(text: str) -> bool:
    """Whether ``text`` says the same in both languages: words, and single line breaks."""
    lines = text.split("\n")
    is_flush = all(line == line.strip() for line in lines)
    return is_flush and bool(_PLAIN.fullmatch(text)) and not _LIST_BY_CHANCE.search(text)


def _pandoc() -> str:
    try:
        pypandoc = importlib.import_module("pypandoc")
        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise Unconverted(_MISSING) from error


def _run(pandoc: str, text: str, source: str, target: str) -> str:
    command = [pandoc, "-f", source, "-t", target, "--wrap=preserve", "--sandbox"]
    try:
        done = subprocess.run(  # noqa: S603  # pandoc's own path, constant arguments, text on stdin
            [*command, "+RTS", "-M256M", "-RTS"],
            input=text.encode(errors="replace"),
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        message = "pandoc could not convert the text"
        raise Unconverted(message) from error
    return done.stdout.decode(errors="replace")


def _blanks(text: str) -> str:
    """Without blanks at the ends of lines and without repeated empty lines."""
    lines = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    return re.sub(r"\n{2,}", "\n\n", lines)
