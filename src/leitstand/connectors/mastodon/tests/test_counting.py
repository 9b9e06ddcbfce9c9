"""Text is counted exactly as the network counts it; the examples are those of its own tests."""

import pytest

from leitstand.connectors.mastodon.limits import LIMITS, count, limits_for


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Grüße", 5),
        ("👨‍👩‍👧‍👦", 1),
        ("🇩🇪🇦🇹", 2),
        ("a" * 476 + f" http://{'b' * 30}.com/example", 500),
        ("a" * 475 + f" @alice@{'b' * 30}.com", 482),
        ("Siehe https://example.com/eine/lange/seite?mit=vielem.", 6 + 23 + 1),
        ("@ada @ben@other.example", 4 + 1 + 4),
        ("ada@example.com", 15),
    ],
)
def test_text_is_as_long_as_the_server_says(text: str, length: int) -> None:
    assert count(text, LIMITS) == length


def test_a_server_with_longer_links_counts_them_longer() -> None:
    limits = limits_for({"limits": {"url_length": 30}})
    assert count("https://example.com", limits) == 30


def test_what_a_server_tells_is_put_over_what_holds_elsewhere() -> None:
    limits = limits_for({"limits": {"text_max": 5000, "picture_types": ["image/png"]}})
    assert (limits.text_max, limits.picture_types) == (5000, ("image/png",))
    assert limits.url_length == 23


def test_a_profile_that_told_nothing_has_the_limits_of_the_stock_software() -> None:
    assert limits_for({}) == LIMITS
    assert (LIMITS.text_max, LIMITS.pictures_max, LIMITS.alt_max) == (500, 4, 1500)
