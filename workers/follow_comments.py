"""Finds the issues whose comments changed since a pass's watermark, and settles their comments."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.link.rules import LINK
from integrations.equivalence import equivalent
from integrations.errors import Gone
from integrations.issue import Comment
from workers.context import Context
from workers.lookup import links_by_key
from workers.pull import Busy, Hint, Unconfirmed, pull
from workers.site import Site


def follow_comments(context: Context, site: Site, since: datetime) -> tuple[int, int]:
    """Look at the issues whose comments changed; those that read as agreed cost nothing.

    Returns:
        How many facts came of it, and how many links another worker had.
    """
    facts = busy = 0
    cursor = None
    while True:
        page = site.tracker.comments_since(since, cursor)
        changed = _changed(context, site, page.comments)
        for link_id in changed:
            try:
                facts += pull(context, site, link_id, Hint(str(link_id), comments=True)).facts
            except Busy:
                busy += 1
            except (Gone, Unconfirmed):
                continue
        cursor = page.cursor
        if cursor is None:
            return facts, busy


def _changed(context: Context, site: Site, comments: Sequence[Comment]) -> list[UUID]:
    """The links whose issue has a comment that differs from what was agreed."""
    by_issue: dict[str, list[Comment]] = {}
    for each in comments:
        by_issue.setdefault(each.issue_key, []).append(each)
    links = links_by_key(context, site.id, list(by_issue))
    return [
        link_id
        for key, link_id in links.items()
        if any(_is_news(context, link_id, each) for each in by_issue[key])
    ]


def _is_news(context: Context, link_id: UUID, comment: Comment) -> bool:
    link = context.ledger.load(LINK, link_id).state
    if link is None:
        return False
    pairs = {pair.remote_id: pair for pair in link.comments.values()}
    pair = pairs.get(comment.id)
    if pair is None or comment.restricted:
        return not comment.restricted or pair is not None
    return not equivalent("body", pair.body, comment.body)
