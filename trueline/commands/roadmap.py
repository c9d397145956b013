"""``trueline roadmap``: what is to be built, why and when."""

from domain.roadmap_item.rules import ROADMAP_ITEM
from trueline.commands.thing import group_of

roadmap = group_of(
    ROADMAP_ITEM,
    "roadmap",
    ("key", "horizon", "status", "window", "score", "owner", "title"),
)
