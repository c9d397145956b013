"""A kind of thing in the plan: its rules, and all that callers need to know to offer them.

A command is declared once, in its aggregate's table of rules. Its HTTP route, its entry in the
OpenAPI document and its verb on the command line follow (``docs/adding-a-command.md``).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from domain import check, keys, text
from domain.command import Asked, Command, Opening
from domain.decider import Decide, Decider, Governed, Outcome
from domain.fact import Fact, Origin
from domain.governed import Need, need_of
from domain.plan import NOWHERE, Plan
from domain.refusal import FieldError, Refused, Unknown
from domain.scene import Scene


class Keyed(Protocol):
    """What is known about a thing; its key stands in it."""

    @property
    def key(self) -> str:
        """What people call it."""
        ...


S = TypeVar("S", bound=Keyed)
Rule = Callable[[Any, Any, Scene], Sequence[Outcome]]
"""``(state, command, scene) -> facts``; the state is None for the command that opens a stream."""
Transitions = Mapping[Any, tuple[Any, ...]]
"""From each status, where it can go."""


@dataclass(frozen=True, eq=False)
class Aggregate(Decider[S, Any]):
    """An aggregate that people and services work with through its verbs.

    Attributes:
        noun: The word for one of them, such as ``roadmap item``.
        path: The word in URLs for all of them, such as ``roadmap-items``.
        opening: The command that begins one.
        rules: The rule of every command; there may be further openings among them.
        transitions: Where its status can go from each status by command; None when that depends on
            more than the status.
    """

    noun: str
    path: str
    opening: type[Opening]
    rules: Mapping[type[Command], Rule]
    transitions: Transitions | None = None

    @property
    def verbs(self) -> dict[str, type[Command]]:
        """What callers can ask of one that exists, by the verb's name."""
        asked = (each for each in self.rules if not issubclass(each, Asked | Opening))
        return {verb_of(each): each for each in asked}

    @property
    def openings(self) -> dict[str, type[Opening]]:
        """The commands that begin one, by the verb's name; ``opening`` comes first."""
        others = (each for each in self.rules if issubclass(each, Opening))
        return {verb_of(each): each for each in (self.opening, *others)}

    @property
    def governed(self) -> dict[str, Need]:
        """The verbs that may want a reason, or a reason and a cause."""
        needs = {verb: need_of(self.rules[command]) for verb, command in self.verbs.items()}
        return {verb: need for verb, need in needs.items() if need is not None}


def aggregate(  # noqa: PLR0913  # what an aggregate is
    kind: str,
    path: str,
    state: type[S],
    *,
    opening: type[Opening],
    rules: Mapping[type[Command], Rule],
    evolve: Callable[[S | None, Fact], S],
    transitions: Transitions | None = None,
    taken: str | None = "key-taken",
) -> Aggregate[S]:
    """An aggregate that decides by its rules.

    ``taken`` is the code of a second opening; None leaves that to the opening's own rule, which
    gets the state then.
    """
    noun = kind.replace("_", " ")
    decide = _deciding(noun, rules, taken)
    return Aggregate(kind, decide, evolve, state, noun, path, opening, rules, transitions)


def verb_of(command: type[Command]) -> str:
    """The verb that asks for a command: ``AddKeyResult`` is ``add-key-result``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", command.__name__).lower()


def _deciding(
    noun: str, rules: Mapping[type[Command], Rule], taken: str | None
) -> Decide[Any, Any]:
    def decide(
        state: S | None,
        command: Any,  # noqa: ANN401  # of any aggregate
        origin: Origin,
        plan: Plan = NOWHERE,
        /,
    ) -> Sequence[Outcome]:
        is_opening = isinstance(command, Opening)
        if state is None and not is_opening:
            raise Unknown(noun, "")
        scene = Scene(state.key if state is not None else command.key, origin, plan)
        # what another thing asks for has causes that were looked at when it was asked
        causes = [] if isinstance(command, Asked) else scene.wrong_causes()
        text.refuse(text.origin(origin), causes, check.wrong(command, scene))
        if is_opening:
            if state is not None and taken is not None:
                raise _taken(scene, noun, taken)
            _refuse_without_product(scene)
        outcome = rules[type(command)](state, command, scene)
        return Governed(outcome) if scene.governed else outcome

    return decide


def _taken(scene: Scene, noun: str, code: str) -> Refused:
    message = f"There is a {noun} {scene.key} already."
    return Refused(code, message, FieldError("key", code, message, scene.key))


def _refuse_without_product(scene: Scene) -> None:
    kind = keys.kind_of(scene.key)
    if kind == "product":
        return
    if kind is None:  # ACME-K1-R1: numbered within a thing that is no product
        raise Unknown("product", scene.key.rpartition("-")[0][:50])
    product = scene.plan.find(scene.product)
    if product is None:
        raise Unknown("product", scene.product)
    if product.archived:
        message = f"{scene.product} is archived: restore it first."
        raise Refused("archived", message, FieldError("product", "archived", message))
