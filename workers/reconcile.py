"""Reads what changed at a tracker since the watermark: what every lost webhook would have told.

The mark moves to the server's time at the beginning of a pass, and only when the pass is complete.
The page's own issues are used, so an issue that did not change costs nothing beyond its page. While
nothing changes, the same question is asked again with the tracker's tag, which costs no quota.

Once a day the pass is a deep sweep: every issue is read (``workers.deep_sweep``). An issue that no
link holds is taken in only when it changed since the watermark, as in any pass: what was there
before the connection is an import's to bring in. The first pass of a connection therefore takes no
issue in: it would only get ahead of the import that is about to begin. What is created meanwhile
is read again by the second pass.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from domain.backlog_item.rules import ITEM
from domain.fact import Origin
from domain.link.commands import Park as ParkLink
from domain.link.rules import LINK
from domain.link.state import Link
from domain.refusal import DomainError
from integrations.errors import Gone
from integrations.issue import Issue
from integrations.tracker import Page
from workers import deep_sweep, import_run, watermark
from workers.bridge import understood
from workers.context import Context
from workers.follow_comments import follow_comments
from workers.health import answered, hidden, judge
from workers.origins import of_engine, of_tracker
from workers.outcome import Done, Later, Nothing, Outcome
from workers.pace import Pace
from workers.pull import Busy, Hint, Unconfirmed, is_known, pull
from workers.redeliver import redeliver
from workers.release_names import states_of
from workers.retry import Again
from workers.settle import space_of
from workers.site import AtRest, Site, site_of
from workers.watermark import Watermark
from workers.welcome import own_create, owner_of, welcome


class Question(Struct, frozen=True):
    """What is asked of the tracker: changes since then, or "as before" by ``etag``.

    ``is_deep`` asks for every issue.
    """

    since: datetime
    etag: str | None
    is_deep: bool = False


class Answers(Struct, frozen=True):
    """What a pass found: the server's time at its beginning and the tag of its first page.

    ``is_sound`` is False for a deep sweep that missed too many issues to be believed.
    """

    server_time: datetime
    etag: str | None
    facts: int
    skipped: int
    is_sound: bool = True


def reconcile(context: Context, connection_id: UUID) -> Outcome:
    """Make one pass over a connection."""
    now, pace = context.clock(), context.pace
    with context.database.begin() as connection:
        mark = watermark.claim(connection, connection_id, now, pace.lease_s)
        run = import_run.latest(connection, connection_id)
    if mark is None:
        return Nothing("not due, or with another worker")
    if run is not None and run.state == "running":
        return _after(context, mark, AtRest("being imported"))
    question = question_of(mark, now, timedelta(seconds=pace.overlap_s))
    try:
        site = site_of(context, connection_id)
        answers = _pass(context, site, mark, question, now)
        if answers.is_sound:
            answered(context, site, swept=question.is_deep)
        redeliver_at = redeliver(context, site, mark, now)
    except Exception as error:  # noqa: BLE001  # every failure ends in a named state
        return _after(context, mark, error)
    sweep_at = _next_sweep(pace, mark, question, answers, now)
    done = replace(_moved(mark, question, answers), sweep_at=sweep_at, redeliver_at=redeliver_at)
    with context.database.begin() as connection:
        watermark.complete(connection, done, now=now, next_at=pace.after(now, pace.poll_s))
    if not answers.facts:
        return Nothing("nothing was new")
    return Done(facts=answers.facts, calls=site.tracker.calls)


def question_of(mark: Watermark, now: datetime, overlap: timedelta) -> Question:
    """The next question; a new connection begins now, for an import brings in what was before."""
    is_deep = deep_sweep.is_due(mark, now)
    if mark.etag is not None and mark.etag_since is not None and not is_deep:
        return Question(mark.etag_since, mark.etag)
    return Question((mark.seen_until or now) - overlap, None, is_deep)


def _moved(mark: Watermark, question: Question, answers: Answers) -> Watermark:
    """The mark after a pass; one that left something out is asked anew, from where it began."""
    is_partial = answers.skipped or question.is_deep or mark.is_first
    is_whole = answers.etag is not None and not is_partial
    return replace(
        mark,
        seen_until=question.since if answers.skipped else answers.server_time,
        etag=answers.etag if is_whole else None,
        etag_since=question.since if is_whole else None,
    )


def _next_sweep(
    pace: Pace, mark: Watermark, question: Question, answers: Answers, now: datetime
) -> datetime | None:
    """When the next deep sweep is due; one that left something out is due still."""
    if mark.sweep_at is not None and (answers.skipped or not question.is_deep):
        return mark.sweep_at
    return pace.after(now, pace.deep_sweep_s if answers.is_sound else deep_sweep.LOOK_AGAIN_S)


def _pass(
    context: Context, site: Site, mark: Watermark, question: Question, asked_at: datetime
) -> Answers:
    facts = skipped = 0
    first: Page | None = None
    count = 0
    links = deep_sweep.linked(context, site) if question.is_deep else {}
    missing = dict(links)
    for page in _pages(context, site, question):
        first, count = first or page, count + 1
        if count > 1:
            _go_on(context, mark)
        if not mark.is_first:
            facts += _greet(context, site, _recent(page.issues, question))
        for issue in page.issues:
            missing.pop(issue.ref.id, None)
            try:
                facts += _meet(context, site, issue, asked_at)
            except Busy:
                skipped += 1
    remarked, busy = follow_comments(context, site, question.since)
    facts, skipped = facts + remarked, skipped + busy
    if first is None:
        raise ValueError("a tracker answers with at least one page")
    etag = question.etag if first.unchanged else first.etag
    swept = mark.sweep_at or asked_at
    is_sound = deep_sweep.look_for(context, site, missing, len(links), swept)
    return Answers(first.server_time, etag if count == 1 else None, facts, skipped, is_sound)


def _go_on(context: Context, mark: Watermark) -> None:
    """Let no other worker begin the same pass while this one is long."""
    with context.database.begin() as connection:
        watermark.go_on(connection, mark, context.clock(), context.pace.lease_s)


def _recent(issues: Sequence[Issue], question: Question) -> list[Issue]:
    """The issues that an ordinary pass would have listed."""
    return [each for each in issues if not question.is_deep or each.updated_at >= question.since]


def _pages(context: Context, site: Site, question: Question) -> Iterator[Page]:
    since = None if question.is_deep else question.since
    try:
        page = site.tracker.changed_since(since, None, question.etag)
    except Gone:
        hidden(context, site)
        raise
    yield page
    while page.cursor is not None:
        page = site.tracker.changed_since(since, page.cursor)
        yield page


def _meet(context: Context, site: Site, issue: Issue, asked_at: datetime) -> int:
    """Settle one issue of a page; one that cannot be settled is parked and holds up no other."""
    link_id = owner_of(context.ledger, site.id, issue.ref.id)
    link = context.ledger.load(LINK, link_id).state if link_id else None
    if link_id is None or link is None:
        return 0
    if is_known(link, issue, site.tracker.holds) and not _is_news(context, site, link, issue):
        return 0
    hint = Hint(ref=issue.ref.url, seen=issue, asked_at=asked_at)
    try:
        return pull(context, site, link_id, hint).facts
    except (Gone, Unconfirmed):
        return 0  # it was there a moment ago: the next pass or its webhook tells
    except DomainError as refused:
        origin = of_engine(site.connection, context.clock())
        park = ParkLink(f"{refused.code}: {refused.message}")
        context.ledger.execute(LINK, link_id, park, origin)
        return 1


def _is_news(context: Context, site: Site, link: Link, issue: Issue) -> bool:
    """Whether a milestone that both agreed on means a release by now that the item never was in."""
    if not issue.milestones:
        return False
    item = context.ledger.load(ITEM, link.item).state
    space = space_of(site.connection, site.tracker, states_of(context.ledger))
    return item is not None and understood(link.base, item, space) != link.base


def _greet(context: Context, site: Site, issues: Sequence[Issue]) -> int:
    """Take in the issues of a page that no link holds, all at once."""
    new = [each for each in issues if owner_of(context.ledger, site.id, each.ref.id) is None]
    for issue in new:
        if own := own_create(context.ledger, site.id, issue):
            context.wake("deliver", str(own))
    theirs = [each for each in new if own_create(context.ledger, site.id, each) is None]
    if not theirs or not site.lets("in"):
        return 0
    return len(welcome(context, site, theirs, lambda each: _origin(site, each)).links)


def _origin(site: Site, issue: Issue) -> Origin:
    return of_tracker(site.connection, issue, person=issue.reporter, source_ref=issue.ref.url)


def _after(context: Context, mark: Watermark, error: Exception) -> Outcome:
    now, pace = context.clock(), context.pace
    if isinstance(error, AtRest):
        judged = Again(pace.after(now, pace.poll_s), error.reason)
    else:
        verdict = judge(context, mark.connection_id, error, min(mark.attempts, pace.park_after - 1))
        at = pace.after(now, pace.poll_s)
        judged = verdict if isinstance(verdict, Again) else Again(at, verdict.reason)
    with context.database.begin() as connection:
        watermark.postpone(connection, mark, judged.at, judged.reason)
    return Later(judged.at, judged.reason)
