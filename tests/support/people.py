"""People on three sides of an item, who do something at random and wait for nobody."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from dice import Dice
from world import World

from domain import identity
from domain.backlog_item import commands
from domain.backlog_item.rules import ITEM
from domain.refusal import DomainError
from domain.release.commands import AddScope, RemoveScope
from integrations.markup import adf
from ledger.errors import Contended

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = (
    commands.Start(),
    commands.SendToReview(),
    commands.Complete(waive=True),
    commands.Drop(),
    commands.Drop(resolution="duplicate"),
    commands.Reopen(),
    commands.MarkReady(waive=True),
)
CLOSINGS: tuple[dict[str, str], ...] = (
    {"state": "closed", "state_reason": "completed"},
    {"state": "closed", "state_reason": "not_planned"},
    {"state": "open"},
)
FIX_VERSIONS: tuple[list[str], ...] = (
    [],
    ["1.0"],
    ["2.0"],
    ["1.0", "2.0"],
    ["Backport"],
    ["Backport", "2.0"],
)
JIRA_STATUSES = ("To Do", "In Progress", "In Review", "Done")


class People:
    """Who edits items, releases and issues; two releases are planned for them to begin with."""

    def __init__(self, world: World, dice: Dice) -> None:
        self.world = world
        self._dice = dice
        self._releases = [world.plan_release("1.0"), world.plan_release("2.0", 2)]
        self._milestones = [world.milestone(title) for title in ("1.0", "2.0", "Someday")]

    def here(self) -> None:
        key = self._dice.pick(self.world.all_keys())
        seen = self.world.ledger.load(ITEM, identity.item_id(key))
        item = seen.state
        assert item is not None
        made: list[Callable[[], Any]] = [
            lambda: commands.Edit(title=self._dice.name("Title")),
            lambda: commands.Edit(description=self._dice.text(item.description)),
            lambda: commands.Edit(labels=self._dice.labels(item.labels)),
            lambda: commands.Edit(priority=self._dice.pick(["urgent", "high", "low", "none"])),
            lambda: self._dice.pick(STEPS),
            lambda: commands.Comment(comment=uuid4(), body=self._dice.remark()),
        ]
        if item.comments:
            comment: UUID = self._dice.pick(sorted(item.comments))
            body = item.comments[comment].body
            made += [
                lambda: commands.EditComment(comment=comment, body=self._dice.reworded(body)),
                lambda: commands.RemoveComment(comment=self._dice.removed(comment, body)),
            ]
        kept = set(self._dice.kept_labels), set(self._dice.kept_comments)
        command = self._dice.pick(made)()
        self._dice.tell(f"here {key}: {command}")
        try:
            origin = self.world.by("ada", reason="because")
            item_id, version = identity.item_id(key), seen.version
            self.world.ledger.execute(ITEM, item_id, command, origin, expected_version=version)
        except DomainError as refused:
            self._dice.tell(f"refused: {refused}")
            self._dice.kept_labels, self._dice.kept_comments = kept

    def release(self) -> None:
        key, release = self._dice.pick(self.world.all_keys()), self._dice.pick(self._releases)
        command = self._dice.pick([AddScope, RemoveScope])(key)
        self._dice.tell(f"here {release}: {command}")
        try:
            self.world.scope(release, command)
        except (DomainError, Contended) as refused:
            self._dice.tell(f"refused: {refused}")

    def at_github(self) -> None:
        github = self.world.github
        with github.lock:
            issues = github.issues()
            if not issues or self._dice.chance(0.08):
                self._dice.tell("github: a new issue")
                github.create(self._dice.name("Found"), labels=["found"])
                return
            issue = self._dice.pick(issues)
            number, labels = issue["number"], tuple(each["name"] for each in issue["labels"])
            said = github.comments(number)
            made: list[Callable[[], Any]] = [
                lambda: github.edit(number, title=self._dice.name("Issue")),
                lambda: github.edit(number, body=self._dice.text(issue["body"] or "")),
                lambda: github.edit(number, labels=list(self._dice.labels(labels))),
                lambda: github.edit(number, **self._dice.pick(CLOSINGS)),
                lambda: github.edit(number, milestone=self._dice.pick([None, *self._milestones])),
                lambda: github.comment(number, self._dice.remark()),
            ]
            if said:
                one = self._dice.pick(said)
                made += [
                    lambda: github.edit_comment(one["id"], self._dice.reworded(one["body"])),
                    lambda: github.delete_comment(self._dice.removed(one["id"], one["body"])),
                ]
            which = self._dice.random.randrange(len(made))
            self._dice.tell(f"github {number}: {which}")
            made[which]()

    def at_jira(self) -> None:
        jira = self.world.jira
        with jira.lock:
            issues = jira.issues()
            if not issues or self._dice.chance(0.08):
                self._dice.tell("jira: a new issue")
                jira.create(self._dice.name("Reported"), labels=["reported"])
                return
            issue = self._dice.pick(issues)
            key, fields = issue["key"], issue["fields"]
            said = jira.comments(key)
            text = adf.to_markdown(fields["description"]).markdown
            made: list[Callable[[], Any]] = [
                lambda: jira.edit(key, summary=self._dice.name("Summary")),
                lambda: jira.edit(key, description=adf.from_markdown(self._dice.text(text))),
                lambda: jira.edit(key, labels=list(self._dice.labels(tuple(fields["labels"])))),
                lambda: jira.edit(key, priority=self._dice.pick(["Highest", "High", "Low"])),
                lambda: jira.transition(key, self._dice.pick(JIRA_STATUSES)),
                lambda: jira.edit(key, fixVersions=self._dice.pick(FIX_VERSIONS)),
                lambda: jira.comment(key, adf.from_markdown(self._dice.remark())),
            ]
            if said:
                one = self._dice.pick(said)
                words = adf.to_markdown(one["body"]).markdown
                made += [
                    lambda: jira.edit_comment(
                        one["id"], adf.from_markdown(self._dice.reworded(words))
                    ),
                    lambda: jira.delete_comment(self._dice.removed(one["id"], words)),
                ]
            which = self._dice.random.randrange(len(made))
            self._dice.tell(f"jira {key}: {which}")
            made[which]()
