"""Server-sent events out of bytes, wherever they are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit.sse import Event, Reader

# As the standard writes its examples: a comment, joined lines, an event without data, three ways to end a line.
TOLD = (
    b": this is a comment\n\nevent: add\ndata: 73857293\n\ndata: first\r\ndata:  second\r\n\r\n"
    b"event: nothing\n\ndata\rid: 1\r\rretry: 5\ndata:caf\xc3\xa9\nevent:late\n\n"
)
EVENTS = [Event("add", "73857293"), Event("", "first\n second"), Event("", ""), Event("late", "café")]


def test_a_whole_text_is_read_as_the_standard_says():
    assert Reader().feed(TOLD) == EVENTS


@given(st.lists(st.integers(0, len(TOLD)), max_size=12))
def test_it_makes_no_difference_where_it_is_cut(cuts):
    reader, found = Reader(), []
    places = [0, *sorted(cuts), len(TOLD)]
    for start, end in pairwise(places):
        found += reader.feed(TOLD[start:end])
    assert found == EVENTS


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_what_is_too_large_is_left_out_and_the_next_is_read(size):
    reader, found = Reader(largest=100), []
    told = b"data: " + b"x" * 500 + b"\n\ndata: y\n\n" + b"data: z\n" * 50 + b"\ndata: ok\n\n"
    for start in range(0, len(told), size):
        found += reader.feed(told[start : start + size])
    assert found == [Event("", "y"), Event("", "ok")]


def test_what_never_ends_does_not_fill_the_memory():
    reader = Reader(largest=100)
    for _ in range(1_000):
        assert reader.feed(b"x" * 90) == []
    assert len(reader._rest) <= 200
