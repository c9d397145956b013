"""``trueline meeting``: who met about what, and what came out of it."""

from domain.meeting.rules import MEETING
from trueline.commands.thing import group_of

meeting = group_of(MEETING, "meeting", ("key", "status", "kind", "day", "open_actions", "title"))
