"""Plays whatever is asked of a thing: each answer is a named refusal, or facts that fold."""

from collections.abc import Iterable
from typing import Any

from deciding import Around, facts_of, fold, origin

from domain.aggregate import Aggregate
from domain.refusal import DomainError


def played(
    aggregate: Aggregate[Any],
    opening: Any,
    asked: Iterable[Any],
    around: dict[str, Any],
    *,
    because: tuple[str, ...] = (),
) -> Any:
    """The state after a history; what was answered is quiet when it is asked for once more.

    Args:
        aggregate: Whose rules are asked.
        opening: The command that begins it.
        asked: What is asked then; most of it may be refused.
        around: The other things of the plan, by key.
        because: Causes; a reason goes with them.
    """
    who = origin("It had to be.", because) if because else origin()
    plan = Around(dict(around))
    facts = facts_of(aggregate.decide(None, opening, who, plan))
    for command in asked:
        state = plan.states[opening.key] = fold(aggregate, facts)
        try:
            facts += facts_of(aggregate.decide(state, command, who, plan))
        except DomainError:
            continue
        after = plan.states[opening.key] = fold(aggregate, facts)
        assert not facts_of(aggregate.decide(after, command, who, plan)), command
    return fold(aggregate, facts)
