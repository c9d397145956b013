"""The dimensions that a value is of, as one text: ``plan=pro,region=eu``."""

import re
from collections.abc import Mapping, Sequence

from domain import text
from domain.refusal import FieldError
from domain.text import Wrong

TAKEN = ("period", "value")
"""The columns that every file has, whose names no dimension can have."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
_LONGEST = 100


def wrong_names(field: str, names: Sequence[str]) -> Wrong:
    """What is wrong with the dimensions of a metric: each is a short word, and there once."""
    wrong = [each for each in names if not _NAME.fullmatch(each) or each in TAKEN]
    twice = [each for each in dict.fromkeys(names) if names.count(each) > 1]
    message = f"{field}: {{!r}} is no short word such as region (and not period or value)."
    return [
        *(
            FieldError(field, "bad-dim", message.format(each[:50]), found=each[:50])
            for each in wrong
        ),
        *(FieldError(field, "duplicate", f"{field}: {each} is there twice.") for each in twice),
    ]


def wrong_dims(field: str, dims: Mapping[str, str], known: Sequence[str]) -> Wrong:
    """What is wrong with the dimensions of a value."""
    wrong: list[FieldError] = []
    for name, value in dims.items():
        where = f"{field}.{name[:50]}"
        if name not in known:
            message = f"There is no dimension {name[:50]}; there are: {', '.join(known) or 'none'}."
            wrong.append(FieldError(where, "unknown-dim", message, name[:50], tuple(known)))
        elif "," in value or "=" in value:
            message = f"{where} is {value[:50]!r}: a comma or an equals sign cannot stand in it."
            wrong.append(FieldError(where, "bad-dim", message, value[:50]))
        else:
            wrong += text.line(where, value, _LONGEST)
    return wrong


def label_of(dims: Mapping[str, str]) -> str:
    """Dimensions as one text, in the order of their names; empty for all of them together."""
    return ",".join(f"{name}={dims[name]}" for name in sorted(dims))


def dims_of(label: str) -> dict[str, str]:
    """The dimensions behind such a text."""
    pairs = (each.partition("=") for each in label.split(",") if each)
    return {name: value for name, _, value in pairs}
