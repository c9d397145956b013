"""Golden facts: one stored JSON of each kind with every field set, and one with the least.

``python tests/support/golden.py item.added`` (from the root) drafts a missing file. A file that is
in the repository is never written again: what was stored once must read for ever.
"""

import sys
import typing
from pathlib import Path
from uuid import UUID

import msgspec

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from domain.catalogue import FACTS  # noqa: E402  # run as a script from the root
from domain.fact import Fact  # noqa: E402

FOLDER = ROOT / "tests" / "golden" / "facts"


class Golden(msgspec.Struct, frozen=True):
    """A stored fact, byte for byte."""

    full: msgspec.Raw
    minimal: msgspec.Raw


def file_of(tag: str) -> Path:
    """Where the golden file of a fact stands."""
    return FOLDER / f"{tag}.json"


def sample(tag: str) -> Fact:
    """A fact of this tag as it was stored once, every field set."""
    stored = msgspec.json.decode(file_of(tag).read_bytes(), type=Golden)
    return msgspec.json.decode(stored.full, type=FACTS[tag])


def draft(tag: str) -> None:
    """Write a golden file that is not there yet."""
    if file_of(tag).exists():
        sys.exit(f"{tag} has its golden file: what is stored does not change")
    full, minimal = (msgspec.json.encode(_sample(FACTS[tag], full=each)) for each in (True, False))
    file_of(tag).write_bytes(b'{"full": %s,\n "minimal": %s}\n' % (full, minimal))


def _sample(kind: type[msgspec.Struct], *, full: bool) -> msgspec.Struct:
    hints = typing.get_type_hints(kind)
    fields = [f for f in msgspec.structs.fields(kind) if full or f.required]
    return kind(**{f.name: _value(f.name, hints[f.name], f.default) for f in fields})


def _value(name: str, hint: object, default: object = None) -> object:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return next(each for each in reversed(args) if each != default)
    if origin is tuple:
        return (_value(name, args[0]),)
    if origin is dict:
        key = "key" if args[0] is str else _value(name, args[0])
        return {key: _value(name, args[1])}
    if args:
        return _value(name, args[0], default)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _sample(hint, full=True)
    if hint is bool:
        return not default
    return {UUID: UUID(int=7), int: 3, float: 0.5}.get(typing.cast("type", hint), f"a {name}")


if __name__ == "__main__":
    for each in sys.argv[1:] or [tag for tag in FACTS if not file_of(tag).exists()]:
        draft(each)
