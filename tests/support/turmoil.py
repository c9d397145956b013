"""Random trouble for a world between two trackers: people on three sides, bad lines, deaths.

Everything comes from one seed, so that a run can be told and repeated; what the threads make of it
may differ. Every label and comment has a name of its own: whoever loses one is found out.
"""

from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from world import World

from domain import identity
from domain.backlog_item import commands
from domain.backlog_item.rules import ITEM
from domain.refusal import DomainError
from domain.release.commands import AddScope, RemoveScope
from integrations.markup import adf
from integrations.sandbox import faults
from integrations.sandbox.faults import Fault
from integrations.sandbox.server import HttpSandbox
from ledger.errors import Contended

if TYPE_CHECKING:
    from collections.abc import Callable

VERBS = ("create", "write", "comment", "edit_comment", "remove_comment", "fetch", "changed_since")
ACTIONS = (
    lambda: faults.answer(500),
    lambda: faults.answer(502),
    lambda: faults.commit_then_answer(502),
    faults.drop,
    faults.commit_then_drop,
    lambda: faults.rate_limit(7),
)
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


class Turmoil:
    """A few items under fire; ``told`` is what was done, in words.

    Attributes:
        kept_labels: Labels that somebody added and nobody took away.
        kept_comments: First words of comments that nobody took away.
    """

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.told: list[str] = []
        self.kept_labels: set[str] = set()
        self.kept_comments: set[str] = set()
        self._random = Random(seed)
        self._count = 0
        self._releases: list[str] = []
        self._milestones: list[int] = []

    def begin(self) -> None:
        """Two items, each at both trackers, and nothing on its way."""
        world = self.world
        world.connect_github()
        world.connect_jira()
        self._releases = [world.plan_release("1.0"), world.plan_release("2.0", 2)]
        self._milestones = [world.milestone(title) for title in ("1.0", "2.0", "Someday")]
        for title in ("Save drafts", "Print in colour"):
            world.add(title, description="One line.\n\nTwo lines.\n\nThree lines.")
        keys = world.all_keys()
        world.mirror(world.github_id, *keys)
        world.mirror(world.jira_id, *keys)

    def act(self) -> None:
        """One thing happens somewhere; nobody waits for what follows."""
        people = [self._here, self._at_github, self._at_jira, self._release]
        doing = self._random.choices(
            [*people, self._lines, self._fault, self._die, self._time],
            weights=[4, 4, 4, 2, 2, 3, 1, 2],
        )[0]
        doing()

    def calm(self) -> None:
        """Mend everything and let all that is owed arrive."""
        world = self.world
        world.deaths.clear()
        for sandbox in (world.github, world.jira):
            sandbox.faults.clear()
            sandbox.drop_webhooks = False
            sandbox.webhooks.copies = 1
            sandbox.webhooks.release()
        for _ in range(2):
            world.clock.advance(1000)
            world.reconcile()
            world.mirror(world.github_id, *world.all_keys())
            world.mirror(world.jira_id, *world.all_keys())
        world.wait_for_retries(2)

    def _here(self) -> None:
        key = self._pick(self.world.all_keys())
        seen = self.world.ledger.load(ITEM, identity.item_id(key))
        item = seen.state
        assert item is not None
        made: list[Callable[[], Any]] = [
            lambda: commands.Edit(title=self._name("Title")),
            lambda: commands.Edit(description=self._text(item.description)),
            lambda: commands.Edit(labels=self._labels(item.labels)),
            lambda: commands.Edit(priority=self._pick(["urgent", "high", "low", "none"])),
            lambda: self._pick(STEPS),
            lambda: commands.Comment(comment=uuid4(), body=self._remark()),
        ]
        if item.comments:
            comment: UUID = self._pick(sorted(item.comments))
            body = item.comments[comment].body
            made += [
                lambda: commands.EditComment(comment=comment, body=self._reworded(body)),
                lambda: commands.RemoveComment(comment=self._removed(comment, body)),
            ]
        kept = set(self.kept_labels), set(self.kept_comments)
        command = self._pick(made)()
        self._tell(f"here {key}: {command}")
        try:
            origin = self.world.by("ada", reason="because")
            item_id, version = identity.item_id(key), seen.version
            self.world.ledger.execute(ITEM, item_id, command, origin, expected_version=version)
        except DomainError as refused:
            self._tell(f"refused: {refused}")
            self.kept_labels, self.kept_comments = kept

    def _release(self) -> None:
        key, release = self._pick(self.world.all_keys()), self._pick(self._releases)
        command = self._pick([AddScope, RemoveScope])(key)
        self._tell(f"here {release}: {command}")
        try:
            self.world.scope(release, command)
        except (DomainError, Contended) as refused:
            self._tell(f"refused: {refused}")

    def _at_github(self) -> None:
        github = self.world.github
        with github.lock:
            issues = github.issues()
            if not issues or self._chance(0.08):
                self._tell("github: a new issue")
                github.create(self._name("Found"), labels=["found"])
                return
            issue = self._pick(issues)
            number, labels = issue["number"], tuple(each["name"] for each in issue["labels"])
            said = github.comments(number)
            made: list[Callable[[], Any]] = [
                lambda: github.edit(number, title=self._name("Issue")),
                lambda: github.edit(number, body=self._text(issue["body"] or "")),
                lambda: github.edit(number, labels=list(self._labels(labels))),
                lambda: github.edit(number, **self._pick(CLOSINGS)),
                lambda: github.edit(number, milestone=self._pick([None, *self._milestones])),
                lambda: github.comment(number, self._remark()),
            ]
            if said:
                one = self._pick(said)
                made += [
                    lambda: github.edit_comment(one["id"], self._reworded(one["body"])),
                    lambda: github.delete_comment(self._removed(one["id"], one["body"])),
                ]
            which = self._random.randrange(len(made))
            self._tell(f"github {number}: {which}")
            made[which]()

    def _at_jira(self) -> None:
        jira = self.world.jira
        with jira.lock:
            issues = jira.issues()
            if not issues or self._chance(0.08):
                self._tell("jira: a new issue")
                jira.create(self._name("Reported"), labels=["reported"])
                return
            issue = self._pick(issues)
            key, fields = issue["key"], issue["fields"]
            said = jira.comments(key)
            text = adf.to_markdown(fields["description"]).markdown
            made: list[Callable[[], Any]] = [
                lambda: jira.edit(key, summary=self._name("Summary")),
                lambda: jira.edit(key, description=adf.from_markdown(self._text(text))),
                lambda: jira.edit(key, labels=list(self._labels(tuple(fields["labels"])))),
                lambda: jira.edit(key, priority=self._pick(["Highest", "High", "Low"])),
                lambda: jira.transition(key, self._pick(JIRA_STATUSES)),
                lambda: jira.edit(key, fixVersions=self._pick(FIX_VERSIONS)),
                lambda: jira.comment(key, adf.from_markdown(self._remark())),
            ]
            if said:
                one = self._pick(said)
                words = adf.to_markdown(one["body"]).markdown
                made += [
                    lambda: jira.edit_comment(one["id"], adf.from_markdown(self._reworded(words))),
                    lambda: jira.delete_comment(self._removed(one["id"], words)),
                ]
            which = self._random.randrange(len(made))
            self._tell(f"jira {key}: {which}")
            made[which]()

    def _lines(self) -> None:
        """The lines that webhooks take get worse, or better."""
        sandbox = self._sandbox()
        courier = sandbox.webhooks
        what = self._random.randrange(4)
        word = ("lost", "held", "tripled", "good")[what]
        self._tell(f"{self._name_of(sandbox)} webhooks: {word}")
        courier.dropping = what == 0
        courier.copies = 3 if what == 2 else 1
        if what == 1:
            courier.holding = True
        else:
            courier.release(backwards=self._chance(0.5))

    def _fault(self) -> None:
        sandbox = self._sandbox()
        method = self._pick(["GET", "POST", "PATCH", "PUT", "DELETE", "*"])
        action = self._pick(ACTIONS)()
        self._tell(f"{self._name_of(sandbox)} {method}: {action.kind} {action.answer.status}")
        sandbox.faults.add(Fault((method, ".*"), action, times=self._random.randint(1, 2)))

    def _die(self) -> None:
        verb = self._pick(VERBS)
        self._tell(f"the worker dies after {verb}")
        self.world.kill_after(verb)

    def _time(self) -> None:
        what = self._random.randrange(3)
        self._tell(("two minutes pass", "a reconciliation", "all that can settle settles")[what])
        if what == 0:
            self.world.clock.advance(130)
        elif what == 1:
            self.world.reconcile()
        else:
            self.world.settle()

    def _labels(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        mine = [each for each in labels if each.startswith("label-")]
        if mine and self._chance(0.4):
            gone = self._pick(mine)
            self.kept_labels.discard(gone)
            return tuple(each for each in labels if each != gone)
        new = self._name("label").lower().replace(" ", "-")
        self.kept_labels.add(new)
        return tuple(sorted({*labels, new}))

    def _text(self, text: str) -> str:
        """The text with one of its paragraphs written anew."""
        blocks = text.split("\n\n")
        blocks[self._random.randrange(len(blocks))] = self._name("Paragraph")
        return "\n\n".join(blocks)

    def _remark(self) -> str:
        new = self._name("Remark").replace(" ", "-")
        self.kept_comments.add(new)
        return f"{new} first"

    def _reworded(self, body: str) -> str:
        """The same remark in other words; a line that names its author stays."""
        head, _, last = body.rpartition("Remark-")
        number = last.split(maxsplit=1)[0] if last else "?"
        rest = body[body.find("<!--") :] if "<!--" in body else ""
        return f"{head}Remark-{number} {self._name('again')}" + (f"\n\n{rest}" if rest else "")

    def _removed(self, comment: Any, body: str) -> Any:
        number = body.rpartition("Remark-")[2].split(maxsplit=1)[0]
        self.kept_comments.discard(f"Remark-{number}")
        return comment

    def _name(self, word: str) -> str:
        self._count += 1
        return f"{word} {self._count}"

    def _sandbox(self) -> Any:
        return self._pick([self.world.github, self.world.jira])

    def _name_of(self, sandbox: HttpSandbox) -> str:
        return "github" if sandbox is self.world.github else "jira"

    def _pick(self, choices: Any) -> Any:
        return self._random.choice(choices)

    def _chance(self, likely: float) -> bool:
        return self._random.random() < likely

    def _tell(self, what: str) -> None:
        self.told.append(what)
