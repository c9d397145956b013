"""Where a command is decided on: which thing, who asks and why, and the plan around it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct, field

from domain import keys
from domain.fact import Origin
from domain.plan import Plan
from domain.reasons import require_reason
from domain.refusal import FieldError, Malformed, Refused

CITABLE = frozenset({"proposed", "accepted"})
"""The states in which a decision can be the cause of something."""


class Scene(Struct, frozen=True):
    """What a rule may look at besides its own stream.

    Attributes:
        governed: The changes that the rule wanted a reason for: what follows is governed.
    """

    key: str
    origin: Origin
    plan: Plan
    governed: list[str] = field(default_factory=list)

    @property
    def product(self) -> str:
        """The key of the product all this is about."""
        return keys.product_of(self.key)

    @property
    def today(self) -> date:
        """The day on which it is asked."""
        return self.origin.occurred_at.date()

    def reason(self, change: str, otherwise: Refused | None = None) -> str:
        """The reason for a ``change``.

        Raises:
            Refused: There is none: ``reason-required``, or ``otherwise``, which a reason overrides.
        """
        said = require_reason(self.origin, change, otherwise)
        self.governed.append(change)
        return said

    def cause(self, change: str) -> str:
        """The reason of a change that needs a cause too; raises ``Refused`` when one is missing."""
        said = self.reason(change)
        if not self.origin.because_of:
            message = f"{change} needs a cause: name a decision, meeting, risk or evidence."
            wrong = FieldError("because_of", "required", f"{message} Such as {self.product}-D1.")
            raise Refused("cause-required", message, wrong)
        return said

    def past(self, field: str, day: str | None) -> str:
        """The day on which something was done, today if none is said.

        Raises:
            Malformed: The day is yet to come (``in-the-future``).
        """
        today = self.origin.occurred_at.date().isoformat()
        if day is not None and day > today:
            message = f"{field} is {day}, which is yet to come; today is {today}."
            raise Malformed(FieldError(field, "in-the-future", message, found=day))
        return day or today

    def find(self, key: str, field: str) -> Any:  # noqa: ANN401  # the state of a thing of any kind
        """Another thing of the plan; raises ``Malformed`` naming ``field`` when there is none."""
        found = self.plan.find(key)
        if found is None:
            raise Malformed(unknown(field, key))
        return found

    def wrong_key(self, field: str, key: str, kinds: Iterable[str]) -> list[FieldError]:
        """What is wrong with a reference: its form, kind or product, or that nothing is there.

        Args:
            field: The field that holds it.
            key: The key it is.
            kinds: What it may point to; none means anything.
        """
        kind, allowed = keys.kind_of(key), tuple(kinds)
        if kind in (None, keys.INNER) or (allowed and kind not in allowed):
            wanted = " or ".join(each.replace("_", " ") for each in allowed) or "thing of the plan"
            like = keys.key_of(self.product, (allowed or ("risk",))[0], 4)
            message = f"{field} is {key[:50]!r}, not the key of a {wanted} such as {like}."
            return [FieldError(field, "bad-key", message, found=key[:50])]
        if keys.product_of(key) != self.product:
            message = f"{key} belongs to another product than {self.key}."
            return [FieldError(field, "unknown-reference", message, found=key)]
        return [] if self.plan.find(key) is not None else [unknown(field, key)]

    def wrong_causes(self) -> list[FieldError]:
        """What is wrong with the causes that are given: each exists, and a decision stands."""
        wrong: list[FieldError] = []
        for cause in self.origin.because_of:
            found = self.wrong_key("because_of", cause.id, ())
            wrong += found
            if not found and keys.kind_of(cause.id) == "decision":
                wrong += self._wrong_decision(cause.id)
        return wrong

    def _wrong_decision(self, key: str) -> list[FieldError]:
        status = self.plan.find(key).status  # type: ignore[union-attr]  # it was found just now
        if status in CITABLE:
            return []
        message = f"{key} is {status}: only a proposed or accepted decision can be a cause."
        return [FieldError("because_of", "not-citable", message, found=key)]


def unknown(field: str, key: str) -> FieldError:
    """The field that names a thing there is none of."""
    what = (keys.kind_of(key) or "thing").replace("_", " ")
    return FieldError(field, "unknown-reference", f"There is no {what} {key[:50]}.", found=key[:50])
