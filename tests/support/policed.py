"""A plan with a risk that watches, and policies that look when they are told to."""

from collections.abc import Sequence

from asking import Asking
from clock import FakeClock

from domain.product.commands import CreateProduct
from domain.risk.commands import ArmTrigger, Identify
from domain.risk.facts import RiskTriggerFired, Signal
from domain.roadmap_item.commands import Propose, Schedule
from domain.values import Window
from integrations.budget import MemoryBudget
from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.runner import Runner
from workers.context import Context
from workers.pace import Pace
from workers.policies import place, standing
from workers.policies.catalogue import POLICIES, Policy
from workers.policies.follow import follow
from workers.secrets import Secrets
from workers.trackers import Trackers

ITEM, RISK = "ACME-R1", "ACME-K1"


class Policed:
    """The plan, and its policies run by hand."""

    def __init__(self, database: Database, ledger: Ledger, clock: FakeClock) -> None:
        self.database, self.ledger, self.clock = database, ledger, clock
        self.ask = Asking(ledger, clock)
        self.runner = Runner(database, ledger, all_projections(), clock=clock)
        self.context = Context(
            database=database,
            ledger=ledger,
            trackers=Trackers(ledger, Secrets({})),
            budget=MemoryBudget(),
            wake=lambda *_: None,
            clock=clock,
            pace=Pace(),
        )

    def begin(self) -> None:
        self.ask("ACME", CreateProduct("ACME", "Acme Notes"))
        self.ask(ITEM, Propose(key=ITEM, title="Offline mode", owner="ana"))
        self.ask(ITEM, Schedule(Window.read("2026-06-30")))
        self.watch(RISK)

    def watch(self, risk: str, threatens: str = ITEM) -> None:
        """A risk that threatens an item."""
        self.ask(risk, Identify(risk, "the vendor is late", "we are late", threatens=(threatens,)))

    def arm(self, signal: Signal, threshold: str, risk: str = RISK, ref: str | None = None) -> None:
        self.ask(risk, ArmTrigger(signal, "gt", threshold, ref))

    def look(self, policies: Sequence[Policy] = POLICIES) -> int:
        """Let the read models catch up and the policies look; how many triggers fired."""
        self.runner.catch_up()
        return follow(self.context, policies)

    def glance(self) -> int:
        """Let the policies look at what grows by itself; how many triggers fired."""
        self.runner.catch_up()
        return standing.look(self.context)

    def fired(self, risk: str = RISK) -> list[str]:
        """The values that a risk's triggers fired at, one for each time."""
        facts = [each.fact for each in self.ask.entries(risk)]
        return [each.value for each in facts if isinstance(each, RiskTriggerFired)]

    def forget(self) -> None:
        """Die after the effects were stored and before the place moved."""
        with self.database.begin() as connection:
            here = place.reached(connection)
            assert place.move(connection, here, 0)

    def left_out(self) -> list[tuple[str, str]]:
        with self.database.read() as connection:
            return [(each.policy, each.key) for each in place.skipped(connection, 0.0, 99)]
