"""Places in a chunk as bytes, and as the bits of a number, which are quick to join and to compare.

The places of a mark take two bytes each while they are few, else one bit each. A shard of words is
a sorted list of numbers: a word's number, and behind it the place.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from projections.audit.tables import CHUNK, SHARDS

WHOLE = CHUNK // 8
FEW = WHOLE // 2 - 1
"""So many places take fewer bytes than the bits do."""
BITS = CHUNK.bit_length() - 1
SHARD = 2**30
"""So far apart are the numbers of one shard and of the next: such numbers sort the fastest."""
WORDS = SHARDS * SHARD // CHUNK - 1
"""These bits of a word's checksum are its number."""


def pack(places: Sequence[int]) -> bytes:
    """The places of a mark as bytes."""
    if len(places) <= FEW:
        return array("H", places).tobytes()
    return bits_of(places).to_bytes(WHOLE, "little")


def unpack(packed: bytes) -> int:
    """The places of a mark as bits."""
    if len(packed) == WHOLE:
        return int.from_bytes(packed, "little")
    return bits_of(array("H", packed))


def word_at(word: str) -> tuple[int, int]:
    """The shard that a word goes to, and its number there with room for a place."""
    (number,) = numbers_of([word.encode("utf-8", "surrogatepass")])
    return divmod(number, SHARD)


def numbers_of(words: Iterable[bytes]) -> list[int]:
    """The same in one number, for words in UTF-8: by shard, then by word, with room for a place."""
    return [(number & WORDS) << BITS for number in map(crc32, words)]


def pack_shards(found: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Words with their places, each in one number: each shard that has some, and its bytes."""
    shards: defaultdict[int, list[int]] = defaultdict(list)
    for number in found:
        shards[number // SHARD].append(number % SHARD)
    yield from ((shard, pack_words(numbers)) for shard, numbers in shards.items())


def pack_words(found: list[int]) -> bytes:
    """A shard's words and their places as bytes."""
    return array("I", sorted(found)).tobytes()


def places_in(packed: bytes, word: str) -> list[int]:
    """The places of one word of a shard: a few too many where words share a number."""
    found, (_, number) = array("I", packed), word_at(word)
    first, behind = bisect_left(found, number), bisect_left(found, number + CHUNK)
    return [each - number for each in found[first:behind]]


def bits_of(places: Sequence[int]) -> int:
    """A number with these bits."""
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def places_of(bits: int) -> list[int]:
    """The bits of a number, from the lowest."""
    return [place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]
