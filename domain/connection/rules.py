"""A connection's rules as one value."""

from domain.connection.commands import ConnectionCommand
from domain.connection.decide import decide
from domain.connection.evolve import evolve
from domain.connection.state import Connection
from domain.decider import Decider

CONNECTION: Decider[Connection, ConnectionCommand] = Decider(
    "connection", decide, evolve, Connection
)
