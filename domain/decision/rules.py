"""A decision's rules: argued while it is open, and fixed once it is taken."""

from msgspec.structs import replace

from domain import text
from domain.aggregate import Aggregate, aggregate
from domain.decision import aftermath
from domain.decision.commands import (
    Accept,
    AddOption,
    Annotate,
    Argue,
    Consult,
    Deprecate,
    Describe,
    Propose,
    RecordConfirmation,
    Reject,
    ReplaceAnother,
    Review,
    Supersede,
)
from domain.decision.evolve import evolve
from domain.decision.facts import (
    DecisionAccepted,
    DecisionArgued,
    DecisionConfirmationRecorded,
    DecisionConsulted,
    DecisionDescribed,
    DecisionOptionAdded,
    DecisionProposed,
    DecisionRejected,
    Option,
)
from domain.decision.guards import chosen, refuse_decided, refuse_hasty, refuse_other_than
from domain.decision.state import Decision, Outcome, View, option_of
from domain.fact import Fact
from domain.fold import born, edited
from domain.parts import next_id
from domain.refusal import FieldError, Refused
from domain.scene import Scene


def _propose(_none: None, command: Propose, scene: Scene) -> list[Fact]:
    titles = dict.fromkeys(command.options)
    options = tuple(Option(str(at), title) for at, title in enumerate(titles, 1))
    day = scene.today.isoformat()
    proposed = born(DecisionProposed, command, options=options, proposed_on=day)
    if command.accept is None:
        return [proposed]
    text.refuse(text.said("justification", command.justification))
    state = evolve(None, proposed)
    option = chosen(state, command.accept, "accept")
    accept = Accept(option.id, command.justification)
    return [proposed, *_accept(state, accept, scene)]


def _describe(state: Decision, command: Describe, _scene: Scene) -> list[Fact]:
    values = edited(state, command)
    if not values:
        return []
    refuse_decided(state)
    return [DecisionDescribed(**values)]


def _add_option(state: Decision, command: AddOption, _scene: Scene) -> list[Fact]:
    same = option_of(state, command.title)
    if same is not None and (same.title, same.description) == (command.title, command.description):
        return []
    refuse_decided(state)
    if same is not None:
        message = f"{state.key} has an option {same.title!r} already: argue it, or say another."
        wrong = FieldError("title", "option-taken", message, command.title[:50])
        raise Refused("option-taken", message, wrong)
    return [DecisionOptionAdded(born(Option, command, id=next_id(state.options)))]


def _argue(state: Decision, command: Argue, _scene: Scene) -> list[Fact]:
    option = chosen(state, command.option, "option")
    more = DecisionArgued(
        option.id,
        _besides(option.good, command.good),
        _besides(option.neutral, command.neutral),
        _besides(option.bad, command.bad),
    )
    if more == DecisionArgued(option.id):
        return []
    refuse_decided(state)
    return [more]


def _consult(state: Decision, command: Consult, _scene: Scene) -> list[Fact]:
    if View(command.person, command.view) in state.consulted:
        return []
    refuse_decided(state)
    return [born(DecisionConsulted, command)]


def _record_confirmation(state: Decision, command: RecordConfirmation, _scene: Scene) -> list[Fact]:
    if state.confirmation == command.confirmation:
        return []
    refuse_decided(state)
    return [born(DecisionConfirmationRecorded, command)]


def _accept(state: Decision, command: Accept, scene: Scene) -> list[Fact]:
    option = chosen(state, command.option, "option")
    if state.status == "accepted" and state.outcome == Outcome(option.id, command.justification):
        return []
    refuse_other_than(state, "proposed")
    makers = _besides(state.decision_makers, command.decision_makers)
    whole = replace(
        state,
        decision_makers=(*state.decision_makers, *makers),
        review_on=command.review_on or state.review_on,
    )
    refuse_hasty(whole)
    day = scene.past("decided_on", command.decided_on)
    return [
        born(DecisionAccepted, command, option=option.id, decision_makers=makers, decided_on=day)
    ]


def _reject(state: Decision, command: Reject, scene: Scene) -> list[Fact]:
    if state.status == "rejected":
        return []
    refuse_other_than(state, "proposed")
    return [DecisionRejected(scene.past("decided_on", command.decided_on))]


def _besides(known: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """What is said and not known yet, each once."""
    return tuple(each for each in dict.fromkeys(said) if each not in known)


DECISION: Aggregate[Decision] = aggregate(
    "decision",
    "decisions",
    Decision,
    opening=Propose,
    rules={
        Propose: _propose,
        Describe: _describe,
        AddOption: _add_option,
        Argue: _argue,
        Consult: _consult,
        RecordConfirmation: _record_confirmation,
        Accept: _accept,
        Reject: _reject,
        Deprecate: aftermath.deprecate,
        Supersede: aftermath.supersede,
        ReplaceAnother: aftermath.replace_another,
        Annotate: aftermath.annotate,
        Review: aftermath.review,
    },
    evolve=evolve,
    transitions={
        "proposed": ("accepted", "rejected"),
        "accepted": ("deprecated", "superseded"),
        "rejected": (),
        "deprecated": (),
        "superseded": (),
    },
)
