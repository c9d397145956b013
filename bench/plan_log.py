"""A whole plan's log to measure on: every kind of thing, in the shares of a real product."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from uuid import UUID, uuid4

from msgspec.structs import replace

from bench.team_log import ORIGIN, life_of_item
from domain.decision import facts as decisions
from domain.fact import Actor, Fact, Ref
from domain.keys import key_of, stream_of
from domain.meeting import facts as meetings
from domain.objective import facts as objectives
from domain.product.facts import ProductCreated
from domain.release import facts as releases
from domain.risk import facts as risks
from domain.roadmap_item import facts as roadmap
from domain.roadmap_item.words import Health, Rice
from domain.values import Money, Tie, Window
from ledger.fact_mapper import Change, encode_envelope
from ledger.ledger import Ledger

AT_ONCE = 500
Q3, Q4 = Window.read("2026-Q3"), Window.read("2026-Q4")
WHO = tuple(Actor(name, name.capitalize(), "human") for name in ("ada", "ben", "cleo", "dan"))
_TEXT = "Notes that were written offline are gone after the next start. " * 4

Life = Callable[[str, int], Sequence[Fact]]


def write_plan(ledger: Ledger, hundredths: int = 100) -> int:
    """Write a plan of 2,000 facts for each of ``hundredths``; returns how many facts that are."""
    created = Change(stream_of("ACME"), 1, uuid4(), ProductCreated("ACME", "Acme Notes"), _why(0))
    ledger._kernel.save(created)
    count = 1
    changes = _changes(hundredths)
    while some := list(islice(changes, AT_ONCE)):
        ledger._kernel.save(*some)
        count += len(some)
    return count


def write_openings(ledger: Ledger, kind: str, many: int) -> None:
    """Write the first facts of ``many`` things of one kind."""
    life = {name: each for name, each, _ in SHARES}[kind]
    numbers = iter(range(1, many + 1))
    while some := list(islice(numbers, AT_ONCE)):
        keys = [key_of("ACME", kind, number) for number in some]
        first = ((key, life(key, number)[0]) for key, number in zip(keys, some, strict=True))
        ledger._kernel.save(
            *(Change(stream_of(key), 1, uuid4(), fact, _why(0)) for key, fact in first)
        )


def _changes(hundredths: int) -> Iterator[Change]:
    """Every thing's life in turns: a step of each of a hundred things of a kind, kind by kind."""
    for part in range(hundredths):
        for kind, life, share in SHARES:
            numbers = range(part * share + 1, (part + 1) * share + 1)
            lives = [(key_of("ACME", kind, n), life(key_of("ACME", kind, n), n)) for n in numbers]
            for turn in range(len(lives[0][1])):
                for at, (key, facts) in enumerate(lives):
                    why = _why(at + turn)
                    yield Change(stream_of(key), turn + 1, uuid4(), facts[turn], why)


def _why(at: int) -> bytes:
    """An envelope of its own: one in eight has a reason and a cause."""
    origin = replace(ORIGIN, actor=WHO[at % len(WHO)], correlation_id=UUID(int=uuid4().int))
    if at % 8 == 0:
        cause = (Ref("decision", "ACME-D1"),)
        origin = replace(origin, reason="Security comes first.", because_of=cause)
    return encode_envelope(origin, ())


def _item(_key: str, number: int) -> Sequence[Fact]:
    return life_of_item(number)


def _roadmap_item(key: str, number: int) -> Sequence[Fact]:
    return (
        roadmap.RoadmapItemProposed(key, f"Offline mode {number}", problem=_TEXT, owner="ada"),
        roadmap.RoadmapItemScored(rice=Rice(2000, 2, 0.8, 4)),
        roadmap.RoadmapItemMoved("next"),
        roadmap.RoadmapItemScheduled(Q3),
        roadmap.RoadmapItemCommitted(),
        roadmap.RoadmapItemBudgeted(Money("10000", "EUR")),
        roadmap.RoadmapItemStarted(),
        roadmap.RoadmapItemHealthReported(Health("at_risk", "The vendor is late.", "2026-08-01")),
        roadmap.RoadmapItemRescheduled(Q4),
        roadmap.RoadmapItemLinked(Tie("supports", "ACME-O1")),
    )


