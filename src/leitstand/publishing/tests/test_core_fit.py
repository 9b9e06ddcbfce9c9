"""Every limit of a channel is checked before anything is scheduled, and what does not fit says how to mend it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.kernel.post import LinkCard, Mention, Part, PostPlan
from leitstand.publishing.core.drafts import Composition, Text, Variant, plan_of, variant_of, with_asset
from leitstand.publishing.core.fit import Mend, blocks, check
from leitstand.publishing.core.mending import fewer_hashtags, mended, shorten, split, write_out_links
from leitstand.publishing.core.preview import draw
from leitstand.publishing.tests.writing import LONG, LONG_LIMITS, SHORT, SHORT_LIMITS, picture, said

CLIP = picture(asset="v1", sha256="6" * 64, kind="video", mime="video/mp4", codec="h264", seconds=20.0)


def plan(*texts, media=(), **fields):
    return PostPlan("1", parts=said(*texts, media=tuple(media)).parts, **fields)


def found(subject, limits=SHORT_LIMITS, manifest=SHORT):
    return {finding.id: finding for finding in check(subject, limits, manifest)}


def test_a_good_post_has_nothing_to_say_about_it():
    assert check(plan("Am Samstag öffnen wir die Werkhalle."), SHORT_LIMITS, SHORT) == ()


@pytest.mark.parametrize(
    ("subject", "name", "level", "mend"),
    [
        (plan(""), "empty", "block", Mend.WRITE_TEXT),
        (plan("x" * 101), "text_too_long", "block", Mend.SPLIT),
        (plan("1", "2", "3", "4", "x" * 101), "text_too_long", "block", Mend.SHORTEN),
        (plan("1", "2", "3", "4", "5", "6"), "too_many_parts", "block", None),
        (plan("Text", first_comment="x" * 101), "first_comment_too_long", "block", Mend.SHORTEN_COMMENT),
        (plan("#a #b #c #d"), "too_many_hashtags", "block", Mend.FEWER_HASHTAGS),
        (plan("T", media=[picture("")]), "alt_missing", "block", Mend.WRITE_ALT),
        (plan("T", media=[picture("  ")]), "alt_missing", "block", Mend.WRITE_ALT),
        (plan("T", media=[picture("IMG_2034.jpg")]), "alt_is_a_file_name", "warn", Mend.WRITE_ALT),
        (plan("T", media=[picture("x" * 201)]), "alt_too_long", "block", Mend.SHORTEN_ALT),
        (plan("T", media=[picture()] * 3), "too_many_pictures", "block", Mend.DROP_MEDIA),
        (plan("T", media=[CLIP] * 2), "too_many_videos", "block", Mend.DROP_MEDIA),
        (plan("T", media=[picture(), CLIP]), "mixed_media", "block", Mend.DROP_MEDIA),
        (plan("T", media=[picture(mime="image/gif")]), "picture_type", "block", Mend.FIT_MEDIA),
        (plan("T", media=[picture(bytes=1_000_001)]), "picture_too_big", "block", Mend.FIT_MEDIA),
        (plan("T", media=[picture(width=3000, height=2000)]), "picture_too_many_pixels", "block", Mend.FIT_MEDIA),
        (plan("T", media=[picture(width=900, height=300)]), "picture_ratio", "block", Mend.FIT_MEDIA),
        (plan("T", media=[picture(width=300, height=900)]), "picture_ratio", "block", Mend.FIT_MEDIA),
        (plan("T", media=[replace(CLIP, mime="video/webm")]), "video_type", "block", Mend.FIT_MEDIA),
        (plan("T", media=[replace(CLIP, codec="vp9")]), "video_codec", "block", Mend.FIT_MEDIA),
        (plan("T", media=[replace(CLIP, bytes=10_000_001)]), "video_too_big", "block", Mend.FIT_MEDIA),
        (plan("T", media=[replace(CLIP, seconds=61.0)]), "video_too_long", "block", Mend.DROP_MEDIA),
        (plan("T", format="story"), "format_unknown", "block", None),
        (plan("Siehe https://example.org"), "link_without_card", "hint", Mend.FETCH_CARD),
        (plan("Siehe www.example.org"), "link_without_scheme", "warn", Mend.WRITE_OUT_LINK),
        (plan("Danke @messe"), "mention_unknown", "hint", Mend.FIND_MENTION),
        (plan("x" * 61), "folded", "hint", None),
        (plan("#industrielleprüftechnik"), "hashtag_hard_to_read", "hint", None),
    ],
)
def test_each_limit(subject, name, level, mend):
    finding = found(subject)[name]
    assert (finding.level, finding.mend) == (level, mend)


def test_what_is_at_the_limit_still_fits():
    subject = plan("x" * 100, media=[picture("y" * 200, bytes=1_000_000, width=2000, height=1000)])
    assert not blocks(check(subject, SHORT_LIMITS, SHORT))


def test_people_count_a_family_emoji_as_one_character():
    assert "text_too_long" not in found(plan("👨‍👩‍👧‍👦" * 100))


def test_bytes_are_counted_where_a_network_counts_them():
    limits = replace(SHORT_LIMITS, text_bytes_max=150)
    assert found(plan("👨‍👩‍👧‍👦" * 10), limits)["text_too_many_bytes"].params["count"] == 250


def test_a_warning_above_the_text_counts_towards_its_length():
    subject = plan("x" * 95, options={"spoiler": "Achtung"})
    assert found(subject)["text_too_long"].params["count"] == 102


def test_an_article_needs_a_title_that_fits():
    assert "title_missing" in found(plan("Text", format="article"), LONG_LIMITS, LONG)
    assert "title_too_long" in found(plan("Text", format="article", title="x" * 61), LONG_LIMITS, LONG)


def test_a_channel_without_pictures_says_so():
    finding = found(plan("T", media=[picture()]), replace(SHORT_LIMITS, pictures_max=0))["too_many_pictures"]
    assert finding.message == "This channel takes no pictures."


def test_the_worst_stands_first():
    levels = [finding.level for finding in check(plan("www.example.org " + "x" * 100), SHORT_LIMITS, SHORT)]
    assert levels == sorted(levels, key=["block", "warn", "hint"].index)


def test_the_place_of_a_finding_is_told():
    finding = found(plan("T", media=[picture(), picture("")]))["alt_missing"]
    assert (finding.part, finding.media) == (0, 1)


# ── mending ──


def test_cutting_happens_at_a_word():
    text = "Ein Satz mit vielen Wörtern. " * 5
    short = shorten(text, 100, plan(text), SHORT_LIMITS, SHORT)
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    assert text[len(short) - 1] in " .,"


def test_a_thread_is_split_at_sentences_and_loses_no_word():
    text = "Erster Satz mit einigen Wörtern. " * 8
    parts = split(text, 100, plan(text), SHORT_LIMITS, SHORT, parts=5)
    assert all(len(part) <= 100 for part in parts)
    assert all(part.endswith(".") for part in parts)
    assert " ".join(parts).split() == text.split()


@given(st.text(alphabet="ab äß.!\n👩‍🔬#@", max_size=600))
def test_whatever_is_cut_fits_and_begins_as_before(text):
    short = shorten(text, 100, plan(text), SHORT_LIMITS, SHORT)
    assert SHORT.count(short, SHORT_LIMITS) <= 100
    if SHORT.count(text, SHORT_LIMITS) <= 100:
        assert short == text


@given(st.text(alphabet="ab äß.!\n ", max_size=900))
def test_splitting_keeps_every_letter_in_order(text):
    parts = split(text, 100, plan(text), SHORT_LIMITS, SHORT, parts=50)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(SHORT.count(part, SHORT_LIMITS) <= 100 for part in parts)


def test_the_last_hashtags_go_first():
    assert fewer_hashtags("Heute #eins #zwei #drei #vier", 3) == "Heute #eins #zwei #drei"


def test_sites_are_written_out_and_links_left_alone():
    assert write_out_links("www.example.org und https://www.example.org") == (
        "https://www.example.org und https://www.example.org"
    )


@pytest.mark.parametrize(
    "subject",
    [
        plan("Wort " * 60),
        plan("#a #b #c #d"),
        plan("Siehe www.example.org"),
        plan("T", media=[picture()] * 4),
        plan("T", media=[picture("wort " * 60)]),
        plan("T", media=[picture(), CLIP]),
    ],
)
def test_pressing_the_buttons_ends_every_finding_they_stand_at(subject):
    for _ in range(10):
        finding = next((f for f in check(subject, SHORT_LIMITS, SHORT) if f.mend and f.level != "hint"), None)
        if finding is None:
            break
        text = mended(
            Text(subject.parts),
            finding.mend,
            part=finding.part or 0,
            media=finding.media,
            plan=subject,
            limits=SHORT_LIMITS,
            manifest=SHORT,
        )
        subject = replace(subject, parts=text.parts)
    assert not [f for f in check(subject, SHORT_LIMITS, SHORT) if f.level != "hint"]


# ── preview ──


@given(st.text(alphabet="ab #@äß.\n👩‍🔬/:htps", max_size=300))
def test_the_preview_shows_the_text_of_the_plan_and_nothing_else(text):
    drawn = draw(plan(text), SHORT_LIMITS, SHORT)
    assert "".join(piece.text for piece in drawn.parts[0].pieces) == text


def test_the_fold_and_the_limit_stand_where_the_network_cuts():
    pieces = draw(plan("a" * 60 + "b" * 40 + "c" * 7), SHORT_LIMITS, SHORT).parts[0].pieces
    assert [(piece.kind, piece.text[:1], piece.is_beyond) for piece in pieces] == [
        ("text", "a", False),
        ("fold", "", False),
        ("text", "b", True),
        ("over", "c", True),
    ]


def test_links_tags_and_names_are_blue():
    pieces = draw(plan("Mit @messe: #Werk https://example.org."), SHORT_LIMITS, SHORT).parts[0].pieces
    assert [piece.text for piece in pieces if piece.kind == "link"] == ["@messe", "#Werk", "https://example.org"]


def test_no_card_stands_beside_pictures():
    card = LinkCard("https://example.org", "Titel")
    assert draw(plan("https://example.org", link=card), SHORT_LIMITS, SHORT).card == card
    assert draw(plan("https://example.org", link=card, media=[picture()]), SHORT_LIMITS, SHORT).card is None


# ── from the shared text to a plan ──

ABILITIES = SHORT.abilities
CARD = LinkCard("https://example.org", "Titel")


def test_a_channel_without_threads_gets_paragraphs():
    shared = said("Eins.", "Zwei.", media=(picture(),))
    made = plan_of(shared, Variant("1"), abilities=LONG.abilities)
    assert [part.text for part in made.parts] == ["Eins.\n\nZwei."]
    assert made.media == (picture(),)


def test_what_a_channel_cannot_show_is_left_out():
    variant = Variant("1", title="T", excerpt="E", first_comment="K")
    made = plan_of(Text((Part("https://example.org"),), CARD), variant, abilities=frozenset())
    assert (made.title, made.excerpt, made.first_comment, made.link) == ("", "", "", None)


def test_the_card_goes_with_its_link():
    assert plan_of(Text((Part("https://example.org"),), CARD), Variant("1"), abilities=ABILITIES).link == CARD
    assert plan_of(Text((Part("Ohne Link"),), CARD), Variant("1"), abilities=ABILITIES).link is None


def test_a_version_made_for_a_channel_stands_for_the_shared_file_and_keeps_its_words():
    fitted = picture("", sha256="7" * 64, width=600, height=600)
    made = plan_of(said("T", media=(picture("Neu beschrieben"),)), Variant("1", fitted=(fitted,)), abilities=ABILITIES)
    assert made.media[0].sha256 == "7" * 64
    assert made.media[0].alt == "Neu beschrieben"


def test_mentions_stay_only_while_they_are_written():
    who = Mention("@messe", "7", "https://example.org/messe")
    assert plan_of(said("Mit @messe"), Variant("1", mentions=(who,)), abilities=ABILITIES).mentions == (who,)
    assert plan_of(said("Mit @messen"), Variant("1", mentions=(who,)), abilities=ABILITIES).mentions == ()


texts = st.lists(st.text(alphabet="ab c.\n", max_size=20), min_size=1, max_size=4)


@given(texts, st.none() | texts, st.text(max_size=10), st.booleans())
def test_what_was_stored_makes_the_same_plan_again(shared, own, comment, has_fitted):
    common = said(*shared, media=(picture(),))
    variant = Variant(
        "1",
        own=said(*own) if own else None,
        first_comment=comment,
        fitted=(picture(sha256="7" * 64),) if has_fitted and not own else (),
    )
    made = plan_of(common.tidied(), variant, abilities=ABILITIES)
    stored = PostPlan.from_json(made.to_json())
    again = variant_of(stored, common.tidied(), follows=variant.own is None)
    assert plan_of(common.tidied(), again, abilities=ABILITIES) == made


def test_another_file_takes_the_place_of_every_version_and_keeps_the_words():
    new = picture("", asset="a2", sha256="9" * 64)
    changed = with_asset(plan("T", media=[picture("Die Halle"), picture(sha256="7" * 64)]), "a1", new)
    assert {medium.sha256 for medium in changed.media} == {"9" * 64}
    assert changed.media[0].alt == "Die Halle"


def test_a_composition_is_changed_one_channel_at_a_time():
    one = Composition(said("T"), (Variant("1"), Variant("2")))
    two = one.with_variant(Variant("2", title="Neu"))
    assert two.variant("1") == one.variant("1")
    assert two.variant("2").title == "Neu"


def test_a_network_of_pictures_takes_no_post_without_one():
    pictures_only = replace(SHORT, needs_media=True)
    assert [one.id for one in blocks(check(PostPlan("c", (Part("Nur Text"),)), SHORT_LIMITS, SHORT))] == []
    found = blocks(check(PostPlan("c", (Part("Nur Text"),)), SHORT_LIMITS, pictures_only))
    assert [one.id for one in found] == ["media_missing"]
