"""Which texts each head is made of, and which it is set on."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tools.tone.sources import catalogue, labelled, own, own_words

_SHORT: Final = {"neg": "negative", "neu": "neutral", "pos": "positive"}
_LANGUAGES: Final = ("fr", "it", "es", "pt", "nl")
_PIECE: Final = 40
_DEV_COUNTS: Final = 7
_ANYWHERE: Final = re.compile(r"https?\S*|[@#]\S+|\bRT\b|\.{2,}|…|[^\w\s.,!?'-]|\d+")


@dataclass(slots=True)
class Lot:
    """Texts with labels and weights to learn from, and texts set aside to set sharpness and cut by."""

    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    setting: list[int] = field(default_factory=list)
    """Of each text to learn from, how often it counts when sharpness and cut are set and none are set aside."""
    dev_texts: list[str] = field(default_factory=list)
    dev_labels: list[str] = field(default_factory=list)

    def learn(self, label: str, text: str, weight: float = 1.0, *, sets: int = 1) -> None:
        """Add a text to learn from; single words (that weigh less) are easy, and set nothing."""
        self.texts.append(text)
        self.labels.append(label)
        self.weights.append(weight)
        self.setting.append(sets if weight >= 1.0 else 0)

    def set_aside(self, label: str, text: str) -> None:
        """Add a text that is not learnt from."""
        self.dev_texts.append(text)
        self.dev_labels.append(label)


def tone_de(data: Path) -> Lot:
    """Tweets with a tone, and own texts for what tweets lack: facts that are bad news without a bad word.

    All tweets set sharpness and cut as well, each scored by weights learnt without it. Those of the dev part are like those of
    the test part, but few; so both parts count the same together.
    """
    lot = Lot()
    for label, text in labelled("potts_train", data):
        lot.learn(_SHORT[label], text)
    for label, text in own("tone_de"):
        lot.learn(label, text, sets=0)
    for label, text in labelled("potts_dev", data):
        lot.learn(_SHORT[label], text, sets=_DEV_COUNTS)
    return lot


def tone_en(data: Path) -> Lot:
    """Own texts alone, and own words as the shortest of texts."""
    lot = Lot()
    for label, text in own("tone_en"):
        lot.learn(label, text)
    for label, words in own_words("words_en").items():
        for word in words:
            lot.learn(label, word, 0.3)
    for english, _ in catalogue("django_de", data):
        lot.learn("neutral", english, 0.3)
    return lot


def offensive(data: Path) -> Lot:
    """Tweets that offend and those that do not; every tenth is set aside."""
    lot = Lot()
    for place, (label, text) in enumerate(labelled("germeval2018_train", data)):
        said = "yes" if label.startswith("OFFENSE") else "no"
        if place % 10 == 9:
            lot.set_aside(said, text)
        else:
            lot.learn(said, text)
    return lot


def praise(data: Path) -> Lot:
    """Own texts of praise, against what is not glad at all and what is glad without praising."""
    lot = Lot()
    for label, text in own("praise_de"):
        lot.learn(label, text, 3.0)
    for label, text in own("tone_de"):
        if label != "positive":
            lot.learn("no", text)
    for label, text in labelled("potts_train", data)[::2]:
        if label != "pos":
            lot.learn("no", text, 0.5)
    for label, text in labelled("germeval2018_train", data)[::4]:
        if label.startswith("OFFENSE"):
            lot.learn("no", text, 0.5)
    return lot


def language(data: Path) -> Lot:
    """German tweets, own texts, translations: whole and in pieces, since posts are short."""
    lot = Lot()
    for name in ("potts_train", "germeval2018_train"):
        for place, (_, text) in enumerate(labelled(name, data)):
            if place % 2:
                _enter(lot, "de", text)
    for label, text in own("language"):
        _enter(lot, label, text, 3.0)
        for word in text.split():
            lot.learn(label, word, 0.3)
    _enter_own(lot)
    for english, german in catalogue("django_de", data):
        _enter(lot, "en", english, 2.0)
        _enter(lot, "de", german)
    for tongue in _LANGUAGES:
        for _, theirs in catalogue(f"django_{tongue}", data):
            _enter(lot, "other", theirs)
    return lot


def _enter_own(lot: Lot) -> None:
    for name, label in (("tone_de", "de"), ("praise_de", "de"), ("tone_en", "en")):
        for _, text in own(name):
            _enter(lot, label, text, 3.0 if label == "en" else 1.0)
    for name, label in (("words_de", "de"), ("words_en", "en")):
        for words in own_words(name).values():
            for word in words:
                lot.learn(label, word, 0.3)


def _enter(lot: Lot, label: str, text: str, weight: float = 1.0) -> None:
    """Enter a text whole and in pieces, without what stands in posts of every language: only German posts are at hand."""
    words, piece = _ANYWHERE.sub(" ", text).split(), ""
    lot.learn(label, " ".join(words), weight)
    for word in words:
        piece = f"{piece} {word}".strip()
        if len(piece) > _PIECE:
            lot.learn(label, piece, weight)
            piece = ""