def _risk(key: str, number: int) -> Sequence[Fact]:
    action = risks.Action("1", "Ask another vendor.", "ben", "2026-09-01")
    trigger = risks.Trigger("1", "slip_days", "gt", "5")
    return (
        risks.RiskIdentified(key, f"Vendor {number} slips", "vendor slips", "beta moves"),
        risks.RiskOwnerAssigned("ben"),
        risks.RiskAssessed(4, 5, _TEXT, review_due="2026-08-01"),
        risks.RiskLinked(Tie("threatens", "ACME-R1")),
        risks.RiskTreatmentPlanned("reduce", ("A second vendor",)),
        risks.RiskActionAdded(action),
        risks.RiskResidualAssessed(risks.Residual(2, 4)),
        risks.RiskTriggerArmed(trigger),
        risks.RiskTriggerFired("1", "92"),
        risks.RiskReviewed("Looked at together.", "2026-10-01"),
    )


def _decision(key: str, number: int) -> Sequence[Fact]:
    return (
        decisions.DecisionProposed(
            key, f"Security review {number}", "roadmap", "2026-05-01", context=_TEXT
        ),
        decisions.DecisionOptionAdded(decisions.Option("a", "Review first")),
        decisions.DecisionOptionAdded(decisions.Option("b", "Ship first")),
        decisions.DecisionArgued("a", good=("no surprise later",)),
        decisions.DecisionConsulted("dan", "It costs a month."),
        decisions.DecisionDescribed(affects=("ACME-R1",), decision_makers=("ada",)),
        decisions.DecisionAccepted("a", "Trust is what we sell.", "2026-05-04"),
        decisions.DecisionAnnotated("The board was told."),
    )


def _meeting(key: str, number: int) -> Sequence[Fact]:
    who = (meetings.Invited("maria", "external", "acme"), meetings.Invited("ada"))
    starts = "2026-05-04T09:00:00Z"
    return (
        meetings.MeetingScheduled(key, f"Client talk {number}", "client", starts, attendees=who),
        meetings.AgendaItemAdded(meetings.AgendaItem("1", "Offline mode")),
        meetings.MeetingHeld(who, _TEXT),
        meetings.MeetingOutcomeRecorded("Security comes first.", "ACME-D1", "1"),
        meetings.MeetingActionAssigned(meetings.Action("1", "Send the plan", "ada", "2026-05-11")),
        meetings.MeetingActionAssigned(meetings.Action("2", "Call again", "ada", "2026-06-11")),
        meetings.MeetingActionCompleted("1"),
        meetings.MeetingActionCompleted("2"),
    )


def _objective(key: str, number: int) -> Sequence[Fact]:
    results = (
        objectives.KeyResultAdded(
            objectives.KeyResult(str(each), f"metric {each}", "20", "40", "2026-09-30")
        )
        for each in range(1, 5)
    )
    return (
        objectives.ObjectiveDrafted(key, f"Customers stay {number}", Q3, "ada"),
        *results,
        objectives.ObjectiveActivated(),
        objectives.ObjectiveCheckedIn(0.7, "Well.", {"1": "25"}),
        objectives.ObjectiveHandedOver("ben"),
    )


def _release(key: str, number: int) -> Sequence[Fact]:
    return (
        releases.ReleasePlanned(key, f"Autumn {number}", f"2.{number}.0", "minor", Q3),
        releases.ReleaseScopeAdded("ACME-R1"),
        releases.ReleaseScopeAdded("ACME-R2"),
        releases.ReleaseAnnounced(("customer",), Q3),
        releases.ReleaseScopeFrozen(),
        releases.GoNoGoRecorded(releases.GoNoGo("security", "dan", ok=True)),
        releases.ReleaseNotesDrafted(_TEXT),
        releases.ReleaseRescheduled(Q4),
    )


SHARES: tuple[tuple[str, Life, int], ...] = (
    ("item", _item, 100),
    ("roadmap_item", _roadmap_item, 30),
    ("risk", _risk, 30),
    ("decision", _decision, 20),
    ("meeting", _meeting, 20),
    ("objective", _objective, 5),
    ("release", _release, 5),
)
"""Each kind, a life of it, and how many there are in a hundredth of the whole: 2,000 facts."""
