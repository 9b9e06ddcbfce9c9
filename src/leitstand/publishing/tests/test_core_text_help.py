"""German text help: what it finds, where, and what it leaves alone; formulas by hand; syllables against the dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.publishing.core.text_help import help_with, is_german, readability, sentences_of, syllables
from leitstand.publishing.text_helping import words

# Syllables as the Duden divides them.
SYLLABLES = {
    1: "Haus Zeit weil viel die sie Typ Zoo Boot Meer Tee Team Prüf",
    2: "Prüfung Feuer Bäume neue bauen Bauer Auge heute Datei System Beispiel Video# Geräusch Beitrag geehrt Fräulein Eule Freiheit Steuer "
    "Quelle Chaos böig Kaffee Armee Idol Werkzeug messen genau Kratzer real",
    3: "Anlage Maschine Kamera Region Station Museum Theater Radio Aktion Kollegen Ausbildung Europa beenden geöffnet Interview "
    "Patient Ferien Energie Industrie Steuerung genial aktuell manuell kreativ ideal Ozean Kakao Poesie Abteilung Roboter "
    "Bedienung Qualität Studie Linie Ideen",
    4: "Unternehmen Analyse Produktion beobachten Material Spezialist Jubiläum Oberfläche Bequemlichkeit Bakterie Familie",
    5: "Mitarbeiterin Information individuell Kooperation Kontinuität",
}


def kinds(text: str, **more) -> list[tuple[str, str]]:
    return [(hint.kind, hint.words) for hint in help_with(text, words(), **more).hints]


@pytest.mark.guide("G2.1-12")
@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Die Teile werden bei uns in der Halle von Hand geprüft.", "passive", "werden bei uns in der Halle von Hand geprüft"),
        ("Die Anlage ist seit heute repariert und läuft wieder.", "passive", "ist seit heute repariert"),
        ("Wir sind eigentlich schon fertig mit der Prüfung.", "filler", "eigentlich"),
        ("Wir stellen das für Sie zeitnah bereit.", "swap", "zeitnah"),
        ("Unsere Learnings aus dem Projekt und was wir daraus machen.", "english", "Learnings"),
        ("Unsere Mitarbeiter haben das in drei Tagen gebaut.", "people", "Mitarbeiter"),
        (
            "Die Durchführung der Überprüfung und die Umsetzung der Verbesserung sind geplant.", "nouns",
            "Durchführung, Überprüfung, Umsetzung, Verbesserung",
        ),
    ],
)  # fmt: skip
def test_what_could_be_said_better_is_found_at_its_place(text, kind, found) -> None:
    assert (kind, found) in kinds(text)
    hint = next(one for one in help_with(text, words()).hints if one.kind == kind)
    if kind != "nouns":
        assert text[hint.start : hint.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "Wir werden das morgen prüfen und dann ist die Anlage bei Ihnen.",  # future, no passive
        "Das Team ist gestern in Stuttgart angekommen und baut den Stand auf.",  # perfect of what somebody does
        "Wir sind gerne für Sie da, und das ist genau der Punkt.",
        "Unsere Kundinnen und Kunden sagen, was sie davon halten.",
        "Unsere Kund:innen und Mitarbeiter*innen sagen, was sie davon halten.",
        "Wir suchen für den Standort einen Mechaniker (m/w/d) mit Freude an der Arbeit.",
        "Das ist unser Stand auf der Messe. #Event https://beispiel.de/feedback",
    ],
)
def test_what_is_well_said_is_left_alone(text) -> None:
    assert [kind for kind, _words in kinds(text) if kind in ("passive", "people", "english")] == []


def test_a_sentence_is_long_from_nineteen_words_on_and_from_twenty_six_for_experts() -> None:
    sentence = "Wir und " + " ".join(["prüfen"] * 17) + "."
    assert [kind for kind, _ in kinds(sentence)] == ["long"]
    assert kinds(sentence.replace("prüfen ", "", 1)) == []
    assert kinds(sentence, for_experts=True) == []


def test_experts_may_use_their_english() -> None:
    text = "Das Feedback zu unserem Use Case ist da und wir freuen uns."
    assert kinds(text, for_experts=True) == []


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    text = "Wir zeigen z. B. die 3. Generation, ca. 1.500 Teile am 5. Mai. Kommen Sie!"
    assert [text[start:end] for start, end in sentences_of(text, words().abbreviations)] == [
        "Wir zeigen z. B. die 3. Generation, ca. 1.500 Teile am 5. Mai.",
        "Kommen Sie!",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Wir sind auf der Messe.", True), ("We are at the fair and we like it.", False), ("👍🎉", False), ("", False)],
)
def test_only_german_is_helped(text, expected) -> None:
    assert is_german(text) is expected
    if not expected:
        assert help_with(text, words()).hints == ()


def test_syllables_are_right_for_more_than_nine_of_ten_words_of_the_dictionary() -> None:
    listed = [(word, count) for count, told in SYLLABLES.items() for word in told.split() if "#" not in word]
    wrong = [word for word, count in listed if syllables(word) != count]
    assert len(wrong) / len(listed) <= 0.07, wrong


def test_the_formulas_are_those_of_amstad_and_of_bamberger_and_vanecek() -> None:
    # Ten sentences of three words each, all of one syllable: 30 words, nothing long.
    told = readability("Das ist gut. " * 10, words())
    assert told is not None
    assert told.amstad == pytest.approx(180 - 3 - 58.5)
    assert told.vienna == pytest.approx(0.1672 * 3 - 0.0327 * 100 - 0.875, abs=0.05)
    assert told.level == "easy"
    # Two sentences of fifteen words, every word of five syllables and more than six letters.
    hard = readability(("Mitarbeiterin " * 15 + ". ") * 2, words())
    assert hard is not None
    assert hard.amstad == pytest.approx(180 - 15 - 58.5 * 5)
    assert hard.vienna == pytest.approx(0.1935 * 100 + 0.1672 * 15 + 0.1297 * 100 - 0.875, abs=0.05)
    assert hard.level == "hard"


def test_a_short_text_gets_no_figure() -> None:
    assert readability("Wir sind auf der Messe.", words()) is None


@given(st.text(max_size=300))
def test_whatever_is_typed_every_hint_lies_within_the_text(text) -> None:
    for hint in help_with("Das ist gut und wir sind da. " + text, words()).hints:
        assert 0 <= hint.start <= hint.end <= len(text) + 29
