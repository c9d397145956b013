"""What is known about a vision."""

from msgspec import Struct

from domain.vision.facts import Assumption, Positioning, Status, TargetUser, Text


class Vision(Struct, frozen=True):
    """A vision as its facts leave it (domain model §2.3): the draft, or what is published.

    Attributes:
        edition: The number of the text that is shown: 1 is the first one, published or not.
        published: The number of the newest published text; 0 when there is none.
        standing: The newest published text, while a draft is shown or not.
    """

    key: str
    status: Status = "draft"
    edition: int = 1
    published: int = 0
    target_users: tuple[TargetUser, ...] = ()
    company_goal: str = ""
    future_statement: str = ""
    horizon_years: int = 5
    positioning: Positioning | None = None
    principles: tuple[str, ...] = ()
    non_goals: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    evidence: tuple[str, ...] = ()
    standing: Text | None = None
