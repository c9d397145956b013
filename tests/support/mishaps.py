"""What goes wrong at random: bad lines, refused requests, dead workers, and time that passes."""

from typing import Any

from dice import Dice
from world import World

from integrations.sandbox import faults
from integrations.sandbox.faults import Fault
from integrations.sandbox.server import HttpSandbox

VERBS = ("create", "write", "comment", "edit_comment", "remove_comment", "fetch", "changed_since")
ACTIONS = (
    lambda: faults.answer(500),
    lambda: faults.answer(502),
    lambda: faults.commit_then_answer(502),
    faults.drop,
    faults.commit_then_drop,
    lambda: faults.rate_limit(7),
)


class Mishaps:
    """What happens to a world without anybody's doing."""

    def __init__(self, world: World, dice: Dice) -> None:
        self.world = world
        self._dice = dice

    def lines(self) -> None:
        """The lines that webhooks take get worse, or better."""
        sandbox = self._sandbox()
        courier = sandbox.webhooks
        what = self._dice.random.randrange(4)
        word = ("lost", "held", "tripled", "good")[what]
        self._dice.tell(f"{self._name_of(sandbox)} webhooks: {word}")
        courier.dropping = what == 0
        courier.copies = 3 if what == 2 else 1
        if what == 1:
            courier.holding = True
        else:
            courier.release(backwards=self._dice.chance(0.5))

    def fault(self) -> None:
        sandbox = self._sandbox()
        method = self._dice.pick(["GET", "POST", "PATCH", "PUT", "DELETE", "*"])
        action = self._dice.pick(ACTIONS)()
        self._dice.tell(f"{self._name_of(sandbox)} {method}: {action.kind} {action.answer.status}")
        sandbox.faults.add(Fault((method, ".*"), action, times=self._dice.random.randint(1, 2)))

    def die(self) -> None:
        verb = self._dice.pick(VERBS)
        self._dice.tell(f"the worker dies after {verb}")
        self.world.kill_after(verb)

    def time(self) -> None:
        what = self._dice.random.randrange(3)
        self._dice.tell(
            ("two minutes pass", "a reconciliation", "all that can settle settles")[what]
        )
        if what == 0:
            self.world.clock.advance(130)
        elif what == 1:
            self.world.reconcile()
        else:
            self.world.settle()

    def _sandbox(self) -> Any:
        return self._dice.pick([self.world.github, self.world.jira])

    def _name_of(self, sandbox: HttpSandbox) -> str:
        return "github" if sandbox is self.world.github else "jira"
