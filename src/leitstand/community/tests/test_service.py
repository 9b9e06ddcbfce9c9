"""Service figures and the six kinds on screen: volumes, steps of the way, tone, channels beside each other, the week ahead."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.community import seams
from leitstand.community.actions.be_there import be_there
from leitstand.community.actions.keep_feedback import FeedbackFields, note_feedback
from leitstand.community.actions.keep_handling import HandlingFields, keep_handling
from leitstand.community.actions.keep_rules import LaneFields, RulesFields, keep_lanes, keep_rules
from leitstand.community.actions.place_incoming import place_incoming
from leitstand.community.actions.warn_capacity import warn_capacity
from leitstand.community.actions.watch_clock import watch_clock
from leitstand.community.actions.write_note import write_note
from leitstand.community.models import Answer, Case, Conversation, Incoming, KindRule
from leitstand.community.queries.service import Span, figures_by_channel, figures_in
from leitstand.community.seams import tell_tone
from leitstand.community.tests.desk_kit import HOUR, office, said, talk_of, wrote
from leitstand.community.tests.network import make_channel
from leitstand.house.errors import Invalid
from leitstand.house.models import Notification
from leitstand.kernel.interaction import Author

AT = "/w/werk/postfach/"


@pytest.fixture(autouse=True)
def nobody_tells_tones(monkeypatch):
    """Here people alone say what tone something has; what listening tells is put in from outside."""
    monkeypatch.setattr(seams, "_readers", [])


def person(number: int) -> Author:
    return Author(f"p-{number}", f"p{number}", f"Person {number}", "")


@pytest.mark.guide("G1.2-02")
def test_each_of_the_six_inquiries_has_an_owner_words_a_target_and_a_volume(net, channel, owner, cem, signed_in, clock):
    """Guide 1.2, figure 3: three phases, six inquiries."""
    office(cem, clock.now())
    texts = {
        "general": "Haben Sie am Samstag geöffnet?",
        "product": "Was kostet die kleine Pumpe?",
        "purchase": "Ich möchte zwei Stück bestellen",
        "appointment": "Kann ich einen Termin bekommen?",
        "support": "Die Pumpe ist defekt",
        "comment": "Bin sehr zufrieden!",
    }
    lanes = {name: LaneFields(cem.person, None, 10 * place, 100 * place) for place, name in enumerate(texts, 1)}
    keep_lanes(owner, lanes, now=clock.now())
    assert KindRule.objects.count() == 6
    browser = signed_in(cem)
    for place, (name, text) in enumerate(texts.items(), 1):
        incoming = wrote(net, text, clock.now(), author=person(place))
        case = talk_of(incoming).case
        assert (case.inquiry, case.due_at) == (name, clock.now() + timedelta(minutes=10 * place))
        shown = browser.get(f"{AT}{incoming.conversation_id}/")
        assert shown.context["owner"] == cem.person
        assert any(one.group == "Nach der Art des Anliegens" for one in shown.context["offers"])
    # One click changes what words suggested.
    last = talk_of(incoming)
    browser.post(f"{AT}{last.pk}/einordnen", {"inquiry": "product"})
    told = browser.get(f"{AT}anliegen/").context["phases"]
    assert [str(phase) for phase, _rows in told] == ["Vor dem Kauf", "Kauf", "Nach dem Kauf"]
    volumes = {row["kind"].id: row["count"]["cases"] for _phase, rows in told for row in rows}
    assert volumes == {"general": 1, "product": 2, "purchase": 1, "appointment": 1, "support": 1, "comment": 0}


@pytest.mark.guide("G1.2-01")
def test_every_interaction_stands_on_a_step_of_the_way_and_channels_show_their_distribution(
    net, channel, workspace, cem, signed_in, now
):
    """Guide 1.2: from following via discovering and informing to buying and service."""
    made = [
        wrote(net, "Ich folge euch!", now, kind="comment", author=person(1)),
        wrote(net, "Gerade entdeckt, toll", now, kind="mention", author=person(2)),
        wrote(net, "Was kostet das?", now, author=person(3)),
        wrote(net, "Ich möchte bestellen, nein kaufen", now, author=person(4)),
        wrote(net, "Mein Paket fehlt, defekt", now, author=person(5)),
    ]
    assert [one.stage for one in made] == ["follow", "discover", "inform", "buy", "service"]
    browser = signed_in(cem)
    browser.post(f"{AT}text/{made[0].pk}/einordnen", {"stage": "service"})
    other = make_channel(workspace, now, name="Service", external_id="a-2")
    Incoming.objects.filter(pk=made[1].pk).update(channel=other)
    rows = browser.get(f"{AT}leistung/").context["stage_rows"]
    assert [(str(one), [count for count, _share in counts], whole) for one, counts, whole in rows] == [
        (str(channel), [0, 0, 1, 1, 2], 4),
        (str(other), [0, 1, 0, 0, 0], 1),
    ]
    assert rows[0][1][4] == (2, 50)
    with pytest.raises(Invalid):
        place_incoming(cem, made[0], stage="nirgends", now=now)


@pytest.mark.guide("G1.2-06")
def test_first_answer_settling_reopening_and_satisfaction_are_measured_people_and_rules_apart(
    net, channel, cem, signed_in, clock
):
    """Guide 1.2, figure 6: faster, better and more reliable answers; automatic and manual answers counted separately."""
    office(cem, clock.now())
    first = wrote(net, "Was kostet das?", clock.now(), author=person(1))
    second = wrote(net, "Pumpe defekt", clock.now(), author=person(2))
    clock.advance(HOUR)
    said(cem, first, "200 Euro", clock)
    browser = signed_in(cem)
    browser.post(f"{AT}{first.conversation_id}/erledigt")
    clock.advance(HOUR)
    said(cem, second, "Wir tauschen sie", clock)
    browser.post(f"{AT}{second.conversation_id}/erledigt")
    clock.advance(HOUR)
    wrote(net, "Geht immer noch nicht", clock.now(), author=person(2))
    # They say how they liked it, by the link of the reply, without signing in.
    case = talk_of(first).case
    address = f"/rueckmeldung/bewertung/{case.rating_key}"
    assert Client().get(address).status_code == 200
    assert Client().post(address, {"stars": "9"}).status_code == 422
    assert Client().post(address, {"stars": "4"}).status_code == 200
    Answer.objects.filter(to=second).update(is_automatic=True)
    told = browser.get(f"{AT}leistung/").context
    figures = told["told"]
    assert (figures.first_minutes, figures.resolve_minutes) == (90, 60)  # 60 and 120; one is settled
    assert (figures.reopened, figures.satisfaction) == (Decimal("50.0"), Decimal("4.0"))
    assert (told["people"], told["rules"]) == (1, 1)


def _busy_weeks(workspace, channel, net, now, weeks: int, each: int) -> None:
    """Let cases have come in over whole weeks, each a little more than the one before."""
    seed = wrote(net, "Frage?", now, author=person(0))
    monday = now - timedelta(days=now.weekday())
    talk = talk_of(seed)
    Case.objects.all().delete()
    for week in range(weeks):
        for number in range(each * (week + 1)):
            moment = monday - timedelta(weeks=weeks - week) + timedelta(days=number % 5)
            Case.objects.create(
                workspace=workspace,
                channel=channel,
                conversation=talk,
                opened_at=moment,
                settled_at=moment,
                settled_by="person",
                rating_key=f"{week}-{number}",
            )


@pytest.mark.guide("G1.2-07")
def test_the_week_ahead_is_foretold_from_the_own_trend_and_too_few_hours_are_told(
    net, channel, workspace, owner, cem, signed_in, clock
):
    """Guide 1.2, figure 7: people will write more; look ahead who answers."""
    office(cem, clock.now())
    _busy_weeks(workspace, channel, net, clock.now(), weeks=4, each=20)  # 20, 40, 60, 80: the next is 100
    rules = RulesFields(True, (), (), people_at_once=1, productive_percent=50, minutes_per_case=10)
    keep_rules(owner, rules, now=clock.now())
    told = signed_in(cem).get(f"{AT}leistung/").context["outlook"]
    assert told.by_week == Decimal("20.0")
    assert [one.cases for one in told.days[:4]] == [Decimal("20.0")] * 4  # 100 a week, on five days
    assert [one.needed for one in told.days[:2]] == [Decimal("3.3")] * 2
    assert told.days[0].there == Decimal("4.0")  # eight hours, one person, half of them
    assert warn_capacity(now=clock.now()) == 0
    keep_rules(owner, RulesFields(True, (), (), 1, 50, 30), now=clock.now())  # three times as long
    assert warn_capacity(now=clock.now()) == 1
    warning = Notification.objects.filter(kind="community.capacity").first()
    assert warning is not None
    assert warning.path == f"{AT}leistung/"
    assert "Mehr Arbeit als Stunden" in signed_in(cem).get(f"{AT}leistung/").content.decode()


@pytest.mark.guide("G1.2-08")
def test_channels_are_compared_by_handling_time_with_bot_share_and_before_and_after(
    net, channel, owner, cem, signed_in, clock
):
    """Guide 1.2: Otto's messenger took 15 % less than e-mail: 85 minutes where e-mail takes 100."""
    today = clock.now().date()
    mail = HandlingFields(
        name="E-Mail",
        first=date(2026, 9, 1),
        last=date(2026, 9, 30),
        minutes=Decimal(100),
        cases=40,
        source="Ticketsystem",
    )
    keep_handling(owner, mail, now=clock.now())
    early = talk_of(wrote(net, "Frage?", clock.now() - timedelta(days=35), author=person(1))).case
    late = talk_of(wrote(net, "Noch eine?", clock.now(), author=person(2))).case
    Case.objects.filter(pk=early.pk).update(handled_seconds=100 * 60)
    Case.objects.filter(pk=late.pk).update(handled_seconds=85 * 60, answers_by_rules=1)
    browser = signed_in(cem)
    page = browser.get(f"{AT}leistung/dauer").context
    here = next(one for one in page["ways"] if one.channel is not None)
    assert (here.minutes, here.by, here.bot_share) == (Decimal("85.0"), Decimal("15.0"), Decimal("100.0"))
    assert page["quicker"] == Decimal("15.0")  # before and after
    assert "15 % kürzer" in browser.get(f"{AT}leistung/dauer").content.decode()
    assert today


