"""A tracker's lists, read to their end."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from integrations.issue import Comment, Issue
from integrations.tracker import CommentPage, Page, Tracker

AnyPage = TypeVar("AnyPage", Page, CommentPage)


def pages(ask: Callable[[str | None], AnyPage]) -> Iterator[AnyPage]:
    """Every page, each asked for when it is wanted; ``ask`` takes a cursor."""
    page = ask(None)
    yield page
    while page.cursor is not None:
        page = ask(page.cursor)
        yield page


def all_pages(tracker: Tracker, since: datetime | None = None) -> Iterator[Page]:
    """Every page of the issues that changed."""
    return pages(lambda cursor: tracker.changed_since(since, cursor))


def all_issues(tracker: Tracker, since: datetime | None = None) -> list[Issue]:
    """Every issue that changed."""
    return [issue for page in all_pages(tracker, since) for issue in page.issues]


def all_comments(tracker: Tracker, since: datetime | None = None) -> list[Comment]:
    """Every comment that changed."""
    walk = pages(lambda cursor: tracker.comments_since(since, cursor))
    return [comment for page in walk for comment in page.comments]
