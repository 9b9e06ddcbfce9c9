"""One sentence in both languages: what is said to whom, and which entries of a data file are refused."""

import pytest

from leitstand.kernel.words import Words, words_of

BOTH = {"en": "Choose a day.", "de": "Wählen Sie einen Tag."}
DU = {**BOTH, "du": "Wähle einen Tag."}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", BOTH["en"]),
        ("en-gb", BOTH["en"]),
        ("fr", BOTH["en"]),
        ("den", BOTH["en"]),
        ("de", BOTH["de"]),
        ("de-at", BOTH["de"]),
        ("de_CH", BOTH["de"]),
        ("de-du", DU["du"]),
        ("de_DU", DU["du"]),
    ],
)
def test_every_language_gets_its_words_and_only_de_du_says_du(language, said) -> None:
    assert words_of(DU, "here").said(language) == said


@pytest.mark.parametrize("language", ["de", "de-du", "de_DU"])
def test_what_does_not_differ_is_said_as_ever(language) -> None:
    words = words_of(BOTH, "here")
    assert words == Words(BOTH["en"], BOTH["de"])
    assert words.said(language) == BOTH["de"]


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "Wählen Sie einen Tag.",
        {},
        {"en": "Choose a day."},
        {"en": "Choose a day.", "du": "Wähle einen Tag."},
        {**DU, "sie": "Wählen Sie einen Tag."},
        {**BOTH, "de": " "},
        {**BOTH, "en": 1},
        {**BOTH, "du": ""},
        {**BOTH, "du": None},
    ],
)
def test_words_that_are_not_whole_are_refused_with_their_place(raw) -> None:
    with pytest.raises(ValueError, match=r"sheet\.toml"):
        words_of(raw, "sheet.toml")