def test_time_at_the_page_is_what_handling_is_measured_by(net, channel, cem, clock):
    incoming = wrote(net, "Frage?", clock.now())
    for _ in range(6):
        be_there(cem, talk_of(incoming), types=False, now=clock.now())
        clock.advance(timedelta(seconds=12))
    assert Case.objects.get().handled_seconds == 60


@pytest.mark.guide("G2.4-10")
def test_the_answered_share_is_told_by_tone_and_friendly_words_nobody_answered_are_shown(
    net, channel, cem, signed_in, clock
):
    """Guide 2.4: react to positive and negative feedback alike."""
    browser = signed_in(cem)
    for number, (tone, answered) in enumerate(
        [("positive", True), ("positive", False), ("negative", True), ("", False)]
    ):
        incoming = wrote(net, f"Text {number}", clock.now(), kind="comment", author=person(number))
        if tone:
            browser.post(f"{AT}text/{incoming.pk}/einordnen", {"tone": tone})
        if answered:
            said(cem, incoming, "Danke!", clock)
    told = browser.get(f"{AT}leistung/").context
    assert [(one.tone, one.received, one.answered, one.share) for _name, one in told["tones"]] == [
        ("positive", 2, 1, 50),
        ("negative", 1, 1, 100),
        ("", 1, 0, 0),
    ]
    assert [one.text for one, _who in told["positives"]] == ["Text 1"]


