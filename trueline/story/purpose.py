"""Who it is for and why: the product, its vision in two versions, and what it wants to reach."""

from domain.objective import commands as objective
from domain.product import commands as product
from domain.product.facts import Check
from domain.vision import commands as vision
from domain.vision.facts import Positioning, TargetUser
from trueline.story.people import ANA, GUS
from trueline.story.telling import MADE_UP, PRODUCT, Story

NOMADS = TargetUser(
    "Field engineers", ("write where there is no network", "find it again"), "utilities"
)
LEADS = TargetUser("Team leads", ("see what the team learnt", "share a page"), "small firms")
SENTENCE = Positioning(
    for_whom="field engineers",
    who="write where there is no network",
    product="Tidemark",
    is_a="notebook for teams",
    that="never loses a line",
    unlike="web notebooks",
    our="works offline first",
)


def purpose(story: Story) -> None:
    """Tell of the product, the vision and the objectives."""
    _product(story)
    _vision(story)
    _objectives(story)


def _product(story: Story) -> None:
    opening = product.CreateProduct(PRODUCT, "Tidemark", "Notes that survive the tunnel.", "ana")
    story.tell(0, ANA, "", opening, hour=8, at=("import", MADE_UP))
    ready = (Check("estimate", "It has an estimate", "has_estimate"),)
    done = (Check("reviewed", "Somebody else has read it", "manual"),)
    story.tell(0, ANA, "", product.DefineReady(ready), hour=9)
    story.tell(0, ANA, "", product.DefineDone(done), hour=9)
    story.tell(40, ANA, "", product.Edit(stage="delivery"), why="The first customers pay")
    story.tell(62, ANA, "", product.NameBaseline("Before summer"))
    story.tell(133, ANA, "", product.NameBaseline("Board meeting"))


def _vision(story: Story) -> None:
    draft = vision.Draft(
        story.key("V"),
        target_users=(NOMADS,),
        company_goal="Be the notebook that utilities buy",
        future_statement="Whatever was seen in the field is known in the office the same day",
        positioning=SENTENCE,
        principles=("Never lose a line", "Offline first"),
        non_goals=("A wiki for everybody",),
    )
    story.tell(1, ANA, "V", draft)
    story.tell(2, ANA, "V", vision.AddAssumption("Crews work offline for more than an hour a day"))
    story.tell(3, ANA, "V", vision.Publish(), why="Agreed with the board", because=["M1"])
    story.tell(96, ANA, "V", vision.Revise(target_users=(NOMADS, LEADS)), hour=9)
    reason = "Team leads sign the order; four of six interviews said so"
    story.tell(97, ANA, "V", vision.Publish(), why=reason, because=["M5", "D4"])


def _objectives(story: Story) -> None:
    draft = objective.Draft(story.key("O1"), "Crews stay", story.quarter(20), "ana")
    story.tell(5, ANA, "O1", draft)
    kept = objective.AddKeyResult(story.key("X2"), "0.62", "0.75", story.day(120))
    saved = objective.AddKeyResult(story.key("X1"), "31", "5", story.day(120), direction="down")
    story.tell(5, ANA, "O1", kept, hour=11)
    story.tell(5, ANA, "O1", saved, hour=12)
    story.tell(6, ANA, "O1", objective.Activate())
    for day, confidence, note in (
        (30, 0.6, "Sync is slower than planned"),
        (58, 0.4, "Two customers pause their pilots"),
        (90, 0.7, "No note was lost for three weeks"),
        (118, 0.8, "Retention holds"),
    ):
        story.tell(day, ANA, "O1", objective.CheckIn(confidence, note))
    learning = "Reliability kept the crews; features did not matter for it"
    story.tell(124, ANA, "O1", objective.Close("met", learning), why="The quarter is over")
    second = objective.Draft(story.key("O2"), "Leads buy for the team", story.quarter(150), "gus")
    story.tell(126, GUS, "O2", second)
    seats = objective.AddKeyResult("seats-per-account", "4", "9", story.day(200))
    story.tell(126, GUS, "O2", seats, hour=11)
    story.tell(127, GUS, "O2", objective.Activate())
    story.tell(160, ANA, "O2", objective.CheckIn(0.5, "Shared pages are used, seats follow slowly"))
