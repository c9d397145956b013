"""What comes when: the roadmap and its releases, what moved, and what came of what shipped."""

from domain.release import commands as release
from domain.roadmap_item import commands as roadmap
from domain.roadmap_item.words import Rice
from domain.values import Money
from trueline.story.people import ANA, BEN, CLEO, DAN, GUS
from trueline.story.telling import Story

ITEMS = (
    ("R1", "Offline mode", Rice(2000, 3, 0.8, 6)),
    ("R2", "Sync without conflicts", Rice(2000, 2, 0.8, 4)),
    ("R3", "Shared pages", Rice(900, 2, 0.5, 5)),
    ("R4", "Export to PDF", Rice(400, 1, 0.8, 1)),
    ("R5", "Search in photos", Rice(600, 1, 0.5, 8)),
    ("R6", "Single sign-on", Rice(300, 3, 1, 3)),
    ("R7", "Audit trail for utilities", Rice(150, 3, 0.8, 4)),
    ("R8", "Templates for inspections", Rice(700, 2, 0.5, 2)),
)
"""Key, title, and what its score is computed from."""


def course(story: Story) -> None:
    """Tell of the roadmap and the releases."""
    for number, (key, title, rice) in enumerate(ITEMS):
        day = 4 + number // 4
        opening = roadmap.Propose(story.key(key), title, owner="ana" if number % 2 else "ben")
        story.tell(day, ANA, key, opening)
        story.tell(day, ANA, key, roadmap.Score(rice=rice), hour=11)
    _offline(story)
    _sync(story)
    _shared_pages(story)
    _the_others(story)
    _releases(story)


def _offline(story: Story) -> None:
    """The item that was promised first, moved twice, and shipped."""
    story.tell(7, ANA, "R1", roadmap.Move("now"))
    story.tell(7, ANA, "R1", roadmap.Schedule(story.month(60)), hour=11)
    expected = roadmap.Expect(story.key("X2"), "0.62", "0.75", story.day(170), 0.7)
    story.tell(8, ANA, "R1", expected)
    story.tell(9, ANA, "R1", roadmap.Commit(), why="Every pilot asks for it", because=["M1"])
    story.tell(10, GUS, "R1", roadmap.SetBudget(Money("40000", "EUR")))
    story.tell(12, BEN, "R1", roadmap.Start())
    story.tell(14, CLEO, "R1", roadmap.Announce("sales"), because=["M1"], why="Pilots ask")
    for day, amount in ((31, "9500"), (62, "14200"), (93, "12800"), (118, "6100")):
        cost = roadmap.RecordCost(Money(amount, "EUR"), note="Contractors")
        story.tell(day, GUS, "R1", cost)
    story.tell(33, BEN, "R1", roadmap.ReportHealth("at_risk", "The store is not ours yet"))
    later = "The security review comes first"
    moved = roadmap.Reschedule(story.month(92))
    story.tell(44, ANA, "R1", moved, why=later, because=["D1"])
    story.tell(66, BEN, "R1", roadmap.ReportHealth("off_track", "The vendor slipped"))
    again = roadmap.Reschedule(story.month(122))
    story.tell(70, ANA, "R1", again, why="The vendor's store came four weeks late", because=["K1"])
    story.tell(101, BEN, "R1", roadmap.ReportHealth("on_track", "All crews of the pilot are on it"))
    story.tell(120, BEN, "R1", roadmap.Ship())
    review = roadmap.ReviewOutcome(
        story.key("X2"), "0.77", "confirmed", "Reliability kept the crews"
    )
    story.tell(171, ANA, "R1", review)


