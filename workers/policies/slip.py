"""A roadmap item or a release was moved later: how many days since its dates were first set."""

from collections.abc import Sequence

from domain.release.facts import ReleaseAnnounced, ReleasePlanned, ReleaseRescheduled
from domain.roadmap_item.facts import RoadmapItemRescheduled, RoadmapItemScheduled
from domain.values import Window, days_between
from ledger.entry import Entry
from workers.policies.reading import Reading


def of_roadmap_item(life: Sequence[Entry]) -> Reading | None:
    """How far it slipped by its last fact; None when that moved it earlier."""
    kinds = (RoadmapItemScheduled, RoadmapItemRescheduled)
    return _slip([each.fact.window for each in life if isinstance(each.fact, kinds)])


def of_release(life: Sequence[Entry]) -> Reading | None:
    """How far it slipped by its last fact, from the promise where there is one."""
    facts = [each.fact for each in life]
    targets = [each.target for each in facts if isinstance(each, ReleasePlanned)]
    targets += [each.target for each in facts if isinstance(each, ReleaseRescheduled)]
    promised = [each.window for each in facts if isinstance(each, ReleaseAnnounced)]
    return _slip(targets, promised[0] if promised else None)


def _slip(windows: Sequence[Window], since: Window | None = None) -> Reading | None:
    """Counted from the first window, or from ``since``: a little every week adds up."""
    if len(windows) < 2 or windows[-1].end <= windows[-2].end:  # noqa: PLR2004  # before and after
        return None
    days = days_between((since or windows[0]).end, windows[-1].end)
    return Reading(str(days), f"slipped {days} days, to {windows[-1]}")
