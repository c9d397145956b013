"""A brief as a page of Markdown: the same version is the same page, byte for byte."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from domain.brief.words import Audience, Objection, Text, Told
from projections.markdown import inline, paragraphs


class Head(Struct, frozen=True):
    """What stands above a brief's own words; ``published_on`` is None for a draft."""

    product: str
    audience: Audience
    number: int
    published_on: str | None = None


def page_of(head: Head, text: Text) -> str:
    """The page; everything on it was written by somebody, and is shown as they wrote it."""
    return "\n".join(_lines(head, text)) + "\n"


def _lines(head: Head, text: Text) -> Iterator[str]:
    yield f"# {inline(text.title)}"
    yield from ("", _edition(head))
    yield from ("", f"**{inline(text.headline)}**")
    yield from ("", paragraphs(text.summary))
    yield from _list("What it brings", map(inline, text.value_points))
    yield from _list("What is in it", map(_told, text.told))
    yield from _answers(text.objections)
    yield from _list("What shows it", map(inline, text.proof))
    meant = (f"**{inline(term)}**: {inline(text.glossary[term])}" for term in sorted(text.glossary))
    yield from _list("What the words mean", meant)


def _edition(head: Head) -> str:
    about = f"{inline(head.product)}, for {head.audience}."
    if head.published_on is None:
        return f"{about} Draft of version {head.number}: not published."
    return f"{about} Version {head.number}, {head.published_on}."


def _told(each: Told) -> str:
    return f"{inline(each.title)}: {each.when}" if each.when else inline(each.title)


def _answers(objections: Iterable[Objection]) -> Iterator[str]:
    """A heading for each question, with its answer."""
    for at, each in enumerate(objections):
        yield from () if at else ("", "## Questions and answers")
        yield from ("", f"### {inline(each.q)}", "", paragraphs(each.a))


def _list(title: str, points: Iterable[str]) -> Iterator[str]:
    """A heading with its points; nothing when there are none."""
    lines = [f"* {each}" for each in points]
    yield from ("", f"## {title}", "", *lines) if lines else ()
