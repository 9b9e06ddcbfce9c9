"""Read texts: the one way in."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone.delta import Delta
from leitstand.listening.core.tone.heads import FEWEST_LETTERS, Said, full, said, tone_scores, views
from leitstand.listening.core.tone.names import LABELS, LanguageName, Tone
from leitstand.listening.core.tone.settling import softmax
from leitstand.listening.core.tone.tables import tables

_LANGUAGES: Final[tuple[LanguageName, ...]] = ("de", "en", "other")
"""In the order of the language head's answers."""
_READ: Final = ("de", "en")
_FOREIGN_SHARE: Final = 0.5
_SHORT: Final = 10
_CERTAIN: Final = 0.95

_Floats = NDArray[np.float64]


def read(
    texts: Sequence[str], *, delta: Delta | None = None, languages: Sequence[str | None] | None = None
) -> list[Tone]:
    """Say what each text is; the answer never depends on the others of the batch."""
    if languages is not None and len(languages) != len(texts):
        raise ValueError("languages must name one for each text, or None")
    found = said(texts, delta)
    names, sure = _languages(found)
    if languages is not None:
        names = [_told(told, name) for told, name in zip(languages, names, strict=True)]
        sure = [1.0 if told else share for told, share in zip(languages, sure, strict=True)]
    shares, cuts = _tones(found, np.array([name == "en" for name in names], dtype=np.bool_), delta)
    offensive, praise = (_share(found, name) for name in ("offensive", "praise"))
    out = []
    for at, (name, tone) in enumerate(zip(names, shares.tolist(), strict=True)):
        # A face or an emoji alone has a tone in every language.
        has_tone = name in _READ or (name == "und" and found.signs[at] > 0)
        if not has_tone:
            out.append(Tone(name, sure[at], None, None, 0.0, 0.0, 0.0, None, None))
            continue
        highest = max(tone)
        leaning = LABELS[tone.index(highest)]
        is_german = name == "de"
        out.append(
            Tone(
                language=name,
                language_sure=sure[at],
                tone=leaning if highest >= cuts[at] else "unsure",
                leaning=leaning,
                positive=tone[2],
                neutral=tone[1],
                negative=tone[0],
                offensive=offensive[at] if is_german else None,
                # What offends does not praise: "du bist so ein ..." begins both.
                praise=praise[at] * (1.0 - offensive[at]) if is_german else None,
            )
        )
    return out


def opinions(texts: Sequence[str]) -> tuple[_Floats, _Floats]:
    """Return what the shipped heads say, to learn from: tone scores in the order of LABELS, and their views as features."""
    found = said(texts)
    names, _ = _languages(found)
    scores, _, _ = tone_scores(found, np.array([name == "en" for name in names], dtype=np.bool_))
    return scores, views(found.scores, tables())


def _told(told: str | None, found: LanguageName) -> LanguageName:
    if not told:
        return found
    short = told.replace("_", "-").split("-")[0].lower()
    if short in ("und", "mul", "zxx"):
        return "und"
    return "de" if short == "de" else "en" if short == "en" else "other"


def _languages(found: Said) -> tuple[list[LanguageName], list[float]]:
    held = tables()
    head = held.heads["language"]
    shares = softmax(full(head, found.scores[:, held.at["language"]]), head.sharpness)
    highest = shares.max(axis=1)
    is_foreign = found.foreign > _FOREIGN_SHARE * np.maximum(found.letters, 1)
    # A greeting of one word is said in many languages: "other" must be all but certain there.
    is_short = (found.letters < _SHORT) & (shares.argmax(axis=1) == _LANGUAGES.index("other")) & (highest < _CERTAIN)
    is_unknown = ~is_foreign & ((found.letters < FEWEST_LETTERS) | (highest < head.cut) | is_short)
    names: list[LanguageName] = []
    best = [_LANGUAGES[place] for place in shares.argmax(axis=1).tolist()]
    for name, foreign, unknown in zip(best, is_foreign.tolist(), is_unknown.tolist(), strict=True):
        names.append("other" if foreign else "und" if unknown else name)
    return names, np.where(is_foreign, 1.0, highest).tolist()


def _tones(found: Said, is_english: NDArray[np.bool_], delta: Delta | None) -> tuple[_Floats, list[float]]:
    if found.learnt is not None and delta is not None:
        return softmax(found.learnt, delta.sharpness), [delta.cut] * len(is_english)
    scores, sharpness, cuts = tone_scores(found, is_english)
    return softmax(scores * sharpness[:, None], 1.0), cuts.tolist()


def _share(found: Said, name: str) -> list[float]:
    held = tables()
    head = held.heads[name]
    shares: list[float] = softmax(full(head, found.scores[:, held.at[name]]), head.sharpness)[:, 1].tolist()
    return shares
