"""The pages of this room: searches with what they mean, their mentions, sources, and bringing in a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.house.spans import Span
from leitstand.house.zones import day_in
from leitstand.listening.actions.look_back import look_back
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.models import Match, Mention, Search, Source
from leitstand.listening.queries.figures import Scope, by_search, by_source, days_together
from leitstand.listening.tests.factories import hear, make_item, make_search, make_source

pytestmark = pytest.mark.django_db
AT = "/w/werk/zuhoeren/"
TYPED = {"name": "Prüfmeister", "query": "Prüfmeister -Gewinnspiel", "misspellings": "on", "purpose": "reputation"}


@pytest.mark.guide("G5.3-03")
def test_a_search_finds_the_misspelt_and_the_untagged_name_and_leaves_out_what_is_excluded(
    signed_in, cem, workspace, now
):
    browser = signed_in(cem)
    meaning = browser.post(f"{AT}bedeutung/", TYPED).content.decode()
    assert "pruefmeister" in meaning  # spellings that are generated are shown before anything is saved
    assert "prüfmiester" in meaning or "pruefmiester" in meaning
    kept = browser.post(f"{AT}neu/", TYPED)
    search = Search.objects.get()
    assert kept.url == f"{AT}suche/{search.pk}/fundstellen/"
    told = [
        make_item(1, "Mein Prüfmiester ist da und läuft", now),  # misspelt, not tagged
        make_item(2, "Danke @pruefmeister für die Hilfe", now),
        make_item(3, "Prüfmeister Gewinnspiel: jetzt mitmachen", now),  # excluded
        make_item(4, "Der Prüfmeister hat mich überzeugt", now),  # spelt right, not tagged
        make_item(5, "Die Meister der Prüfung", now),
    ]
    hear(workspace, make_source(workspace), told, now)
    work_off()
    page = browser.get(kept.url).content.decode()
    assert "Mein Prüfmiester" in page
    assert "gefunden als" in page
    assert "@pruefmeister" in page
    assert "Gewinnspiel" not in page
    assert "Meister der Prüfung" not in page
    untagged = browser.get(kept.url, {"nur": "untagged"}).content.decode()
    assert "hat mich überzeugt" in untagged
    assert "@pruefmeister" not in untagged
    misspelt = browser.get(kept.url, {"nur": "misspelt"}).content.decode()
    assert "Mein Prüfmiester" in misspelt
    assert "hat mich überzeugt" not in misspelt
    # A word more to leave out, and misspellings switched off: what was found before goes.
    changed = {**TYPED, "query": "Prüfmeister -überzeugt", "misspellings": ""}
    del changed["misspellings"]
    assert browser.post(f"{AT}suche/{search.pk}/", changed).status_code == 302

    while look_back(search.pk, now=now):
        pass
    found = Match.objects.filter(search=search).values_list("mention__external_id", flat=True)
    assert set(found) == {"2", "3"}


def test_mentions_interactions_and_potential_reach_are_counted_by_search_period_and_source(
    signed_in, cem, workspace, now
):
    search = make_search(cem, now, overlap=50)
    one, other = make_source(workspace), make_source(workspace, "Anderer Export", "file:2")
    hear(
        workspace,
        one,
        [
            make_item(1, "Werk Nord A", now, likes=5, comments=2, shares=1, followers=1000, sharers_followers=400),
            make_item(2, "Werk Nord baut ganz woanders eine neue Halle", now, likes=0),
        ],
        now,
    )
    hear(workspace, other, [make_item(1, "Besuch aus dem Werk Nord bei uns zu Gast", now, followers=200)], now)
    work_off()
    page = signed_in(cem).get(f"{AT}suche/{search.pk}/fundstellen/")
    total = page.context["total"]
    assert (total.sums.mentions, total.interactions) == (3, 8)  # 5 + 2 + 1, and none told of the third
    assert total.reach == 1400  # 1,000 + 200 of the authors, 400 of the sharers less half
    shown = page.content.decode()
    assert "Potenzielle Reichweite" in shown
    assert "wie viele es sahen, weiß niemand" in shown

    today = day_in(workspace, now)
    scope = Scope([search], Span(today, today))
    assert by_search(Scope([search], Span(today, today), (other.pk,)))[search.pk].sums.mentions == 1
    assert {key: each.sums.mentions for key, each in by_source(scope).items()} == {one.pk: 2, other.pk: 1}
    assert [each.sums.mentions for _, each in days_together(scope)] == [3]
    narrowed = signed_in(cem).get(f"{AT}suche/{search.pk}/fundstellen/", {"quelle": other.pk}).content.decode()
    assert "zu Gast" in narrowed
    assert "neue Halle" not in narrowed


def test_the_list_and_the_mentions_need_few_questions_however_many_there_are(
    signed_in, cem, workspace, now, django_assert_max_num_queries
):
    for number in range(5):
        make_search(cem, now, name=f"Suche {number}", query=f"Werk{number}wort ODER Nord")
    hear(workspace, make_source(workspace), [make_item(n, f"Nord {n * 7919} x{n}y", now) for n in range(60)], now)
    work_off()
    browser = signed_in(cem)
    search = Search.objects.order_by("pk")[0]
    browser.get(AT)
    with django_assert_max_num_queries(20):
        assert browser.get(AT).status_code == 200
    with django_assert_max_num_queries(22):
        page = browser.get(f"{AT}suche/{search.pk}/fundstellen/")
    assert len(page.context["rows"]) == 50
    older = browser.get(f"{AT}suche/{search.pk}/fundstellen/?{page.context['older']}")
    assert len(older.context["rows"]) == 10
    with django_assert_max_num_queries(20):
        assert browser.get(f"{AT}quellen/").status_code == 200
    assert browser.get(f"{AT}suche/{search.pk}/").status_code == 200
    assert browser.get(f"{AT}einlesen/").status_code == 200


def test_what_cannot_be_read_is_told_at_the_field_and_nothing_is_kept(signed_in, cem):
    answer = signed_in(cem).post(f"{AT}neu/", {**TYPED, "query": "Prüfmeister ("})
    assert answer.status_code == 422
    assert "Hier fehlt ein Wort" in answer.content.decode()
    assert not Search.objects.exists()


def test_a_file_of_another_tool_is_shown_first_and_stored_once(signed_in, cem, workspace):
    data = "Datum;Inhalt;Autor;Likes\n01.11.2026 10:30;Das Werk Nord;Karla;1.200\nkein Tag;Werk Nord;Udo;3\n".encode(
        "utf-16"
    )
    browser = signed_in(cem)

    def send(**more):
        file = SimpleUploadedFile("export.csv", data, content_type="text/csv")
        return browser.post(f"{AT}einlesen/", {"file": file, "name": "Altes Werkzeug", **more})

    shown = send().content.decode()
    assert "1 Zeile kann gespeichert werden" in shown
    assert "Zeile 3: „kein Tag“ ist kein Zeitpunkt." in shown
    assert not Source.objects.exists()
    assert send(store="1").context["imported"].taken.new == 1
    assert send(store="1").context["imported"].taken.known == 1
    assert work_off() == 1
    assert not Mention.objects.exists()  # nothing is looked for yet


def test_hostile_text_is_shown_as_text(signed_in, cem, workspace, now):
    search = make_search(cem, now)
    wild = "Werk Nord <script>alert(1)</script><img src=x onerror=alert(2)> \x00 zu Ende"
    hear(workspace, make_source(workspace), [make_item(1, wild, now, url="javascript:alert(3)")], now)
    work_off()
    page = signed_in(cem).get(f"{AT}suche/{search.pk}/fundstellen/").content.decode()
    assert "alert(" not in page
    assert Mention.objects.get().text == "Werk Nord   zu Ende"


def test_nobody_changes_or_sees_searches_of_another_workspace(signed_in, cem, emil, now):
    theirs = make_search(emil, now)
    browser = signed_in(cem)
    for address in ("", "fundstellen/"):
        assert browser.get(f"{AT}suche/{theirs.pk}/{address}").status_code == 404
    assert browser.post(f"{AT}suche/{theirs.pk}/loeschen/").status_code == 404
