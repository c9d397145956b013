"""Brings all issues of a connection into the backlog, page by page, and then their comments.

The run's cursor moves with what was saved, so a crash repeats a few pages at most, and repeating
them changes nothing: an issue that a link holds is known. Nothing is written to the tracker.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from domain.backlog_item.rules import ITEM
from domain.fact import Origin
from domain.link.rules import LINK
from integrations.issue import Comment, Issue
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from projections.positions import wait_for
from workers import import_run
from workers.comments import take_over
from workers.context import Context
from workers.health import answered, judge
from workers.import_run import ImportRun
from workers.lookup import links_by_key
from workers.numbering import Place
from workers.origins import of_import, of_imported_comment
from workers.outcome import Done, Later, Nothing, Outcome, Parked
from workers.remarks import Pull, comment_of, moved_there
from workers.retry import Park
from workers.site import Site, site_of
from workers.welcome import welcome

ISSUES, COMMENTS = "issues:", "comments:"
CATCH_UP_S = 2.0
STACK = 10
"""Pages read before their issues are taken in: what a crash repeats at most."""
BATCH = 100
"""Issues in one save."""


class Stack(Struct, frozen=True):
    """Some pages of issues, and the cursor behind them."""

    issues: list[Issue]
    skipped: int
    cursor: str


class Behind(Exception):
    """The read model that finds an issue's link has not caught up yet."""


def import_issues(context: Context, run_id: str) -> Outcome:
    """Go on with an import until it is done, or has to wait."""
    with context.database.begin() as connection:
        run = import_run.claim(connection, run_id, context.clock(), context.pace.lease_s)
    if run is None:
        return Nothing("done, not due, or with another worker")
    try:
        site = site_of(context, run.connection_id)
        run = _all_pages(context, site, run)
        answered(context, site)
    except Behind:
        return _wait(context, run)
    except Exception as error:  # noqa: BLE001  # every failure ends in a named state
        return _after(context, run, error)
    return Done(facts=run.imported, calls=site.tracker.calls)


def _all_pages(context: Context, site: Site, run: ImportRun) -> ImportRun:
    place: Place | None = None
    cursor: str | None = run.cursor or ISSUES
    while cursor is not None:
        if cursor.startswith(ISSUES):
            run, cursor, place = _take_stack(context, site, run, cursor, place)
        else:
            cursor = _comment_page(context, site, run, cursor)
            _keep(context, run, cursor)
    return run


def _take_stack(
    context: Context, site: Site, run: ImportRun, cursor: str, place: Place | None
) -> tuple[ImportRun, str, Place | None]:
    """Take some pages in at once, so that keys follow the order in which issues were created."""
    stack = _read_stack(site, cursor)
    issues = sorted(stack.issues, key=_by_creation)
    identity = UUID(run.id)

    def origin_of(issue: Issue) -> Origin:
        return of_import(site.connection, issue, identity)

    run = replace(run, skipped=run.skipped + stack.skipped)
    for some in batched(issues, BATCH):
        welcomed = welcome(context, site, some, origin_of, place)
        place = welcomed.place
        imported, known = run.imported + len(welcomed.links), run.known + welcomed.known
        run = replace(run, imported=imported, known=known)
        _keep(context, run, cursor)
    _keep(context, run, stack.cursor)
    return run, stack.cursor, place


def _read_stack(site: Site, cursor: str) -> Stack:
    issues: list[Issue] = []
    skipped, ahead = 0, cursor
    for _ in range(STACK):
        page = site.tracker.changed_since(None, ahead.removeprefix(ISSUES) or None)
        issues += page.issues
        skipped += page.skipped
        ahead = COMMENTS if page.cursor is None else ISSUES + page.cursor
        if ahead == COMMENTS:
            break
    return Stack(issues, skipped, ahead)


def _by_creation(issue: Issue) -> tuple[datetime, int, str]:
    return issue.created_at, len(issue.ref.key), issue.ref.key


def _keep(context: Context, run: ImportRun, cursor: str | None) -> None:
    """Let a crash from here on repeat nothing before ``cursor``."""
    with context.database.begin() as connection:
        import_run.advance(connection, run, cursor, context.clock(), context.pace.lease_s)


def batched(issues: Sequence[Issue], size: int) -> Iterator[Sequence[Issue]]:
    """The issues in slices of at most ``size``."""
    for start in range(0, len(issues), size):
        yield issues[start : start + size]


def _comment_page(context: Context, site: Site, run: ImportRun, cursor: str) -> str | None:
    if not site.lets_comments("in"):
        return None
    if cursor == COMMENTS and not _is_current(context):
        raise Behind
    page = site.tracker.comments_since(None, cursor.removeprefix(COMMENTS) or None)
    keys = {each.issue_key for each in page.comments}
    links = links_by_key(context, site.id, sorted(keys))
    told = [each for each in page.comments if each.issue_key in links and not each.restricted]
    if told:
        first = of_imported_comment(site.connection, told[0], UUID(run.id))
        work = _take_over_all(context.ledger, site, run, links, told)
        context.ledger.transact(work, first)
    return None if page.cursor is None else COMMENTS + page.cursor


def _take_over_all(
    ledger: Ledger,
    site: Site,
    run: ImportRun,
    links: dict[str, UUID],
    comments: Sequence[Comment],
) -> Callable[[Transaction], None]:
    def work(transaction: Transaction) -> None:
        linked = ledger.load_all(LINK, links.values())
        transaction.know(linked)
        items = [each.state.item for each in linked.values() if each.state is not None]
        transaction.know(ledger.load_all(ITEM, items))
        for comment in comments:
            link_id = links[comment.issue_key]
            link = transaction.load(LINK, link_id)
            if link is None:
                continue
            ours = {pair.remote_id: each for each, pair in link.comments.items()}
            known = ours.get(comment.id)
            if known is not None and not moved_there(comment, link.comments[known]):
                continue
            if known is None and comment.marker is not None:
                continue  # ours, on its way: its delivery pairs it
            transaction.act_as(of_imported_comment(site.connection, comment, UUID(run.id)))
            pull = Pull(known or comment_of(site.id, comment.id), comment)
            take_over(transaction, link_id, link, pull)

    return work


def _is_current(context: Context) -> bool:
    """Whether the read model of links knows every fact there is, or does so in a moment."""
    return wait_for(context.database, context.ledger.head(), ["sync"], timeout_s=CATCH_UP_S)


def _wait(context: Context, run: ImportRun) -> Outcome:
    at = context.pace.retry_at(context.clock(), 1)
    with context.database.begin() as connection:
        import_run.postpone(connection, run, at, "the read models are catching up")
    return Later(at, "the read models are catching up")


def _after(context: Context, run: ImportRun, error: Exception) -> Outcome:
    judged = judge(context, run.connection_id, error, run.attempts)
    with context.database.begin() as connection:
        if isinstance(judged, Park):
            import_run.fail(connection, run, judged.reason, context.clock())
        else:
            import_run.postpone(connection, run, judged.at, judged.reason)
    return Parked(judged.reason) if isinstance(judged, Park) else Later(judged.at, judged.reason)
