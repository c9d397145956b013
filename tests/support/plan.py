"""A plan to tell stories with: commands through the real rules, on short names."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from deciding import Around

from domain.backlog_item.commands import AddItem
from domain.backlog_item.rules import ITEM
from domain.connection.commands import ConnectTracker
from domain.connection.rules import CONNECTION
from domain.evidence.commands import CaptureFeedback
from domain.evidence.rules import EVIDENCE
from domain.fact import Actor, Fact, Origin, Source
from domain.identity import connection_id, item_id, link_id, product_id
from domain.keys import stream_of
from domain.link.commands import Establish, PlanLink
from domain.link.facts import Remote, Value
from domain.link.rules import LINK
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from domain.product.state import Product
from ledger.entry import Receipt
from ledger.ledger import Ledger

ADA = Actor(id="ada", display="Ada", kind="human")
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
GITHUB = "https://api.github.test"


def origin(reason: str | None = None, source: Source = "human") -> Origin:
    """Ada at noon."""
    return Origin(
        actor=ADA, source=source, occurred_at=NOON, correlation_id=UUID(int=9), reason=reason
    )


class Plan:
    """Writes facts by asking the rules; every method answers with an id or a receipt."""

    def __init__(self, ledger: Ledger, product: str = "ACME") -> None:
        self.ledger = ledger
        self.product = product

    def create(self) -> UUID:
        stream_id = product_id(self.product)
        self.ledger.execute(PRODUCT, stream_id, CreateProduct(self.product, "Acme Notes"), origin())
        return stream_id

    def hear(self, number: int = 1, **said: Any) -> str:
        """Capture feedback, once: a cause of whatever comes next."""
        key = f"{self.product}-E{number}"
        command = CaptureFeedback(key, **({"summary": "Exports are slow"} | said))
        if self.ledger.load(EVIDENCE, stream_of(key)).state is None:
            self.ledger.execute(EVIDENCE, stream_of(key), command, origin())
        return key

    def add(self, number: int, title: str = "A title", **values: Any) -> UUID:
        """Add an item, as if its product were there: most stories need no fact of that."""
        key = f"{self.product}-{number}"
        kind = values.pop("kind", "bug")
        command = AddItem(key, kind, title, **values)
        around = Around({self.product: Product(self.product, "Acme Notes")})
        outcome = ITEM.decide(None, command, origin(), around)
        added = [each for each in outcome if isinstance(each, Fact)]
        self.ledger.transact(lambda each: each.append(ITEM, item_id(key), added), origin())
        return item_id(key)

    def ask(self, item: UUID, command: Any, reason: str | None = None) -> Receipt:
        return self.ledger.execute(ITEM, item, command, origin(reason))

    def connect(self, remote: str = "1", **values: Any) -> UUID:
        product = product_id(self.product)
        stream_id = connection_id(product, "github", GITHUB, remote)
        command = ConnectTracker(
            product,
            "github",
            "github",
            GITHUB,
            remote,
            f"ada/repo{remote}",
            f"https://github.test/ada/repo{remote}",
            "GITHUB_TOKEN",
            **values,
        )
        self.ledger.execute(CONNECTION, stream_id, command, origin())
        return stream_id

    def tell(self, connection: UUID, command: Any, reason: str | None = None) -> Receipt:
        return self.ledger.execute(CONNECTION, connection, command, origin(reason))

    def link(self, item: UUID, connection: UUID) -> UUID:
        stream_id = link_id(item, connection)
        intent = uuid5(stream_id, "intent")
        self.ledger.execute(LINK, stream_id, PlanLink(item, connection, intent), origin())
        return stream_id

    def establish(self, link: UUID, number: int = 7, **base: Value) -> Receipt:
        remote = Remote(str(number), f"#{number}", f"https://github.test/ada/repo/issues/{number}")
        return self.settle(link, Establish(remote, "2026-01-02T12:00:00+00:00", base))

    def settle(self, link: UUID, command: Any, reason: str | None = None) -> Receipt:
        return self.ledger.execute(LINK, link, command, origin(reason, "github"))
