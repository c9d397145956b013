"""Three-way merge, field by field: what follows here, what follows there, what people must decide.

Pure: no clock, no I/O. ``base`` is what both sides last agreed on. A side that did not move follows
the one that did; sets merge by difference; text merges line by line; what is left is a conflict,
which holds its own field and no other. Whatever a rule decides against is still named in
``Merge.conflicts``, so that no value is lost in silence.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from integrations.cut import is_cut
from integrations.diff3 import merge_text
from integrations.equivalence import equivalent, member_key, members
from integrations.issue import SCALARS, SETS, Fields, Patch, Value

Direction = Literal["both", "in", "out"]
OnConflict = Literal["ours", "theirs", "newest", "hold"]


class Rules(Struct, frozen=True):
    """How the fields of one link travel.

    Attributes:
        holds: The fields the tracker keeps; others are left out.
        direction: By field: ``in`` never writes there, ``out`` never writes here.
        on_conflict: By field, who wins when both moved; ``hold`` (the default) asks people.
            ``newest`` takes theirs: no clock is trusted, and theirs is what was read last.
        guarded: Fields whose remote form we cannot write back: they are never merged line by line.
        open_conflicts: By field, ours and theirs when the conflict was last reported.
    """

    holds: frozenset[str]
    direction: Mapping[str, Direction] = {}
    on_conflict: Mapping[str, OnConflict] = {}
    guarded: frozenset[str] = frozenset()
    open_conflicts: Mapping[str, tuple[Value, Value]] = {}

    def writes_here(self, field: str) -> bool:
        """Whether the tracker's changes of ``field`` may follow here."""
        return self.direction.get(field, "both") != "out"

    def writes_there(self, field: str) -> bool:
        """Whether our changes of ``field`` may follow at the tracker."""
        return self.direction.get(field, "both") != "in"


class FieldConflict(Struct, frozen=True):
    """Both sides moved ``field`` away from ``base``, to different values."""

    field: str
    base: Value
    ours: Value
    theirs: Value


class Merge(Struct, frozen=True):
    """What a merge asks for.

    Attributes:
        here: New values for our side, whole ones, in the tracker's space.
        there: What to change at the tracker.
        conflicts: New conflicts, and open ones whose sides have changed.
        converged: Open conflicts that are over because both sides hold the same.
        agreed: The new base of fields that need nothing more here: theirs is taken in.
    """

    here: dict[str, Value]
    there: Patch
    conflicts: tuple[FieldConflict, ...] = ()
    converged: tuple[str, ...] = ()
    agreed: dict[str, Value] = {}


def merge(base: Mapping[str, Value] | None, ours: Fields, theirs: Fields, rules: Rules) -> Merge:
    """Merge the fields the tracker holds; without a base (first link) nothing overwrites a value.

    At the first link equal values agree, an empty value never beats another, sets unite, and
    anything else is a conflict.
    """
    work = _Work(rules)
    known = base or {}
    for field in SCALARS:
        if field in rules.holds:
            sides = _Sides(field, getattr(ours, field), getattr(theirs, field), known)
            work.scalar(sides)
    for field in SETS:
        if field in rules.holds:
            sides = _Sides(field, getattr(ours, field), getattr(theirs, field), known)
            work.set(sides)
    return work.result()


class _Sides:
    """One field's three values; a field without base has never been agreed on."""

    def __init__(self, field: str, ours: Value, theirs: Value, known: Mapping[str, Value]) -> None:
        self.field = field
        self.ours = ours
        self.theirs = theirs
        self.has_base = field in known
        self.base: Value = known.get(field)

    @property
    def is_equal(self) -> bool:
        return equivalent(self.field, self.ours, self.theirs)

    @property
    def is_agreed(self) -> bool:
        return self.has_base and equivalent(self.field, self.base, self.theirs)

    @property
    def is_cut(self) -> bool:
        """Whether theirs is the beginning of a text only: it must not follow here."""
        return self.field == "body" and is_cut(_text(self.theirs))

    def moved_here(self) -> bool:
        return self._moved(self.ours)

    def moved_there(self) -> bool:
        return self._moved(self.theirs)

    def _moved(self, value: Value) -> bool:
        """Without a base, whatever is not empty counts as moved."""
        return not equivalent(self.field, self.base if self.has_base else None, value)


