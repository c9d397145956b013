"""What a failure says about the whole connection, noted as a fact that people see.

Refused credentials stop the connection until a person acts: no further call is made. An outage that
lasts is shown as trouble, and ends by itself with the first complete answer.
"""

from uuid import UUID

import structlog

from domain.connection.commands import ConnectionCommand, ReportTrouble, ReportUnauthorised, Restore
from domain.connection.rules import CONNECTION
from domain.connection.state import Connection
from domain.refusal import DomainError
from integrations.errors import NotAllowed, RateLimited, TrackerError, Unavailable
from ledger.errors import Contended, LedgerError
from workers import retry
from workers.context import Context
from workers.origins import of_engine
from workers.retry import Again, Park
from workers.secrets import SecretMissing
from workers.site import AtRest, Site

LOG = structlog.get_logger()
UNAUTHORISED = 401
LASTING = 3
"""Failures in a row after which an outage is trouble worth a fact."""
MANY_MISSING = "Too many linked issues are missing at once"
"""How the trouble reads that only a deep sweep can end."""


def judge(context: Context, connection_id: UUID, error: Exception, attempts: int) -> Again | Park:
    """Decide what follows ``error``, and note what it says about the connection.

    Raises:
        LedgerError: Nothing can be noted, for the database itself is the trouble.
    """
    if isinstance(error, LedgerError) and not isinstance(error, Contended):
        raise error
    now, pace = context.clock(), context.pace
    match error:
        case AtRest():
            return Again(at=pace.after(now, pace.poll_s), reason=error.reason, counts=False)
        case SecretMissing():
            _note(context, connection_id, ReportUnauthorised(str(error)))
            return Again(at=pace.after(now, pace.poll_s), reason=str(error), counts=False)
        case NotAllowed() if error.status in (None, UNAUTHORISED):
            _note(
                context,
                connection_id,
                ReportUnauthorised(_what_to_mend(context, connection_id, error)),
            )
            return Again(at=pace.after(now, pace.poll_s), reason=error.message, counts=False)
        case NotAllowed():
            return Park(reason=f"not allowed: {error.message}", request_id=error.request_id)
        case Unavailable() if attempts >= LASTING:
            if not _misses_many(context.trackers.connection(connection_id)):
                _note(context, connection_id, ReportTrouble(error.message))
        case TrackerError() | DomainError():
            pass
        case _:
            LOG.error("unexpected failure", connection=str(connection_id), exc_info=error)
    return retry.after(error, attempts, now, pace)


def hidden(context: Context, site: Site) -> bool:
    """Whether a missing issue is explained: its repository or project, or much of it, is hidden.

    Raises:
        TrackerError: The tracker does not answer at all, or refuses us.
    """
    if _misses_many(site.connection):
        return True
    try:
        site.tracker.probe()
    except RateLimited:
        raise
    except TrackerError as error:
        trouble = f"{site.connection.remote_name} cannot be seen: {error.message}"
        _note(context, site.id, ReportTrouble(trouble))
        return True
    return False


def answered(context: Context, site: Site, *, swept: bool = False) -> None:
    """Note that the tracker answers again, if it was in trouble.

    Trouble with missing issues ends only when a deep sweep finds them (``swept``).
    """
    if site.connection.state == "degraded" and (swept or not _misses_many(site.connection)):
        _note(context, site.id, Restore())


def many_missing(context: Context, site: Site, count: int, links: int) -> None:
    """Note that so many issues are missing that none is believed gone (``sync.md`` F33)."""
    hint = "Check what our account may see there; no link is broken meanwhile."
    _note(context, site.id, ReportTrouble(f"{MANY_MISSING}: {count} of {links}. {hint}"))


def _misses_many(connection: Connection) -> bool:
    return (connection.trouble or "").startswith(MANY_MISSING)


def _what_to_mend(context: Context, connection_id: UUID, error: NotAllowed) -> str:
    connection = context.trackers.connection(connection_id)
    return (
        f"{connection.remote_name} refuses the credentials in {connection.credentials_ref}"
        f" ({error.message}): put good ones there, then resume the connection."
    )


def _note(context: Context, connection_id: UUID, command: ConnectionCommand) -> None:
    try:
        connection = context.trackers.connection(connection_id)
        origin = of_engine(connection, context.clock())
        context.ledger.execute(CONNECTION, connection_id, command, origin)
    except (DomainError, Contended):
        return  # somebody else has just said so, or the connection is over
