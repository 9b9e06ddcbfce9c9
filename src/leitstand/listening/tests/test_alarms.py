"""An alarm is given when something is unusual, once, to those who answer; then it is quiet for a while."""

from datetime import timedelta
from random import Random

import pytest

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Invalid
from leitstand.house.models import Notification
from leitstand.listening.actions.judge_alarms import judge_alarms
from leitstand.listening.actions.keep_alarm import keep_alarm, pause_alarm
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.models import Alarm, AlarmRaised, DayFigures, HourFigures
from leitstand.listening.tests.factories import hear, make_item, make_search, make_source

pytestmark = pytest.mark.django_db
AT = "/w/werk/zuhoeren/alarme/"
HOUR = timedelta(hours=1)


@pytest.fixture
def search(cem, now):
    return make_search(cem, now - timedelta(days=30), name="Werk", query="Werk", misspellings=False)


def fields(search, **told):
    first = {
        "search": search,
        "kind": "volume",
        "threshold": 3.0,
        "least": 5,
        "words": "",
        "pause_hours": 6,
        "by_mail": False,
    }
    return {**first, **told}


def say(workspace, now, texts, *, prefix="a", **told) -> None:
    source = make_source(workspace, name=prefix, scope=f"file:{prefix}")
    hear(
        workspace,
        source,
        [make_item(f"{prefix}{n}", text, now - 20 * timedelta(minutes=1), **told) for n, text in enumerate(texts)],
        now,
    )
    work_off()


def usual(workspace, search, now, *, groups: int, negative: int = 0, neutral: int = 0) -> None:
    source = make_source(workspace, name="früher", scope="file:frueher")
    for days in range(1, 15):
        hour = (now - timedelta(days=days) - HOUR).replace(minute=0, second=0, microsecond=0)
        HourFigures.objects.create(
            workspace=workspace, search=search, source=source, hour=hour, mentions=groups, groups=groups, negative=negative,
            neutral=neutral,
        )  # fmt: skip


def words(count: int) -> list[str]:
    """Return sentences that have nothing in common but the name: what says the same counts once."""
    return [
        f"Werk {' '.join(''.join(Random(f'{n}.{k}').choices('abdefgiklmnoprstu', k=7)) for k in range(8))}"
        for n in range(count)
    ]


def test_much_more_than_usual_is_told_once_and_again_only_after_the_quiet(cem, owner, workspace, search, now):
    usual(workspace, search, now, groups=4)
    keep_alarm(cem, fields(search), now=now)
    say(workspace, now, words(11))  # 11 < 3 × 4
    assert judge_alarms(now=now) == 0
    say(workspace, now, words(30)[11:], prefix="b")
    assert judge_alarms(now=now) == 1
    raised = AlarmRaised.objects.get()
    assert (raised.usual, raised.counted >= 12) == (4.0, True)
    told = Notification.objects.filter(kind="listening.alarm", person=cem.person).get()
    assert told.params["usual"] == "4"
    assert told.path.endswith("/zuhoeren/alarme/")
    assert judge_alarms(now=now + HOUR) == 0
    say(workspace, now + 7 * HOUR, [f"{text} noch einmal" for text in words(60)[30:]], prefix="c")
    assert judge_alarms(now=now + 7 * HOUR) == 1


def test_a_handful_is_no_alarm_however_unusual(cem, workspace, search, now):
    usual(workspace, search, now, groups=0)
    keep_alarm(cem, fields(search, least=5), now=now)
    say(workspace, now, words(4))
    assert judge_alarms(now=now) == 0


def test_a_larger_share_of_negative_mentions_is_told_as_a_share(cem, workspace, search, now):
    usual(workspace, search, now, groups=20, negative=2, neutral=18)
    keep_alarm(cem, fields(search, kind="tone"), now=now)
    say(workspace, now, words(10))
    HourFigures.objects.filter(hour__gte=now - 3 * HOUR).update(negative=8, neutral=2, positive=0, unsure=0)
    assert judge_alarms(now=now) == 1
    assert (AlarmRaised.objects.get().percent, AlarmRaised.objects.get().usual_percent) == (80, 10)
    assert Notification.objects.get(person=cem.person).params == {"counted": "80 %", "usual": "10 %"}


