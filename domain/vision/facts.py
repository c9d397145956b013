"""What can happen to a product's vision."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from domain.fact import Fact
from domain.values import Line, Prose

Status = Literal["draft", "published", "abandoned"]
Belief = Literal["open", "validated", "invalidated"]


class TargetUser(Struct, frozen=True):
    """Someone the product is for: who that is, what they need, and the market they are part of.

    On the command line ``Team lead: find any note; share it (small firms)``.
    """

    persona: Line
    needs: tuple[Line, ...] = ()
    segment: Prose = ""

    @staticmethod
    def read(said: str) -> "TargetUser":
        """A target user as people write one."""
        rest, _, segment = said.removesuffix(")").partition("(")
        persona, _, needs = rest.partition(":")
        several = tuple(each.strip() for each in needs.split(";") if each.strip())
        return TargetUser(persona.strip(), several, segment.strip())

    def __str__(self) -> str:
        """As people write one."""
        needs = f": {'; '.join(self.needs)}" if self.needs else ""
        return f"{self.persona}{needs}{f' ({self.segment})' if self.segment else ''}"


class Positioning(Struct, frozen=True):
    """The product in one sentence, after Moore's template."""

    for_whom: Line
    who: Line
    product: Line
    is_a: Line
    that: Line
    unlike: Line
    our: Line

    def __str__(self) -> str:
        """The sentence."""
        return (
            f"For {self.for_whom} who {self.who}, {self.product} is a {self.is_a} that {self.that}."
            f" Unlike {self.unlike}, our product {self.our}."
        )


class Text(Struct, frozen=True):
    """What a vision says: a published one says it for good."""

    target_users: tuple[TargetUser, ...] = ()
    company_goal: str = ""
    future_statement: str = ""
    horizon_years: int = 5
    positioning: Positioning | None = None
    principles: tuple[str, ...] = ()
    non_goals: tuple[str, ...] = ()


class Assumption(Struct, frozen=True):
    """Something the vision rests on, and what is thought of it by the evidence (keys)."""

    id: str
    text: str
    status: Belief = "open"
    evidence: tuple[str, ...] = ()


class VisionDrafted(Fact, frozen=True, tag="vision.drafted"):
    """Somebody wrote down the product's first vision."""

    key: str
    target_users: tuple[TargetUser, ...] = ()
    company_goal: str = ""
    future_statement: str = ""
    horizon_years: int = 5
    positioning: Positioning | None = None
    principles: tuple[str, ...] = ()
    non_goals: tuple[str, ...] = ()


class VisionRevised(Fact, frozen=True, tag="vision.revised"):
    """The draft of ``edition`` says something else; it is a new draft after a published one."""

    edition: int
    target_users: tuple[TargetUser, ...] | UnsetType = UNSET
    company_goal: str | UnsetType = UNSET
    future_statement: str | UnsetType = UNSET
    horizon_years: int | UnsetType = UNSET
    positioning: Positioning | UnsetType | None = UNSET
    principles: tuple[str, ...] | UnsetType = UNSET
    non_goals: tuple[str, ...] | UnsetType = UNSET


class VisionAssumptionAdded(Fact, frozen=True, tag="vision.assumption_added"):
    """The vision rests on one more thing that is not known."""

    assumption: Assumption


class VisionAssumptionJudged(Fact, frozen=True, tag="vision.assumption_judged"):
    """Evidence says what to think of an assumption."""

    assumption: str
    status: Belief
    evidence: tuple[str, ...]


class VisionEvidenceAttached(Fact, frozen=True, tag="vision.evidence_attached"):
    """Something in the plan speaks for the vision as a whole, or against it."""

    evidence: str


class VisionPublished(Fact, frozen=True, tag="vision.published"):
    """The draft became ``edition``: everything it says stands here as it was published."""

    edition: int
    text: Text
    assumptions: tuple[Assumption, ...] = ()
    evidence: tuple[str, ...] = ()


class VisionDraftAbandoned(Fact, frozen=True, tag="vision.draft_abandoned"):
    """The draft is gone; what was published before it stands."""
