"""The composer shows what will be sent, saves by itself, and loses nothing when two write at once."""

from datetime import UTC, datetime, timedelta

import pytest

from leitstand.kernel.post import PostPlan
from leitstand.library.actions.crop_asset import crop_asset
from leitstand.library.actions.fit_media import fit_media
from leitstand.library.actions.take_in import take_in
from leitstand.library.core.recipes import Need
from leitstand.library.tests import making
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.models import Draft, Presence, Publication
from leitstand.publishing.tests.writing import make_channel, make_item, said, write

pytestmark = pytest.mark.usefixtures("networks")


@pytest.fixture
def item(workspace, ada):
    return make_item(workspace, text="Am Samstag öffnen wir die Werkhalle.", owner=ada.person)


@pytest.fixture
def short(workspace):
    return make_channel(workspace, name="Kurz")


@pytest.fixture
def long(workspace):
    return make_channel(workspace, "lang", name="Lang")


def address(item, verb=""):
    return f"/w/werk/schreiben/{item.pk}/{verb}"


def fields(version=0, text="Hallo.", channels=(), **more):
    return {"version": version, "s-0-text": text, "channel": [channel.pk for channel in channels], **more}


def test_the_page_shows_text_channels_preview_and_checks(signed_in, ada, item, short, long, now):
    write(ada, item, "Am Samstag öffnen wir. #Werkhalle", short, long, now=now)
    page = signed_in(ada).get(address(item)).content.decode()
    assert "Am Samstag öffnen wir." in page
    assert page.count('class="preview"') == 2
    assert "Kurz" in page
    assert "Lang" in page


def test_the_page_asks_the_database_little_however_many_versions_there_are(
    signed_in, ada, item, short, long, now, django_assert_max_num_queries
):
    for step in range(8):
        write(ada, item, f"Stand {step}", short, long, now=now)
    client = signed_in(ada)
    with django_assert_max_num_queries(37):
        assert client.get(address(item)).status_code == 200


def test_what_is_typed_is_saved_and_counted_up(signed_in, ada, item, short):
    answer = signed_in(ada).post(address(item, "speichern/"), fields(text="Neu.", channels=[short]))
    assert answer.json()["version"] == 1
    item.refresh_from_db()
    assert item.text == "Neu."
    assert item.channel_ids == [short.pk]


def test_the_preview_saves_nothing_and_counts_as_the_network_counts(signed_in, ada, item, short):
    page = signed_in(ada).post(address(item, "vorschau/"), fields(text="x" * 101, channels=[short]))
    assert "101 / 100" in page.content.decode()
    assert not Draft.objects.exists()


def test_while_one_writes_the_preview_says_what_is_too_close_and_what_was_said_before(
    signed_in, ada, workspace, short, long, now
):
    at = now + timedelta(days=2)
    item = make_item(workspace, planned_at=at)
    said_before = "Am Samstag öffnen wir die Werkhalle für alle, die sie sehen wollen."
    make_item(workspace, "Zu nah", planned_at=at + timedelta(minutes=10), channel_ids=[short.pk])
    make_item(workspace, "Schon gesagt", text=said_before, planned_at=at - timedelta(days=5), channel_ids=[short.pk])
    client = signed_in(ada)

    def beside(text, channel):
        return client.post(address(item, "vorschau/"), fields(text=text, channels=[channel])).content.decode()

    both = beside(said_before, short)
    assert "Zu nah" in both
    assert "Schon gesagt" in both
    assert "Schon gesagt" not in beside("Etwas ganz anderes.", short)
    assert "Zu nah" not in beside(said_before, long)
    item.refresh_from_db()
    assert item.text == ""


def test_the_second_of_two_writers_sees_both_texts(signed_in, ada, ben, item, short):
    signed_in(ada).post(address(item, "speichern/"), fields(0, "Von Ada.", [short]))
    late = signed_in(ben).post(address(item, "speichern/"), fields(0, "Von Ben.", [short]))
    assert late.status_code == 409
    assert late.json()["who"] == "Ada"
    both = signed_in(ben).post(address(item, "beide/"), fields(0, "Von Ben.", [short])).content.decode()
    assert "Von Ada." in both
    assert "Von Ben." in both
    taken = signed_in(ben).post(
        address(item, "aendern/"), fields(1, "Von Ben.", [short], do="keep"), headers={"X-Composer": "1"}
    )
    assert taken.status_code == 200
    assert Publication.objects.get().content["parts"][0]["text"] == "Von Ben."


def test_who_else_is_there_is_told(signed_in, ada, ben, item, clock):
    signed_in(ben).get(address(item))
    page = signed_in(ada).get(address(item)).content.decode()
    assert "Ben" in page
    assert Presence.objects.count() == 2


