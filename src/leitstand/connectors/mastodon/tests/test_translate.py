"""Their words and ours, in pairs: a case is two files, `<what>__<case>.theirs.json` and `<what>__<case>.ours.json`."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leitstand.connector_kit.errors import Refused
from leitstand.connectors.mastodon import metrics, options, translate
from leitstand.connectors.mastodon.limits import told_limits
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def _plain(value: object) -> object:
    return json.loads(json.dumps(value, default=str, ensure_ascii=False))


TO_OURS: dict[str, Callable[[dict[str, object]], object]] = {
    "instance": told_limits,
    "account": lambda data: asdict(translate.account(data["account"], data["instance"], "https://social.example")),
    "reply": lambda data: asdict(translate.reply(data, "103254222827484700", now=NOW)),
    "text": lambda data: translate.plain_text(data["content"]),
    "figures": lambda data: {entry.metric: entry.value for entry in metrics.post_readings(data, NOW)},
}


@pytest.mark.parametrize("theirs", sorted(FIXTURES.glob("*.theirs.json")), ids=lambda path: path.name.partition(".")[0])
def test_what_the_network_says_becomes_our_words(theirs: Path) -> None:
    what = theirs.name.partition("__")[0]
    ours = theirs.with_name(theirs.name.replace(".theirs.", ".ours."))
    assert _plain(TO_OURS[what](json.loads(theirs.read_text()))) == json.loads(ours.read_text())


def test_no_half_of_a_pair_is_missing() -> None:
    names = {path.name for path in FIXTURES.glob("*.json")}
    assert names
    assert {name.replace(".ours.", ".theirs.") for name in names} == {name for name in names if ".theirs." in name}


@pytest.mark.parametrize(
    ("version", "keeps"),
    [
        ("4.5.1", True),
        ("4.4.0-rc.1", True),
        ("4.0.0rc1", True),
        ("4.3.2+glitch", True),
        ("4.6.0-nightly.2026-10-01", True),
        ("4.0.0 (not true; really snac/2.75)", False),
        ("2.7.2 (compatible; Pleroma 2.5.0)", False),
        ("0.17.3+git-abcdef", False),
        ("", False),
    ],
)
def test_only_the_stock_software_and_its_forks_are_trusted_to_keep_keys(version: str, keeps: bool) -> None:
    assert translate.keeps_keys(version) is keeps


PICTURE = Media("7", "ab" * 32, "picture", "image/png", 100, 10, 10, alt="Ein rotes Rechteck")


def test_a_message_becomes_the_form_the_network_takes() -> None:
    plan = PostPlan(
        "1",
        (Part("Hallo", (PICTURE,)),),
        options={"visibility": "unlisted", "content_warning": "Technik", "language": "de"},
    )
    assert translate.status_form(plan, "Hallo", media_ids=["5"], reply_to="3") == {
        "status": "Hallo",
        "visibility": "unlisted",
        "media_ids[]": ["5"],
        "in_reply_to_id": "3",
        "spoiler_text": "Technik",
        "sensitive": "true",
        "language": "de",
    }


def test_only_the_first_message_carries_the_poll_with_its_answers_and_its_days() -> None:
    plan = PostPlan("1", (Part("Wie?"), Part("Mehr")), options={"poll": "Auge; Kamera ;", "poll_days": "3"})
    form = translate.status_form(plan, "Wie?", is_head=True)
    assert (form["poll[options][]"], form["poll[expires_in]"]) == (["Auge", "Kamera"], "259200")
    assert translate.status_form(plan, "Mehr") == {"status": "Mehr", "visibility": "public"}


@pytest.mark.parametrize(
    ("poll", "media"),
    [("Ja", ()), ("a;b;c;d;e", ()), (f"Ja;{'x' * 51}", ()), ("Ja; ja", ()), ("Ja;Nein", (PICTURE,))],
)
def test_a_poll_the_server_would_refuse_is_refused_before(poll, media) -> None:
    with pytest.raises(Refused) as told:
        options.check(PostPlan("1", (Part("Wie?", media),), options={"poll": poll}))
    assert told.value.code == "poll"
    options.check(PostPlan("1", (Part("Wie?"),), options={"poll": "Ja; Nein"}))


def test_without_options_a_message_is_public_and_nothing_else_is_said() -> None:
    assert translate.status_form(PostPlan("1"), "Hallo") == {"status": "Hallo", "visibility": "public"}


def test_a_linked_page_that_no_text_names_follows_the_text() -> None:
    card = LinkCard("https://example.com/neu")
    assert translate.message_text(PostPlan("1", (Part("Neu:"),), link=card), 0) == "Neu:\n\nhttps://example.com/neu"
    named = PostPlan("1", (Part("Neu: https://example.com/neu"),), link=card)
    assert translate.message_text(named, 0) == "Neu: https://example.com/neu"


def test_all_files_come_before_the_first_visible_message() -> None:
    plan = PostPlan("1", (Part("eins", (PICTURE,)), Part("zwei", (PICTURE, PICTURE))), first_comment="Mehr dazu")
    assert [step.name for step in translate.steps(plan)] == [
        "upload:0:0",
        "wait:0:0",
        "upload:1:0",
        "wait:1:0",
        "upload:1:1",
        "wait:1:1",
        "create:0",
        "create:1",
        "comment",
    ]
    assert translate.place_in_post(plan, 1, 1) == 2


@pytest.mark.parametrize(
    ("sent", "content"),
    [
        ("Hallo @ben@other.example", '<p>Hallo <span class="h-card"><a href="x">@<span>ben</span></a></span></p>'),
        (
            "Siehe https://example.com/a?b=1&c=2",
            '<p>Siehe <a href="h"><span class="invisible">https://</span>example.com/a?b=1&amp;c=2</a></p>',
        ),
        ("Eins\nzwei\n\ndrei", "<p>Eins<br />zwei</p><p>drei</p>"),
        ("*wichtig* & <neu>", "<i>wichtig</i> &amp; &lt;neu&gt;"),
        ("#Prüfung läuft", '<p><a href="t" class="mention hashtag">#<span>Prüfung</span></a> läuft</p>'),
        ("🎉", "<p>🎉</p>"),
    ],
)
def test_a_text_is_known_again_whatever_the_server_made_of_it(sent: str, content: str) -> None:
    assert translate.skeleton(translate.plain_text(content)) == translate.skeleton(sent)


def test_another_text_is_not_taken_for_ours() -> None:
    form = {"status": "Hallo Welt", "visibility": "public"}
    theirs = {"created_at": "2026-11-22T09:00:00.000Z", "content": "<p>Hallo Wald</p>", "in_reply_to_id": None}
    assert not translate.is_ours(theirs, form, since=NOW)


@pytest.mark.parametrize(
    "difference",
    [
        {"created_at": "2026-11-22T08:59:59.000Z"},
        {"in_reply_to_id": "12"},
        {"media_attachments": [{"id": "5"}]},
        {"spoiler_text": "Achtung"},
        {"reblog": {"id": "9"}},
    ],
)
def test_an_older_or_differently_placed_message_with_the_same_text_is_not_ours(difference: dict[str, object]) -> None:
    form = {"status": "Hallo Welt", "visibility": "public"}
    theirs = {"created_at": "2026-11-22T09:00:00.000Z", "content": "<p>Hallo Welt</p>", "in_reply_to_id": None}
    assert translate.is_ours(theirs, form, since=NOW)
    assert not translate.is_ours({**theirs, **difference}, form, since=NOW)


def test_the_share_address_opens_the_own_server_with_the_text() -> None:
    plan = PostPlan("1", (Part("Grüße & mehr"),))
    facts = {"instance": "https://social.example"}
    assert translate.share_url(plan, facts) == "https://social.example/share?text=Gr%C3%BC%C3%9Fe%20%26%20mehr"
    assert translate.share_url(plan, {}) == ""
