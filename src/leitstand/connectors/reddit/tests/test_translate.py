"""What is typed becomes a feed; their posts become ours, in a pair written by hand."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.connector_kit import feeds
from leitstand.connector_kit.errors import Refused
from leitstand.connectors.reddit import translate

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_post_becomes_ours() -> None:
    feed = feeds.read((FIXTURES / "community.theirs.xml").read_bytes(), "https://www.reddit.com/r/automation/new.rss")
    (read,), _marks = feeds.fresh(feed, [], host="www.reddit.com", since=None, now=NOW)
    shown, ours = (
        asdict(translate.post(read)),
        json.loads((FIXTURES / "community.ours.json").read_text(encoding="utf-8")),
    )
    assert shown["at"].isoformat() == ours["at"]
    assert {name: shown[name] for name in ours if name != "at"} == {name: ours[name] for name in ours if name != "at"}


@pytest.mark.parametrize(
    ("kind", "typed", "address", "handle"),
    [
        ("community", "r/automation", "https://www.reddit.com/r/automation/new.rss?limit=100", "r/automation"),
        ("community", " automation ", "https://www.reddit.com/r/automation/new.rss?limit=100", "r/automation"),
        ("community", "https://www.reddit.com/r/PLC/", "https://www.reddit.com/r/PLC/new.rss?limit=100", "r/PLC"),
        ("community", "u/ida_p", "https://www.reddit.com/user/ida_p/submitted.rss?limit=100", "u/ida_p"),
        (
            "search",
            "Prüf technik",
            "https://www.reddit.com/search.rss?q=Pr%C3%BCf+technik&sort=new&limit=100",
            "„Prüf technik“",
        ),
    ],
)
def test_what_is_typed_becomes_the_address_of_a_feed(kind, typed, address, handle) -> None:
    found = translate.wanted({"what": kind, "name": typed})
    assert (found.whole, found.handle) == (address, handle)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": "a"}, "name"),
        ({"name": "r/mit leer"}, "name"),
        ({"name": "../../etc"}, "name"),
        ({"what": "search", "name": " "}, "words"),
        ({"name": "r/plc", "personal": "https://anders.example/.rss?feed=x"}, "personal"),
        ({"name": "r/plc", "personal": "https://www.reddit.com/.rss"}, "personal"),
        ({"name": "r/plc", "personal": "http://www.reddit.com/.rss?feed=x"}, "personal"),
    ],
)
def test_what_is_none_of_them_is_refused_in_words(told, code) -> None:
    with pytest.raises(Refused) as refused:
        translate.wanted(told)
    assert refused.value.code == code


def test_the_key_of_a_personal_feed_is_sent_and_shown_nowhere() -> None:
    asked = translate.wanted({"name": "r/plc", "personal": "https://www.reddit.com/.rss?feed=geheim&user=ada"})
    assert asked.whole.endswith("&feed=geheim&user=ada")
    assert "geheim" not in repr(translate.account(asked, feeds.Feed("x", "", ())))


@given(st.text(max_size=60), st.sampled_from(["community", "search", "x"]))
def test_whatever_is_typed_leads_to_the_network_or_nowhere(typed, kind) -> None:
    try:
        found = translate.wanted({"what": kind, "name": typed})
    except Refused:
        return
    assert found.whole.startswith("https://www.reddit.com/")
