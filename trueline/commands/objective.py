"""``trueline objective``: what the product is to reach in a period."""

from domain.objective.rules import OBJECTIVE
from trueline.commands.thing import group_of

objective = group_of(
    OBJECTIVE,
    "objective",
    ("key", "status", "progress", "confidence", "period", "owner", "title"),
)
