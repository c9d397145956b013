"""Secrets are read by name, when they are needed."""

from pathlib import Path

import pytest

from workers.secrets import SecretMissing, Secrets


@pytest.mark.parametrize("reference", ["TOKEN", "env:TOKEN"])
def test_a_variable_is_read_without_blanks_around_it(reference: str) -> None:
    assert Secrets({"TOKEN": " abc\n"}).read(reference) == "abc"


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("abc\n", encoding="utf-8")
    assert Secrets({}).read(f"file:{path}") == "abc"


@pytest.mark.parametrize("reference", ["TOKEN", "env:TOKEN", "file:/no/such/file"])
def test_a_missing_secret_says_what_to_do_and_shows_no_value(reference: str) -> None:
    with pytest.raises(SecretMissing, match=r"set the environment variable|cannot read the file"):
        Secrets({"OTHER": "hidden"}).read(reference)


def test_an_empty_file_is_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(" \n", encoding="utf-8")
    with pytest.raises(SecretMissing, match="empty"):
        Secrets({}).read(f"file:{path}")
