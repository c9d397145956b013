"""``trueline risk``: what may happen, how grave it is, and what is done about it."""

from domain.risk.rules import RISK
from trueline.commands.thing import group_of

risk = group_of(
    RISK,
    "risk",
    ("key", "status", "level", "band", "residual_level", "owner", "review_due", "title"),
)