@pytest.mark.guide("G2.2-11")
def test_a_channel_gets_a_text_of_its_own_with_hashtags_and_emoji_and_can_follow_again(
    signed_in, ada, item, short, long
):
    client = signed_in(ada)
    client.post(address(item, "speichern/"), fields(0, "Für alle.", [short, long]))
    client.post(
        address(item, "aendern/"),
        fields(1, "Für alle.", [short, long], do=f"own:{short.pk}"),
        headers={"X-Composer": "1"},
    )
    own = {f"c{short.pk}-own": "1", f"c{short.pk}-0-text": "Kurz und gut 👩‍🔬 #Werkhalle #Prüftechnik"}
    client.post(address(item, "speichern/"), fields(2, "Für alle.", [short, long], **own))
    texts = {each.channel_id: each.content["parts"][0]["text"] for each in Publication.objects.all()}
    assert texts == {short.pk: "Kurz und gut 👩‍🔬 #Werkhalle #Prüftechnik", long.pk: "Für alle."}
    client.post(
        address(item, "aendern/"),
        fields(3, "Für alle.", [short, long], do=f"follow:{short.pk}", **own),
        headers={"X-Composer": "1"},
    )
    assert {each.content["parts"][0]["text"] for each in Publication.objects.all()} == {"Für alle."}


def test_a_finding_is_mended_by_its_button(signed_in, ada, item, short):
    client = signed_in(ada)
    long_text = "Ein Satz mit vielen Wörtern, der weitergeht. " * 4
    client.post(address(item, "speichern/"), fields(0, long_text, [short]))
    page = client.post(
        address(item, "aendern/"),
        fields(1, long_text, [short], do=f"mend:{short.pk}:text_too_long:0:"),
        headers={"X-Composer": "1"},
    )
    parts = Publication.objects.get().content["parts"]
    assert len(parts) > 1
    assert all(len(part["text"]) <= 100 for part in parts)
    assert "text_too_long" not in page.content.decode()


def test_asking_for_approval_from_the_page(signed_in, ada, item, short, now):
    write(ada, item, "Fertig.", short, now=now)
    signed_in(ada).post(address(item, "freigabe/"))
    publication = Publication.objects.get()
    assert publication.submitted_digest == publication.content_digest


def test_facts_are_saved_through_planning_and_only_what_was_changed(signed_in, ada, item):
    data = {
        "title": "Neuer Titel",
        "was-title": item.title,
        "audience": "",
        "was-audience": "",
        "goal": "",
        "was-goal": "",
    }
    data |= {"kind": "text", "was-kind": "text", "campaign": "", "was-campaign": "", "planned_at": "2026-11-14T10:00"}
    data |= {"was-planned_at": ""}
    signed_in(ada).post(address(item, "angaben/"), data)
    item.refresh_from_db()
    assert item.title == "Neuer Titel"
    assert item.planned_at.isoformat() == "2026-11-14T09:00:00+00:00"


def test_a_time_the_clock_change_skips_is_made_sure_and_told_beside_the_text(signed_in, ada, item):
    asked = {"title": item.title, "kind": "text", "planned_at": "2027-03-28T02:30"}
    before = {"was-title": item.title, "was-kind": "text", "was-planned_at": ""}
    answer = signed_in(ada).post(address(item, "angaben/"), {**asked, **before}, headers={"HX-Request": "true"})
    item.refresh_from_db()
    assert item.planned_at.isoformat() == "2027-03-28T01:30:00+00:00"
    assert "vorgestellt" in answer.content.decode()


def test_the_second_of_two_hours_stays_while_something_else_is_changed(signed_in, ada, workspace):
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    item = make_item(workspace, planned_at=second)
    told = {"title": "Neuer Titel", "kind": "text", "planned_at": "2026-10-25T02:30"}
    before = {"was-title": item.title, "was-kind": "text", "was-planned_at": "2026-10-25T02:30"}
    assert signed_in(ada).post(address(item, "angaben/"), {**told, **before}).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.planned_at) == ("Neuer Titel", second)


def test_the_team_says_something_and_settles_it(signed_in, ben, item):
    client = signed_in(ben)
    client.post(address(item, "sagen/"), {"text": "Bitte die Uhrzeit nennen."})
    remark = item.remarks.get()
    client.post(address(item, f"sagen/{remark.pk}/"), {"resolved": "1"})
    remark.refresh_from_db()
    assert remark.resolved_at is not None


def test_versions_show_differences_and_come_back(signed_in, ada, ben, item, short, now):
    write(ada, item, "Erste Fassung.", short, now=now)
    write(ben, item, "Zweite Fassung.", short, now=now)
    client = signed_in(ada)
    page = client.get(address(item, "fassungen/")).content.decode()
    assert "<del>Erste</del>" in page
    first = Publication.objects.get().versions.order_by("number").first()
    client.post(address(item, "fassungen/zurueck/"), {"version": first.pk})
    publication = Publication.objects.get()
    assert publication.content["parts"][0]["text"] == "Erste Fassung."
    assert not publication.follows_shared


