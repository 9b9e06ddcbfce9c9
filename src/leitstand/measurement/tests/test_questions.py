"""Where do new followers come from, which content gets most interaction, when is most seen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leitstand.house.actor import Foreign
from leitstand.kernel.reading import Metric
from leitstand.measurement import typical
from leitstand.measurement.actions.keep_new_followers import import_new_followers, type_new_followers
from leitstand.measurement.core.new_followers import SOURCES, Won, read_new_followers
from leitstand.measurement.models import NewFollowers, Reading, Standing
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.planning.models import Item


def standing(channel, at, *, kind="text", interactions=None, impressions=None, **fields):
    post = make_published(channel, at)
    Item.objects.filter(pk=post.item_id).update(kind=kind, **fields)
    return Standing.objects.create(
        publication=post, workspace=channel.workspace, channel=channel, published_at=at, taken_at=at,
        interactions=interactions, impressions=impressions,
    )  # fmt: skip


def test_linkedins_export_is_read_by_its_columns() -> None:
    read = read_new_followers(
        [
            ["New followers of the page"],
            ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
            [datetime(2026, 11, 1, tzinfo=UTC), 3, 12.0, "", 15],
            ["02.11.2026", "-", "1.204", 0, 1204],
        ]
    )
    assert read.faults == ()
    assert read.ignored == ("total followers",)
    assert [(row.day.day, row.source, row.count) for row in read.rows] == [
        (1, "paid", 3), (1, "organic", 12), (2, "organic", 1204), (2, "invited", 0),
    ]  # fmt: skip


def test_a_line_for_each_source_keeps_the_networks_own_words() -> None:
    read = read_new_followers(
        [["Datum", "Quelle", "Neue Follower"], ["2026-11-01", "YouTube-Suche", 4], ["2026-11-01", "Playlists 🎧", 2]]
    )
    assert [(row.source, row.count) for row in read.rows] == [("search", 4), ("Playlists 🎧", 2)]


def test_every_fault_is_named_by_its_line() -> None:
    read = read_new_followers(
        [
            ["Datum", "Quelle", "Neue Follower"],
            ["gestern", "Suche", 1],
            ["2026-11-01", "Suche", -1],
            ["2026-11-01", "", 1],
            ["2026-11-01", "Suche", 2],
            ["2026-11-01", "search", 3],
        ]
    )
    assert [(fault.line, fault.code) for fault in read.faults] == [
        (2, "bad_day"), (3, "bad_figure"), (4, "no_source"), (6, "source_twice"),
    ]  # fmt: skip
    assert read_new_followers([["Quelle", "Anzahl"]]).faults[0].code == "no_day_column"
    assert read_new_followers([["Datum", "Likes"]]).faults[0].code == "no_sources"


@given(st.lists(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.floats()), max_size=5), max_size=6))
def test_no_table_breaks_the_reader(lines: list[list[object]]) -> None:
    read = read_new_followers([["Datum", "Quelle", "Anzahl"], *lines])
    assert len({(row.day, row.source) for row in read.rows}) == len(read.rows)


@pytest.mark.django_db
def test_the_same_days_again_take_the_place_of_what_was_read_before(ada, now) -> None:
    channel = make_channel(ada.workspace, now)
    table = "Datum;Quelle;Neue Follower\n2026-11-0{};Suche;{}\n"
    assert import_new_followers(ada, channel, table.format(1, 5).encode(), now=now).figures == 1
    import_new_followers(ada, channel, table.format(1, 7).encode(), now=now)
    type_new_followers(ada, channel, Won(1, date(2026, 11, 2), "event", 9), now=now)
    assert list(NewFollowers.objects.order_by("day").values_list("source", "count", "origin")) == [
        ("search", 7, "imported"), ("event", 9, "typed"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_file_with_one_fault_is_not_taken_at_all(ada, now) -> None:
    channel = make_channel(ada.workspace, now)
    later = (now + timedelta(days=2)).date().isoformat()
    told = import_new_followers(
        ada, channel, f"Datum;Quelle;Anzahl\n2026-11-01;Suche;5\n{later};Suche;5\n".encode(), now=now
    )
    assert [line for line, _text in told.faults] == [3]
    assert not NewFollowers.objects.exists()


@pytest.mark.django_db
def test_a_channel_of_another_workspace_takes_nothing(ada, emil, now) -> None:
    foreign = make_channel(emil.workspace, now)
    with pytest.raises(Foreign):
        type_new_followers(ada, foreign, Won(1, date(2026, 11, 2), "event", 9), now=now)


@pytest.mark.django_db
def test_each_kind_of_content_counts_by_what_its_channel_usually_gets(ada, now) -> None:
    small, large = make_channel(ada.workspace, now), make_channel(ada.workspace, now)
    for number in range(3):
        at = now - timedelta(days=number + 1)
        standing(small, at, kind="video", interactions=20, impressions=100)
        standing(small, at, kind="text", interactions=10, impressions=100)
        standing(small, at, kind="text", interactions=10, impressions=100)
        standing(large, at, kind="text", interactions=500, impressions=10_000)
        standing(large, at, kind="text", interactions=500)
    standing(large, now - timedelta(days=1), kind="link", interactions=9_000)
    standing(large, now - timedelta(days=1), kind="link")
    asked = typical.Asked(ada.workspace, now - timedelta(days=30), now)
    video, text, link = typical.contents(asked, "kind")
    # Videos: 20 where 10 is usual. Texts: as usual on both channels. One link with figures says nothing.
    assert (video.key, video.posts, video.middle, video.is_telling) == ("video", 3, 2.0, True)
    assert (text.key, text.posts, text.interactions, text.middle) == ("text", 12, 3_060, 1.0)
    assert (link.key, link.told, link.posts, link.is_telling) == ("link", 1, 2, False)
    # Rate of those that tell both: 60 of 300 impressions.
    assert (video.rate, video.per_post) == (20, 20.0)
    # 30 + 30 + 1,500 interactions of 300 + 300 + 30,000 impressions.
    assert float(text.rate or 0) == pytest.approx(100 * 1_560 / 30_600)


@pytest.mark.django_db
def test_hours_are_those_of_the_workspace_on_both_sides_of_the_clock_change(ada, now) -> None:
    channel = make_channel(ada.workspace, now)
    # Berlin: 23 October 2026 is summer time (+2), 30 October winter time (+1); both are Fridays, 9 o'clock there.
    standing(channel, datetime(2026, 10, 23, 7, 0, tzinfo=UTC), impressions=100)
    standing(channel, datetime(2026, 10, 30, 8, 0, tzinfo=UTC), impressions=300)
    (found,) = typical.times(typical.Asked(ada.workspace, datetime(2026, 10, 1, tzinfo=UTC), now))
    assert (found.weekday, found.hour, found.posts, found.impressions) == (5, 9, 2, 200.0)


@pytest.mark.guide("G5.4-09")
@pytest.mark.django_db
def test_the_page_answers_the_three_questions_in_sentences_tables_and_files(
    ada, clock, now, signed_in, django_assert_max_num_queries
) -> None:
    channel = make_channel(ada.workspace, now, name="Firma")
    for back, value in ((60, 1_000), (1, 1_250)):
        Reading.objects.create(
            workspace=ada.workspace, channel=channel, metric=Metric.FOLLOWERS.value, value=value,
            taken_at=now - timedelta(days=back),
        )  # fmt: skip
    client, slug = signed_in(ada), ada.workspace.slug
    table = b"Date,Organic followers,Sponsored followers\n2026-11-01,30,90\n2026-11-02,30,90\n"
    sent = client.post(
        reverse("measurement_origins", args=[slug, channel.pk]),
        {"way": "file", "file": SimpleUploadedFile("linkedin.csv", table)},
    )
    assert sent.status_code == 302
    monday = datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    for number in range(3):
        standing(channel, monday - timedelta(days=7 * number), kind="video", interactions=30, impressions=900)
        standing(channel, monday - timedelta(days=7 * number, hours=-9), kind="text", interactions=10, impressions=300)
        standing(channel, monday - timedelta(days=7 * number, hours=-9), kind="text", interactions=10, impressions=300)
    page = reverse("measurement_questions", args=[slug])
    with django_assert_max_num_queries(28):
        shown = client.get(page).content.decode()
    # Half a year's new followers by source, the growth beside them.
    for told in ("Werbung", "180 von 240", "75 %", "+250", "25,0 %"):
        assert told in shown, told
    # Three of nine posts are videos; the channel usually gets 10.
    assert "„Video“" in shown
    assert "300 %" in shown
    # Mondays from 9 to 12 in Berlin.
    assert "Montag zwischen 9 und 12 Uhr" in shown
    files = {
        name: b"".join(client.get(reverse("measurement_question_file", args=[slug, name, "csv"]))).decode("utf-8-sig")
        for name in ("herkunft", "inhalte", "zeiten")
    }
    assert "Werbung;180;75" in files["herkunft"]
    assert "Video;3;3;90;300;3,33" in files["inhalte"]
    assert "Montag;09:00;3;900" in files["zeiten"]
    book = client.get(reverse("measurement_question_file", args=[slug, "zeiten", "xlsx"]))
    assert book.content.startswith(b"PK")


@pytest.mark.django_db
def test_without_posts_the_page_says_what_it_needs(ada, clock, signed_in) -> None:
    shown = signed_in(ada).get(reverse("measurement_questions", args=[ada.workspace.slug])).content.decode()
    assert "Kein Netzwerk sagt Programmen" in shown
    assert "ab 3 Beiträgen" in shown


@pytest.mark.django_db
def test_one_figure_is_noted_by_hand_and_a_wrong_one_named_at_its_field(ada, clock, now, signed_in) -> None:
    channel = make_channel(ada.workspace, now)
    client, address = signed_in(ada), reverse("measurement_origins", args=[ada.workspace.slug, channel.pk])
    assert client.post(address, {"way": "one", "day": "2026-11-01", "count": 4}).status_code == 422
    future = (now + timedelta(days=3)).date().isoformat()
    assert client.post(address, {"way": "one", "day": future, "source": "event", "count": 4}).status_code == 422
    assert (
        client.post(address, {"way": "one", "day": "2026-11-01", "other": "Podcast von Mia", "count": 4}).status_code
        == 302
    )
    assert NewFollowers.objects.get().source == "Podcast von Mia"
    assert set(SOURCES).isdisjoint({"Podcast von Mia"})


@pytest.mark.django_db
def test_a_guest_sees_the_answers_and_notes_nothing(ada, dora, clock, now, signed_in) -> None:
    channel = make_channel(ada.workspace, now)
    client = signed_in(dora)
    assert client.get(reverse("measurement_questions", args=[ada.workspace.slug])).status_code == 200
    told = {"way": "one", "day": "2026-11-01", "source": "event", "count": 4}
    address = reverse("measurement_origins", args=[ada.workspace.slug, channel.pk])
    assert client.post(address, told).status_code == 403
    assert not NewFollowers.objects.exists()
