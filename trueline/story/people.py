"""Who the story is about: a product team, and two of their people as the trackers know them."""

from domain.fact import Actor

ANA = Actor("ana", "Ana Sousa", "human")
"""Technical product manager."""
BEN = Actor("ben", "Ben Okafor", "human")
"""Leads the engineers."""
CLEO = Actor("cleo", "Cleo Marchetti", "human")
"""Sells, and hears what customers miss."""
DAN = Actor("dan", "Dan Weiss", "human")
"""Marketing."""
EVA = Actor("eva", "Eva Lindqvist", "human")
FINN = Actor("finn", "Finn Murphy", "human")
GUS = Actor("gus", "Gus Almeida", "human")
"""Answers for the budget."""
MARIA = Actor("jira:maria", "Maria Costa (Jira)", "human")
TOM = Actor("github:tom", "tom-h (GitHub)", "human")

ENGINEERS = (BEN, EVA, FINN)
