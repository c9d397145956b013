"""Every fact there is, by its permanent tag, and the rules that each belongs to.

``docs/events.md`` is this catalogue as people read it.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

import domain.claim
import domain.connection.facts
import domain.link.facts
import domain.stretch.facts
from domain.aggregates import AGGREGATES
from domain.claim import CLAIM
from domain.connection.rules import CONNECTION
from domain.decider import Decider
from domain.fact import Fact
from domain.link.rules import LINK
from domain.stretch.rules import STRETCH

_ALL: tuple[Decider[Any, Any], ...] = (*AGGREGATES, STRETCH, CONNECTION, LINK, CLAIM)
DECIDERS = {each.kind: each for each in _ALL}

_MODULES: dict[str, ModuleType] = {
    **{
        each.kind: import_module(f"{each.state.__module__.rpartition('.')[0]}.facts")
        for each in AGGREGATES
    },
    STRETCH.kind: domain.stretch.facts,
    CONNECTION.kind: domain.connection.facts,
    LINK.kind: domain.link.facts,
    CLAIM.kind: domain.claim,
}


def tag_of(fact: type[Fact]) -> str:
    """The name a fact is stored under."""
    return str(fact.__struct_config__.tag)


def _facts_in(module: ModuleType) -> list[type[Fact]]:
    here = [each for each in vars(module).values() if isinstance(each, type)]
    return [each for each in here if issubclass(each, Fact) and each is not Fact]


FACTS_OF: dict[str, list[type[Fact]]] = {
    kind: _facts_in(module) for kind, module in _MODULES.items()
}
FACTS: dict[str, type[Fact]] = {tag_of(fact): fact for facts in FACTS_OF.values() for fact in facts}
AGGREGATE_OF: dict[str, str] = {
    tag_of(fact): kind for kind, facts in FACTS_OF.items() for fact in facts
}
