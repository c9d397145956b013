"""What a risk would cost, in days and in money: from the least over the likely to the most."""

import re
from decimal import Decimal

from msgspec import Struct

from domain.refusal import FieldError
from domain.text import Wrong
from domain.values import Currency, Positive

LIKE = "such as '5,10,30 days' or '5,10,30 days; 1000,2000,5000 EUR'"


class Spread(Struct, frozen=True):
    """A least, a likely and a greatest value, as decimal text."""

    min: Positive
    likely: Positive
    max: Positive

    def wrong(self, field: str) -> Wrong:
        """The likely value lies between the others."""
        least, likely, most = (Decimal(each) for each in (self.min, self.likely, self.max))
        if least <= likely <= most:
            return []
        found = f"{self.min}, {self.likely}, {self.max}"
        message = f"{field} is {found}: the likely value lies between the least and the greatest."
        return [FieldError(field, "not-in-order", message, found)]


class Cost(Spread, frozen=True):
    """A spread of money in one currency of ISO 4217."""

    currency: Currency


class Effect(Struct, frozen=True):
    """What follows if it happens; on the command line ``5,10,30 days; 1000,2000,5000 EUR``."""

    days: Spread | None = None
    cost: Cost | None = None

    def wrong(self, field: str) -> Wrong:
        """It says something."""
        if self.days is not None or self.cost is not None:
            return []
        return [FieldError(field, "blank", f"{field} says neither days nor cost; {LIKE}.")]

    @staticmethod
    def read(said: str) -> "Effect":
        """An effect as people write it; what cannot be read is kept for the checks to name."""
        days, cost = None, None
        for part in said.split(";"):
            *numbers, unit = re.split(r"[\s,]+", part.strip())
            least, likely, most = (*numbers, "", "", "")[:3]
            if unit == "days":
                days = Spread(least, likely, most)
            elif part.strip():
                cost = Cost(least, likely, most, unit)
        return Effect(days, cost)