class _Work:
    """A merge in the making."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._here: dict[str, Value] = {}
        self._scalars: dict[str, str | None] = {}
        self._added: dict[str, tuple[str, ...]] = {}
        self._removed: dict[str, tuple[str, ...]] = {}
        self._conflicts: list[FieldConflict] = []
        self._converged: list[str] = []
        self._agreed: dict[str, Value] = {}

    def result(self) -> Merge:
        return Merge(
            here=self._here,
            there=Patch(self._scalars, self._added, self._removed),
            conflicts=tuple(self._conflicts),
            converged=tuple(self._converged),
            agreed=self._agreed,
        )

    def scalar(self, sides: _Sides) -> None:
        if sides.is_equal:
            self._agree(sides)
        elif sides.field in self._rules.open_conflicts:
            self._clash(sides)
        elif not sides.moved_here() and not sides.is_cut:
            self._pull(sides.field, sides.theirs, sides.theirs)
        elif not sides.moved_there():
            self._push(sides.field, sides.ours)
        else:
            self._both(sides)

    def set(self, sides: _Sides) -> None:
        """Theirs, plus what we added, minus what we took away."""
        if sides.is_equal:
            self._agree(sides)
            return
        field, keys = sides.field, _Keys(sides.field)
        base, ours, theirs = keys(sides.base), keys(sides.ours), keys(sides.theirs)
        wanted = (theirs | (ours - base)) - (base - ours)
        if wanted != ours and self._rules.writes_here(field):
            self._here[field] = _spelled(keys, wanted, sides)
            self._agreed[field] = sides.theirs
        if self._rules.writes_there(field):
            self._change(self._added, field, keys.named(sides.ours, wanted - theirs))
            self._change(self._removed, field, keys.named(sides.theirs, theirs - wanted))

    def _agree(self, sides: _Sides) -> None:
        if sides.field in self._rules.open_conflicts:
            self._converged.append(sides.field)
        if not sides.is_agreed:
            self._agreed[sides.field] = sides.theirs

    def _both(self, sides: _Sides) -> None:
        """Both moved: text may still merge, if nobody touched the same lines."""
        merged = self._merged_text(sides) if sides.field == "body" else None
        if merged is None:
            self._clash(sides)
            return
        if not equivalent("body", merged, sides.ours):
            self._pull("body", merged, sides.theirs)
        if not equivalent("body", merged, sides.theirs):
            self._push("body", merged)

    def _merged_text(self, sides: _Sides) -> str | None:
        is_whole = sides.has_base and not sides.is_cut and "body" not in self._rules.guarded
        if not is_whole or not self._rules.writes_here("body"):
            return None
        return merge_text(_text(sides.base), _text(sides.ours), _text(sides.theirs))

    def _clash(self, sides: _Sides) -> None:
        """Name the conflict, and let the field's rule decide it if it has one."""
        field = sides.field
        self._report(sides)
        match self._rules.on_conflict.get(field, "hold"):
            case "ours":
                self._push(field, sides.ours)
            case "theirs" | "newest" if not sides.is_cut:
                self._pull(field, sides.theirs, sides.theirs)
            case _:
                pass

    def _report(self, sides: _Sides) -> None:
        now = (sides.ours, sides.theirs)
        if self._rules.open_conflicts.get(sides.field) != now:
            self._conflicts.append(FieldConflict(sides.field, sides.base, *now))

    def _pull(self, field: str, value: Value, theirs: Value) -> None:
        """Once ours holds what theirs says, theirs is the common ancestor."""
        if self._rules.writes_here(field):
            self._here[field] = value
            self._agreed[field] = theirs

    def _push(self, field: str, value: Value) -> None:
        if self._rules.writes_there(field):
            self._scalars[field] = value if isinstance(value, str) else None

    def _change(
        self, changes: dict[str, tuple[str, ...]], field: str, names: Sequence[str]
    ) -> None:
        if names:
            changes[field] = tuple(sorted(names))


class _Keys:
    """The members of one set field, told apart by their keys."""

    def __init__(self, field: str) -> None:
        self._field = field

    def __call__(self, value: Value) -> frozenset[str]:
        return frozenset(member_key(self._field, each) for each in members(value))

    def named(self, value: Value, keys: frozenset[str]) -> list[str]:
        return [each for each in members(value) if member_key(self._field, each) in keys]


def _spelled(keys: _Keys, wanted: frozenset[str], sides: _Sides) -> tuple[str, ...]:
    """The wanted members as the tracker spells them, or as we do where it has none."""
    theirs = keys.named(sides.theirs, wanted)
    return tuple(sorted(theirs + keys.named(sides.ours, wanted - keys(sides.theirs))))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
