"""Places in a chunk as bytes, and as the bits of a number, which are quick to join and to compare.

The places of a mark take two bytes each while they are few, else one bit each. A shard of words is
a sorted list of numbers: a word's number, and behind it the first place of a block that says it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from zlib import crc32

from projections.audit.tables import BLOCK, CHUNK, SHARDS

WHOLE = CHUNK // 8
FEW = WHOLE // 2 - 1
"""So many places take fewer bytes than the bits do."""
NUMBERS = 2**30
"""A word's number and a place together are below this: 30 bits are what sorts the fastest."""
SHARD = NUMBERS // SHARDS
"""So far apart are the first numbers of one shard and of the next."""
_OF_A_WORD = NUMBERS - CHUNK
"""The bits of a checksum that are a word's number: those below are for the place."""
_ALL_OF_IT = (1 << BLOCK) - 1
"""Times the bit of a block's first place: the bits of all its places."""


def pack(bits: int) -> bytes:
    """The places of a mark, which are the bits of a number, as bytes."""
    if bits.bit_count() <= FEW:
        return array("H", places_of(bits)).tobytes()
    return bits.to_bytes(WHOLE, "little")


def unpack(packed: bytes) -> int:
    """The places of a mark as bits."""
    if len(packed) == WHOLE:
        return int.from_bytes(packed, "little")
    return bits_of(array("H", packed))


def word_at(word: str) -> tuple[int, int]:
    """The shard that a word goes to, and its number with room for a place."""
    (number,) = numbers_of([word.encode("utf-8", "surrogatepass")], 0)
    return number // SHARD, number


def numbers_of(words: Iterable[bytes], place: int) -> list[int]:
    """The numbers of words in UTF-8, each with a block's first place in its lowest bits."""
    return [crc32(word) & _OF_A_WORD | place for word in words]


def pack_words(found: list[int]) -> Iterator[tuple[int, bytes]]:
    """Words with their places: each shard that has some, and its bytes."""
    found.sort()
    packed, first = array("I", found), 0
    while first < len(found):
        shard = found[first] // SHARD
        behind = bisect_left(found, (shard + 1) * SHARD, first)
        yield shard, packed[first:behind].tobytes()
        first = behind


def saying(packed: bytes, word: str) -> int:
    """The blocks that say one word of a shard, as bits: a few more where words share a number."""
    found, (_, number) = array("I", packed), word_at(word)
    first, behind = bisect_left(found, number), bisect_left(found, number + CHUNK)
    return bits_of([each - number for each in found[first:behind]]) * _ALL_OF_IT


def bits_of(places: Iterable[int]) -> int:
    """A number with these bits."""
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def places_of(bits: int) -> list[int]:
    """The bits of a number, from the lowest; most are none, and are not looked at."""
    places = []
    while bits:
        lowest = bits & -bits
        places.append(lowest.bit_length() - 1)
        bits ^= lowest
    return places
