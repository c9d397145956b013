"""What was stored once reads for ever, and is written the same."""

import golden
import msgspec
import pytest

from domain.catalogue import FACTS

HOW = "no golden file: run `python tests/support/golden.py {0}`, read it over and commit it"


def golden_of(tag: str) -> golden.Golden:
    path = golden.file_of(tag)
    assert path.exists(), HOW.format(tag)
    return msgspec.json.decode(path.read_bytes(), type=golden.Golden)


@pytest.mark.parametrize("part", ["full", "minimal"])
@pytest.mark.parametrize("tag", FACTS)
def test_a_stored_fact_is_read_and_written_byte_for_byte(tag, part):
    stored = bytes(getattr(golden_of(tag), part))
    assert msgspec.json.encode(msgspec.json.decode(stored, type=FACTS[tag])) == stored


@pytest.mark.parametrize("tag", FACTS)
def test_a_full_golden_fact_sets_every_field(tag):
    fields = {field.encode_name for field in msgspec.structs.fields(FACTS[tag])}
    missing = fields - set(msgspec.json.decode(golden_of(tag).full))
    assert not missing, f"add {missing} to the full fact in {golden.file_of(tag).name} by hand"


@pytest.mark.parametrize("tag", FACTS)
def test_a_minimal_golden_fact_sets_only_what_is_required(tag):
    required = {each.encode_name for each in msgspec.structs.fields(FACTS[tag]) if each.required}
    assert set(msgspec.json.decode(golden_of(tag).minimal)) == required | {"type"}, (
        "a stored fact never gains or loses a required field: add a new fact instead"
    )


def test_no_stored_fact_is_forgotten():
    assert {each.stem for each in golden.FOLDER.iterdir()} == set(FACTS)
