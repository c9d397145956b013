"""A whole plan in memory: every kind's rules on one another, as in one transaction each."""

from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from domain import keys
from domain.catalogue import DECIDERS
from domain.claim import CLAIM, Claim, Release
from domain.decider import Ask
from domain.fact import Fact, Origin, Ref
from domain.plan import Plan


@dataclass
class SmallPlan:
    """States by key, and who holds which name."""

    states: dict[str, Any] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)

    def find(self, key: str) -> Any:
        return self.states.get(key)

    def next_key(self, product: str, kind: str) -> str:
        if kind == keys.SINGLE:
            return keys.key_of(product, kind, 0)
        numbers = (number for number in range(1, 10**6))
        made = (keys.key_of(product, kind, number) for number in numbers)
        return next(each for each in made if each not in self.states)

    def head(self) -> int:
        return 7

    def ask(self, key: str, command: Any, origin: Origin) -> list[Fact]:
        """Do it, or nothing of it; raises ``DomainError``."""
        before = dict(self.states), dict(self.names)
        try:
            return self._ask(key, command, origin)
        except BaseException:
            self.states, self.names = before
            raise

    def _ask(self, key: str, command: Any, origin: Origin) -> list[Fact]:
        if isinstance(command, Claim | Release):
            outcome = CLAIM.decide(self.names.get(key), command, origin, self)
            claimed = [each for each in outcome if isinstance(each, Fact)]
            for fact in claimed:
                self.names[key] = CLAIM.evolve(self.names.get(key), fact)
            return claimed
        rules, plan = DECIDERS[keys.kind_of(key) or ""], _as_plan(self)
        outcome = rules.decide(self.states.get(key), command, origin, plan)
        facts = [each for each in outcome if isinstance(each, Fact)]
        for fact in facts:
            self.states[key] = rules.evolve(self.states.get(key), fact)
        ref = Ref(keys.kind_of(key) or "", key)
        later = replace(origin, because_of=(*origin.because_of, ref))
        asks = [each for each in outcome if isinstance(each, Ask)]
        return [*facts, *(more for ask in asks for more in self._ask(ask.key, ask.command, later))]


def _as_plan(plan: SmallPlan) -> Plan:
    return plan
