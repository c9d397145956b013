"""Briefs as facts, and the plan that they tell of, for examples of their rules and views."""

from typing import Any

from deciding import Why
from roadmap import Q3, Q4

from domain.brief.facts import BriefDrafted, BriefPublished, BriefShared
from domain.brief.words import Drawn, Promise, Text, Told
from domain.release.state import Release
from domain.roadmap_item.state import RoadmapItem
from domain.values import Window

OFFLINE = RoadmapItem(
    "ACME-R1",
    "Offline mode",
    hypothesis="Field teams work in the train",
    commitment="planned",
    status="planned",
    horizon="next",
    window=Window.read("2026-08"),
)
IDEA = RoadmapItem("ACME-R2", "Telepathy", problem="Typing is slow")
RELEASE = Release("ACME-REL1", "Autumn", "2.0", "major", Q3, scope=("ACME-R1", "ACME-R2", "ACME-7"))
PLAN: dict[str, Any] = {each.key: each for each in (OFFLINE, IDEA, RELEASE)}
LATER = PLAN | {"ACME-R1": RoadmapItem("ACME-R1", "Offline mode", "feature", window=Q4)}
DRAWN = Drawn(
    "Acme Notes: Offline mode",
    "Acme Notes brings Offline mode.",
    ("Offline mode: Field teams work in the train",),
)
TOLD = (Told("ACME-R1", "Offline mode", "2026-Q3"),)
DRAFTED = BriefDrafted(
    "ACME-B1",
    "sales",
    "Acme Notes: Offline mode for sales",
    "Ada",
    7,
    DRAWN.headline,
    DRAWN.summary,
    DRAWN.value_points,
    dates="quarter",
    items=("ACME-R1",),
    told=TOLD,
    drawn=DRAWN,
)
TEXT = Text(
    DRAFTED.title,
    DRAWN.headline,
    DRAWN.summary,
    DRAWN.value_points,
    dates="quarter",
    items=("ACME-R1",),
    told=TOLD,
)
PROMISED = Promise("ACME-R1", Q3)
PUBLISHED = BriefPublished(1, "2026-01-02", 7, TEXT, (PROMISED,))
OUT = (DRAFTED, PUBLISHED)
SHARED = BriefShared("Globex", 1, "2026-01-02", "mail")
WHY: Why = {"reason": "The audit comes first.", "because": ["ACME-E1"]}
