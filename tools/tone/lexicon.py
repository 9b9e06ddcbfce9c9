"""Which buckets hold words of a polarity list, inflected by rule: only what they weigh goes into a table."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from simplemma import is_known
from sklearn.svm import LinearSVC

from leitstand.listening.core.tone.features import NOTHING, ROWS, RUN_BUCKETS, features
from leitstand.listening.core.tone.fold import CROSS, GLAD, HEART, LAUGH, SAD, SIGH, WINK, WRY
from tools.tone.matrices import matrix
from tools.tone.sources import labelled, own_words, sources

_NOUN: Final = ("", "s", "es", "n", "en", "e", "er", "ern")
_ADJECTIVE: Final = ("", "e", "er", "es", "en", "em", "ere", "erer", "eres", "eren", "ste", "sten", "ster", "stes")
_VERB: Final = (
    "en", "n", "e", "st", "t", "te", "ten", "tet", "test", "est", "et", "end", "ende", "enden", "ender", "endes",
)  # fmt: skip
_PAST: Final = ("t", "en", "te", "ten", "ter", "tes")
_PREFIXES: Final = (
    "ab", "an", "auf", "aus", "ein", "vor", "zu", "weg", "durch", "über", "um", "nach", "mit", "bei", "her", "hin", "los", "zurück",
    "unter",
)  # fmt: skip
_UNPARTED: Final = ("ver", "be", "er", "zer", "ent")
_GLAD: Final = GLAD + WINK + LAUGH + HEART
_SAD: Final = SAD + CROSS + WRY + SIGH

COLUMNS: Final = ("good", "bad", "not good", "not bad", "glad face", "sad face")
KINDS: Final = ("own good", "own bad", "surely good", "rather good", "surely bad", "rather bad")
"""The words once more by who named them and how strongly: each kind may be worth something else."""
_SURELY: Final = 0.8
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
LETTERS_STRICTNESS: Final = 0.3


def polar(data: Path) -> dict[str, dict[str, float]]:
    """Return the German words that are good and bad with how much so, in all their forms."""
    found: dict[str, dict[str, float]] = {"POS": {}, "NEG": {}}
    for line in sources()["zurich"].bytes(data).decode("utf-8").splitlines():
        if line.startswith("%%") or "=" not in line:
            continue
        lemma, told = line.split()[:2]
        kind, strength = told.split("=")
        if kind in found:
            for form in _said(forms(lemma), lemma):
                found[kind][form] = max(found[kind].get(form, 0.0), float(strength))
    for label, kind in (("positive", "POS"), ("negative", "NEG")):
        found[kind].update(dict.fromkeys(own_words("words_de")[label], 1.0))
    for word in set(found["POS"]) & set(found["NEG"]):
        del found["POS"][word], found["NEG"][word]
    return found


def english() -> dict[str, dict[str, float]]:
    """Return the English words that are good and bad."""
    told = own_words("words_en")
    return {kind: dict.fromkeys(told[label], 1.0) for label, kind in (("positive", "POS"), ("negative", "NEG"))}


def _said(found: set[str], lemma: str) -> set[str]:
    """Keep the forms a dictionary knows: what nobody says would only fill buckets."""
    return {
        word
        for word in found
        if word == lemma.lower() or is_known(word, lang="de") or is_known(word.capitalize(), lang="de")
    }


def forms(lemma: str) -> set[str]:
    """Return the forms a German word may take; some that nobody says do no harm."""
    word = lemma.lower()
    if lemma[:1].isupper():
        return {word + ending for ending in _NOUN}
    found = {word + ending for ending in _ADJECTIVE}
    if word.endswith("el"):
        found |= {word[:-2] + "l" + ending for ending in ("e", "er", "es", "en")}
    if word.endswith(("en", "rn", "ln")):
        stem = word[:-2] if word.endswith("en") else word[:-1]
        found |= {stem + ending for ending in _VERB} | {"ge" + stem + ending for ending in _PAST}
        for prefix in _PREFIXES:
            if stem.startswith(prefix) and len(stem) > len(prefix) + 2:
                found |= {prefix + "ge" + stem[len(prefix) :] + ending for ending in _PAST}
        if stem.startswith(_UNPARTED):
            found |= {stem + ending for ending in _PAST}
    return found


def columns(words: Mapping[str, Mapping[str, float]], words_of: str) -> NDArray[np.float64]:
    """Return how much each bucket is worth in each of COLUMNS."""
    worth = np.zeros((ROWS, len(COLUMNS)))
    for place, kind in enumerate(("POS", "NEG")):
        _enter(worth[:, place], words[kind], words[kind].values(), denied=False)
        # Only those written for the purpose: the buckets of denied words are those of letters too, and must not fill up.
        often = own_words(words_of)["positive" if kind == "POS" else "negative"]
        _enter(worth[:, place + 2], often, [1.0] * len(often), denied=True)
    for place, faces in ((4, _GLAD), (5, _SAD)):
        _enter(worth[:, place], faces, [1.0] * len(faces), denied=False)
    return worth


def by_kind(words: Mapping[str, Mapping[str, float]], words_of: str) -> NDArray[np.float64]:
    """Return 1 for each bucket of a word in the column of its kind (KINDS)."""
    often = own_words(words_of)
    lists = [set(often["positive"]), set(often["negative"])]
    for kind, mine in (("POS", lists[0]), ("NEG", lists[1])):
        theirs = {word: strength for word, strength in words[kind].items() if word not in mine}
        lists.append({word for word, strength in theirs.items() if strength >= _SURELY})
        lists.append({word for word, strength in theirs.items() if strength < _SURELY})
    worth = np.zeros((ROWS, len(KINDS)))
    for place, said in enumerate(lists):
        _enter(worth[:, place], said, [1.0] * len(said), denied=False)
    return worth


def of_letters(words: Mapping[str, Mapping[str, float]], data: Path) -> NDArray[np.float64]:
    """Return what runs of letters tell of a word being bad, neither or good, learnt from the list itself.

    So a word that no list has ("Lieblingsort", "Nervkram") has a tone by its parts. Neither are the words of GermEval 2018 that
    the list lacks: only that they are said, nothing of how.
    """
    said = {word for _, text in labelled("germeval2018_train", data) for word in _WORD.findall(text.lower())}
    lists = (sorted(words["NEG"]), sorted(said - set(words["NEG"]) - set(words["POS"])), sorted(words["POS"]))
    runs = matrix([word for listed in lists for word in listed])[:, :RUN_BUCKETS]
    which = np.repeat(np.arange(3), [len(listed) for listed in lists])
    machine = LinearSVC(C=LETTERS_STRICTNESS, class_weight="balanced", random_state=0)
    worth = np.zeros((ROWS, 3))
    worth[:RUN_BUCKETS] = machine.fit(runs, which).coef_.T
    return worth


def _enter(worth: NDArray[np.float64], words: Iterable[str], strengths: Iterable[float], *, denied: bool) -> None:
    said = sorted(zip(words, strengths, strict=True))
    found = features([f"nicht {word}" if denied else word for word, _ in said])
    which = found.words[2 if denied else 0][found.word_spans[:, 0] + (1 if denied else 0)]
    single = np.diff(found.word_spans, axis=1)[:, 0] == (2 if denied else 1)
    for (_, strength), bucket, is_single in zip(said, which.tolist(), single.tolist(), strict=True):
        if is_single and bucket != NOTHING:
            worth[bucket] = max(worth[bucket], strength)
