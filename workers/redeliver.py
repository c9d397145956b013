"""Asks a tracker to send again what it could not deliver to us (``sync.md`` F16)."""

from datetime import datetime, timedelta

import structlog

from integrations.errors import TrackerError
from workers.accept import webhook_path
from workers.context import Context
from workers.site import Site
from workers.watermark import Watermark

LOG = structlog.get_logger()
KEPT = timedelta(days=3)
"""How long GitHub keeps what it delivered."""


def redeliver(context: Context, site: Site, mark: Watermark, now: datetime) -> datetime | None:
    """Ask for failed deliveries when it is time; answers when to ask again.

    A failure holds up nothing: what was lost is found by reading as well.
    """
    if mark.redeliver_at is not None and now < mark.redeliver_at:
        return mark.redeliver_at
    path = webhook_path(site.connection.tracker, site.id)
    try:
        count = site.tracker.redeliver_failed(path, now - KEPT)
    except TrackerError as error:
        LOG.warning("redelivery failed", connection=str(site.id), error=error.message)
    else:
        if count:
            LOG.info("redelivery asked for", connection=str(site.id), deliveries=count)
    return context.pace.after(now, context.pace.redeliver_s)
