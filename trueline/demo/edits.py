"""The edits of the demo, on all three sides, each with the question whether it arrived."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trueline.demo.stage import PEOPLE, Stage

OCTAVIA, ADA = "octavia", PEOPLE["ada"]


@dataclass(frozen=True)
class Target:
    """One mirrored item: its key here, its number at GitHub and its key at Jira."""

    key: str
    number: int
    jira: str


@dataclass(frozen=True)
class Edit:
    """Something people do, and how to see that it arrived everywhere it should."""

    what: str
    make: Callable[[], None]
    arrived: Callable[[], bool]


def edits(stage: Stage, targets: list[Target]) -> list[Edit]:
    """One edit of each kind; needs at least eight targets."""
    makers = (
        _different_fields,
        _same_field,
        _labels,
        _comments,
        _not_planned,
        _here,
        _two_paragraphs,
        _assignee,
    )
    return [make(stage, target) for make, target in zip(makers, targets, strict=False)]


def _different_fields(stage: Stage, at: Target) -> Edit:
    title = "Retitled at GitHub while Jira set a priority"

    def make() -> None:
        stage.github.edit(at.number, title=title, by=OCTAVIA)
        stage.jira.edit(at.jira, priority="High", by=ADA)

    def arrived() -> bool:
        here, there = item(stage, at), stage.jira.issue(at.jira)["fields"]
        titles, priorities = (
            {here["title"], there["summary"]},
            (here["priority"], there["priority"]),
        )
        return titles == {title} and priorities[0] == "high" and priorities[1]["name"] == "High"

    return Edit("different fields on two sides at once", make, arrived)


def _same_field(stage: Stage, at: Target) -> Edit:
    def make() -> None:
        stage.github.edit(at.number, title="GitHub calls it this", by=OCTAVIA)
        stage.jira.edit(at.jira, summary="Jira calls it that", by=ADA)

    def arrived() -> bool:
        found = stage.api.get("/v1/conflicts")["data"]
        return any(each["item_key"] == at.key and each["field"] == "title" for each in found)

    return Edit("the same field on two sides: a conflict to see", make, arrived)


def _labels(stage: Stage, at: Target) -> Edit:
    def make() -> None:
        labels = [label["name"] for label in stage.github.issue(at.number)["labels"]]
        stage.github.edit(at.number, labels=[*labels, "added-at-github"], by=OCTAVIA)
        kept = [x for x in stage.jira.issue(at.jira)["fields"]["labels"] if x != "from-the-start"]
        stage.jira.edit(at.jira, labels=kept, by=ADA)

    def arrived() -> bool:
        here = set(item(stage, at)["labels"])
        there = {label["name"] for label in stage.github.issue(at.number)["labels"]}
        over = set(stage.jira.issue(at.jira)["fields"]["labels"])
        sides = (here, there, over)
        return all("added-at-github" in s and "from-the-start" not in s for s in sides)

    return Edit("a label added at GitHub, another removed at Jira", make, arrived)


def _comments(stage: Stage, at: Target) -> Edit:
    said = "I can reproduce this with **two** notes open."
    answered = "Fixed on the branch; please try again."

    def make() -> None:
        stage.github.comment(at.number, said, by=OCTAVIA)
        stage.api.post(f"/v1/items/{at.key}/comment", {"body": answered})

    def arrived() -> bool:
        here = [each["body"] for each in item(stage, at)["comments"].values()]
        there = str(stage.github.comments(at.number))
        over = str(stage.jira.comments(at.jira))
        return said in here and answered in here and answered in there and "reproduce" in over

    return Edit("a comment at GitHub, an answer in Trueline", make, arrived)


def _not_planned(stage: Stage, at: Target) -> Edit:
    def make() -> None:
        stage.github.edit(at.number, state="closed", state_reason="not_planned", by=OCTAVIA)

    def arrived() -> bool:
        here, there = item(stage, at), stage.jira.issue(at.jira)["fields"]
        resolution = (there["resolution"] or {}).get("name")
        return (here["status"], resolution) == ("dropped", "Won't Do")

    return Edit("closed at GitHub as not planned", make, arrived)


def _here(stage: Stage, at: Target) -> Edit:
    title = "Retitled in Trueline"

    def make() -> None:
        stage.api.patch(f"/v1/items/{at.key}", {"title": title, "reason": "Found while planning"})
        stage.api.post(f"/v1/items/{at.key}/mark-ready", {})
        stage.api.post(f"/v1/items/{at.key}/start", {})

    def arrived() -> bool:
        there, over = stage.github.issue(at.number), stage.jira.issue(at.jira)["fields"]
        category = over["status"]["statusCategory"]["key"]
        return {there["title"], over["summary"]} == {title} and category in ("indeterminate",)

    return Edit("retitled and started in Trueline", make, arrived)


def _two_paragraphs(stage: Stage, at: Target) -> Edit:
    first, last = "First paragraph, from GitHub.", "Last paragraph, from Trueline."

    def make() -> None:
        before = item(stage, at)["description"].splitlines()
        middle = before[1:-1] or ["", "The middle stays.", ""]
        stage.github.edit(at.number, body="\n".join([first, *middle, before[-1]]), by=OCTAVIA)
        text = "\n".join([before[0], *middle, last])
        stage.api.patch(f"/v1/items/{at.key}", {"description": text})

    def arrived() -> bool:
        here, there = item(stage, at)["description"], stage.github.issue(at.number)["body"]
        return all(part in text for part in (first, last) for text in (here, there))

    return Edit("two paragraphs of one text on two sides", make, arrived)


def _assignee(stage: Stage, at: Target) -> Edit:
    def make() -> None:
        stage.api.post(f"/v1/items/{at.key}/assign", {"assignee": "ada"})

    def arrived() -> bool:
        there = [user["login"] for user in stage.github.issue(at.number)["assignees"]]
        over = stage.jira.issue(at.jira)["fields"]["assignee"] or {}
        return "ada" in there and over.get("emailAddress") == ADA

    return Edit("assigned to Ada in Trueline", make, arrived)


def item(stage: Stage, at: Target) -> dict[str, Any]:
    """The item as the API shows it."""
    found: dict[str, Any] = stage.api.get(f"/v1/items/{at.key}")["data"]
    return found
