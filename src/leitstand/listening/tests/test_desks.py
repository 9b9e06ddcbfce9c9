"""Desks and topics: the figures are those of the mentions, and what people make of them is kept beside them."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.urls import reverse

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.models import Notification
from leitstand.house.spans import Span
from leitstand.listening.actions.count_terms import count_changed_terms
from leitstand.listening.actions.judge_alarms import judge_alarms
from leitstand.listening.actions.keep_finding import close_finding, keep_finding
from leitstand.listening.actions.keep_topic import keep_topic
from leitstand.listening.actions.keep_words import keep_words, preset_words, searches_with_alarm, words_watched
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.core.query import parse
from leitstand.listening.models import Alarm, AlarmRaised, DayFigures, Finding, Mention, Search, TermDay, Topic
from leitstand.listening.queries import desks, figures
from leitstand.listening.queries.figures import Scope
from leitstand.listening.tests.factories import hear, make_item, make_search, make_source
from leitstand.strategy.models import Decision

pytestmark = pytest.mark.django_db
AT = "/w/werk/zuhoeren/"
NASTY = "<script>alert(1)</script> 👩‍🏭 שלום"


@pytest.fixture
def own(cem, now) -> Search:
    return make_search(
        cem, now - timedelta(days=90), name="Werk Nord", query='"Werk Nord"', subject="Pumpe K2", misspellings=False, overlap=20
    )  # fmt: skip


@pytest.fixture
def rival(cem, now) -> Search:
    return make_search(
        cem, now - timedelta(days=90), name="Südpumpe", query="Südpumpe", purpose="competitor", misspellings=False
    )


def heard(workspace, now, texts, *, name: str = "Export", days: int = 1, **told) -> None:
    """Have texts come in, all of one day."""
    source = make_source(workspace, name=name, scope=f"file:{name}")
    items = [
        make_item(
            f"{name}-{number}", text, now - timedelta(days=days, minutes=20 + number), author_id=f"a{number}", **told
        )
        for number, text in enumerate(texts)
    ]
    hear(workspace, source, items, now)
    while work_off():
        pass


# So different that none counts as a copy of another.
APART = (
    "Montagmorgen Halle sieben Kollegen Kaffee", "gestern Kundendienst Hamburg Telefon lange", "Ersatzteil bestellt Mainz Lieferung offen",
    "Messe Hannover Gespräch Einkäufer interessiert", "Lehrling fragt Meister erklärt Zeichnung", "Nachtschicht ruhig Anlage brummt leise",
    "Wochenende Garten Nachbar erzählt davon", "Handbuch Seite zwölf Abbildung unscharf", "Vertrieb Bayern Angebot Rabatt Frist",
)  # fmt: skip


def apart(words: str, count: int, *, after: int = 0) -> list[str]:
    """Texts that hold the same words and otherwise nothing in common."""
    return [f"{rest.rsplit(' ', 1)[0]} {words} {rest.rsplit(' ', 1)[1]}" for rest in APART[after : after + count]]


def span(now: datetime, days: int = 30) -> Span:
    return Span(now.date() - timedelta(days=days - 1), now.date())


def finding(now, **told):
    first = {
        "figure": "Negativ: 40 %, davor 10 %", "why": "Die Dichtung der Charge 7 leckt.", "action": "Charge zurückrufen",
        "owner": None, "due_on": None, "first": now.date() - timedelta(days=6), "last": now.date(), "mentions": [],
        "decision": None,
    }  # fmt: skip
    return {**first, **told}


# ── the figures ──────────────────────────────────────────────────────────────


@pytest.mark.guide("G5.4-06")
@pytest.mark.parametrize("seed", range(4))
def test_counts_of_any_days_and_sources_are_those_of_the_mentions_counted_one_by_one(cem, now, own, seed):
    chance = Random(seed)
    for name in ("Forum", "Presse"):
        source = make_source(cem.workspace, name=name, scope=f"file:{name}")
        items = [
            make_item(
                f"{name}-{number}", f"Werk Nord {chance.randrange(10**9)} {chance.choice(('läuft', 'steht', 'kommt'))}",
                now - timedelta(days=chance.randrange(40), minutes=chance.randrange(600)),
                likes=chance.choice((None, 0, 7)), comments=chance.choice((None, 2)), shares=chance.choice((None, 1)),
                followers=chance.choice((None, 500)), sharers_followers=chance.choice((None, 90)),
            )
            for number in range(25)
        ]  # fmt: skip
        hear(cem.workspace, source, items, now)
    while work_off():
        pass
    one = chance.choice([None, *DayFigures.objects.values_list("source", flat=True).distinct()])
    asked = Span(
        now.date() - timedelta(days=chance.randrange(15, 40)), now.date() - timedelta(days=chance.randrange(10))
    )
    begin, end = asked.moments(cem.workspace)
    rows = [m for m in Mention.objects.filter(at__gte=begin, at__lt=end) if one is None or m.source_id == one]
    told = [m for m in rows if (m.likes, m.comments, m.shares) != (None, None, None)]

    found = figures.whole(figures.by_search(Scope([own], asked, () if one is None else (one,))).values())

    assert found.sums.mentions == len(rows)
    assert found.interactions == (
        sum((m.likes or 0) + (m.comments or 0) + (m.shares or 0) for m in told) if told else None
    )
    course = figures.days_together(Scope([own], asked))
    assert len(course) == asked.days
    assert sum(total.read for _day, total in course) == len(
        [m for m in Mention.objects.filter(at__gte=begin, at__lt=end) if m.tone]
    )


@pytest.mark.guide("G5.4-07")
def test_the_potential_reach_is_that_of_author_and_sharers_less_those_who_follow_both(signed_in, cem, clock, now, own):
    heard(cem.workspace, now, ["Werk Nord liefert"], followers=1_000, sharers_followers=500)
    heard(cem.workspace, now, ["Werk Nord liefert nicht"], name="Feed")
    scope = Scope([own], span(now))
    # 1,000 + 500 less a fifth of the sharers' followers; nobody told anything of the second mention.
    assert figures.whole(figures.by_search(scope).values()).reach == 1_400
    assert figures.whole(figures.by_search(scope, overlap=50).values()).reach == 1_250
    page = signed_in(cem).get(f"{AT}ruf/?ueberlappung=50").content.decode()
    assert "1.250" in page
    assert "Potenziell heißt" in page
    assert "bekannt von 1 Fundstellen" in page
    assert figures.whole(figures.by_search(Scope([own], span(now), (99,))).values()).reach is None


@pytest.mark.guide("G5.4-10")
def test_the_share_of_each_tone_is_told_by_subject_and_follows_a_correction(signed_in, cem, clock, now, own):
    make_search(cem, now, name="Chefin", query="Petersen", subject="Geschäftsführung", misspellings=False)
    texts = [f"Werk Nord ist großartig und hilft sofort {n}" for n in range(3)]
    heard(cem.workspace, now, [*texts, "Werk Nord ist kaputt, ein schrecklicher Ärger, nie wieder"])
    heard(cem.workspace, now, ["Petersen spricht am Montag"], name="Presse")
    browser = signed_in(cem)
    page = browser.get(f"{AT}ruf/")
    subjects = {name: {tone: count for tone, count, _s in shares} for name, _n, shares, _b in page.context["subjects"]}
    assert set(subjects) == {"Pumpe K2", "Geschäftsführung"}
    assert sum(subjects["Pumpe K2"].values()) == 4
    before = subjects["Pumpe K2"]["Negativ"]
    one = Mention.objects.filter(text__contains="großartig").exclude(tone="negative").first()
    browser.post(f"{AT}fundstelle/{one.pk}/ton/", {"tone": "negative", "back": f"{AT}ruf/"})
    page = browser.get(f"{AT}ruf/")
    subjects = {name: {tone: count for tone, count, _s in shares} for name, _n, shares, _b in page.context["subjects"]}
    assert subjects["Pumpe K2"]["Negativ"] == before + 1
    assert "unsicher" in page.content.decode()


@pytest.mark.guide("G5.4-02")
def test_the_reputation_desk_shows_volume_tone_topics_and_who_is_heard(
    signed_in, cem, clock, now, own, django_assert_max_num_queries
):
    heard(
        cem.workspace,
        now,
        [f"{one} {NASTY}" for one in apart("Werk Nord Dichtung tropft", 8)],
        followers=40,
        author_handle="mia",
    )
    count_changed_terms(now=now, until=lambda: False)
    browser = signed_in(cem)
    browser.get(f"{AT}ruf/")
    with django_assert_max_num_queries(36):
        page = browser.get(f"{AT}ruf/")
    shown = page.content.decode()
    assert page.context["descriptive"][0].now == "8"
    assert "dichtung" in shown
    assert "mia" in shown
    assert "<script>alert" not in shown
    assert browser.get(f"{AT}tage/ruf.xlsx").content.startswith(b"PK")
    table = b"".join(browser.get(f"{AT}tage/ruf.csv")).decode("utf-8-sig").splitlines()
    assert table[1].startswith(f"{(now - timedelta(days=1)).strftime('%d.%m.%Y')};Werk Nord;8;")


def test_words_of_people_are_read_of_the_busiest_searches_alone(cem, now, django_assert_num_queries):
    searches = [make_search(cem, now, name=f"S{number}", query=f"Wort{number}") for number in range(desks.BUSIEST + 3)]
    source = make_source(cem.workspace)
    for number, one in enumerate(searches):
        DayFigures.objects.create(
            workspace=cem.workspace, search=one, source=source, day=now.date(), mentions=number + 1, groups=1
        )
    scope = Scope(searches, span(now))
    with django_assert_num_queries(1):
        found = desks.busiest(scope)
    assert {one.name for one in found.searches} == {f"S{number}" for number in range(3, desks.BUSIEST + 3)}
    assert desks.busiest(Scope(searches[:3], span(now))).searches == searches[:3]


def test_without_searches_every_desk_says_how_to_begin(signed_in, cem, dora, clock):
    for page in ("ruf/", "krise/", "markt/", "themen/"):
        assert "Neue" in signed_in(cem).get(f"{AT}{page}").content.decode()
        assert signed_in(dora).get(f"{AT}{page}").status_code == 200


def test_wrong_days_and_odd_wishes_break_nothing(signed_in, cem, clock, now, own):
    browser = signed_in(cem)
    for query in (
        "von=2026-13-01",
        "von=2026-11-09&bis=2026-11-01",
        "quelle=x",
        "ueberlappung=-4",
        "ueberlappung=٣",
        "neben=?",
    ):
        assert browser.get(f"{AT}ruf/?{query}").status_code == 200
    assert browser.get(f"{AT}tage/nichts.csv").status_code == 404


# ── competition and trends ───────────────────────────────────────────────────


@pytest.mark.guide("G5.4-04")
def test_competitors_stand_beside_us_with_the_same_figures_and_the_share_of_voice(
    signed_in, cem, clock, now, own, rival
):
    heard(cem.workspace, now, [f"Werk Nord Nachricht {n}" for n in range(3)])
    heard(cem.workspace, now, [f"Südpumpe meldet {n} und mehr" for n in range(9)], name="Presse", likes=2)
    page = signed_in(cem).get(f"{AT}markt/")
    rows = {
        one.name: (total.sums.mentions, total.interactions, voice) for one, total, voice, *_ in page.context["table"]
    }
    # 3 of 12 and 9 of 12.
    assert rows == {"Werk Nord": (3, None, "25,0 %"), "Südpumpe": (9, 18, "75,0 %")}
    assert "nicht Werbeausgaben" in page.content.decode()
    # A second search of our own adds to our voice: 5 of 14.
    make_search(cem, now, name="Werk West", query='"Werk West"', misspellings=False)
    heard(cem.workspace, now, ["Werk West baut", "Werk West stellt ein"], name="Lokal")
    assert signed_in(cem).get(f"{AT}markt/").context["voice"] == "35,7 %"


def test_desks_ask_the_database_no_more_the_more_searches_there_are(
    signed_in, cem, clock, now, django_assert_max_num_queries
):
    for number in range(30):
        purpose = ("reputation", "competitor", "crisis")[number % 3]
        make_search(cem, now, name=f"S{number}", query=f"Wort{number}", purpose=purpose, misspellings=False)
    heard(cem.workspace, now, [f"Wort{number} steht hier ganz allein" for number in range(30)])
    browser = signed_in(cem)
    # What rises costs four reads for each of the twelve busiest searches.
    for page, most in (("ruf/", 36), ("krise/", 36), ("markt/", 80)):
        browser.get(f"{AT}{page}")
        with django_assert_max_num_queries(most):
            assert browser.get(f"{AT}{page}").status_code == 200


@pytest.mark.guide("G5.4-11")
def test_topics_are_counted_by_day_and_held_against_as_many_days_before(signed_in, cem, clock, now, own):
    heard(cem.workspace, now, apart("Werk Nord Wartung", 3), days=8, name="alt")
    count_changed_terms(now=now - timedelta(days=6), until=lambda: False)
    heard(cem.workspace, now, apart("Werk Nord Rückruf", 4, after=3), days=1, name="neu")
    heard(cem.workspace, now, apart("Werk Nord Wartung", 2, after=7), days=2, name="neu2")
    count_changed_terms(now=now, until=lambda: False)
    week = Scope([own], span(now, 7))
    found = {one.term: (one.posts, one.before) for one in desks.spoken_of(week).frequent}
    assert found["rückruf"] == (4, 0)
    assert found["wartung"] == (2, 3)
    assert [(one.term, one.posts) for one in desks.frequency_of(week, ["streik", "Rückruf"])] == [
        ("Rückruf", 4),
        ("streik", 0),
    ]
    shown = signed_in(cem).get(f"{AT}markt/").content.decode()
    assert "G² = 2" in shown
    assert "rückruf" in shown


def test_a_term_rises_in_the_days_only_beyond_chance(cem, now, own):
    for day, count in ((8, 200), (1, 200)):
        DayFigures.objects.create(
            workspace=cem.workspace, search=own, source=make_source(cem.workspace, name=f"{day}", scope=f"file:{day}"), groups=count,
            mentions=count, day=now.date() - timedelta(days=day),
        )  # fmt: skip
    for term, before, present in (("rückruf", 2, 40), ("pumpe", 90, 95), ("neu", 0, 5)):
        for day, count in ((8, before), (1, present)):
            if count:
                TermDay.objects.create(
                    workspace=cem.workspace, search=own, day=now.date() - timedelta(days=day), term=term, posts=count
                )
    assert [one.term for one in desks.spoken_of(Scope([own], span(now, 7))).risen] == ["rückruf"]


# ── crisis ───────────────────────────────────────────────────────────────────


@pytest.mark.guide("G5.4-03")
def test_a_word_on_the_list_gives_an_alarm_at_once_and_the_desk_leads_to_the_plan(signed_in, cem, clock, now, own):
    browser = signed_in(cem)
    told = {"words": "Rückruf\n  nie   wieder \nRückruf\n", "alarm_for": [own.pk]}
    assert browser.post(f"{AT}krise/woerter/", told).status_code == 302
    assert words_watched(cem.workspace.pk) == ("nie wieder", "rückruf")
    heard(cem.workspace, now, ["Werk Nord: Rückruf der Pumpe K2"], days=0)
    judge_alarms(now=now)
    assert AlarmRaised.objects.get().alarm.kind == "word"
    assert Notification.objects.filter(kind="listening.alarm").exists()
    count_changed_terms(now=now, until=lambda: False)
    page = browser.get(f"{AT}krise/")
    shown = page.content.decode()
    assert page.context["today"].mentions == 1
    assert "noch niemand hat nachgesehen" in shown
    for name in ("community_crises", "community_ladder", "community_roster"):
        assert reverse(name, args=["werk"]) in shown


def test_a_watched_word_counts_even_once_and_even_where_its_words_say_nothing_by_themselves(cem, now, own):
    keep_words(cem, ["Nie wieder", "Leck"], alarm_for=[], now=now)
    heard(cem.workspace, now, ["Werk Nord? Nie  wieder!", "Das Lecken von Werk Nord am Zaun ist nichts"])
    count_changed_terms(now=now, until=lambda: False)
    found = desks.frequency_of(Scope([own], span(now, 7)), words_watched(cem.workspace.pk))
    assert [(one.term, one.posts) for one in found] == [("nie wieder", 1), ("leck", 0)]


def test_the_list_begins_with_a_preset_and_alarms_follow_its_changes(cem, own, rival, now):
    assert words_watched(cem.workspace.pk) == preset_words()
    assert all(parse(f'"{word}"') for word in preset_words())
    keep_words(cem, ["Leck"], alarm_for=[own, rival], now=now)
    keep_words(cem, ["Leck", "Brand"], alarm_for=[rival], now=now)
    assert searches_with_alarm(cem.workspace.pk) == {rival.pk}
    assert Alarm.objects.get().words == '"brand" OR "leck"'
    for wrong in ([], [" ", '"'], ["x" * 61], [f"w{n}" for n in range(201)]):
        with pytest.raises(Invalid):
            keep_words(cem, wrong, alarm_for=[], now=now)
    assert words_watched(cem.workspace.pk) == ("brand", "leck")


def bad_days(cem, own, now, counts) -> None:
    """So many negative mentions today and on each day before."""
    source = make_source(cem.workspace)
    for back, negative in enumerate(counts):
        DayFigures.objects.create(
            workspace=cem.workspace, search=own, source=source, day=now.date() - timedelta(days=back), mentions=negative + 1,
            groups=negative + 1, negative=negative, neutral=1,
        )  # fmt: skip


def test_a_day_far_worse_than_usual_is_named_in_the_first_line(signed_in, cem, clock, now, own):
    # One storm among the days before does not lift what is usual: it is the middle.
    bad_days(cem, own, now, [12, 1, 1, 40, *[1] * 10])
    shown = signed_in(cem).get(f"{AT}krise/").content.decode()
    assert "12 negative Fundstellen heute, 1 an einem gewöhnlichen Tag" in shown
    DayFigures.objects.filter(day=now.date()).update(negative=4)
    assert "Ungewöhnlich" not in signed_in(cem).get(f"{AT}krise/").content.decode()


def test_who_has_listened_for_two_days_is_told_no_usual_and_raises_no_alarm(signed_in, cem, clock, now, own):
    bad_days(cem, own, now, [9, 1, 1])
    page = signed_in(cem).get(f"{AT}krise/")
    assert (page.context["usual"], page.context["is_unusual"]) == (None, False)
    assert "nach drei Tagen bekannt" in page.content.decode()


def test_a_list_no_alarm_could_listen_for_is_refused_at_its_field(signed_in, cem, own, now):
    for wrong in ("...", "\n".join(f"{'lang' * 14}{number}" for number in range(120))):
        answer = signed_in(cem).post(f"{AT}krise/woerter/", {"words": wrong, "alarm_for": [own.pk]})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"words"}
    assert not Alarm.objects.exists()


# ── topics and findings ──────────────────────────────────────────────────────


@pytest.mark.guide("G5.4-01")
@pytest.mark.guide("G5.4-08")
def test_a_topic_has_figures_of_its_days_and_findings_with_reason_action_and_decision(
    signed_in, cem, ada, clock, now, own, django_assert_max_num_queries
):
    heard(cem.workspace, now, [f"Werk Nord Dichtung {n} leckt, ein Ärger" for n in range(6)])
    browser = signed_in(cem)
    told = {
        "name": "Vertrauen in K2", "question": "Trauen Einkäufer der Pumpe?", "searches": [own.pk], "days": 30,
    }  # fmt: skip
    assert browser.post(f"{AT}themen/neu/", told).status_code == 302
    topic = Topic.objects.get()
    page = browser.get(f"{AT}themen/{topic.pk}/")
    # What only describes stands apart from what can be acted on; beside the figures stand the words of people.
    assert [one.label for one in page.context["descriptive"]] == [
        "Erwähnungen",
        "Ohne Kopien",
        "Interaktionen",
        "Potenzielle Reichweite",
    ]
    assert page.context["actionable"][0].label == "Negativ, von den gelesenen"
    assert "Dichtung" in page.content.decode()

    # Every figure leads to its why: the sentence is there already.
    write = f"{AT}befund/neu/?thema={topic.pk}&zahl=Negativ%3A+40+%25"
    form = browser.get(write)
    assert form.context["form"]["figure"].value() == "Negativ: 40 %"
    mention = Mention.objects.first()
    days = {"first": (now.date() - timedelta(days=6)).isoformat(), "last": now.date().isoformat()}
    missing = browser.post(write, {"figure": "Negativ: 40 %", **days})
    assert missing.status_code == 422
    assert set(missing.context["form"].errors) == {"why", "action"}
    kept = {
        "figure": "Negativ: 40 %", "why": f"Die Dichtung leckt {NASTY}", "action": "Charge 7 zurückrufen", "owner": ada.person.pk,
        "due_on": "2026-11-20", "mentions": [str(mention.pk)], **days,
    }  # fmt: skip
    assert browser.post(write, kept).status_code == 302
    found = Finding.objects.get()
    assert (found.topic, found.owner, found.mentions) == (topic, ada.person, [mention.pk])
    assert Notification.objects.filter(person=ada.person, kind="listening.finding").count() == 1

    # It led to a decision, and what followed was done.
    decision = Decision.objects.create(
        workspace=cem.workspace, about="tool", subject="Charge 7", outcome="Rückruf", decided_at=now
    )
    browser.post(f"{AT}befund/{found.pk}/", {**kept, "decision": decision.pk})
    browser.post(f"{AT}befund/{found.pk}/erledigt/")
    found.refresh_from_db()
    assert (found.state, found.decision) == ("done", decision)
    with django_assert_max_num_queries(36):
        shown = browser.get(f"{AT}themen/{topic.pk}/").content.decode()
    for words in ("Charge 7 zurückrufen", "Rückruf", "Erledigt"):
        assert words in shown
    assert "<script>alert" not in shown


def test_fixed_days_hold_whatever_day_it_is_and_the_year_before_keeps_its_weekdays(signed_in, cem, clock, now, own):
    topic = keep_topic(
        cem,
        {"name": "Messe", "question": "", "searches": [own], "sources": [], "days": None,
            "first": date(2026, 10, 5), "last": date(2026, 10, 9),
        },
        now=now,
    )  # fmt: skip
    page = signed_in(cem).get(f"{AT}themen/{topic.pk}/?neben=jahr")
    assert page.context["span"] == Span(date(2026, 10, 5), date(2026, 10, 9))
    assert page.context["against"] == Span(date(2025, 10, 6), date(2025, 10, 10))
    assert signed_in(cem).get(f"{AT}themen/{topic.pk}/?als=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"searches": []}, "searches"),
        ({"days": None}, "days"),
        ({"days": 0}, "days"),
        ({"days": None, "first": date(2026, 2, 2), "last": date(2026, 2, 1)}, "last"),
    ],
)
def test_a_topic_that_cannot_be_is_refused_at_its_field(cem, now, own, wrong, field):
    whole = {"name": "Ruf", "question": "", "searches": [own], "sources": [], "days": 30, "first": None, "last": None}
    with pytest.raises(Invalid) as refused:
        keep_topic(cem, {**whole, **wrong}, now=now)
    assert set(refused.value.errors) == {field}


def test_two_topics_cannot_have_one_name(cem, now, own):
    whole = {"name": "Ruf", "question": "", "searches": [own], "sources": [], "days": 30, "first": None, "last": None}
    first = keep_topic(cem, whole, now=now)
    with pytest.raises(Invalid):
        keep_topic(cem, {**whole, "name": " Ruf "}, now=now)
    assert keep_topic(cem, {**whole, "question": "Neu?"}, now=now, topic=first).question == "Neu?"


def test_findings_are_kept_by_those_who_answer_and_never_over_a_fence(cem, dora, emil, now, own):
    with pytest.raises(NotAllowed):
        keep_finding(dora, finding(now), desk="ruf", now=now)
    kept = keep_finding(cem, finding(now), desk="ruf", now=now)
    with pytest.raises(Foreign):
        close_finding(emil, kept, is_done=True, now=now)
    for wrong, where in (
        ({"mentions": [123456]}, "mentions"),
        ({"last": date(2020, 1, 1)}, "last"),
        ({"why": " "}, "why"),
    ):
        with pytest.raises(Invalid) as refused:
            keep_finding(cem, finding(now, **wrong), desk="ruf", now=now)
        assert set(refused.value.errors) == {where}
    with pytest.raises(Invalid):
        keep_finding(cem, finding(now), desk="nirgends", now=now)


def test_days_of_the_workspace_count_on_the_day_the_clock_changes(cem):
    # 25 October 2026 has 25 hours in Berlin.
    begin, end = Span(date(2026, 10, 25), date(2026, 10, 25)).moments(cem.workspace)
    assert (begin, end) == (datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))
