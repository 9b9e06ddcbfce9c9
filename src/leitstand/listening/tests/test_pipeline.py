"""What was heard is matched, stored, grouped and counted: each item once, whatever happens."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from leitstand.listening.actions import work_off as module
from leitstand.listening.actions.keep_search import keep_search
from leitstand.listening.actions.look_back import look_back
from leitstand.listening.actions.take_in import Full, TakenIn
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.models import DayFigures, HourFigures, Intake, LookBack, Match, Mention, Passed
from leitstand.listening.partitions import months_there
from leitstand.listening.tests.factories import fields, hear, make_item, make_search, make_source

pytestmark = pytest.mark.django_db


def test_what_fits_is_stored_once_with_how_it_was_found_and_the_rest_passes(cem, workspace, now):
    search = make_search(cem, now, query='"Werk Nord" OR Prüfmeister')
    source = make_source(workspace)
    told = [
        make_item(
            1, "Das Werk Nord liefert wieder nicht.", now, author_id="7", author_handle="karla", likes=3, followers=100
        ),
        make_item(2, "Der Prüfmiester von denen ist super", now),
        make_item(3, "#WerkNord baut aus", now),
        make_item(4, "Schönes Wetter heute", now),
    ]
    assert hear(workspace, source, told, now) == TakenIn(new=4)
    assert hear(workspace, source, told, now) == TakenIn(known=4)
    assert work_off() == 4
    assert work_off() == 0
    matches = {match.mention.external_id: match for match in Match.objects.select_related("mention")}
    assert set(matches) == {"1", "2", "3"}
    assert matches["2"].misspelt == ["prüfmiester"]
    assert (matches["3"].tagged, matches["1"].tagged) == (True, False)
    mention = matches["1"].mention
    assert len(mention.author_key) == 32
    assert (mention.likes, mention.shares, mention.followers) == (3, None, 100)
    assert Passed.objects.get().item["id"] == "4"
    figures = DayFigures.objects.get(search=search)
    assert (figures.mentions, figures.groups, figures.likes, figures.interactions_told) == (3, 3, 3, 1)
    assert (figures.authors_reach, figures.reach_told) == (100, 1)
    assert HourFigures.objects.get().mentions == 3


def test_what_says_the_same_is_one_group_and_counts_once(cem, workspace, now):
    make_search(cem, now)
    source = make_source(workspace)
    said = "Die neue Anlage im Werk Nord ist leider schon wieder ausgefallen"
    hear(
        workspace,
        source,
        [make_item(1, said, now), make_item(2, f"RT @karla: {said} https://kurz.example/1", now)],
        now,
    )
    work_off()
    hear(
        workspace,
        source,
        [make_item(3, said.replace("leider", "heute"), now), make_item(4, "Werk Nord lädt ein", now)],
        now,
    )
    work_off()
    groups = dict(Mention.objects.values_list("external_id", "group"))
    assert groups["1"] == groups["2"] == groups["3"] != groups["4"]
    figures = DayFigures.objects.get()
    assert (figures.mentions, figures.groups) == (4, 2)


def test_a_crash_in_the_middle_leaves_everything_as_it_was(cem, workspace, now, monkeypatch):
    make_search(cem, now)
    hear(workspace, make_source(workspace), [make_item(1, "Werk Nord", now)], now)
    with monkeypatch.context() as patched:
        patched.setattr(module, "_work", lambda _rows: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            work_off()
    assert Intake.objects.count() == 1
    assert work_off() == 1
    assert Mention.objects.count() == 1


def test_one_that_cannot_be_worked_off_is_set_aside_and_holds_up_nobody(cem, workspace, now, monkeypatch):
    make_search(cem, now)
    told = [make_item(number, f"Werk Nord {number}", now) for number in range(4)]
    hear(workspace, make_source(workspace), told, now)
    real = module.found_of

    def break_at_two(workspace_id, row, reading, fits):
        if row.item.id == "2":
            raise ValueError("broken")
        return real(workspace_id, row, reading, fits)

    monkeypatch.setattr(module, "found_of", break_at_two)
    assert work_off() == 4
    assert set(Mention.objects.values_list("external_id", flat=True)) == {"0", "1", "3"}
    assert Passed.objects.get().item["id"] == "2"


def test_a_month_gets_its_parts_before_its_first_mention_and_what_comes_from_the_future_is_taken_as_now(
    cem, workspace, now
):
    make_search(cem, now)
    old, future = datetime(2019, 3, 5, tzinfo=UTC), now + timedelta(days=400)
    told = [make_item(1, "Werk Nord", old), make_item(2, "Werk Nord grüßt", future), make_item(3, "", now)]
    assert hear(workspace, make_source(workspace), told, now) == TakenIn(new=2, empty=1)
    work_off()
    assert {old.date().replace(day=1), now.date().replace(day=1)} <= months_there()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM listening_mention_rest")
        assert cursor.fetchone() == (0,)
    assert Mention.objects.get(external_id="2").at == now


def test_when_too_much_waits_nothing_more_is_taken_in(cem, workspace, now, monkeypatch):
    monkeypatch.setattr("leitstand.listening.actions.take_in.MOST_WAITING", 2)
    source = make_source(workspace)
    hear(workspace, source, [make_item(1, "a", now), make_item(2, "b", now)], now)
    with pytest.raises(Full):
        hear(workspace, source, [make_item(3, "c", now)], now)
    assert Intake.objects.count() == 2
    work_off()
    assert hear(workspace, source, [make_item(3, "c", now)], now).new == 1


def test_a_new_search_finds_what_was_said_before_and_a_changed_one_lets_go(cem, workspace, now):
    first = make_search(cem, now)
    hear(
        workspace, make_source(workspace), [make_item(1, "Werk Nord und Kamera", now), make_item(2, "Kamera", now)], now
    )
    work_off()
    second = make_search(cem, now, name="Kamera", query="Kamera")
    while look_back(second.pk, now=now):
        pass
    assert set(Match.objects.filter(search=second).values_list("mention__external_id", flat=True)) == {"1", "2"}
    assert not Passed.objects.exists()
    assert DayFigures.objects.get(search=second).mentions == 2
    row = LookBack.objects.get(search=second)
    assert (row.found, row.done, row.percent) == (2, 2, 100)

    keep_search(cem, fields(query="Kamera -Nord"), now=now, search=first)
    while look_back(first.pk, now=now):
        pass
    assert list(Match.objects.filter(search=first).values_list("mention__external_id", flat=True)) == ["2"]
    assert DayFigures.objects.get(search=first).mentions == 1
