"""``trueline iteration``: what is to be done until when, and by whom."""

from domain.iteration.rules import ITERATION
from trueline.commands.thing import group_of
from trueline.reach import Api, at

COLUMNS = ("key", "team", "status", "window", "capacity", "load", "ratio", "band", "name")
TELLING = ("commit", "withdraw", "reallocate", "plan-absence", "cancel-absence")
"""The verbs after which somebody wants to know how it stands."""


def _stands(api: Api, key: str) -> str:
    """How an iteration stands once something about it was changed."""
    from trueline.capacity_chart import standing  # noqa: PLC0415 (slow to import)

    found = api.get(at(ITERATION.path, key))["data"]
    return standing(found)


iteration = group_of(
    ITERATION,
    "iteration",
    COLUMNS,
    then=dict.fromkeys((*TELLING, "estimate-capacity", "override-capacity"), _stands),
)
