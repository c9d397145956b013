"""What is known about a decision."""

from msgspec import Struct

from domain.decision.facts import Actual, Door, Kind, Option, Prediction, Status, Verdict


class View(Struct, frozen=True):
    """What somebody who was consulted thinks."""

    person: str
    view: str


class Outcome(Struct, frozen=True):
    """The option that was chosen, by its id, and why."""

    option: str
    justification: str


class Consequences(Struct, frozen=True):
    """What gets better and what gets worse."""

    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


class Review(Struct, frozen=True):
    """A look at what came of it."""

    on: str
    verdict: Verdict
    actuals: tuple[Actual, ...] = ()
    note: str = ""


class Decision(Struct, frozen=True):
    """A decision as its facts leave it (domain model §2.10, the fields of MADR 4 and ours).

    Attributes:
        due_on: When the next look at what came of it is due; None when none is.
    """

    key: str
    title: str
    kind: Kind
    proposed_on: str
    door: Door = "two_way"
    status: Status = "proposed"
    decision_makers: tuple[str, ...] = ()
    consulted: tuple[View, ...] = ()
    informed: tuple[str, ...] = ()
    context: str = ""
    drivers: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    outcome: Outcome | None = None
    decided_on: str | None = None
    consequences: Consequences = Consequences()
    confirmation: str = ""
    more_information: str = ""
    meeting: str | None = None
    evidence: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    expected_outcomes: tuple[Prediction, ...] = ()
    review_on: str | None = None
    due_on: str | None = None
    reviews: tuple[Review, ...] = ()
    notes: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: str | None = None


def option_of(decision: Decision, name: str) -> Option | None:
    """The option that goes by an id or a title; None when there is none."""
    wanted = name.strip().casefold()
    found = (each for each in decision.options if wanted in (each.id, each.title.casefold()))
    return next(found, None)


def results_of(decision: Decision) -> list[tuple[float, bool]]:
    """What was predicted and came true or not: ``(probability, hit)`` of every judged prediction.

    The newest word about a metric counts. A prediction that no review speaks of by its metric is
    judged by the newest verdict on the whole decision; an inconclusive one judges nothing.
    """
    told = {each.metric: each.result for look in decision.reviews for each in look.actuals}
    verdict = decision.reviews[-1].verdict if decision.reviews else "inconclusive"
    whole = {"confirmed": "hit", "refuted": "miss"}.get(verdict)
    judged = ((each, told.get(each.metric, whole)) for each in decision.expected_outcomes)
    return [(each.probability, result == "hit") for each, result in judged if result]