def test_a_word_is_told_with_the_mention_that_holds_it_and_what_was_there_before_is_no_news(
    cem, workspace, search, now
):
    say(workspace, now - HOUR, ["Rückruf beim Werk, gestern schon"], prefix="old")
    keep_alarm(cem, fields(search, kind="word", words="Rückruf OR Warnung", least=1), now=now)
    assert judge_alarms(now=now) == 0
    say(workspace, now + HOUR, ["Das Werk grüßt", "Warnung vor dem Werk"])
    assert judge_alarms(now=now + HOUR) == 1
    assert AlarmRaised.objects.get().mention is not None


def test_somebody_with_many_followers_is_told(cem, workspace, search, now):
    keep_alarm(cem, fields(search, kind="author", threshold=10_000), now=now)
    say(workspace, now + HOUR, ["Das Werk, meine Meinung"], followers=9_999)
    assert judge_alarms(now=now + HOUR) == 0
    say(workspace, now + HOUR, ["Das Werk, eine andere Meinung dazu"], prefix="b", followers=25_000)
    assert judge_alarms(now=now + HOUR) == 1
    assert AlarmRaised.objects.get().counted == 25_000


def test_a_paused_alarm_or_search_gives_none(cem, workspace, search, now):
    alarm = keep_alarm(cem, fields(search, kind="word", words="Werk", least=1), now=now)
    pause_alarm(cem, alarm, paused=True, now=now)
    say(workspace, now + HOUR, ["Das Werk grüßt"])
    assert judge_alarms(now=now + HOUR) == 0
    pause_alarm(cem, Alarm.objects.get(), paused=False, now=now)
    assert judge_alarms(now=now + HOUR) == 1


def test_wrong_fields_are_said_where_they_are_and_strangers_and_readers_set_up_nothing(cem, dora, emil, search, now):
    wrong = fields(None, kind="smell", threshold=0.0, least=0, pause_hours=999)
    with pytest.raises(Invalid) as refused:
        keep_alarm(cem, wrong, now=now)
    assert set(refused.value.errors) == {"search", "kind", "threshold", "least", "pause_hours"}
    with pytest.raises(Invalid) as refused:
        keep_alarm(cem, fields(search, kind="word", words="(Rückruf"), now=now)
    assert set(refused.value.errors) == {"words"}
    with pytest.raises(NotAllowed):
        keep_alarm(dora, fields(search), now=now)
    with pytest.raises(Foreign):
        keep_alarm(emil, fields(search), now=now)


def test_the_pages_set_up_show_look_after_and_delete(
    signed_in, cem, workspace, search, now, django_assert_max_num_queries
):
    browser = signed_in(cem)
    assert "Kein Alarm eingerichtet" in browser.get(AT).content.decode()
    typed = {
        "search": search.pk,
        "kind": "word",
        "threshold": "1",
        "least": "1",
        "words": "Rückruf",
        "pause_hours": "6",
    }
    assert browser.post(f"{AT}neu/", {**typed, "words": '"Rückruf'}).status_code == 422
    assert browser.post(f"{AT}neu/", typed).status_code == 302
    alarm = Alarm.objects.get()
    say(workspace, alarm.made_at + HOUR, ["Rückruf im Werk 😱"])
    assert judge_alarms(now=alarm.made_at + HOUR) == 1
    raised = AlarmRaised.objects.get()
    assert browser.post(f"{AT}gegeben/{raised.pk}/", {"note": "x" * 2001}).status_code == 302
    assert AlarmRaised.objects.get().seen_at is None
    browser.post(f"{AT}gegeben/{raised.pk}/", {"note": "Nur ein <b>Spielzeug</b>"})
    with django_assert_max_num_queries(14):
        page = browser.get(AT).content.decode()
    assert "Nur ein &lt;b&gt;Spielzeug" in page
    assert "Cem" in page
    assert browser.post(f"{AT}{alarm.pk}/loeschen/").status_code == 302
    assert not AlarmRaised.objects.exists()
    assert not DayFigures.objects.filter(mentions__lt=0).exists()