def test_the_shared_text_has_versions_of_its_own_even_before_a_channel_is_chosen(signed_in, ada, ben, item, now):
    write(ada, item, "Erste Fassung.", now=now)
    write(ben, item, "Zweite Fassung.", now=now)
    client = signed_in(ada)
    assert "?channel=s" in client.get(address(item)).content.decode()
    assert "<del>Erste</del>" in client.get(address(item, "fassungen/?channel=s")).content.decode()
    first = item.draft.versions.order_by("number").first()
    client.post(address(item, "fassungen/zurueck/"), {"shared": first.pk})
    item.refresh_from_db()
    assert item.text == "Erste Fassung."
    assert item.draft.versions.first().content["parts"][0]["text"] == "Erste Fassung."


def test_a_shared_text_that_comes_back_reaches_the_channels_that_follow_it_and_no_other(
    signed_in, ada, item, short, long, now
):
    write(ada, item, "Erste Fassung.", short, long, now=now)
    first = item.draft.versions.get()
    later = now + timedelta(hours=1)
    own = Variant(str(long.pk), own=said("Eigener Text."))
    save_draft(ada, item, Composition(said("Zweite."), (Variant(str(short.pk)), own)), base_version=None, now=later)
    signed_in(ada).post(address(item, "fassungen/zurueck/"), {"shared": first.pk})
    texts = {each.channel_id: each.content["parts"][0]["text"] for each in Publication.objects.all()}
    assert texts == {short.pk: "Erste Fassung.", long.pk: "Eigener Text."}


def test_versions_of_another_workspace_do_not_come_back(signed_in, ada, emil, item, now):
    write(ada, item, "Erste Fassung.", now=now)
    theirs = make_item(emil.workspace)
    write(emil, theirs, "Fremd.", now=now)
    foreign = theirs.draft.versions.get()
    answer = signed_in(ada).post(address(item, "fassungen/zurueck/"), {"shared": foreign.pk})
    assert answer.status_code == 404


def test_a_part_cut_out_in_the_library_can_be_published_and_is_what_a_channel_s_version_is_made_of(
    signed_in, ada, item, short, now
):
    asset = take_in(ada, making.workshop(making.jpeg(1200, 300, noise=True)), name="Halle.jpg", now=now)
    square = crop_asset(ada, asset, ratio=1.0, focus=(0.0, 0.5), now=now)
    client = signed_in(ada)
    shown = {"s-0-media": f"{asset.pk}/{asset.sha256}", "s-0-alt": "Die Halle"}
    page = client.post(
        address(item, "aendern/"), fields(0, "Hallo.", [short], do="", **shown), headers={"X-Composer": "1"}
    ).content.decode()
    verb = f"version:s:0:0:{square.sha256}"
    assert verb in page
    client.post(address(item, "aendern/"), fields(1, "Hallo.", [short], do=verb, **shown), headers={"X-Composer": "1"})
    medium = PostPlan.from_json(Publication.objects.get().content).media[0]
    assert (medium.sha256, medium.width, medium.height, medium.alt) == (square.sha256, 300, 300, "Die Halle")

    made = fit_media(ada, medium, Need("picture", bytes_max=medium.bytes // 2), now=now)
    assert made.width == made.height
    assert made.bytes <= medium.bytes // 2


def test_a_file_is_not_swapped_for_one_that_is_no_version_of_it(signed_in, ada, item, short, now):
    asset, other = (
        take_in(ada, making.workshop(data), name="Halle", now=now) for data in (making.jpeg(), making.png())
    )
    shown = {"s-0-media": f"{asset.pk}/{asset.sha256}", "s-0-alt": "Die Halle"}
    wanted = fields(0, "Hallo.", [short], do=f"version:s:0:0:{other.sha256}", **shown)
    assert signed_in(ada).post(address(item, "aendern/"), wanted, headers={"X-Composer": "1"}).status_code == 404


def test_readers_see_the_text_and_cannot_change_it(signed_in, dora, item, short):
    client = signed_in(dora)
    assert "disabled" in client.get(address(item)).content.decode()
    assert client.post(address(item, "speichern/"), fields(0, "Nein.", [short])).status_code == 403


def test_for_strangers_there_is_no_composer(signed_in, emil, item):
    assert signed_in(emil).get(address(item)).status_code == 404


def test_helpers_offer_emoji_in_german_and_the_teams_hashtags(signed_in, ada, workspace):
    make_item(workspace, text="Heute #Prüftechnik und #Werkhalle")
    make_item(workspace, text="Nochmal #Prüftechnik")
    told = signed_in(ada).get("/w/werk/schreiben/helfer/").json()
    assert told["hashtags"] == ["Prüftechnik", "Werkhalle"]
    assert {"sign": "🏭", "name": "Fabrik"}.items() <= next(e for e in told["emoji"] if e["sign"] == "🏭").items()


def test_new_posts_begin_here(signed_in, ada, clock):
    client = signed_in(ada)
    assert client.get("/w/werk/schreiben/").status_code == 200
    answer = client.post("/w/werk/schreiben/neu/", {"title": "Messe in Hannover"})
    assert client.get(answer.url).status_code == 200
