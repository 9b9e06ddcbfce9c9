"""Differences lose nothing of either text."""

from itertools import combinations

import pytest

from leitstand.house.core.differences import Piece, differences


@pytest.mark.parametrize(
    ("before", "after"),
    list(combinations(["", "Wir prüfen 900 Teile.", "Wir prüfen 1.200 Teile am Dienstag.", "Ganz anders"], 2)),
)
def test_differences_lose_nothing(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_a_changed_word_is_one_removal_and_one_addition() -> None:
    assert differences("Am Montag kommen", "Am Dienstag kommen") == [
        Piece("same", "Am "),
        Piece("removed", "Montag"),
        Piece("added", "Dienstag"),
        Piece("same", " kommen"),
    ]
