"""Their words and ours, in pairs: a case is two files, `<what>__<case>.theirs.json` and `<what>__<case>.ours.json`."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leitstand.connectors.wordpress import metrics, translate
from leitstand.connectors.wordpress.limits import LIMITS, count, limits_for
from leitstand.connectors.wordpress.translate import Uploaded
from leitstand.kernel.post import LinkCard, Media, Part, PostPlan
from leitstand.kernel.reading import Metric

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PICTURE = Media("7", "ab" * 32, "picture", "image/png", 100, 10, 10, alt='Ein "rotes" Rechteck & mehr')
OTHER = Media("8", "cd" * 32, "picture", "image/png", 100, 10, 10, alt="Ein blaues")
VIDEO = Media("9", "ef" * 32, "video", "video/mp4", 100, 10, 10, seconds=3)
FILES = [
    Uploaded(11, "https://blog.example/a.png", PICTURE),
    Uploaded(12, "https://blog.example/b.png", OTHER),
]

TO_OURS: dict[str, Callable[[dict[str, object]], object]] = {
    "account": lambda data: asdict(
        translate.account(data["user"], data["site"], data["categories"], "https://blog.example/wp-json/")
    ),
    "comment": lambda data: asdict(translate.comment(data, now=NOW)),
    "rights": translate.missing_rights,
    "text": lambda data: translate.plain_text(data["content"]),
}


@pytest.mark.parametrize("theirs", sorted(FIXTURES.glob("*.theirs.json")), ids=lambda path: path.name.partition(".")[0])
def test_what_the_blog_says_becomes_our_words(theirs: Path) -> None:
    what = theirs.name.partition("__")[0]
    ours = theirs.with_name(theirs.name.replace(".theirs.", ".ours."))
    read = json.loads(json.dumps(TO_OURS[what](json.loads(theirs.read_text())), default=str))
    assert read == json.loads(ours.read_text())


def test_plain_text_becomes_paragraphs_with_links_and_nothing_is_taken_as_markup() -> None:
    text = "Erste Zeile\nzweite <b>Zeile</b> & mehr\n\nSiehe https://example.com/a?b=1&c=2."
    link = '<a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>'
    inside = ["Erste Zeile<br>zweite &lt;b&gt;Zeile&lt;/b&gt; &amp; mehr", f"Siehe {link}."]
    assert translate.paragraphs(text) == [
        f"<!-- wp:paragraph -->\n<p>{words}</p>\n<!-- /wp:paragraph -->" for words in inside
    ]


def test_an_address_cannot_break_out_of_its_link() -> None:
    (block,) = translate.paragraphs("https://example.com/'onclick='x")
    assert "'onclick" not in block.partition('">')[0]


def test_the_first_picture_stands_above_the_post_and_the_others_in_it() -> None:
    plan = PostPlan("1", (Part("Text", (PICTURE, OTHER)),), title="Neu")
    fields = translate.post_fields(plan, FILES, tags=[5])
    assert fields["featured_media"] == 11
    assert "wp-image-11" not in str(fields["content"])
    assert str(fields["content"]).endswith(
        '<!-- wp:image {"id":12,"sizeSlug":"full","linkDestination":"none"} -->\n'
        '<figure class="wp-block-image size-full"><img src="https://blog.example/b.png" alt="Ein blaues"'
        ' class="wp-image-12"/></figure>\n<!-- /wp:image -->'
    )


def test_all_pictures_stand_in_the_text_where_the_plan_wants_it() -> None:
    plan = PostPlan("1", (Part("Text", (PICTURE, OTHER)),), title="Neu", options={"featured": "inline"})
    fields = translate.post_fields(plan, FILES, tags=[])
    assert fields["featured_media"] == 0
    assert 'alt="Ein &quot;rotes&quot; Rechteck &amp; mehr" class="wp-image-11"' in str(fields["content"])


def test_a_video_is_never_the_picture_above_the_post() -> None:
    plan = PostPlan("1", (Part("Text", (VIDEO,)),), title="Neu")
    fields = translate.post_fields(plan, [Uploaded(13, "https://blog.example/c.mp4", VIDEO)], tags=[])
    assert fields["featured_media"] == 0
    assert '<video controls src="https://blog.example/c.mp4">' in str(fields["content"])


def test_category_and_excerpt_are_sent_as_typed() -> None:
    plan = PostPlan("1", (Part("Text"),), title="A & B <C>", excerpt="Kurz", options={"category": "4"})
    fields = translate.post_fields(plan, [], tags=[])
    assert (fields["title"], fields["excerpt"], fields["categories"]) == ("A &amp; B &lt;C&gt;", "Kurz", [4])
    assert "categories" not in translate.post_fields(PostPlan("1", (Part("Text"),)), [], tags=[])


def test_a_linked_page_that_no_text_names_stands_at_the_end() -> None:
    plan = PostPlan("1", (Part("Text"),), link=LinkCard("https://example.com/neu"))
    assert translate.body(plan, []).endswith(
        '<p><a href="https://example.com/neu">https://example.com/neu</a></p>\n<!-- /wp:paragraph -->'
    )


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Größer, schneller: Prüfzelle 3", "groesser-schneller-pruefzelle-3"),
        ("Ça va à Genève", "ca-va-a-geneve"),
        ("🎉", "post"),
        ("日本", "post"),
        (
            "Ein sehr langer Titel, der viel mehr sagt, als in einer Adresse stehen soll, und weiter",
            "ein-sehr-langer-titel-der-viel-mehr-sagt-als-in-einer",
        ),
    ],
)
def test_the_name_in_the_address_is_readable_and_ends_with_the_key(title: str, words: str) -> None:
    slug = translate.slug(PostPlan("1", (Part("Text"),), title=title), "key")
    assert slug.rpartition("-")[0] == words
    assert slug == translate.slug(PostPlan("1", (Part("Text"),), title=title), "key")
    assert slug != translate.slug(PostPlan("1", (Part("Text"),), title=title), "another key")


def test_without_a_title_the_first_words_stand_in() -> None:
    assert translate.title(PostPlan("1", (Part("Die Prüfzelle ist da.\n\nMehr."),))) == "Die Prüfzelle ist da. Mehr."


def test_tags_are_split_and_each_stands_once() -> None:
    plan = PostPlan("1", options={"tags": "Technik, #Messe,Technik ,, "})
    assert translate.tag_names(plan) == ["Technik", "Messe"]


def test_nothing_is_visible_before_the_one_step_that_shows_it() -> None:
    plan = PostPlan("1", (Part("Text", (PICTURE, VIDEO)),), first_comment="mehr")
    assert [(step.name, step.is_visible) for step in translate.steps(plan)] == [
        ("upload:0", False),
        ("upload:1", False),
        ("draft", False),
        ("create", True),
        ("comment", True),
    ]


def test_a_blog_tells_its_comments_and_is_silent_about_the_rest() -> None:
    values = {entry.metric: entry.value for entry in metrics.post_readings(0, NOW)}
    assert values[Metric.COMMENTS] == 0
    assert values[Metric.IMPRESSIONS] is None
    assert values[Metric.LIKES] is None


def test_text_has_no_limit() -> None:
    assert LIMITS.text_max is None
    assert limits_for({}) == LIMITS
    assert count("👨‍👩‍👧‍👦 da", LIMITS) == 4


def test_who_writes_by_hand_is_sent_to_the_editor() -> None:
    facts = {"site": "https://blog.example/news/"}
    assert translate.share_url(PostPlan("1"), facts) == "https://blog.example/news/wp-admin/post-new.php"
    assert translate.share_url(PostPlan("1"), {}) == ""
