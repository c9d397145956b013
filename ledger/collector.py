"""How often a long-running process looks for garbage."""

import gc

OFTEN = 50_000
"""So many objects more, and the youngest are looked at. Nearly nothing here is part of a circle, so
that almost all of it is gone by itself; the usual 700 are made by a single request."""


def settle_down() -> None:
    """Call when everything is loaded: what is there stays, and need not be looked at again."""
    gc.freeze()
    gc.set_threshold(OFTEN)
