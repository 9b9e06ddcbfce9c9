"""What a text is said to be: on texts of our own, and whatever text comes."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.listening.core.tone import LABELS, read
from leitstand.listening.core.tone.features import features
from leitstand.listening.core.tone.fold import LONGEST
from leitstand.listening.core.tone.rows import rows
from leitstand.listening.core.tone.scoring import lengths, summed
from leitstand.listening.core.tone.tables import FOLDER, HEADS, load, tables

HERE = Path(__file__).parent
MOST_BYTES = 1_000_000


def own(name: str) -> list[tuple[str, str]]:
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(label, text) for label, text in (line.split("\t") for line in lines)]


@pytest.mark.parametrize(("name", "floor"), [("tone_de", 0.75), ("tone_en", 0.75)])
def test_texts_written_to_test_are_mostly_read_right(name, floor):
    told = own(name)
    found = read([text for _, text in told], languages=[name[-2:]] * len(told))
    right = [tone.leaning == label for (label, _), tone in zip(told, found, strict=True)]
    assert sum(right) / len(right) >= floor


@pytest.mark.parametrize("name", ["tone_de", "tone_en"])
def test_where_it_is_sure_it_is_oftener_right_than_where_it_is_not(name):
    told = own(name)
    found = read([text for _, text in told], languages=[name[-2:]] * len(told))
    sure = [tone.leaning == label for (label, _), tone in zip(told, found, strict=True) if tone.tone != "unsure"]
    unsure = [tone.leaning == label for (label, _), tone in zip(told, found, strict=True) if tone.tone == "unsure"]
    assert len(sure) >= len(told) / 3
    assert sum(sure) / len(sure) >= 0.85
    assert not unsure or sum(sure) / len(sure) >= sum(unsure) / len(unsure)


def test_german_and_english_are_told_apart_and_others_have_no_tone():
    german = [text for _, text in own("tone_de")]
    english = [text for _, text in own("tone_en")]
    assert sum(tone.language == "de" for tone in read(german)) >= 0.9 * len(german)
    assert sum(tone.language == "en" for tone in read(english)) >= 0.85 * len(english)
    for text in (
        "Je ne comprends pas pourquoi le train est encore en retard ce matin.",
        "Todavía no sé cuándo llega el paquete que pedí la semana pasada.",
        "Почему поезд снова опаздывает?",
        "لماذا تأخر القطار مرة أخرى؟",
        "電車がまた遅れている",
    ):
        (tone,) = read([text])
        assert (tone.language, tone.tone, tone.leaning, tone.sure) == ("other", None, None, 0.0)
        assert tone.offensive is None
        assert tone.praise is None


def test_a_told_language_is_believed():
    assert read(["Super"], languages=["en-GB"])[0].language == "en"
    assert read(["Das Wetter ist schön"], languages=["fr"])[0].tone is None
    assert read(["Das Wetter ist schön heute bei uns"], languages=[None])[0].language == "de"
    with pytest.raises(ValueError, match="one for each text"):
        read(["a", "b"], languages=["de"])


def test_faces_alone_have_a_tone_and_nothing_at_all_has_none():
    glad, angry, nothing, link = read(["😍😍", "😡😡", "", "https://example.org/a"])
    assert (glad.language, glad.leaning) == ("und", "positive")
    assert (angry.language, angry.leaning) == ("und", "negative")
    assert (nothing.language, nothing.tone) == ("und", None)
    assert (link.language, link.tone) == ("und", None)


def test_a_greeting_with_a_face_has_a_tone_though_its_language_is_not_known():
    (hello,) = read(["hallo :)"])
    assert (hello.language, hello.leaning) == ("und", "positive")


def test_insults_and_praise_stand_out():
    insult, thanks, fact = read(
        [
            "Du bist so ein dummes Arschloch, halt die Fresse",
            "Ihr seid die Besten, ein großes Lob an euer Team!",
            "Der Zug hält in Kassel.",
        ],
        languages=["de"] * 3,
    )
    assert insult.offensive > 0.5 > max(thanks.offensive, fact.offensive)
    assert thanks.praise > 0.5 > max(insult.praise, fact.praise)


@pytest.mark.parametrize(
    ("glad", "sad"),
    [
        ("Das ist gut", "Das ist nicht gut"),
        ("Ich bin da :)", "Ich bin da :("),
        ("Morgen ist frei 😀", "Morgen ist frei 😭"),
    ],
)
def test_denials_and_faces_turn_the_tone(glad, sad):
    up, down = read([glad, sad], languages=["de", "de"])
    assert up.positive > down.positive
    assert up.negative < down.negative


ANY = st.lists(st.text(max_size=80), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(texts=ANY)
def test_any_batch_is_read_as_if_each_text_came_alone_in_any_order(texts):
    together = read(texts)
    assert together == [read([text])[0] for text in texts]
    assert together[::-1] == read(texts[::-1])
    for tone in together:
        told = tone.positive + tone.neutral + tone.negative
        assert told == pytest.approx(0.0 if tone.tone is None else 1.0)
        assert 0.0 <= tone.language_sure <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "a\0b",
        "\ud800",
        "\u202eتجربة",
        "👨‍👩‍👧‍👦🏳️‍🌈",
        "e\u0301" * 400,
        "a" * 500_000,
        "😡" * 5000,
        "\n\n\n",
        "ß" * 10,
    ],
)
def test_no_text_is_too_strange(text):
    (tone,) = read([text])
    assert tone == read(["davor", text, "danach"])[1]


def test_only_the_beginning_of_an_endless_text_is_read():
    text = "Das ist gut. " * 200
    assert read([text]) == read([text[:LONGEST]])


def test_a_batch_larger_than_a_chunk_is_read_piece_by_piece():
    texts = ["Das Wetter ist heute schön und morgen auch, sagt man. " * 10] * 300
    assert len(set(read(texts))) == 1


def test_names_links_and_numbers_tell_nothing():
    ours, theirs = read(["@maria Um 8:15 auf https://a.example/x", "@hans Um 9:42 auf https://b.example/y"])
    assert ours == theirs


def test_learning_sees_the_same_features_as_reading_sums_up():
    texts = ["Das ist nicht gut :(", "", "Danke, danke, danke! 😀"]
    found, apart = features(texts), rows(texts)
    weights = tables().weights
    by_hand = np.stack([
        (apart.values[begin:end, None] * weights[apart.buckets[begin:end]].astype(np.float64)).sum(axis=0)
        for begin, end in zip(apart.edges[:-1], apart.edges[1:], strict=True)
    ])  # fmt: skip
    assert summed(found, weights) == pytest.approx(by_hand)
    assert lengths(found)[0] > lengths(found)[1]


@pytest.mark.parametrize("name", HEADS)
def test_every_table_is_small_and_is_what_it_says(name):
    path = FOLDER / f"{name}.npz"
    assert path.stat().st_size <= MOST_BYTES
    head = load(path)
    assert head.name == name
    assert set(head.columns) | {head.rests_on} == set(head.answers)
    assert head.weights.dtype == np.int16
    card = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert head.sha256 in card


def test_probabilities_stand_in_the_order_they_are_named():
    (tone,) = read(["Vielen Dank, das war großartig!"], languages=["de"])
    assert tone.leaning == "positive"
    assert tone.sure == tone.positive == max(getattr(tone, label) for label in LABELS)
