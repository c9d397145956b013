"""Pages for people who follow a link out of the product; every value is escaped."""

from collections.abc import Iterable
from html import escape

from integrations.sandbox.wire import Answer, Page

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1d2433;background:#fff}
header{background:#1d2433;color:#fff;padding:.8rem 1.5rem}header a{color:#fff}
main{max-width:60rem;margin:1.5rem auto;padding:0 1.5rem}
h1{font-size:1.5rem;line-height:1.25}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #dde1ea;vertical-align:top}
.tag{border:1px solid #8a93a6;border-radius:1rem;padding:0 .6rem;margin-right:.3rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:#f5f6f9;padding:1rem}
.quiet{color:#5b6475}a{color:#0b57d0}
@media(prefers-color-scheme:dark){body{background:#12161f;color:#e4e8f0}pre{background:#1d2433}
a{color:#8ab4f8}.quiet{color:#a5aebf}td,th{border-color:#333c4d}}
"""
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}


def page(title: str, home: tuple[str, str], body: str, status: int = 200) -> Answer:
    """A whole page; ``home`` is the address and the name in its head, ``body`` is HTML."""
    html = (
        f"<!doctype html><html lang=en><meta charset=utf-8>"
        f'<meta name=viewport content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f'<header><a href="{escape(home[0])}">{escape(home[1])}</a> '
        f"&middot; sandbox tracker</header><main>{body}</main>"
    )
    return Answer(status, Page(html), dict(SAFE))


def tags(names: Iterable[str]) -> str:
    """Labels as small marks."""
    return "".join(f"<span class=tag>{escape(name)}</span>" for name in names)


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A table of names and texts; texts are escaped."""
    lines = (f"<tr><th>{escape(k)}</th><td dir=auto>{escape(v)}</td></tr>" for k, v in rows if v)
    return f"<table>{''.join(lines)}</table>"


def text(body: str) -> str:
    """Text as its author wrote it, never as markup."""
    return f"<pre dir=auto>{escape(body)}</pre>" if body else "<p class=quiet>No description.</p>"


def remark(author: str, when: str, body: str) -> str:
    """One comment."""
    return f"<h3>{escape(author)} <span class=quiet>{escape(when)}</span></h3>{text(body)}"


def listing(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """A table of issues: key, address, title, state."""
    head = "<tr><th>Issue</th><th>Title</th><th>State</th></tr>"
    lines = (
        f'<tr><td><a href="{escape(url)}">{escape(key)}</a></td>'
        f"<td dir=auto>{escape(title)}</td><td>{escape(state)}</td></tr>"
        for key, url, title, state in rows
    )
    return f"<table>{head}{''.join(lines)}</table>"


def missing(home: tuple[str, str]) -> Answer:
    """The page for an issue that is not there."""
    return page("Not found", home, "<h1>There is no such issue.</h1>", 404)
