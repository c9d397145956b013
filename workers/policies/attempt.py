"""Tries one thing a policy does: what fails is left out and told of, and stops nothing else."""

from collections.abc import Callable
from typing import TypeVar

import structlog

from ledger.errors import LedgerError, UnreadableFact
from workers.context import Context
from workers.policies import place

LOG = structlog.get_logger()
T = TypeVar("T")


def attempt(
    context: Context, policy: str, key: str, position: int, work: Callable[[], T]
) -> T | None:
    """What ``work`` answers; None when it fails, which is then noted for people to see.

    Args:
        context: The workers' surroundings.
        policy: Who tries.
        key: What it is done for.
        position: Of the fact that it follows from.
        work: What may fail.

    Raises:
        LedgerError: The database is in trouble: nothing is left out, try all of it again.
    """
    try:
        return work()
    except UnreadableFact as error:
        leave_out(context, policy, key, position, error)
    except LedgerError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, the facts behind it must go on
        leave_out(context, policy, key, position, error)
    return None


def leave_out(context: Context, policy: str, key: str, position: int, error: Exception) -> None:
    """Note what could not be done, once."""
    why = f"{type(error).__name__}: {error}"
    now = context.clock().timestamp()
    with context.database.begin() as connection:
        is_news = place.skip(connection, place.Skipped(policy, key, position, why, now))
    if is_news:
        LOG.error("policy left a fact out", policy=policy, key=key, position=position, error=why)
