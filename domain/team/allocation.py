"""Nobody is promised to teams for more than all of their time, unless somebody says why."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from domain import keys
from domain.capacity import WHOLE, Share, most_at_once, percent, text
from domain.refusal import FieldError, Refused
from domain.scene import Scene
from domain.team.state import Team
from domain.team.words import Member


def refuse_over_allocated(field: str, members: Iterable[Member], scene: Scene) -> None:
    """Refuse that a person is in teams for more than 100 %; a reason overrides it.

    Args:
        field: The field that says for which part.
        members: The members of this team as they would be, only those that change.
        scene: Where it is asked; the other teams of the product are looked at.
    """
    people = list(members)
    others = list(_other_teams(scene)) if people else []
    names = dict.fromkeys(each.person for each in people)
    said = [found for name in names if (found := _too_much(name, people, others, scene.key))]
    if said:
        message = " ".join(said)
        wrong = FieldError(field, "over-allocated", message)
        refused = Refused("over-allocated", message, wrong)
        scene.reason("Taking more than all of somebody", refused)


def _too_much(person: str, own: Iterable[Member], others: Iterable[Team], key: str) -> str:
    """By how much a person would be promised to several; empty when it is not too much."""
    held = [(key, each) for each in own if each.person == person]
    held += [(team.key, each) for team in others for each in team.members if each.person == person]
    shares = [Share(each.since, each.until, Decimal(each.fte)) for _, each in held]
    most, day = most_at_once(shares)
    if most <= WHOLE:
        return ""
    parts = ", ".join(f"{percent(Decimal(each.fte))} of {team}" for team, each in held)
    since = f" from {day} on" if day else ""
    beyond = text(most - WHOLE)
    return f"{person} would be {percent(most)} allocated{since}, {beyond} too much: {parts}."


def _other_teams(scene: Scene) -> Iterator[Team]:
    """The product's other teams: their numbers follow on one another."""
    count = keys.number_of(scene.plan.next_key(scene.product, "team"))
    for number in range(1, count):
        team = scene.plan.find(keys.key_of(scene.product, "team", number))
        if team is not None and team.key != scene.key:
            yield team
