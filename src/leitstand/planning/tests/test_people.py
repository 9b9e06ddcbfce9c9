"""People and partners in posts: series with consent, job chains, references with release, partners with approval."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from leitstand.house.actor import Actor, Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.answer_release import ask_release, note_release
from leitstand.planning.actions.keep_job import advertise, fill_job
from leitstand.planning.actions.keep_partner import join_partner, keep_partner
from leitstand.planning.actions.keep_reference import drop_reference, keep_reference, plan_reference
from leitstand.planning.actions.keep_series import add_turn, drop_turn, keep_series, put_first
from leitstand.planning.actions.plan_series import plan_series
from leitstand.planning.core.releases import Agreement, obstacle
from leitstand.planning.core.series import between, coverage, days, has_hashtag, tidy_hashtag
from leitstand.planning.models import Item, JobAd, Partner, Reference, Release, Series
from leitstand.planning.queries.people import demands_of, stands
from leitstand.planning.tests.factories import make_channel, make_item

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _german():
    """A page leaves its language behind in this thread; the next test begins in German again."""
    with translation.override("de"):
        yield


def page(actor: Actor, name: str, *more: object) -> str:
    return reverse(name, args=[actor.workspace.slug, *more])


def series_of(actor: Actor, now: datetime, **more: object) -> Series:
    """Make a weekly series on Wednesdays at ten, from Monday, 2 November 2026 on."""
    told = {
        "name": "Wer macht was", "hashtag": "#TeamWerk", "every_weeks": 1, "weekday": 3, "at": time(10),
        "starts": TODAY, "channel_ids": [], "departments": ["Montage", "Vertrieb"], "questions": "Was begeistert dich?",
        **more,
    }  # fmt: skip
    return keep_series(actor, told, now=now)


def turn_in(actor: Actor, series: Series, now: datetime, name: str, department: str = "Montage"):
    return add_turn(actor, series, {"name": name, "department": department, "story": "", "email": ""}, now=now)


def reference_of(actor: Actor, now: datetime, **more: object) -> Reference:
    told = {
        "customer": "Molkerei Nord", "email": "", "project": "Deckelprüfung", "quote": "Es läuft.", "quoted": "Frau Ott",
        "rating_url": "https://sterne.example/klarblick", "starts": None, "ends": None, "every_weeks": 0,
        "channel_ids": [], **more,
    }  # fmt: skip
    return keep_reference(actor, told, now=now)


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


# ── the pure parts ──


def test_a_rhythm_begins_with_its_first_weekday_and_goes_on_after_what_is_planned() -> None:
    wednesdays = days(starts=TODAY, weekday=3, every_weeks=2, after=date(2026, 11, 1))
    assert list(islice(wednesdays, 3)) == [date(2026, 11, 4), date(2026, 11, 18), date(2026, 12, 2)]
    assert next(days(starts=TODAY, weekday=3, every_weeks=2, after=date(2026, 11, 4))) == date(2026, 11, 18)
    assert next(days(starts=TODAY, weekday=1, every_weeks=4, after=date(2026, 11, 3))) == date(2026, 11, 30)


def test_departments_without_a_turn_come_first() -> None:
    assert coverage(["Montage", "Vertrieb"], ["Montage", "Einkauf", "Montage", ""]) == [
        ("Vertrieb", 0),
        ("Montage", 2),
        ("Einkauf", 1),
    ]


def test_a_hashtag_is_tidied_and_found_as_a_whole_word() -> None:
    assert tidy_hashtag(" Team Werk! ") == "#TeamWerk"
    assert tidy_hashtag("#") == ""
    assert has_hashtag("Heute Gerda. #teamwerk!", "#TeamWerk")
    assert not has_hashtag("#TeamWerkstatt", "#TeamWerk")


def test_posts_on_the_way_leave_the_last_day_to_the_ending() -> None:
    assert between(starts=TODAY, ends=date(2026, 12, 28), every_weeks=4) == [TODAY, date(2026, 11, 30)]
    assert between(starts=TODAY, ends=date(2026, 12, 28), every_weeks=0) == []


@pytest.mark.parametrize(
    ("agreement", "why"),
    [
        (Agreement("open"), "open"),
        (Agreement("refused"), "refused"),
        (Agreement("given"), None),
        (Agreement("given", valid_until=date(2026, 11, 1)), "expired"),
        (Agreement("given", valid_until=TODAY), None),
        (Agreement("given", agreed="a", current="a"), None),
        (Agreement("given", agreed="a", current="b"), "changed"),
    ],
)
def test_an_agreement_covers_a_post_while_it_is_given_valid_and_about_the_same_words(agreement, why) -> None:
    assert obstacle(agreement, TODAY) == why


# ── series (G2.3-03) ──


@pytest.mark.guide("G2.3-03")
@pytest.mark.django_db
def test_the_queue_of_a_series_gets_its_days_in_the_rhythm_and_a_holiday_moves_on(ada, now):
    # 6 January 2027, Epiphany, is a holiday in Bavaria: its post stands on Thursday.
    ada.workspace.state = "BY"
    ada.workspace.save()
    series = series_of(ada, now, starts=date(2026, 12, 30))
    for name in ("Gerda", "Cem", "Ralf"):
        turn_in(ada, series, now, name)
    items = plan_series(ada, series, count=2, now=now)
    assert [(one.title, one.planned_at) for one in items] == [
        ("Wer macht was: Gerda", datetime(2026, 12, 30, 9, 0, tzinfo=UTC)),
        ("Wer macht was: Cem", datetime(2027, 1, 7, 9, 0, tzinfo=UTC)),
    ]
    (third,) = plan_series(ada, series, count=5, now=now)
    assert third.planned_at == datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
    assert "#TeamWerk" in third.notes
    assert "Was begeistert dich?" in third.notes
    with pytest.raises(Impossible):
        plan_series(ada, series, count=1, now=now)


@pytest.mark.guide("G2.3-03")
@pytest.mark.django_db
def test_each_post_of_a_series_needs_the_consent_of_whom_it_shows(ada, now):
    series = series_of(ada, now)
    turn = turn_in(ada, series, now, "Gerda")
    (item,) = plan_series(ada, series, count=1, now=now)
    assert [one.why for one in demands_of(item, TODAY)] == ["open"]
    release = Release.objects.get(turn=turn)
    with pytest.raises(Invalid):
        note_release(ada, release, "given", evidence=" ", now=now)
    note_release(ada, release, "given", evidence="Ordner Personal, 30.10.2026", now=now)
    assert [one.why for one in demands_of(item, TODAY)] == [None]
    note_release(ada, release, "given", evidence="Ordner", valid_until=date(2026, 11, 3), now=now)
    # The post stands on the fourth; the consent has run out by then.
    assert [one.why for one in demands_of(item, TODAY)] == ["expired"]


@pytest.mark.guide("G2.3-03")
@pytest.mark.django_db
def test_the_page_of_a_series_shows_queue_consent_and_who_is_missing(ada, clock, now, signed_in):
    series = series_of(ada, now)
    client = signed_in(ada)
    told = {"name": "Gerda", "department": "Montage", "story": "", "email": ""}
    assert client.post(page(ada, "planning_one_series", series.pk), told).status_code == 302
    shown = client.get(page(ada, "planning_one_series", series.pk)).content.decode()
    assert "Gerda" in shown
    assert "Vertrieb" in shown
    client.post(page(ada, "planning_plan_series", series.pk), {"count": "1"})
    assert Item.objects.get(title="Wer macht was: Gerda").planned_at == datetime(2026, 11, 4, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_queue_is_put_in_order_and_only_those_without_a_post_leave_it(ada, emil, cem, now):
    series = series_of(ada, now)
    first, second = turn_in(ada, series, now, "Gerda"), turn_in(ada, series, now, "Cem")
    put_first(ada, second, now=now)
    (item,) = plan_series(ada, series, count=1, now=now)
    assert item.title == "Wer macht was: Cem"
    second.refresh_from_db()
    with pytest.raises(Impossible):
        drop_turn(ada, second, now=now)
    drop_turn(ada, first, now=now)
    assert [turn.name for turn in series.turns.all()] == ["Cem"]
    assert Release.objects.count() == 1
    with pytest.raises(Foreign):
        plan_series(emil, series, count=1, now=now)
    with pytest.raises(NotAllowed):
        plan_series(cem, series, count=1, now=now)


@pytest.mark.django_db
def test_the_settings_of_a_series_are_kept_by_the_page(ada, clock, now, signed_in):
    told = {
        "name": "Köpfe", "hashtag": "Köpfe", "every_weeks": "2", "weekday": "2", "at": "09:30", "starts": "2026-11-02",
        "departments": "Montage\nService", "questions": "",
    }  # fmt: skip
    assert signed_in(ada).post(page(ada, "planning_new_series"), told).status_code == 302
    kept = Series.objects.get()
    assert (kept.hashtag, kept.every_weeks, kept.departments) == ("#Köpfe", 2, ["Montage", "Service"])
    assert signed_in(ada).post(page(ada, "planning_new_series"), told).status_code == 422


# ── the job chain (G2.3-04) ──


@pytest.mark.guide("G2.3-04")
@pytest.mark.django_db
def test_a_filled_job_becomes_a_success_story_six_weeks_after_the_first_day(ada, clock, now, signed_in):
    channel = make_channel(ada.workspace, "Karriere")
    client = signed_in(ada)
    told = {
        "title": "Mechatroniker (m/w/d)",
        "department": "Montage",
        "link": "",
        "day": "2026-11-05",
        "channels": [channel.pk],
    }
    assert client.post(page(ada, "planning_jobs"), told).status_code == 302
    job = JobAd.objects.get()
    assert job.item.planned_at == datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
    # First day on Monday, 16 November; six weeks on is 28 December.
    answer = client.post(page(ada, "planning_job_filled", job.pk), {"name": "Gerda Groß", "on": "2026-11-16"})
    assert answer.status_code == 302
    job.refresh_from_db()
    assert job.story.planned_at == datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
    assert (job.story.channel_ids, job.filled_on) == ([channel.pk], date(2026, 11, 16))
    assert [one.release.name for one in demands_of(job.story, TODAY)] == ["Gerda Groß"]
    # The advertisement is still to come: nobody should apply for a job that is taken.
    assert "Nehmen Sie sie aus dem Plan" in client.get(page(ada, "planning_jobs")).content.decode()
    with pytest.raises(Impossible):
        fill_job(ada, job, name="Noch jemand", on=TODAY, now=now)


@pytest.mark.django_db
def test_a_job_needs_a_name_and_a_story_never_lies_in_the_past(ada, now):
    with pytest.raises(Invalid):
        advertise(ada, {"title": " ", "department": "", "link": "", "day": None, "channel_ids": []}, now=now)
    job = advertise(ada, {"title": "Kran", "department": "", "link": "", "day": None, "channel_ids": []}, now=now)
    story = fill_job(ada, job, name="Gerda", on=date(2026, 3, 2), now=now)
    assert story.planned_at == datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


# ── references (G2.3-05) ──


@pytest.mark.guide("G2.3-05")
@pytest.mark.django_db
def test_a_long_project_gets_its_posts_on_the_way_and_one_at_the_end(ada, clock, now, signed_in):
    # From 2 November every four weeks until Monday, 28 December; today's is over, 30 November and the end remain.
    reference = reference_of(ada, now, starts=TODAY, ends=date(2026, 12, 28), every_weeks=4)
    assert signed_in(ada).post(page(ada, "planning_plan_reference", reference.pk)).status_code == 302
    items = list(reference.items.order_by("planned_at"))
    assert [(one.title, one.planned_at.date()) for one in items] == [
        ("Zwischenstand: Deckelprüfung", date(2026, 11, 30)),
        ("Erfolgsgeschichte: Deckelprüfung", date(2026, 12, 28)),
    ]
    assert "Es läuft." in items[0].notes
    assert "https://sterne.example/klarblick" in items[0].notes
    with pytest.raises(Impossible):
        plan_reference(ada, reference, now=now)
    with pytest.raises(Impossible):
        drop_reference(ada, reference, now=now)


@pytest.mark.guide("G2.3-05")
@pytest.mark.django_db
def test_the_customer_releases_the_quotation_in_writing_and_a_changed_one_needs_it_anew(ada, now):
    reference = reference_of(ada, now)
    (item,) = plan_reference(ada, reference, now=now)
    assert [one.why for one in demands_of(item, TODAY)] == ["open"]
    note_release(ada, reference.release, "given", evidence="Mail von Frau Ott, 1.11.2026", now=now)
    assert [one.why for one in demands_of(item, TODAY)] == [None]
    told = {
        "customer": "Molkerei Nord", "email": "", "project": "Deckelprüfung", "quote": "Es läuft hervorragend.",
        "quoted": "Frau Ott", "rating_url": "", "starts": None, "ends": None, "every_weeks": 0, "channel_ids": [],
    }  # fmt: skip
    keep_reference(ada, told, now=now, reference=reference)
    assert [one.why for one in demands_of(item, TODAY)] == ["changed"]


@pytest.mark.guide("G2.3-05")
@pytest.mark.django_db
def test_the_customer_agrees_by_a_link_without_an_account(ada, clock, now, signed_in):
    reference = reference_of(ada, now, email="ott@molkerei.example")
    signed_in(ada).post(page(ada, "planning_ask_release", reference.release_id))
    (letter,) = mail.outbox
    assert letter.to == ["ott@molkerei.example"]
    link = next(line for line in letter.body.splitlines() if "/einverstaendnis/" in line)
    client, address = Client(), reverse("planning_public_release", args=[token_of(link)])
    shown = client.get(address)
    assert "Es läuft." in shown.content.decode()
    answer = client.post(address, {"answer": "given", "seen": shown.context["seen"], "words": "Gern."})
    assert answer.status_code == 200
    release = Release.objects.get(pk=reference.release_id)
    assert (release.state, release.answer, stands(release, TODAY)) == ("given", "Gern.", None)
    assert Client().get(reverse("planning_public_release", args=["falsch"])).status_code == 404


# ── partners (G2.3-06) ──


@pytest.mark.guide("G2.3-06")
@pytest.mark.django_db
def test_a_partner_approves_exactly_the_words_they_have_read(ada, clock, now, signed_in):
    partner = keep_partner(
        ada, {"name": "Gehäuse AG", "kind": "supplier", "contact": "Herr Bock", "email": "", "mention": "@gehaeuse", "note": ""},
        now=now,
    )  # fmt: skip
    item = make_item(ada.workspace, "Dreißig Jahre", now + timedelta(days=3), text="Dreißig Jahre zusammen.")
    assert signed_in(ada).post(page(ada, "planning_join", item.pk), {"partner": partner.pk}).status_code == 302
    release = Release.objects.get(item=item, partner=partner)
    link, is_sent = ask_release(ada, release, now=now)
    assert not is_sent
    client, address = Client(), reverse("planning_public_release", args=[token_of(link)])
    seen = client.get(address).context["seen"]
    Item.objects.filter(pk=item.pk).update(text="Vierzig Jahre zusammen.")
    late = client.post(address, {"answer": "given", "seen": seen})
    assert late.status_code == 422
    assert "Vierzig Jahre" in late.content.decode()
    client.post(address, {"answer": "given", "seen": late.context["seen"]})
    item.refresh_from_db()
    assert [one.why for one in demands_of(item, TODAY)] == [None]
    Item.objects.filter(pk=item.pk).update(text="Fünfzig Jahre zusammen.")
    item.refresh_from_db()
    assert [one.why for one in demands_of(item, TODAY)] == ["changed"]


@pytest.mark.django_db
def test_a_post_that_is_out_is_no_longer_made_with_a_partner(ada, emil, now):
    partner = Partner.objects.create(workspace=ada.workspace, name="Gehäuse AG", added_at=now)
    out = make_item(ada.workspace, "Alt", now - timedelta(days=3), stage="published")
    with pytest.raises(Impossible):
        join_partner(ada, out, partner, now=now)
    with pytest.raises(Foreign):
        join_partner(emil, out, partner, now=now)


@pytest.mark.django_db
def test_every_page_of_people_and_partners_opens(ada, cem, clock, now, signed_in):
    series, reference = series_of(ada, now), reference_of(ada, now)
    turn_in(ada, series, now, "Gerda")
    partner = Partner.objects.create(workspace=ada.workspace, name="Gehäuse AG", added_at=now)
    job = advertise(ada, {"title": "Kran", "department": "", "link": "", "day": None, "channel_ids": []}, now=now)
    pages = (
        ("planning_series",), ("planning_new_series",), ("planning_one_series", series.pk),
        ("planning_series_settings", series.pk), ("planning_jobs",), ("planning_job_filled", job.pk),
        ("planning_references",), ("planning_reference", reference.pk), ("planning_new_reference",),
        ("planning_partners",), ("planning_partner", partner.pk), ("planning_new_partner",),
        ("planning_release", reference.release_id), ("planning_item", job.item_id),
    )  # fmt: skip
    for actor in (ada, cem):
        for name, *more in pages:
            assert signed_in(actor).get(page(actor, name, *more)).status_code == 200, (actor.name, name)
