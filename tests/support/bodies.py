"""Bodies people write: a corpus in Markdown and in documents, and a grammar that makes more."""

from typing import Any

from hypothesis import strategies as st

MARKDOWN = {
    "empty": "",
    "one word": "Hello",
    "two paragraphs": "One.\n\nTwo.",
    "a line break": "One\nTwo",
    "a hard break": "One  \nTwo\\\nThree",
    "Windows line ends": "# Title\r\n\r\nOne\r\nTwo\r\n",
    "a trailing newline": "One\n\n\n",
    "headings": "# One\n\n## Two\n\n###### Six",
    "an underlined heading": "One\n===\n\nTwo\n---\n\nText",
    "a heading with a hash": "# C \\#",
    "literal block marks": "\\# x\n\n\\> y\n\n1\\. z\n\n\\- a\n\n\\+ b\n\n\\---",
    "literal block marks in one paragraph": "a\n\\# x\n1\\. y\n\\- z",
    "literal inline marks": "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\~\\~f\\~\\~ \\<g>",
    "emphasis": "**bold** *italic* ***both*** ~~gone~~ `code`",
    "emphasis inside": "**bold *and italic* and** _more_",
    "emphasis in a word": "un*frigging*believable snake_case_name 2*3*4",
    "code with marks": "`**not bold** <b>` and `` a`b ``",
    "bold code": "**`x`**",
    "a fence with language": "```python\ndef f():\n    return 1\n\n\n# done\n```",
    "a fence without language": "```\n<b>\n* x\n```",
    "a fence in a fence": "````md\n```\nx\n```\n````",
    "a tilde fence": "~~~ruby\nputs 1\n~~~",
    "indented code": "Text\n\n    code\n    more",
    "a bullet list": "- a\n- b\n- c",
    "a starred list": "* a\n* b",
    "a numbered list": "1. a\n2. b",
    "a list from seven": "7. a\n8. b",
    "nested lists": "- a\n  - b\n    - c\n- d\n  1. e\n  2. f",
    "deeply nested lists": "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(12)),
    "a loose list": "- a\n\n- b\n\n  more b",
    "a list with code": "- a\n\n  ```sh\n  ls\n  ```\n- b",
    "an empty item": "- a\n-\n- c",
    "a list in an item": "- - a",
    "a list after a paragraph": "Steps:\n1. a\n2. b",
    "a task that begins with code": "- [ ] ```\n  x\n  ```\n- b",
    "a rule in a list": "- a\n\n  ---",
    "two lists": "- a\n\n* b",
    "tasks": "- [ ] a\n- [x] b",
    "nested tasks": "- [ ] a\n  - [x] b\n- [ ] c",
    "tasks with bullets inside": "- [ ] a\n  - b",
    "numbered tasks": "1. [ ] a\n2. [x] b",
    "tasks in a quote": "> - [ ] a",
    "a task with two paragraphs": "- [ ] a\n\n  more",
    "a quote": "> a\n> b\n\nc",
    "a quote in a quote": "> a\n> > b",
    "a quote with everything": "> # h\n> - a\n>\n> ```\n> x\n> ```\n>\n> ---",
    "a heading in a list": "- # h\n- > q",
    "a table": "| a | b |\n|---|:-:|\n| 1 | **2** |\n| 3 | |",
    "a table with pipes and code": "| a |\n|---|\n| x \\| y `z` |",
    "a table with breaks": "| a |\n|---|\n| x<br>y |",
    "a table in a list": "- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |",
    "no table": "a | b\n\\--- | ---",
    "a rule": "a\n\n---\n\nb",
    "links": '[a](https://a.example) [b](https://b.example/x_(y) "t") <https://c.example>',
    "bare addresses": "See https://a.example/x_y_z?q=1&r=2, (https://b.example/c) https://d.example.",
    "an address with stars": "https://a.example/*x*/_y_",
    "a reference link": "[a][1]\n\n[1]: https://a.example",
    "a link with marks": "[**a** `b` c](https://a.example)",
    "an image": "![a](https://a.example/i.png)",
    "an image in text": "x ![a](https://a.example/i.png) y",
    "a linked image": "[![a](https://a.example/i.png)](https://a.example)",
    "a comment": "<!-- fill this in -->\n\nText <!-- or not --> more",
    "details": "<details>\n<summary>More</summary>\n\nHidden\n\n</details>",
    "inline HTML": "a <kbd>Ctrl</kbd> b<br>c",
    "entities": "&lt;b&gt; &amp;amp; &copy; &nope;",
    "mentions and references": "@octavia saw #12 and ACME-3 and org/repo#4",
    "emoji": "Ship it 🚀 :tada: 👩‍👩‍👧",
    "right to left": "שלום עולם\n\n- مرحبا\n- שלום **עולם**",
    "combining marks": "e\u0301 Z\u0351\u036f\u0301 \u200b zero width",
    "Chinese": "你好世界。**粗體**字",
    "blanks that do not break": "a\u00a0b \u2003 c",
    "a form": (
        "### What happened?\n\nIt broke.\n\n### Logs\n\n```shell\n$ x\n```\n\n"
        "### Agree\n\n- [X] I do"
    ),
    "long text": "A sentence that goes on. " * 1200,
    "a long word": "x" * 5000,
    "backslashes": "C:\\temp\\new \\\\ x",
    "a control character": "a\x07b",
    "dashes and dots": "-- x -- ... - 1.5 a.b",
}


