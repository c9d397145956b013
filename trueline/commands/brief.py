"""``trueline brief``: what an audience is told in plain words, and what that promises."""

from domain.brief.rules import BRIEF
from trueline.commands.thing import group_of

brief = group_of(
    BRIEF, "brief", ("key", "audience", "status", "published", "stale", "broken", "owner", "title")
)
