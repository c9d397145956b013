"""A running server is found by its home folder, and only while it runs."""

import os
import stat
from pathlib import Path

from trueline.lodge import FILE, Lodging, read_lodging, remove_lodging, write_lodging

HERE = Lodging(url="http://127.0.0.1:1", token="tl_x", pid=os.getpid())


def test_nothing_is_found_where_no_server_runs(tmp_path: Path):
    assert read_lodging(tmp_path) is None


def test_a_running_server_is_found(tmp_path: Path):
    write_lodging(tmp_path, HERE)
    assert read_lodging(tmp_path) == HERE


def test_only_its_owner_can_read_the_address(tmp_path: Path):
    write_lodging(tmp_path, HERE)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_server_that_is_gone_is_not_found(tmp_path: Path):
    pid = os.spawnlp(os.P_WAIT, "true", "true") or 2**22 + 1
    write_lodging(tmp_path, Lodging(url="http://127.0.0.1:1", token="tl_x", pid=pid))
    assert read_lodging(tmp_path) is None


def test_a_broken_address_is_no_server(tmp_path: Path):
    (tmp_path / FILE).write_text("{")
    assert read_lodging(tmp_path) is None


def test_the_address_goes_with_the_server(tmp_path: Path):
    write_lodging(tmp_path, HERE)
    remove_lodging(tmp_path)
    assert not (tmp_path / FILE).exists()