def doc(*content: dict[str, Any]) -> dict[str, Any]:
    """A document."""
    return {"version": 1, "type": "doc", "content": list(content)}


def para(*content: dict[str, Any] | str) -> dict[str, Any]:
    """A paragraph; a string stands for its text."""
    nodes = [text(each) if isinstance(each, str) else each for each in content]
    return {"type": "paragraph", "content": nodes}


def text(words: str, *marks: str) -> dict[str, Any]:
    """A run of text."""
    return {"type": "text", "text": words} | (
        {"marks": [{"type": mark} for mark in marks]} if marks else {}
    )


def _mark(kind: str, **attrs: Any) -> dict[str, Any]:
    return {"type": "text", "text": "x", "marks": [{"type": kind, "attrs": attrs}]}


def _node(kind: str, *content: dict[str, Any], **attrs: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": kind} | ({"attrs": attrs} if attrs else {})
    return found | ({"content": list(content)} if content else {})


GUARDED = {
    "panel": doc(_node("panel", para("careful"), panelType="warning")),
    "mention": doc(para("ask ", _node("mention", id="1:2", text="@Octavia"))),
    "mediaSingle": doc(_node("mediaSingle", _node("media", type="file", id="1", collection="c"))),
    "mediaGroup": doc(_node("mediaGroup", _node("media", type="file", id="1", collection="c"))),
    "expand": doc(_node("expand", para("hidden"), title="More")),
    "status": doc(para(_node("status", text="DONE", color="green"))),
    "date": doc(para(_node("date", timestamp="1767323045000"))),
    "decisionList": doc(
        _node("decisionList", _node("decisionItem", text("yes"), localId="1", state="DECIDED"))
    ),
    "underline": doc(para(text("x", "underline"))),
    "textColor": doc(para(_mark("textColor", color="#ff0000"))),
    "subsup": doc(para(_mark("subsup", type="sub"))),
    "extension": doc(_node("extension", extensionKey="k", extensionType="t")),
    "sparkle": doc(_node("sparkle", shine=3)),
    "blockCard": doc(_node("blockCard", url="https://a.example")),
    "mediaInline": doc(para(_node("mediaInline", id="1", collection="c"), " seen")),
    "emoji": doc(para(_node("emoji", shortName=":team:", id="x"))),
    "embedCard": doc(_node("embedCard", url="https://a.example", layout="center")),
    "layoutSection": doc(
        _node(
            "layoutSection",
            _node("layoutColumn", para("a"), width=50),
            _node("layoutColumn", para("b"), width=50),
        )
    ),
}
"""Documents by the node or mark that Markdown cannot express."""

SAFE = {
    "ids": doc(
        _node("taskList", _node("taskItem", text("a"), localId="1", state="DONE"), localId="2")
    ),
    "blank trims": doc(para(" a "), para(), para("b", _node("hardBreak"))),
    "text runs": doc(para("a", "b", text("c", "strong"), text("d ", "strong"), "e")),
    "table defaults": doc(
        _node(
            "table",
            _node("tableRow", _node("tableHeader", para("a"), colspan=1, colwidth=[120])),
            _node("tableRow", _node("tableCell", para("b"), rowspan=1)),
            isNumberColumnEnabled=False,
            layout="default",
        )
    ),
    "a card": doc(para("see ", _node("inlineCard", url="https://a.example/x"))),
    "an address that is no link": doc(para("see https://a.example/x_(y), or (https://b.example)")),
    "emphasis around blanks": doc(para("a", text(" b ", "strong"), text(" ", "em"), "c")),
    "an emoji": doc(para("x ", _node("emoji", shortName=":tada:", text="🎉"))),
    "literal marks": doc(para("# x"), para("1. x"), para("*a* _b_ <c> &amp; [d](e)")),
    "code in a list": doc(
        _node(
            "bulletList",
            _node("listItem", para("a"), _node("codeBlock", text("x"), language="sh")),
        )
    ),
    "a list from three": doc(_node("orderedList", _node("listItem", para("a")), order=3)),
}
"""Documents that Markdown says in full, though not in the same spelling."""

_WORDS = st.text("abc XYZ.,!?'\"()#*_-+>`~[]|&<\\/:;1 2\u00e9\u05d0🚀", min_size=1, max_size=12)
_PLAIN_WORDS = st.sampled_from(["one", "two three", "x_y", "a*b", "1. c", "# d", "e | f", "g\\h"])
_INLINE = st.recursive(
    st.one_of(
        _WORDS,
        _PLAIN_WORDS,
        st.sampled_from(
            ["`code`", "https://a.example/b_c", "@bob", "🚀", "[l](https://a.example)"]
        ),
        st.sampled_from(["![i](https://a.example/i.png)", "<b>", "<br>", "&amp;", "\\*", "\n"]),
    ),
    lambda inner: st.one_of(
        inner.map(lambda each: f"**{each}**"),
        inner.map(lambda each: f"*{each}*"),
        inner.map(lambda each: f"~~{each}~~"),
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
    ),
    max_leaves=5,
)


def _indented(block: str, first: str) -> str:
    return first + block.replace("\n", "\n" + " " * len(first))


def _quoted(block: str) -> str:
    return "> " + block.replace("\n", "\n> ")


_LEAF = st.one_of(
    _INLINE,
    _INLINE.map(lambda each: "# " + each.replace("\n", " ")),
    st.sampled_from(["```py\nx = 1\n\n- y\n```", "---", "| a | b |\n|---|---|\n| 1 | `2` |", ""]),
    st.lists(_INLINE.map(lambda each: _indented(each, "- [ ] ")), min_size=1, max_size=3).map(
        "\n".join
    ),
)
GRAMMAR = st.recursive(
    _LEAF,
    lambda block: st.one_of(
        st.lists(block, min_size=1, max_size=3).map("\n\n".join),
        st.lists(block.map(lambda each: _indented(each, "- ")), min_size=1, max_size=3).map(
            "\n".join
        ),
        block.map(lambda each: _indented(each, "3. ")),
        block.map(_quoted),
    ),
    max_leaves=8,
)
"""Markdown of all sorts, well formed and not."""
