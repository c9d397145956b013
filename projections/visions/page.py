"""A published vision as a page of Markdown, to be shared with people who have no account."""

from collections.abc import Iterable, Iterator, Sequence

from domain.vision.facts import Assumption, Belief
from projections.visions.versions import Version

MARKS: dict[Belief, str] = {"open": "not known yet", "validated": "holds", "invalidated": "wrong"}


def page_of(product: str, version: Version) -> str:
    """The page; the same version is the same page, byte for byte."""
    return "\n".join(_lines(product, version)) + "\n"


def _lines(product: str, version: Version) -> Iterator[str]:
    text = version.text
    yield f"# The vision of {product}"
    yield from ("", f"Version {version.number}, {version.occurred_at:%Y-%m-%d}.")
    if text.positioning is not None:
        yield from ("", f"> {text.positioning}")
    yield from ("", "## Who it is for", "")
    for user in text.target_users:
        yield f"- **{user.persona}**{f' ({user.segment})' if user.segment else ''}"
        yield from (f"  - {need}" for need in user.needs)
    yield from ("", "## What the company wants", "", text.company_goal)
    years = "one year" if text.horizon_years == 1 else f"{text.horizon_years} years"
    yield from ("", f"## Where it will be in {years}", "", text.future_statement)
    yield from _list("Principles", text.principles)
    yield from _list("What it will not be", text.non_goals)
    yield from _list("What it rests on", _beliefs(version.assumptions))
    yield from ("", "## Why this version", "", version.reason)
    if version.because_of:
        yield from ("", f"Because of {', '.join(each.id for each in version.because_of)}.")


def _list(title: str, points: Iterable[str]) -> Iterator[str]:
    """A heading with its points; nothing when there are none."""
    lines = [f"- {each}" for each in points]
    return iter(["", f"## {title}", "", *lines] if lines else [])


def _beliefs(assumptions: Sequence[Assumption]) -> Iterator[str]:
    for each in assumptions:
        shown_by = f"; {', '.join(each.evidence)}" if each.evidence else ""
        yield f"{each.text} ({MARKS[each.status]}{shown_by})"
