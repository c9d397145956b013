"""A link's rules as one value."""

from domain.decider import Decider
from domain.link.commands import LinkCommand
from domain.link.decide import decide
from domain.link.evolve import evolve
from domain.link.state import Link

LINK: Decider[Link, LinkCommand] = Decider("link", decide, evolve, Link)
