"""Runs things at the same time, in threads or in processes, and hands back what each came to."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

Result = TypeVar("Result")


def in_threads(*works: Callable[[], Result]) -> list[Result]:
    """Start all at once; the first error is raised."""
    gate = Barrier(len(works))

    def run(work: Callable[[], Result]) -> Result:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def in_processes(work: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Run ``work`` once per tuple of arguments, each in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(len(arguments)) as pool:
        return pool.starmap(work, arguments, chunksize=1)