def test_one_answer_in_a_busy_thread_answers_only_whom_it_was_for(net, channel, cem, signed_in, clock):
    first = wrote(net, "Toll!", clock.now(), kind="comment", author=person(1))
    wrote(net, "Finde ich auch", clock.now(), kind="comment", author=person(2), parent_id=first.external_id)
    said(cem, first, "Danke!", clock)
    ((_name, tone),) = signed_in(cem).get(f"{AT}leistung/").context["tones"]
    assert (tone.received, tone.answered) == (2, 1)


def test_what_can_tell_tones_is_put_in_from_outside_and_people_have_the_last_word(net, channel, cem, now):
    tell_tone(lambda text, _language: "positive" if "toll" in text.lower() else "")
    incoming = wrote(net, "Toll!", now, kind="comment")
    assert incoming.tone == "positive"
    place_incoming(cem, incoming, tone="neutral", now=now)
    incoming.refresh_from_db()
    assert (incoming.tone, incoming.tone_by_person) == ("neutral", True)


def count_reads(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 30),
        ("anliegen/", 25),
        ("anliegen/aendern", 25),
        ("anliegen/team", 25),
        ("vorlagen/", 20),
        ("vorlagen/neu", 20),
        ("fragen/", 20),
        ("leistung/", 45),
        ("leistung/dauer", 30),
        ("rueckmeldungen/", 20),
        ("rueckmeldungen/verbessert", 20),
        ("rueckmeldungen/neu", 20),
    ],
)
def test_pages_ask_the_database_as_often_for_twenty_conversations_as_for_two(
    net, channel, owner, signed_in, clock, path, most
):
    browser = signed_in(owner)
    for number in range(2):
        wrote(net, "Was kostet die Pumpe?", clock.now(), author=person(number))
    few = count_reads(browser, f"{AT}{path}")
    for number in range(2, 20):
        net.write("Was kostet die Pumpe?", clock.now(), author=person(number))
    wrote(net, "Was kostet die Pumpe?", clock.now(), author=person(20))
    many = count_reads(browser, f"{AT}{path}")
    assert many <= max(few, 0) + 2
    assert many <= most


