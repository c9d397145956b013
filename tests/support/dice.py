"""Random choices of which everything can be told, and the words that people write by them.

Everything comes from one seed, so that a run can be repeated. Every label and comment has a name of
its own: whoever loses one is found out.
"""

from random import Random
from typing import Any


class Dice:
    """What is thrown; ``told`` is what was done by it, in words.

    Attributes:
        kept_labels: Labels that somebody added and nobody took away.
        kept_comments: First words of comments that nobody took away.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.told: list[str] = []
        self.kept_labels: set[str] = set()
        self.kept_comments: set[str] = set()
        self._count = 0

    def pick(self, choices: Any) -> Any:
        return self.random.choice(choices)

    def chance(self, likely: float) -> bool:
        return self.random.random() < likely

    def tell(self, what: str) -> None:
        self.told.append(what)

    def name(self, word: str) -> str:
        self._count += 1
        return f"{word} {self._count}"

    def labels(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        mine = [each for each in labels if each.startswith("label-")]
        if mine and self.chance(0.4):
            gone = self.pick(mine)
            self.kept_labels.discard(gone)
            return tuple(each for each in labels if each != gone)
        new = self.name("label").lower().replace(" ", "-")
        self.kept_labels.add(new)
        return tuple(sorted({*labels, new}))

    def text(self, text: str) -> str:
        """The text with one of its paragraphs written anew."""
        blocks = text.split("\n\n")
        blocks[self.random.randrange(len(blocks))] = self.name("Paragraph")
        return "\n\n".join(blocks)

    def remark(self) -> str:
        new = self.name("Remark").replace(" ", "-")
        self.kept_comments.add(new)
        return f"{new} first"

    def reworded(self, body: str) -> str:
        """The same remark in other words; a line that names its author stays."""
        head, _, last = body.rpartition("Remark-")
        number = last.split(maxsplit=1)[0] if last else "?"
        rest = body[body.find("<!--") :] if "<!--" in body else ""
        return f"{head}Remark-{number} {self.name('again')}" + (f"\n\n{rest}" if rest else "")

    def removed(self, comment: Any, body: str) -> Any:
        number = body.rpartition("Remark-")[2].split(maxsplit=1)[0]
        self.kept_comments.discard(f"Remark-{number}")
        return comment
