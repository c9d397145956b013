"""A backlog item's rules as one value."""

from domain.backlog_item.commands import ItemCommand
from domain.backlog_item.decide import decide
from domain.backlog_item.evolve import evolve
from domain.backlog_item.state import BacklogItem
from domain.decider import Decider

ITEM: Decider[BacklogItem, ItemCommand] = Decider(kind="item", decide=decide, evolve=evolve)
