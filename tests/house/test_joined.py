"""Rooms that do not know each other are joined where all is joined."""

import pytest

from leitstand.community.seams import tone_of


@pytest.mark.parametrize(
    ("text", "language", "tone"),
    [
        ("Ganz herzlichen Dank, das war großartig! 😍", "de", "positive"),
        ("So eine Frechheit, nie wieder! 😡", "de", "negative"),
        ("Merci beaucoup, c'était magnifique", "fr", ""),
        ("", "de", ""),
    ],
)
def test_the_inbox_is_told_tones_by_listening_and_nothing_of_a_language_it_does_not_read(text, language, tone):
    assert tone_of(text, language) == tone
