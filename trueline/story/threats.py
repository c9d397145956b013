"""What could go wrong, and what did: the register, the vendor who slipped, and the way back."""

from domain.meeting import commands as meeting
from domain.meeting.facts import Invited
from domain.risk import commands as risk
from domain.risk.effect import Effect
from domain.risk.facts import Category
from domain.values import Money, NewAction
from trueline.story.people import ANA, BEN, CLEO, GUS
from trueline.story.telling import Story

REGISTER: tuple[tuple[str, int, str, str, Category, int, int], ...] = (
    ("K1", 14, "the vendor's store is late", "offline mode slips", "dependency", 4, 4),
    ("K2", 15, "a phone with notes is lost", "a customer's data leaks", "security", 3, 5),
    ("K3", 22, "the only person who knows the merge leaves", "sync stands still", "people", 2, 4),
    ("K4", 38, "contractors cost more than planned", "the budget is gone early", "budget", 3, 3),
    ("K5", 75, "a big vendor offers notes for free", "small firms leave", "market", 3, 3),
    ("K6", 108, "the regulator asks for a trail by spring", "utilities cannot buy", "legal", 3, 4),
    ("K7", 141, "permissions take twice as long", "shared pages slip", "schedule", 3, 3),
)
"""Key, day, if, then, category, likelihood and impact."""


def threats(story: Story) -> None:
    """Tell of the risks."""
    for key, day, event, consequence, category, likelihood, impact in REGISTER:
        opening = risk.Identify(
            story.key(key), event, consequence, category=category, owner="ben", proximity=None
        )
        story.tell(day, BEN, key, opening)
        story.tell(day + 1, BEN, key, risk.Assess(likelihood, impact, "As we know it today"))
    _vendor(story)
    _phones(story)
    _money(story)
    _the_others(story)


def _vendor(story: Story) -> None:
    story.tell(16, BEN, "K1", risk.Link(story.key("R1")))
    story.tell(16, BEN, "K1", risk.ArmTrigger("slip_days", "gt", "20", story.key("R1")), hour=11)
    effect = Effect.read("10,20,40 days; 5000,12000,30000 EUR")
    story.tell(17, BEN, "K1", risk.Assess(4, 4, "They were late twice", effect))
    plan = risk.PlanTreatment(
        "reduce", actions=(NewAction("Ask for a date every week", "cleo", story.day(40)),)
    )
    story.tell(19, BEN, "K1", plan)
    story.tell(39, CLEO, "K1", risk.CompleteAction("1"))
    came = risk.Materialise(story.day(68), 4, "28", Money("11500", "EUR"))
    story.tell(68, BEN, "K1", came, why="Their release moved by four weeks")
    recovery = meeting.Schedule(
        story.key("M15"),
        "The vendor slipped: what now?",
        "recovery",
        starts=story.moment(69, 8).isoformat(),
        attendees=tuple(Invited(each) for each in ("ana", "ben", "eva", "gus")),
        refs=(story.key("K1"),),
        held=True,
        notes="We build the store ourselves and keep the vendor's format.",
        actions=(NewAction("Spike: our own store", "eva", story.day(74)),),
    )
    story.tell(69, ANA, "M15", recovery)
    story.tell(73, ANA, "M15", meeting.CompleteAction("1"))
    lessons = "A date without a penalty is a wish; keep the second option warm"
    recorded = risk.RecordRecovery(lessons, story.key("M15"), ("Ask for penalties",))
    story.tell(90, BEN, "K1", recorded)
    story.tell(122, BEN, "K1", risk.Close("recovered"), why="Our own store runs", because=["D3"])


def _phones(story: Story) -> None:
    story.tell(17, BEN, "K2", risk.Link(story.key("R1")))
    plan = risk.PlanTreatment(
        "reduce",
        ("Encryption at rest",),
        (NewAction("Encrypt the store on the phone", "eva", story.day(80)),),
    )
    story.tell(45, BEN, "K2", plan, because=["D1"], why="The review asks for it")
    story.tell(79, BEN, "K2", risk.CompleteAction("1"))
    story.tell(81, BEN, "K2", risk.AssessResidual(1, 5, "Two holes were found and closed"))
    story.tell(130, BEN, "K2", risk.Review("No phone was lost", story.day(160)))


def _money(story: Story) -> None:
    story.tell(39, GUS, "K4", risk.Link(story.key("R1")))
    story.tell(40, GUS, "K4", risk.ArmTrigger("budget_used", "gt", "0.9", story.key("R1")))
    note = "One contractor less from next month"
    story.tell(94, GUS, "K4", risk.Review(note, story.day(124)))
    ended = "The offline mode is out; 42,600 of 40,000 EUR"
    story.tell(125, GUS, "K4", risk.Close("expired"), why=ended)


def _the_others(story: Story) -> None:
    plan = risk.PlanTreatment(
        "reduce", actions=(NewAction("Pair on the merge", "finn", story.day(60)),)
    )
    story.tell(25, BEN, "K3", plan)
    story.tell(58, BEN, "K3", risk.CompleteAction("1"))
    story.tell(59, BEN, "K3", risk.AssessResidual(1, 4, "Three people know it now"))
    story.tell(77, CLEO, "K5", risk.Review("They have no offline mode", story.day(137)))
    story.tell(109, ANA, "K6", risk.Link(story.key("R7")))
    story.tell(150, ANA, "K6", risk.Assess(4, 4, "The draft is out"), because=["M8"])
    story.tell(151, ANA, "K6", risk.Escalate("gus", "Utilities are half of our sales"))
    story.tell(142, BEN, "K7", risk.Link(story.key("R3")))
    story.tell(143, BEN, "K7", risk.ArmTrigger("slip_days", "gt", "14", story.key("R3")))