def _sync(story: Story) -> None:
    story.tell(10, ANA, "R2", roadmap.Move("now"))
    story.tell(10, ANA, "R2", roadmap.Schedule(story.month(92)), hour=11)
    story.tell(
        11, ANA, "R2", roadmap.Expect(story.key("X1"), "31", "5", story.day(130), 0.8, "down")
    )
    story.tell(11, ANA, "R2", roadmap.Link("blocks", story.key("R3")), hour=12)
    story.tell(15, ANA, "R2", roadmap.Commit(), why="Nothing else matters when notes get lost")
    story.tell(30, BEN, "R2", roadmap.Start())
    story.tell(88, BEN, "R2", roadmap.Ship())
    review = roadmap.ReviewOutcome(story.key("X1"), "3", "confirmed", "Merging by line was enough")
    story.tell(131, ANA, "R2", review)


def _shared_pages(story: Story) -> None:
    """What was dropped for the offline mode, and came back with the second vision."""
    story.tell(20, ANA, "R3", roadmap.Move("next"))
    story.tell(46, ANA, "R3", roadmap.Drop(), why="No room beside the review", because=["D1"])
    revived = "Team leads sign the order"
    story.tell(98, ANA, "R3", roadmap.Revive(), why=revived, because=["D4"])
    story.tell(99, ANA, "R3", roadmap.Move("now"), why=revived, because=["D4"])
    story.tell(99, ANA, "R3", roadmap.Schedule(story.quarter(200)), hour=12)
    expected = roadmap.Expect("seats-per-account", "4", "9", story.day(210), 0.6)
    story.tell(100, ANA, "R3", expected)
    story.tell(101, ANA, "R3", roadmap.Commit(), why=revived, because=["D4"])
    story.tell(122, BEN, "R3", roadmap.Start())
    story.tell(165, BEN, "R3", roadmap.ReportHealth("at_risk", "Permissions take longer"))


def _the_others(story: Story) -> None:
    story.tell(24, DAN, "R8", roadmap.Move("next"))
    story.tell(52, ANA, "R4", roadmap.Move("now"))
    story.tell(52, ANA, "R4", roadmap.Schedule(story.month(92)), hour=11)
    story.tell(60, BEN, "R4", roadmap.Start())
    story.tell(86, BEN, "R4", roadmap.Ship())
    story.tell(104, ANA, "R6", roadmap.Move("next"), why="Two tenders want it", because=["M6"])
    story.tell(105, ANA, "R6", roadmap.Schedule(story.quarter(230)))
    story.tell(140, ANA, "R5", roadmap.Drop(), why="Nobody asked for it in five months")
    story.tell(150, ANA, "R7", roadmap.Move("next"), why="The regulator's draft", because=["M8"])
    story.tell(151, ANA, "R8", roadmap.Schedule(story.quarter(230)))


def _releases(story: Story) -> None:
    first = release.Plan(story.key("REL1"), "First tide", "1.0", "major", story.month(92))
    story.tell(16, ANA, "REL1", first)
    for number, item in enumerate(("R2", "R4")):
        story.tell(17, ANA, "REL1", release.AddScope(story.key(item)), hour=10 + number)
    story.tell(80, BEN, "REL1", release.Freeze())
    story.tell(84, BEN, "REL1", release.RecordGoNoGo("Load test", ok=True, by="ben"))
    story.tell(85, DAN, "REL1", release.DraftNotes("Notes merge by line, and go out as PDF."))
    story.tell(89, BEN, "REL1", release.Ship(), why="All checks are green", because=["M4"])
    second = release.Plan(story.key("REL2"), "Spring tide", "2.0", "major", story.month(122))
    story.tell(48, ANA, "REL2", second)
    story.tell(49, ANA, "REL2", release.AddScope(story.key("R1")))
    story.tell(50, CLEO, "REL2", release.Announce(("customer",), story.quarter(122)))
    story.tell(119, BEN, "REL2", release.RecordGoNoGo("A week in the tunnel", ok=True, by="eva"))
    story.tell(121, BEN, "REL2", release.Ship(), why="The pilot crews signed", because=["M7"])
    third = release.Plan(story.key("REL3"), "Harbour", "3.0", "major", story.quarter(200))
    story.tell(123, ANA, "REL3", third)
    story.tell(124, ANA, "REL3", release.AddScope(story.key("R3")))
