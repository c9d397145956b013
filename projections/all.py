"""Every read model there is."""

from projections.backlog.listing import BACKLOG
from projections.briefs.listing import BRIEFS
from projections.briefs.view import BriefsView
from projections.evidence.erasure import Erasure
from projections.flow.view import FlowView
from projections.history.view import HistoryView
from projections.listed import ListedView
from projections.listings import LISTINGS
from projections.metrics.listing import STRETCHES
from projections.outbox import Outbox
from projections.projection import Projection
from projections.risks.trend import TrendView
from projections.roadmap.moves import RoadmapMovesView
from projections.sync.view import SyncView


def all_projections() -> list[Projection]:
    """The outbox first: nobody waits for a screen as a tracker waits for its change."""
    lists = (ListedView(each) for each in LISTINGS if each is not BRIEFS)
    return [
        Outbox(),
        ListedView(BACKLOG),
        SyncView(),
        *lists,
        ListedView(STRETCHES),
        BriefsView(),
        TrendView(),
        RoadmapMovesView(),
        FlowView(),
        HistoryView(),
        Erasure(),
    ]
