"""Writes a brief's words from the plan: the same plan and audience are the same words."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from domain import keys
from domain.brief.dates import is_off, when
from domain.brief.words import SHIELDED, Audience, Dates, Drawn, Told
from domain.refusal import FieldError, Refused
from domain.release.state import Release
from domain.roadmap_item.state import RoadmapItem
from domain.scene import Scene

SELLING: frozenset[Audience] = frozenset({"sales", "marketing"})
"""Audiences for whom the vision's own sentence stands in front."""


class Cited(Struct, frozen=True):
    """What a brief tells of, as it stands: the items, and the release they come out with.

    Attributes:
        follows: Whether the items are what comes out with the release, and not named by people.
    """

    items: tuple[RoadmapItem, ...] = ()
    release: Release | None = None
    left_out: tuple[str, ...] = ()
    follows: bool = False

    @property
    def things(self) -> tuple[RoadmapItem | Release, ...]:
        """All of it, the release first."""
        return (*((self.release,) if self.release else ()), *self.items)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the items."""
        return tuple(each.key for each in self.items)


def in_scope(release: str, audience: Audience, scene: Scene) -> Cited:
    """What can be told of a release's roadmap items; the rest is left out by name.

    Raises ``Refused`` for a release that will not come out.
    """
    of = scene.find(release, "release")
    _refuse_untold((of,), audience)
    scope = [each for each in of.scope if keys.kind_of(each) == "roadmap_item"]
    items = [scene.find(each, "release") for each in scope]
    told = tuple(each for each in items if _untold(each, audience) is None)
    left = tuple(each.key for each in items if each not in told)
    return Cited(told, of, left, follows=True)


def named(these: Sequence[str], release: str | None, audience: Audience, scene: Scene) -> Cited:
    """The items with these keys; raises ``Refused`` for one that the audience may not hear of."""
    items = tuple(scene.find(each, "items") for each in dict.fromkeys(these))
    cited = Cited(items, scene.find(release, "release") if release else None)
    _refuse_untold(cited.things, audience)
    return cited


def _refuse_untold(things: Iterable[RoadmapItem | Release], audience: Audience) -> None:
    wrong = [each for thing in things if (each := _untold(thing, audience))]
    if wrong:
        raise Refused(wrong[0].code, " ".join(each.message for each in wrong), *wrong)


def _untold(item: RoadmapItem | Release, audience: Audience) -> FieldError | None:
    """Why an audience may not hear of a thing; None when it may."""
    if isinstance(item, Release):
        if not is_off(item):
            return None
        message = f"{item.key} is cancelled: there is nothing to tell of it."
        return FieldError("release", "nothing-to-tell", message, item.key)
    if is_off(item):
        message = f"{item.key} is dropped: there is nothing to tell of it, so name other items."
        return FieldError("items", "nothing-to-tell", message, item.key)
    if audience in SHIELDED and item.commitment == "exploratory":
        message = f"{item.key} is only explored: {audience} hears of it once it has a window."
        return FieldError("items", "exploratory-item", message, item.key)
    return None


def told(cited: Cited, dates: Dates) -> tuple[Told, ...]:
    """Each thing as the audience hears of it."""
    return tuple(Told(each.key, _name(each), when(each, dates)) for each in cited.things)


def drawn(cited: Cited, audience: Audience, dates: Dates, scene: Scene) -> Drawn:
    """Headline, summary and value points."""
    name = scene.find(scene.product, "product").name
    names = [_name(each) for each in cited.items]
    if cited.release is not None:
        headline = f"{name}: {_name(cited.release)}"
    else:
        headline = f"{name}: {names[0] if len(names) == 1 else f'{len(names)} things to know'}"
    summary = " ".join(_sentences(cited, name, audience, dates, scene))
    points = tuple(_value(each, audience) for each in cited.items)
    return Drawn(headline, summary, points, cited.keys if cited.follows else ())


def _sentences(
    cited: Cited, name: str, audience: Audience, dates: Dates, scene: Scene
) -> Iterable[str]:
    if audience in SELLING and (sentence := _positioning(scene)):
        yield sentence
    brings = _listed([_name(each) for each in cited.items])
    subject = _name(cited.release) if cited.release else name
    yield f"{subject} brings {brings}." if brings else f"{subject} is on its way."
    if cited.release and (day := when(cited.release, dates)):
        yield f"It comes out in {day}." if day[:1].isdigit() else f"It is {day}."
    reported = [each.health.value for each in cited.items if each.health]
    if audience == "executive" and reported:
        yield f"{reported.count('on_track')} of {len(cited.items)} are on track."


def _positioning(scene: Scene) -> str:
    """The published vision's sentence; empty where there is none."""
    vision = scene.plan.find(keys.key_of(scene.product, "vision", 0))
    standing = getattr(vision, "standing", None)
    return str(standing.positioning) if standing and standing.positioning else ""


def _value(item: RoadmapItem, audience: Audience) -> str:
    """What an item is worth to the audience: in its own words for them, or what it is for."""
    own = {str(name): text for name, text in item.audience_text.items()}.get(audience, "")
    said = next((each for each in (own, item.hypothesis, item.problem) if each.strip()), "")
    return " ".join(said.split()) if own.strip() else _after(item.title, said)


def _after(title: str, said: str) -> str:
    return f"{title}: {' '.join(said.split())}" if said else title


def _name(thing: RoadmapItem | Release) -> str:
    return thing.title if isinstance(thing, RoadmapItem) else f"{thing.name} {thing.version_name}"


def _listed(names: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
