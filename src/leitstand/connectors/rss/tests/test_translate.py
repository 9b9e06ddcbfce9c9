"""A feed becomes ours: theirs as WordPress writes it, ours written by hand."""

import json
from pathlib import Path

from leitstand.connector_kit import feeds
from leitstand.connectors.rss import translate

FIXTURES = Path(__file__).parent / "fixtures"


def test_a_feed_becomes_ours() -> None:
    found = feeds.read((FIXTURES / "rss.theirs.xml").read_bytes(), "https://pruefung.example/feed")
    ours = json.loads((FIXTURES / "rss.ours.json").read_text(encoding="utf-8"))
    assert (found.title, found.url) == (ours["title"], ours["url"])
    assert found.pause is not None
    assert found.pause.total_seconds() == 60 * ours["pause_minutes"]
    shown = [
        {
            "id": one.id,
            "title": one.title,
            "text": one.text,
            "url": one.url,
            "author": one.author,
            "at": one.at.isoformat() if one.at else None,
        }
        for one in found.entries
    ]
    assert shown == ours["entries"]


def test_a_personal_key_is_no_part_of_the_account() -> None:
    feed = feeds.Feed("Blatt", "https://blatt.example/", ())
    found = translate.account("https://blatt.example/feed.xml?key=geheim", feed)
    assert "geheim" not in repr(found)
    assert (found.handle, found.base_url) == ("blatt.example/feed.xml", "https://blatt.example")
    other = translate.account("https://blatt.example/feed.xml?key=anders", feed)
    assert other.id != found.id
