"""People correct a tone in one click: the figures follow, and what they meant is learnt."""

import pytest

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.errors import Impossible, Invalid
from leitstand.listening.actions.correct_tone import correct_tone
from leitstand.listening.actions.learn_tone import learn_all
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.models import Correction, DayFigures, Match, Mention, ToneDelta
from leitstand.listening.tests.factories import hear, make_item, make_search, make_source
from leitstand.listening.tones import read

pytestmark = pytest.mark.django_db
AT = "/w/werk/zuhoeren/"


@pytest.fixture
def mention(workspace, cem, now) -> Mention:
    make_search(cem, now, name="Bahn", query="Zug", misspellings=False)
    hear(
        workspace,
        make_source(workspace),
        [make_item(1, "Der Zug hat heute wieder vierzig Minuten Verspätung", now)],
        now,
    )
    work_off()
    return Mention.objects.get()


def sums(name: str) -> int:
    return sum(DayFigures.objects.values_list(name, flat=True))


def test_a_correction_moves_the_figures_once_however_often_it_is_said(cem, mention, now):
    correct_tone(cem, mention, "neutral", now=now)
    assert (sums("neutral"), sums("mentions")) == (1, 1)
    for _ in range(2):
        correct_tone(cem, mention, "negative", now=now)
    found = Mention.objects.get()
    assert (found.tone, found.tone_by, Match.objects.get().tone) == ("negative", "person", "negative")
    told = {name: sums(name) for name in ("positive", "neutral", "negative", "unsure", "mentions")}
    assert told == {"positive": 0, "neutral": 0, "negative": 1, "unsure": 0, "mentions": 1}
    assert Correction.objects.get().label == "negative"


def test_it_is_one_click_in_the_stream_and_leads_back_to_where_one_was(signed_in, cem, mention):
    browser, stream = signed_in(cem), f"{AT}suche/{Match.objects.get().search_id}/fundstellen/?ton="
    assert f"{AT}fundstelle/{mention.pk}/ton/" in browser.get(stream).content.decode()
    answer = browser.post(f"{AT}fundstelle/{mention.pk}/ton/", {"tone": "negative", "back": stream})
    assert answer.url == stream
    assert "Negativ" in browser.get(stream).content.decode()
    elsewhere = browser.post(f"{AT}fundstelle/{mention.pk}/ton/", {"tone": "neutral", "back": "https://evil.example/"})
    assert elsewhere.url == AT


def test_what_is_no_tone_or_has_no_text_or_is_somebody_elses_is_refused(cem, dora, emil, mention, now):
    with pytest.raises(Invalid):
        correct_tone(cem, mention, "angry", now=now)
    with pytest.raises(NotAllowed):
        correct_tone(dora, mention, "negative", now=now)
    with pytest.raises(Foreign):
        correct_tone(emil, mention, "negative", now=now)
    Mention.objects.update(text="", text_forgotten_at=now)
    with pytest.raises(Impossible):
        correct_tone(cem, mention, "negative", now=now)
    assert not Correction.objects.exists()


# What a machine takes for neutral, and this company does not.
_LATE = [f"{place}: seit {minutes} Minuten Ersatzverkehr auf der Strecke" for place in
         ("Kiel", "Bonn", "Ulm", "Trier", "Gera", "Jena", "Fulda", "Hof") for minutes in (5, 10, 20, 40, 60, 90)]  # fmt: skip
_PLAIN = [f"{place}: der Fahrplan für {month} ist da, Abfahrt an Gleis {track}" for place in
          ("Kiel", "Bonn", "Ulm", "Trier", "Gera", "Jena", "Fulda", "Hof")
          for month, track in (("März", 1), ("April", 2), ("Mai", 3), ("Juni", 4), ("Juli", 5), ("August", 6))]  # fmt: skip


def test_what_was_corrected_is_learnt_measured_on_unseen_texts_and_used_for_the_next(signed_in, cem, workspace, now):
    rows = [(text, "negative") for text in _LATE] + [(text, "neutral") for text in _PLAIN]
    Correction.objects.bulk_create(
        Correction(workspace=workspace, text=text, digest=f"{number:032}", label=label, at=now)
        for number, (text, label) in enumerate(rows)
    )
    assert learn_all(now=now) == 1
    learnt = ToneDelta.objects.get()
    assert (learnt.corrections, learnt.helps) == (len(rows), True)
    assert learnt.right > learnt.base_right
    new = "Bremen: seit 25 Minuten Ersatzverkehr auf der Strecke"
    assert read(workspace.pk, [new], ["de"])[0].tone == "negative"
    page = signed_in(cem).get(f"{AT}ton/").content.decode()
    assert f"{round(100 * learnt.right / len(rows))} %" in page
    assert "wird verwendet" in page


def test_nothing_is_learnt_twice_and_a_few_corrections_change_nothing(workspace, now):
    Correction.objects.create(workspace=workspace, text="Naja", digest="1", label="negative", at=now)
    assert learn_all(now=now) == 1
    assert ToneDelta.objects.get().helps is False
    ToneDelta.objects.update(learnt_at=now.replace(year=now.year + 1))
    assert learn_all(now=now) == 0


def test_the_page_of_tone_asks_the_same_however_much_was_corrected(
    signed_in, dora, workspace, now, django_assert_max_num_queries
):
    for number in range(30):
        Correction.objects.create(
            workspace=workspace, text=f"<b>{number}</b> שלום", digest=str(number), label="neutral", at=now
        )
    browser = signed_in(dora)
    with django_assert_max_num_queries(14):
        page = browser.get(f"{AT}ton/")
    assert "<b>29</b>" not in page.content.decode()
