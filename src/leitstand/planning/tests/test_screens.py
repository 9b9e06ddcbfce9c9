"""The screens of the plan: what they show, how few questions they ask, who may enter, what they do without a script."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.planning.core.filters import Filter, Scope
from leitstand.planning.models import Campaign, Item, OwnDate
from leitstand.planning.queries.listing import page
from leitstand.planning.tests.factories import make_campaign, make_channel, make_item, make_own_date

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
BASE = "/w/werk/plan/"
# The frame asks eight of them itself: session, person, workspaces, membership, notices, what waits, the stop switch.
MOST_QUERIES = 17


@pytest.fixture(autouse=True)
def clocked(clock):
    """It is Monday, 2 November 2026, 09:00 in Berlin."""


def text(response) -> str:
    return unescape(response.content.decode())


def toasts(response) -> list[dict[str, str]]:
    return json.loads(response["HX-Trigger"])["toast"]


def move(client, item, to, looking_at=BASE):
    return client.post(
        f"{BASE}beitrag/{item.pk}/verschieben/",
        {"to": to},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{looking_at}"},
    )


# ── what is shown ──


@pytest.mark.guide("G2.2-10")
def test_an_item_is_seen_in_month_week_list_and_board(ada, signed_in):
    make_item(ada.workspace, "Messe in Stuttgart", NINE)
    client = signed_in(ada)
    for address in ("2026/11/", "woche/2026/46/", "liste/", "tafel/"):
        assert "Messe in Stuttgart" in text(client.get(BASE + address)), address


@pytest.mark.guide("G2.2-10")
def test_the_board_stands_under_the_three_levels_of_the_guide(ada, signed_in):
    page_text = text(signed_in(ada).get(BASE + "tafel/"))
    headings = [page_text.index(f'plan-board-title">{level}') for level in ("Planung", "Veröffentlichung", "Messung")]
    assert headings == sorted(headings)


@pytest.mark.guide("G2.2-10")
def test_a_level_can_be_looked_at_alone(ada, signed_in):
    make_item(ada.workspace, "Noch zu schreiben", NINE)
    make_item(ada.workspace, "Schon gemessen", NINE, stage="measured")
    shown = text(signed_in(ada).get(BASE + "2026/11/?ebene=measurement"))
    assert "Schon gemessen" in shown
    assert "Noch zu schreiben" not in shown


def test_the_month_shows_local_times_holidays_own_dates_and_campaigns(ada, signed_in):
    make_item(ada.workspace, "Messe", NINE)
    make_own_date(ada.workspace, "Hausmesse")
    make_campaign(ada.workspace, "Herbstaktion")
    shown = text(signed_in(ada).get(BASE + "2026/11/"))
    for expected in (">09:00<", "Allerheiligen", "Hausmesse", "Herbstaktion", "Totensonntag"):
        assert expected in shown, expected


def test_more_than_four_items_a_day_are_counted_not_drawn(ada, signed_in):
    for number in range(7):
        make_item(ada.workspace, f"Beitrag {number}", NINE + timedelta(hours=number))
    shown = text(signed_in(ada).get(BASE + "2026/11/"))
    assert "Beitrag 3" in shown
    assert "Beitrag 4" not in shown
    assert "3 weitere" in shown


def test_an_item_just_after_midnight_lies_on_its_local_day(ada, signed_in):
    make_item(ada.workspace, "Mitternacht", datetime(2026, 11, 9, 23, 5, tzinfo=UTC))  # 00:05 on the 10th in Berlin
    shown = text(signed_in(ada).get(BASE + "2026/11/"))
    tenth = shown[shown.index('data-drop="2026-11-10"') : shown.index('data-drop="2026-11-11"')]
    assert "Mitternacht" in tenth


def test_the_week_of_the_autumn_change_has_two_o_clock_twice(ada, signed_in):
    make_item(ada.workspace, "Zuerst", datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    make_item(ada.workspace, "Danach", datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    shown = text(signed_in(ada).get(BASE + "woche/2026/43/"))
    first = shown.index('data-drop="2026-10-25T02"')
    second = shown.index('data-drop="2026-10-25T02b"')
    assert first < shown.index("Zuerst") < second < shown.index("Danach")
    assert "25 Stunden" in shown


def test_more_than_three_items_an_hour_are_counted_and_shown_on_demand_in_the_same_week(ada, signed_in):
    for number in range(5):
        make_item(ada.workspace, f"Beitrag {number}", NINE + timedelta(minutes=number), text=f"Text {number}")
    client = signed_in(ada)
    shown = text(client.get(BASE + "woche/2026/46/?stufe=planned"))
    assert "Beitrag 2" in shown
    assert "Beitrag 3" not in shown
    more = re.search(r'class="month-more" href="([^"]+)">', shown)[1]
    everything = text(client.get(more))
    assert all(f"Beitrag {number}" in everything for number in range(5))
    assert "month-more" not in everything


def test_the_week_of_the_spring_change_lacks_two_o_clock_on_that_day(ada, signed_in):
    shown = text(signed_in(ada).get(BASE + "woche/2026/13/?nacht=1"))
    assert 'data-drop="2026-03-28T02"' in shown
    assert 'data-drop="2026-03-29T02"' not in shown
    assert "23 Stunden" in shown


def test_what_comes_too_close_and_what_is_said_twice_is_marked(ada, signed_in):
    channel = make_channel(ada.workspace)
    make_item(ada.workspace, "Eins", NINE, channels=[channel], text="Kommen Sie zur Messe")
    make_item(ada.workspace, "Zwei", NINE + timedelta(minutes=20), channels=[channel], text="Etwas anderes")
    make_item(ada.workspace, "Drei", NINE + timedelta(days=3), channels=[channel], text="kommen sie  zur messe")
    shown = text(signed_in(ada).get(BASE + "2026/11/"))
    # Eins: too close to Zwei, and the same text as Drei; each warning is title and sign.
    assert shown.count("Innerhalb einer halben Stunde geht ein weiterer") == 4
    assert shown.count("Derselbe Text geht innerhalb eines Monats") == 4


def test_the_list_goes_on_where_the_page_before_ended(ada):
    for number in range(7):
        make_item(ada.workspace, f"Beitrag {number}", NINE + timedelta(hours=number // 2))
    seen, after = [], None
    for _page in range(4):
        found = page(ada.workspace, Filter(), today=NINE - timedelta(days=1), after=after, size=2)
        seen += [row.title for row in found.rows]
        after = found.following
    assert sorted(seen) == [f"Beitrag {number}" for number in range(7)]
    assert after is None


@pytest.mark.parametrize(
    ("scope", "titles"),
    [
        (Scope.COMING, ["Kommt"]),
        (Scope.PAST, ["War"]),
        (Scope.UNDATED, ["Idee"]),
        (Scope.ALL, ["Idee", "Kommt", "War"]),
    ],
)
def test_each_part_of_time_has_its_list(ada, scope, titles):
    make_item(ada.workspace, "Kommt", NINE)
    make_item(ada.workspace, "War", NINE - timedelta(days=300))
    make_item(ada.workspace, "Idee")
    make_item(ada.workspace, "Gelöscht", NINE, deleted_at=NINE)
    found = page(ada.workspace, Filter(scope=scope), today=NINE - timedelta(days=1))
    assert sorted(row.title for row in found.rows) == titles


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("prüfanlagen", True),
        ("Prüf", True),
        ("schweissen", False),
        ("stuttgart messe", True),
        ("stuttgart wien", False),
    ],
)
def test_the_search_reads_german(ada, words, is_found):
    make_item(ada.workspace, "Messe in Stuttgart", NINE, text="Wir zeigen die neue Prüfanlage.")
    found = page(ada.workspace, Filter(words=words), today=NINE - timedelta(days=1))
    assert bool(found.rows) is is_found


# ── how few questions ──


@pytest.mark.parametrize("address", ["2026/11/", "woche/2026/46/", "liste/", "tafel/"])
def test_no_screen_asks_more_the_more_there_is(ada, ben, signed_in, address):
    client = signed_in(ada)
    channels = [make_channel(ada.workspace, f"Kanal {number}") for number in range(3)]
    campaign = make_campaign(ada.workspace)
    client.get(BASE + address)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(BASE + address)
        return len(asked)

    make_item(ada.workspace, "Messe", NINE, channels=channels[:1], owner=ada.person, campaign=campaign)
    before = questions()
    for number in range(60):
        at = NINE + timedelta(hours=number)
        owner = (ada.person, ben.person)[number % 2]
        make_item(ada.workspace, f"Beitrag {number}", at, channels=channels, owner=owner, campaign=campaign)
    assert questions() == before
    assert before <= MOST_QUERIES


def test_a_fragment_asks_even_less_and_brings_no_frame(ada, signed_in):
    client = signed_in(ada)
    answer = client.get(BASE + "2026/11/", headers={"HX-Request": "true"})
    assert answer.content.lstrip().startswith(b'<div id="plan"')


# ── who may ──


def test_a_guest_sees_the_plan_and_no_verb(ada, dora, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    client = signed_in(dora)
    shown = text(client.get(BASE + "2026/11/"))
    assert "Messe" in shown
    assert "data-move-url" not in shown
    assert "Neuer Beitrag" not in shown
    assert client.get(f"{BASE}beitrag/{item.pk}/").status_code == 200
    assert client.post(f"{BASE}beitrag/{item.pk}/", {"title": "X"}).status_code == 403
    assert client.get(f"{BASE}neu/").status_code == 403
    assert move(client, item, "2026-11-11").status_code == 403


def test_a_stranger_finds_nothing_and_another_workspace_s_item_is_not_here(ada, emil, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    foreign = make_item(emil.workspace, "Fremd", NINE)
    assert signed_in(emil).get(f"{BASE}beitrag/{item.pk}/").status_code == 404
    client = signed_in(ada)
    assert client.get(f"{BASE}beitrag/{foreign.pk}/").status_code == 404
    assert move(client, foreign, "2026-11-11").status_code == 404
    campaign, own_date = make_campaign(emil.workspace), make_own_date(emil.workspace)
    assert client.get(f"{BASE}kampagnen/{campaign.pk}/").status_code == 404
    assert client.post(f"{BASE}termine/{own_date.pk}/loeschen/").status_code == 404


# ── moving ──


@pytest.mark.guide("G2.2-10")
def test_dropped_on_a_day_the_month_comes_back_with_the_item_there_and_an_undo(ada, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    client = signed_in(ada)
    answer = move(client, item, "2026-11-24", BASE + "2026/11/")
    shown = text(answer)
    day = shown[shown.index('data-drop="2026-11-24"') : shown.index('data-drop="2026-11-25"')]
    assert "Messe" in day
    (toast,) = toasts(answer)
    assert "Dienstag, 24. November 2026, 09:00" in toast["text"]
    assert client.post(toast["undo"]).status_code == 302
    item.refresh_from_db()
    assert item.planned_at == NINE


def test_dropped_into_an_hour_it_keeps_its_minutes(ada, signed_in):
    item = make_item(ada.workspace, "Messe", NINE + timedelta(minutes=15))
    move(signed_in(ada), item, "2026-11-12T14", BASE + "woche/2026/46/")
    item.refresh_from_db()
    assert item.planned_at == datetime(2026, 11, 12, 13, 15, tzinfo=UTC)


def test_dropped_into_the_hour_spring_skips_the_toast_says_what_became_of_it(ada, signed_in):
    item = make_item(ada.workspace, "Messe", datetime(2027, 3, 27, 1, 30, tzinfo=UTC))  # 02:30 in Berlin
    answer = move(signed_in(ada), item, "2027-03-28", BASE + "2027/3/")
    moved, told = toasts(answer)
    assert "03:30" in moved["text"]
    assert "vorgestellt" in told["text"]


@pytest.mark.parametrize("to", ["", "2026-13-40", "morgen", "0001-01-01", "2026-11-12T77"])
def test_a_place_that_does_not_exist_is_refused_and_nothing_moves(ada, signed_in, to):
    item = make_item(ada.workspace, "Messe", NINE)
    assert move(signed_in(ada), item, to).status_code in (409, 422)
    item.refresh_from_db()
    assert item.planned_at == NINE


def test_a_refused_move_answers_with_its_reason(ada, signed_in):
    item = make_item(ada.workspace, "Messe", NINE, stage="published")
    answer = move(signed_in(ada), item, "2026-11-24")
    assert answer.status_code == 409
    assert "bereits veröffentlicht" in json.loads(answer["HX-Trigger"])["toast"]["text"]


def test_the_days_an_item_would_collide_on_are_known_before_it_is_dropped(ada, signed_in):
    channel, other = make_channel(ada.workspace), make_channel(ada.workspace)
    item = make_item(ada.workspace, "Messe", NINE, channels=[channel])
    make_item(ada.workspace, "Tagung", NINE + timedelta(days=1, minutes=10), channels=[channel])
    make_item(ada.workspace, "Anderswo", NINE + timedelta(days=2), channels=[other])
    places = "ort=2026-11-10&ort=2026-11-11&ort=2026-11-12&ort=unsinn"
    answer = signed_in(ada).get(f"{BASE}beitrag/{item.pk}/belegt/?{places}")
    assert answer.json() == {"busy": ["2026-11-11"]}


def test_without_a_script_a_move_leads_back_to_the_screen_it_came_from(ada, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    client = signed_in(ada)
    where = {"to": "2026-11-24", "back": BASE + "woche/2026/46/"}
    answer = client.post(f"{BASE}beitrag/{item.pk}/verschieben/", where)
    assert (answer.status_code, answer["Location"]) == (302, BASE + "woche/2026/46/")
    evil = {"to": "2026-11-25", "back": "https://example.org/w/werk/plan/"}
    assert client.post(f"{BASE}beitrag/{item.pk}/verschieben/", evil)["Location"] == BASE


# ── the drawer ──


@pytest.mark.guide("G2.2-11")
def test_a_new_item_is_planned_through_the_form_with_all_its_planning_facts(ada, signed_in):
    channel = make_channel(ada.workspace, "Werk")
    told = {
        "title": "Messe",
        "day": "2026-11-24",
        "time": "09:30",
        "kind": "video",
        "channels": [str(channel.pk)],
        "text": "Kommen Sie vorbei 🎉 #messe",
    }
    client = signed_in(ada)
    assert client.post(f"{BASE}neu/", told).status_code == 302
    item = Item.objects.get()
    assert item.planned_at == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert (item.kind, item.channel_ids, item.text) == ("video", [channel.pk], "Kommen Sie vorbei 🎉 #messe")
    shown = text(client.get(f"{BASE}beitrag/{item.pk}/"))
    for expected in ("Dienstag, 24. November 2026, 09:30", "🎉 #messe", 'value="video" selected', "Werk"):
        assert expected in shown, expected


def test_a_day_without_a_time_means_the_middle_of_the_morning(ada, signed_in):
    signed_in(ada).post(f"{BASE}neu/", {"title": "Messe", "day": "2026-11-24", "time": "", "kind": "text"})
    assert Item.objects.get().planned_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_time_in_the_night_of_the_clock_change_is_made_sure_and_told(ada, signed_in):
    client = signed_in(ada)
    told = {"title": "Messe", "day": "2027-03-28", "time": "02:30", "kind": "text"}
    answer = client.post(f"{BASE}neu/", told)
    assert Item.objects.get().planned_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert any("vorgestellt" in str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize(
    "moment",
    [
        # Half past two for the second time, and a time with seconds, as the API takes it.
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 11, 10, 8, 0, 30, tzinfo=UTC),
    ],
)
def test_another_title_moves_nothing_even_where_the_form_cannot_say_the_time_exactly(ada, signed_in, moment):
    item = make_item(ada.workspace, "Messe", moment)
    client = signed_in(ada)
    address = f"{BASE}beitrag/{item.pk}/"
    shown = client.get(address).context["form"]
    told = {name: shown[name].value() for name in ("day", "time")}
    told = {"day": f"{told['day']:%Y-%m-%d}", "time": f"{told['time']:%H:%M}", "kind": "text", "version": "1"}
    assert client.post(address, {**told, "title": "Messe Stuttgart"}).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.planned_at) == ("Messe Stuttgart", moment)


def test_what_is_wrong_in_a_form_stands_at_its_field_and_nothing_typed_is_lost(ada, signed_in):
    answer = signed_in(ada).post(f"{BASE}neu/", {"title": "", "day": "2026-11-24", "kind": "text", "text": "Mein Text"})
    assert answer.status_code == 422
    shown = text(answer)
    assert "item-title-error" in shown
    assert "Mein Text" in shown


def test_the_drawer_has_an_address_of_its_own_with_the_month_behind_it(ada, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    client = signed_in(ada)
    whole = text(client.get(f"{BASE}beitrag/{item.pk}/"))
    assert 'id="drawer"' in whole
    assert 'data-drop="2026-11-10"' in whole
    alone = text(client.get(f"{BASE}beitrag/{item.pk}/", headers={"HX-Request": "true"}))
    assert alone.lstrip().startswith("<aside")
    assert "data-open" in alone


def test_two_people_at_once_the_second_sees_both_versions_and_can_decide(ada, ben, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    told = {"day": "2026-11-10", "time": "09:00", "kind": "text", "version": "1"}
    address = f"{BASE}beitrag/{item.pk}/"
    assert signed_in(ada).post(address, {**told, "title": "Messe Stuttgart"}).status_code == 302
    second = signed_in(ben)
    answer = second.post(address, {**told, "title": "Messe München"})
    assert answer.status_code == 409
    shown = text(answer)
    assert "Messe Stuttgart" in shown
    assert 'value="Messe München"' in shown
    item.refresh_from_db()
    assert item.title == "Messe Stuttgart"
    assert 'name="version" value="2"' in shown
    second.post(address, {**told, "title": "Messe München", "version": "2"})
    item.refresh_from_db()
    assert item.title == "Messe München"


def test_the_drawer_points_out_what_is_too_close_and_what_says_the_same(ada, signed_in):
    channel = make_channel(ada.workspace)
    words = "Am Dienstag zeigen wir in Stuttgart unsere neue Prüfanlage für Schweißnähte am Stand sieben"
    item = make_item(ada.workspace, "Messe", NINE, channels=[channel], text=words)
    make_item(ada.workspace, "Zu nah", NINE + timedelta(minutes=10), channels=[channel])
    make_item(
        ada.workspace,
        "Fast gleich",
        NINE + timedelta(days=5),
        channels=[channel],
        text=words.replace("Dienstag", "Montag"),
    )
    shown = text(signed_in(ada).get(f"{BASE}beitrag/{item.pk}/", headers={"HX-Request": "true"}))
    assert "„Zu nah“ geht innerhalb einer halben Stunde" in shown
    assert "Fast gleich" in shown


def test_deleting_leads_back_and_offers_the_way_back(ada, signed_in):
    item = make_item(ada.workspace, "Messe", NINE)
    client = signed_in(ada)
    client.post(f"{BASE}beitrag/{item.pk}/loeschen/")
    shown = text(client.get(BASE))
    undo = shown[shown.index('data-undo="') + 11 :].split('"')[0]
    assert client.get(f"{BASE}beitrag/{item.pk}/").status_code == 404
    client.post(undo)
    assert client.get(f"{BASE}beitrag/{item.pk}/").status_code == 200


def test_the_history_names_what_happened_in_words(ada, signed_in):
    client = signed_in(ada)
    client.post(f"{BASE}neu/", {"title": "Messe", "day": "2026-11-24", "time": "09:00", "kind": "text"})
    item = Item.objects.get()
    move(client, item, "2026-11-25")
    shown = text(client.get(f"{BASE}beitrag/{item.pk}/"))
    assert "hat einen Beitrag in den Plan gestellt" in shown
    assert "hat einen Beitrag verschoben" in shown


# ── mass work ──


def bulk(client, items, **told):
    return client.post(
        f"{BASE}liste/auswahl/",
        {"ids": [str(item.pk) for item in items], **told},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{BASE}liste/"},
    )


def test_many_items_are_moved_assigned_and_deleted_at_once_and_each_can_be_taken_back(ada, ben, signed_in):
    items = [make_item(ada.workspace, f"Beitrag {number}", NINE) for number in range(3)]
    client = signed_in(ada)
    for told, changed in (
        ({"verb": "move", "days": "7"}, {"planned_at": NINE + timedelta(days=7)}),
        ({"verb": "assign", "person": str(ben.person.pk)}, {"owner_id": ben.person.pk}),
        ({"verb": "delete"}, {"deleted_at__isnull": False}),
    ):
        (toast,) = toasts(bulk(client, items, **told))
        assert Item.objects.filter(**changed).count() == 3
        client.post(toast["undo"])
        assert Item.objects.filter(**changed).count() == 0


def test_mass_work_refuses_plainly(ada, signed_in):
    items = [make_item(ada.workspace, "Messe", NINE), make_item(ada.workspace, "Raus", NINE, stage="published")]
    client = signed_in(ada)
    assert bulk(client, [], verb="delete").status_code == 409
    assert bulk(client, items, verb="move", days="x").status_code == 422
    assert bulk(client, items, verb="tanzen").status_code == 422
    refused = bulk(client, items, verb="move", days="1")
    assert refused.status_code == 409
    assert "Raus" in json.loads(refused["HX-Trigger"])["toast"]["text"]
    assert set(Item.objects.values_list("planned_at", flat=True)) == {NINE}


def test_items_of_another_workspace_are_not_among_the_chosen(ada, emil, signed_in):
    foreign = make_item(emil.workspace, "Fremd", NINE)
    bulk(signed_in(ada), [foreign], verb="delete")
    foreign.refresh_from_db()
    assert foreign.deleted_at is None


# ── campaigns and own dates ──


def test_a_campaign_and_an_own_date_are_created_shown_and_deleted_with_undo(ada, signed_in):
    client = signed_in(ada)
    days = {"starts": "2026-11-09", "ends": "2026-11-20"}
    client.post(f"{BASE}kampagnen/neu/", {"name": "Herbst", "colour": "#009e73", "goal": "", **days})
    client.post(f"{BASE}termine/neu/", {"name": "Hausmesse", "note": "", **days})
    shown = text(client.get(f"{BASE}kampagnen/"))
    assert "9. bis 20. November 2026" in shown
    client.post(f"{BASE}kampagnen/{Campaign.objects.get().pk}/loeschen/")
    client.post(f"{BASE}termine/{OwnDate.objects.get().pk}/loeschen/")
    after = text(client.get(f"{BASE}kampagnen/"))
    for address in [part.split('"')[0] for part in after.split('data-undo="')[1:]]:
        client.post(address)
    assert (Campaign.objects.count(), OwnDate.objects.count()) == (1, 1)


def test_a_campaign_whose_end_lies_before_its_start_is_told_at_the_field(ada, signed_in):
    told = {"name": "Herbst", "colour": "#009e73", "goal": "", "starts": "2026-11-20", "ends": "2026-11-09"}
    answer = signed_in(ada).post(f"{BASE}kampagnen/neu/", told)
    assert answer.status_code == 422
    assert "Das Ende liegt vor dem Beginn." in text(answer)


@pytest.mark.parametrize("address", ["2026/13/", "0/1/", "woche/2025/53/", "99999/1/"])
def test_a_month_or_week_that_does_not_exist_leads_to_the_present_one(ada, signed_in, address):
    assert signed_in(ada).get(BASE + address).status_code == 302


def test_the_plan_speaks_english_too(ada, signed_in):
    make_item(ada.workspace, "Messe", NINE)
    ada.person.language = "en"
    ada.person.save()
    shown = text(signed_in(ada).get(BASE + "2026/11/"))
    assert "All Saints' Day" in shown
    assert "New post" in shown
