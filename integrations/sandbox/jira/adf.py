"""Whether a value is an Atlassian document, and what its text is.

Source: developer.atlassian.com/cloud/jira/platform/apis/document/structure
"""

from collections.abc import Iterator

from integrations.sandbox.wire import Json

INLINE = frozenset(
    {
        "text",
        "hardBreak",
        "mention",
        "emoji",
        "inlineCard",
        "date",
        "status",
        "placeholder",
        "mediaInline",
        "inlineExtension",
    }
)
_NESTED = frozenset(
    {
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "taskList",
        "decisionList",
        "codeBlock",
        "blockCard",
        "mediaSingle",
        "mediaGroup",
        "rule",
        "extension",
    }
)
BLOCKS = _NESTED | {
    "blockquote",
    "panel",
    "table",
    "expand",
    "embedCard",
    "bodiedExtension",
    "layoutSection",
}
CHILDREN: dict[str, frozenset[str]] = {
    "doc": BLOCKS,
    "paragraph": INLINE,
    "heading": INLINE,
    "codeBlock": frozenset({"text"}),
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "listItem": frozenset(
        {"paragraph", "bulletList", "orderedList", "taskList", "codeBlock", "mediaSingle"}
    ),
    "taskList": frozenset({"taskItem", "taskList", "blockTaskItem"}),
    "taskItem": INLINE,
    "blockTaskItem": frozenset({"paragraph", "extension"}),
    "decisionList": frozenset({"decisionItem"}),
    "decisionItem": INLINE,
    "blockquote": frozenset(
        {"paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle", "mediaGroup"}
    ),
    "panel": _NESTED,
    "expand": _NESTED | {"blockquote", "panel", "table", "nestedExpand"},
    "nestedExpand": _NESTED | {"blockquote", "panel"},
    "table": frozenset({"tableRow"}),
    "tableRow": frozenset({"tableCell", "tableHeader"}),
    "tableCell": _NESTED | {"blockquote", "panel", "nestedExpand"},
    "tableHeader": _NESTED | {"blockquote", "panel", "nestedExpand"},
    "mediaSingle": frozenset({"media", "caption"}),
    "mediaGroup": frozenset({"media"}),
    "caption": INLINE,
    "layoutSection": frozenset({"layoutColumn"}),
    "layoutColumn": BLOCKS,
    "bodiedExtension": BLOCKS,
}
LEAVES = (INLINE | {"rule", "media", "blockCard", "embedCard", "extension"}) - {"text"}
FILLED = frozenset({"bulletList", "orderedList", "table", "listItem", "taskList", "blockquote"})
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "heading": ("level",),
    "panel": ("panelType",),
    "taskItem": ("localId", "state"),
    "taskList": ("localId",),
    "mention": ("id",),
    "emoji": ("shortName",),
    "date": ("timestamp",),
    "status": ("text", "color"),
    "media": ("type",),
}
MARKS = frozenset(
    {
        "strong",
        "em",
        "code",
        "strike",
        "underline",
        "link",
        "subsup",
        "textColor",
        "backgroundColor",
        "annotation",
        "border",
        "alignment",
        "indentation",
        "breakout",
        "dataConsumer",
        "fragment",
    }
)
BESIDE_CODE = frozenset({"code", "link", "annotation"})


def is_document(value: object) -> bool:
    """Whether Jira would take ``value`` as rich text."""
    return (
        isinstance(value, dict)
        and value.get("type") == "doc"
        and value.get("version") == 1
        and isinstance(value.get("content"), list)
        and _is_node(value)
    )


def plain(document: Json) -> str:
    """The text of a document, one line per block, as a view that knows no markup shows it."""
    return "\n".join(line for line in _lines(document) if line)


def document(text: str) -> Json:
    """A document of plain paragraphs, one per line of ``text``."""
    lines = [line for line in text.splitlines() if line.strip()]
    paragraphs = [
        {"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in lines
    ]
    return {"type": "doc", "version": 1, "content": paragraphs}


def _is_node(node: Json) -> bool:
    kind = node.get("type")
    if kind == "text":
        return _is_text(node)
    if not isinstance(kind, str) or not _has_attributes(node, kind):
        return False
    content = node.get("content")
    if kind in LEAVES:
        return content is None
    allowed = CHILDREN.get(kind)
    if allowed is None or not isinstance(content or [], list):
        return False
    if kind in FILLED and not content:
        return False
    return all(
        isinstance(child, dict) and str(child.get("type")) in allowed and _is_node(child)
        for child in content or []
    )


def _is_text(node: Json) -> bool:
    words, marks = node.get("text"), node.get("marks", [])
    if not isinstance(words, str) or not words or not isinstance(marks, list):
        return False
    kinds = [str(mark.get("type")) if isinstance(mark, dict) else "" for mark in marks]
    if not MARKS.issuperset(kinds) or len(set(kinds)) < len(kinds):
        return False
    if "code" in kinds and not BESIDE_CODE.issuperset(kinds):
        return False
    return all(
        isinstance(mark.get("attrs"), dict) and isinstance(mark["attrs"].get("href"), str)
        for mark in marks
        if mark["type"] == "link"
    )


def _has_attributes(node: Json, kind: str) -> bool:
    given = node.get("attrs", {})
    if not isinstance(given, dict):
        return False
    if kind == "heading" and given.get("level") not in range(1, 7):
        return False
    return all(name in given for name in ATTRIBUTES.get(kind, ()))


def _lines(node: Json) -> Iterator[str]:
    children = node.get("content") or []
    if any(child.get("type") in INLINE for child in children):
        yield "".join(_inline(child) for child in children)
        return
    for child in children:
        yield from _lines(child)


def _inline(node: Json) -> str:
    if node["type"] == "hardBreak":
        return "\n"
    attributes = node.get("attrs") or {}
    shown = (node.get("text"), attributes.get("text"), attributes.get("url"))
    return next((str(words) for words in shown if words), "")
