"""``trueline decision``: what was decided, by whom and why."""

from domain.decision.rules import DECISION
from trueline.commands.thing import group_of

decision = group_of(
    DECISION,
    "decision",
    ("key", "status", "decided_on", "due_on", "decision_makers", "title"),
)

decide = decision.commands["propose"]
