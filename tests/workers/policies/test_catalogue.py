"""Every signal that can be armed is read by somebody."""

from typing import get_args

from domain.risk.facts import Signal
from workers.policies import measured
from workers.policies.catalogue import POLICIES
from workers.policies.standing import SIGNALS


def test_every_signal_is_read() -> None:
    read = {each.signal for each in POLICIES} | set(SIGNALS) | {measured.SIGNAL}
    assert read == set(get_args(Signal))


def test_each_policy_has_a_name_of_its_own() -> None:
    names = [each.name for each in POLICIES]
    assert len(set(names)) == len(names)