def test_late_conversations_are_one_click_away(net, channel, cem, signed_in, clock):
    wrote(net, "Pumpe defekt", clock.now())
    watch_clock(now=clock.now() + timedelta(days=1))
    clock.advance(timedelta(days=1))
    shown = signed_in(cem).get(AT, {"stand": "late"})
    assert len(shown.context["rows"]) == 1
    assert shown.context["rows"][0].clock.look == "missed"
    assert "zu spät" in shown.content.decode()


def test_a_conversation_asks_the_database_as_often_for_many_texts_and_notes_as_for_one(
    net, channel, cem, signed_in, clock
):
    browser = signed_in(cem)
    incoming = wrote(net, "Was kostet die Pumpe?", clock.now())
    address = f"{AT}{incoming.conversation_id}/"
    write_note(cem, talk_of(incoming), "eins", now=clock.now())
    few = count_reads(browser, address)
    for number in range(10):
        net.write(f"Und die Nummer {number}?", clock.now())
        net.write(f"Öffentlich {number}", clock.now(), kind="comment")
        write_note(cem, talk_of(incoming), f"Notiz {number}", now=clock.now())
    wrote(net, "Hallo?", clock.now())
    many = count_reads(browser, address)
    assert many <= few + 3
    assert many <= 48


def test_what_is_made_of_a_text_and_feedback_are_shown_with_few_reads(net, channel, owner, signed_in, clock):
    browser = signed_in(owner)
    incoming = wrote(net, "Griff rutscht", clock.now(), kind="comment")
    fields = FeedbackFields(kind="wish", title="Griff", insight="", tags=[])
    item = note_feedback(owner, fields, incoming=incoming, now=clock.now())
    for path in ("chance", "idee", "vorfall", "rueckmeldung"):
        assert count_reads(browser, f"{AT}text/{incoming.pk}/{path}") <= 22
    assert count_reads(browser, f"{AT}rueckmeldungen/{item.pk}/") <= 26
    assert count_reads(Client(), f"/rueckmeldung/bewertung/{talk_of(incoming).case.rating_key}") <= 5


def test_the_database_counts_four_cases_as_they_are_counted_by_hand(channel, workspace, now):
    rows = [
        {"first_minutes": 10, "settled_minutes": 100, "first_in_time": True, "settled_at": now, "answers_by_people": 1,
         "rating": 5, "handled_seconds": 120},
        {"first_minutes": 30, "settled_minutes": 300, "first_in_time": False, "settled_at": now, "came_back_at": now,
         "answers_by_people": 2, "rating": 2},
        {"first_minutes": 20, "first_in_time": True, "answers_by_people": 1, "answers_by_rules": 1, "handled_seconds": 240},
        {"answers_by_rules": 1, "due_at": now + HOUR},
    ]  # fmt: skip
    for number, row in enumerate(rows):
        talk = Conversation.objects.create(
            workspace=workspace, channel=channel, kind="comment", key=f"public:{number}", began_at=now, last_at=now
        )
        Case.objects.create(workspace=workspace, channel=channel, conversation=talk, opened_at=now, **row)
    span = Span(now.date(), now.date())
    told = figures_in(workspace, span, now=now)
    assert (told.cases, told.first_minutes, told.resolve_minutes) == (4, 20, 200)
    assert told.in_time == Decimal("66.7")  # two of three
    assert told.reopened == Decimal("50.0")  # one of two
    assert (told.satisfaction, told.ratings) == (Decimal("3.5"), 2)
    assert (told.answers_by_people, told.answers_by_rules) == (4, 2)
    assert told.bot_share == Decimal("50.0")  # two of four were answered by rules too
    assert told.handling_minutes == Decimal("3.0")  # (2 + 4) / 2
    # An hour later the fourth has waited too long.
    assert figures_in(workspace, span, now=now + 2 * HOUR).in_time == Decimal("50.0")
    assert figures_by_channel(workspace, span, now=now) == [(channel, told)]
    assert figures_in(workspace, span.before(), now=now).cases == 0
