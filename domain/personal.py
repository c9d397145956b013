"""Personal text: sealed before any rule sees it, so that no fact can hold it in the clear.

Who sends a command writes plain text. The border checks it as what it is in the clear, seals it
under the key of its subject (``ledger/vault.py``), and only then asks. A rule refuses personal text
that is not sealed: forgetting the seal is an error, never a leak.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from domain.aggregate import Aggregate
from domain.refusal import FieldError
from domain.text import Wrong
from domain.values import Person, Said

Check = Callable[[str, str], Wrong]
"""``(field, text) -> what is wrong``."""

PREFIX = "sealed:"
SEALED = re.compile(PREFIX + r"([0-9a-f]{32}):[A-Za-z0-9_-]{22,}={0,2}")
"""A sealed text; its subject is named in it, so that the key is found."""
ERASED = "(erased)"
"""What a text reads as once its key is destroyed."""
MASK = "(personal text)"
"""What stands for a sealed text wherever it is not opened."""
_LIKE = "sealed:0123456789abcdef0123456789abcdef:QmFzZTY0dXJsIG9mIHRoZSBib3g="


def _unsealed(field: str, value: str) -> Wrong:
    if SEALED.fullmatch(value):
        return []
    message = f"{field} is personal: it is sealed before it is asked for."
    return [FieldError(field, "not-sealed", message)]


SealedText = Annotated[str, Meta(extra={"check": _unsealed, "clear": Said}, examples=[_LIKE])]
"""What somebody said, in their own words."""
SealedName = Annotated[str, Meta(extra={"check": _unsealed, "clear": Person}, examples=[_LIKE])]
"""Who somebody is."""


def subject_of(sealed: str) -> str | None:
    """The subject that a sealed text is about; None for text that is not sealed."""
    found = SEALED.fullmatch(sealed)
    return found[1] if found else None


def masked(text: str) -> str:
    """The text without what is sealed in it: for views that never open a seal."""
    return SEALED.sub(MASK, text) if PREFIX in text else text


def erased(text: str | None) -> str | None:
    """What is left of a text whose key is destroyed."""
    return None if text is None else ERASED


@cache
def personal_in(command: type[msgspec.Struct]) -> Mapping[str, Check]:
    """The personal fields of a command, each with the check of its text in the clear."""
    hints = get_type_hints(command, include_extras=True)
    both = ((name, _clear_within(hints[name])) for name in command.__struct_fields__)
    return {name: _check_of(clear) for name, clear in both if clear is not None}


@cache
def holds_personal(kind: Aggregate[Any]) -> bool:
    """Whether things of a kind hold personal text."""
    return any(personal_in(each) for each in kind.rules)


def in_clear(hint: Any) -> Any:  # noqa: ANN401  # a type as annotations have it
    """The type that a field has for those who send it."""
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(in_clear(each) for each in get_args(hint))]  # noqa: UP007  # made at run time
    return _clear_within(hint) or hint


def _clear_within(hint: Any) -> Any:  # noqa: ANN401  # a type as annotations have it
    """The type that personal text has in the clear; None for what is not personal."""
    if get_origin(hint) in (Union, UnionType):
        found = (_clear_within(each) for each in get_args(hint))
        return next((each for each in found if each is not None), None)
    return next((extra["clear"] for extra in _extras(hint) if "clear" in extra), None)


def _check_of(clear: Any) -> Check:  # noqa: ANN401  # a type as annotations have it
    check: Check = next(extra["check"] for extra in _extras(clear) if "check" in extra)
    return check


def _extras(hint: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # a type as annotations have it
    metas = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return [each.extra or {} for each in metas if isinstance(each, Meta)]
