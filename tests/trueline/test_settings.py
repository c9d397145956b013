"""A setting is read once, and refused by name when it is not acceptable."""

from pathlib import Path

import pytest

from trueline.settings import SettingRefused, read_settings


def test_without_any_setting_everything_runs_in_one_process(tmp_path: Path):
    settings = read_settings({"TRUELINE_HOME": str(tmp_path)})
    assert settings.is_embedded
    assert settings.database_url == f"sqlite:///{tmp_path}/ledger.sqlite"
    assert not settings.allow_private_trackers


def test_the_bound_on_a_lost_webhook_is_a_setting():
    settings = read_settings({"TRUELINE_POLL_SECONDS": "2.5", "TRUELINE_SWEEP_SECONDS": "0.5"})
    assert (settings.pace.poll_s, settings.pace.sweep_s) == (2.5, 0.5)


def test_the_retry_schedule_is_a_setting():
    assert read_settings({"TRUELINE_RETRY_SECONDS": "1, 2,4"}).pace.retry_s == (1.0, 2.0, 4.0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUELINE_PORT", "70000"),
        ("TRUELINE_PORT", "http"),
        ("TRUELINE_DATABASE_URL", "mysql://nope"),
        ("TRUELINE_POLL_SECONDS", "0"),
        ("TRUELINE_POLL_SECONDS", "nan"),
        ("TRUELINE_RETRY_SECONDS", "1,,2"),
        ("TRUELINE_WORKER_THREADS", "0"),
        ("TRUELINE_ALLOW_PRIVATE_TRACKERS", "yes"),
    ],
)
def test_a_setting_that_is_not_acceptable_is_refused_by_name(name: str, value: str):
    with pytest.raises(SettingRefused) as refused:
        read_settings({name: value})
    assert name in str(refused.value)
    assert repr(value) in str(refused.value)
    assert "expected" in str(refused.value)
