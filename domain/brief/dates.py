"""How exact the dates of a brief are: what an audience may have, and how a window is told then."""

from domain.brief.words import EXACTNESS, FINEST, Audience, Dates, Promise
from domain.product.state import Product
from domain.refusal import FieldError, Refused
from domain.release.state import Release, is_open
from domain.roadmap_item.state import RoadmapItem
from domain.values import Window

HERE = "available now"
_COARSE = frozenset({"quarter", "half", "year"})


def finest(product: Product, audience: Audience) -> Dates:
    """How exact the dates of an audience may be."""
    return product.finest_dates.get(audience, FINEST[audience])


def refuse_finer(product: Product, audience: Audience, dates: Dates) -> None:
    """Refuse dates that give more away than the product lets the audience have."""
    allowed = EXACTNESS[: EXACTNESS.index(finest(product, audience)) + 1]
    if dates not in allowed:
        message = f"dates is {dates}; of {product.key}, {audience} hears {' or '.join(allowed)}."
        wrong = FieldError("dates", "dates-too-exact", message, dates, allowed)
        raise Refused("dates-too-exact", message, wrong)


def when(thing: RoadmapItem | Release, dates: Dates) -> str:
    """When a thing comes, in words no more exact than ``dates``; empty where nothing is said."""
    if dates == "none":
        return ""
    if is_out(thing):
        return HERE
    found = promise(thing, dates)
    return str(found) if found else ""


def promise(thing: RoadmapItem | Release, dates: Dates) -> Promise | None:
    """What those words promise; None for what is out already, or of which nothing is said."""
    if dates == "none" or is_out(thing):
        return None
    if dates == "horizon":
        if isinstance(thing, RoadmapItem):
            return Promise(thing.key, horizon=thing.horizon)
        return None  # a release stands in no column
    window = thing.window if isinstance(thing, RoadmapItem) else thing.target
    if window is None:
        return None
    return Promise(thing.key, window if dates == "exact" else _quarter_of(window))


def is_out(thing: RoadmapItem | Release) -> bool:
    """Whether people have it already."""
    return thing.status in ("shipped", "released")


def is_off(thing: RoadmapItem | Release) -> bool:
    """Whether it will not come."""
    if isinstance(thing, RoadmapItem):
        return thing.status == "dropped"
    return not is_open(thing) and not is_out(thing)


def _quarter_of(window: Window) -> Window:
    """The quarter in which a window ends; one that is no finer stays as it is."""
    if window.resolution in _COARSE:
        return window
    year, month = window.end[:4], int(window.end[5:7])
    return Window.read(f"{year}-Q{(month + 2) // 3}")
