"""German text help: long sentences, passive, noun style, fillers, jargon, nouns in the masculine alone, readability. Pure, all local.

Everything is a hint with its place in the text. Sentences are split at . ! ? : and line ends, abbreviations and numbers
apart; syllables are counted by groups of vowels (right for 93 of 100 everyday words, see the tests), which is what the
formulas of readability were made with before there were machines.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["long", "passive", "nouns", "filler", "swap", "english", "people", "mixed"]
ORDER: Final[Sequence[Kind]] = ("mixed", "long", "passive", "nouns", "swap", "english", "people", "filler")


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists and measures of text_help/de.toml."""

    longest_plain: int
    longest_experts: int
    endings: Sequence[str]
    nouns_most: int
    fillers: Sequence[str]
    swaps: Mapping[str, str]
    english: Mapping[str, str]
    people: Mapping[str, tuple[str, str]]
    abbreviations: Sequence[str]
    active: frozenset[str]
    not_participles: frozenset[str]
    words_needed: int
    amstad_hard: float
    amstad_plain: float
    vienna_hard: float


@dataclass(frozen=True, slots=True)
class Hint:
    """One place: `start` and `end` count characters; `words` is what stands there, `instead` what may."""

    kind: Kind
    start: int
    end: int
    words: str
    instead: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard a text is: Amstad (0 hard to 100 easy), the Viennese formula (school years), and what they rest on."""

    amstad: float
    vienna: float
    words: int
    sentences: int
    level: Literal["easy", "middling", "hard"]


@dataclass(frozen=True, slots=True)
class Help:
    """All there is to say about a text; empty where it is not German."""

    hints: Sequence[Hint] = ()
    readability: Readability | None = None
    counts: Mapping[Kind, int] = field(default_factory=dict)


_WORD: Final = re.compile(r"(?<![\w#@/.])[^\W\d_]+(?:[-’'][^\W\d_]+)*(?![\w@])")
_LINK: Final = re.compile(r"https?://\S+|www\.\S+|[#@][\w.]+")
_BREAK: Final = re.compile(r"[.!?…]+[)\"“”»«]*(?=\s|$)|[\n\r]+|:(?=\s+[A-ZÄÖÜ])")
_GERMAN: Final = frozenset(
    {
        "und", "der", "die", "das", "ist", "wir", "ich", "nicht", "ein", "eine", "mit", "für", "auf", "den", "dem", "des", "von",
        "im", "zu", "sind", "bei", "auch", "wie", "was", "oder", "aus", "ihr", "unser", "unsere", "unseren", "haben", "hat",
        "wird", "werden", "kann", "können", "mehr", "jetzt", "uns", "als", "nach", "dass", "heute", "morgen", "ihre", "ihren",
    }
)  # fmt: skip
_ENGLISH: Final = frozenset(
    {
        "the", "and", "of", "to", "is", "are", "we", "you", "our", "your", "for", "with", "on", "at", "this", "that", "be",
        "have", "has", "from", "by", "it",
    }
)  # fmt: skip
# Two letters that are one sound; any other vowel is a syllable of its own.
_SOUND: Final = re.compile(r"aa|ee|oo|ie|ei|ai|ey|ay|eu|äu|oi|oy|au|ou|[aäeiouöüyéèàáâ]")
_APART: Final = re.compile(r"ie(?=n$|nt)")  # Ferien, Patient
_UM: Final = re.compile(r"([eä])um$")  # Museum, Jubiläum
_PREFIX: Final = re.compile(r"^(?:be|ge|un)+(?=[eoäö])")
_BECOME: Final = re.compile(r"\b(?:wird|werden|wurde|wurden|worden)\b", re.IGNORECASE)
_BE: Final = re.compile(r"\b(?:ist|sind|war|waren)\b", re.IGNORECASE)
_PARTICIPLE: Final = re.compile(
    r"\b(?:(?:an|auf|aus|ab|bei|dar|durch|ein|fest|frei|her|hin|mit|nach|um|unter|vor|weiter|zu|zurück|zusammen|bereit)?ge\w{2,}(?:t|en)"
    r"|(?:be|ver|ent|er|zer|miss|über|unter|wieder)\w{2,}[^aeiouäöü]t|\w{3,}iert)\b"
)


def is_german(text: str) -> bool:
    """Whether a text is German by its small words; three words of it are enough, English ones weigh against."""
    words = [word.casefold() for word in _WORD.findall(_LINK.sub(" ", text))]
    german = sum(word in _GERMAN for word in words)
    return len(words) >= 3 and german > 0 and german > sum(word in _ENGLISH for word in words)


def help_with(text: str, words: Words, *, for_experts: bool = False) -> Help:
    """Return what may be said better, in the order of the text, and how hard it is to read."""
    if not is_german(text):
        return Help()
    plain = _LINK.sub(lambda found: " " * len(found[0]), text)
    sentences = list(sentences_of(plain, words.abbreviations))
    hints = [
        hint for start, end in sentences for hint in _of_sentence(plain, start, end, words, for_experts=for_experts)
    ]
    hints += _of_list(plain, "filler", dict.fromkeys(words.fillers, ""))
    hints += _of_list(plain, "swap", words.swaps)
    if not for_experts:
        hints += _of_list(plain, "english", words.english)
    hints += _of_people(plain, words.people)
    counts: dict[Kind, int] = {}
    for hint in hints:
        counts[hint.kind] = counts.get(hint.kind, 0) + 1
    ordered = sorted(hints, key=lambda hint: (ORDER.index(hint.kind), hint.start))
    return Help(tuple(ordered), readability(plain, words), counts)


def sentences_of(text: str, abbreviations: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Return where each sentence begins and ends, without space around it."""
    short = tuple(sorted((word.casefold() for word in abbreviations), key=len, reverse=True))
    begin = 0
    for found in _BREAK.finditer(text):
        before = text[begin : found.start()]
        if found[0].startswith(".") and (before[-1:].isdigit() or _ends_short(before, short)):
            following = text[found.end() :].lstrip()
            if (
                following[:1].islower()
                or following[:1].isdigit()
                or _ends_short(before, short)
                or before[-1:].isdigit()
            ):
                continue
        yield from _trimmed(text, begin, found.end())
        begin = found.end()
    yield from _trimmed(text, begin, len(text))


def _ends_short(before: str, short: Sequence[str]) -> bool:
    folded = before.casefold()
    if folded[-1:].isalpha() and not folded[-2:-1].isalnum():
        return True  # a single letter: z. B., i. d. R.
    return any(folded.endswith(word) and not folded[: -len(word)][-1:].isalnum() for word in short)


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[begin:end]
    if _WORD.search(piece):
        yield begin + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _of_sentence(text: str, start: int, end: int, words: Words, *, for_experts: bool) -> Iterator[Hint]:
    sentence = text[start:end]
    said = _WORD.findall(sentence)
    longest = words.longest_experts if for_experts else words.longest_plain
    if len(said) > longest:
        yield Hint("long", start, end, sentence, count=len(said))
    if (passive := _passive(sentence, words)) is not None:
        first, last = passive
        yield Hint("passive", start + first, start + last, sentence[first:last])
    nouns = [
        word for word in said if word[0].isupper() and len(word) > 5 and word.casefold().endswith(tuple(words.endings))
    ]
    if len(nouns) > words.nouns_most:
        yield Hint("nouns", start, end, ", ".join(nouns), count=len(nouns))


def _passive(sentence: str, words: Words) -> tuple[int, int] | None:
    """Return from where to where a passive stands: a form of "werden" or "sein" with a participle in the same clause."""
    for helper, skips_active in ((_BECOME, False), (_BE, True)):
        for found in helper.finditer(sentence):
            clause_start = max(sentence.rfind(mark, 0, found.start()) for mark in ",;–") + 1
            ends = [place for mark in ",;–" if (place := sentence.find(mark, found.end())) >= 0]
            clause_end = min(ends, default=len(sentence))
            for participle in _PARTICIPLE.finditer(sentence, clause_start, clause_end):
                word = participle[0].casefold()
                if (
                    word in words.not_participles
                    or (skips_active and word in words.active)
                    or not participle[0][0].islower()
                ):
                    continue
                return min(found.start(), participle.start()), max(found.end(), participle.end())
    return None


def _of_list(text: str, kind: Kind, listed: Mapping[str, str]) -> Iterator[Hint]:
    for word, instead in listed.items():
        flags = 0 if kind == "english" else re.IGNORECASE
        for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, flags):
            yield Hint(kind, found.start(), found.end(), found[0], instead)


def _of_people(text: str, people: Mapping[str, tuple[str, str]]) -> Iterator[Hint]:
    """Name nouns in the masculine alone; a pair, a colon, a star or (m/w/d) shows that all are meant."""
    for word, (feminine, instead) in people.items():
        for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
            around = text[max(0, found.start() - 40) : found.end() + 40]
            after = text[found.end() : found.end() + 12]
            if feminine.casefold() in around.casefold() or re.match(r"[:*_/]-?in|\s*\([mwdfx/ ]+\)|\(in", after):
                continue
            yield Hint("people", found.start(), found.end(), word, instead)


def syllables(word: str) -> int:
    """Return how many syllables a German word has, at least one."""
    folded = _APART.sub("i.e", word.casefold().replace("qu", "q"))
    folded = _UM.sub(r"\1.um", folded)
    prefix = _PREFIX.match(folded)
    rest = folded[prefix.end() :] if prefix else folded
    return max(1, len(_SOUND.findall(rest)) + (len(_SOUND.findall(prefix[0])) if prefix else 0))


def readability(text: str, words: Words) -> Readability | None:
    """Return how hard a text is; None where it is too short for the formulas to say anything."""
    said = _WORD.findall(text)
    sentences = len(list(sentences_of(text, words.abbreviations)))
    if len(said) < words.words_needed or not sentences:
        return None
    counts = [syllables(word) for word in said]
    length = len(said) / sentences
    amstad = 180 - length - 58.5 * sum(counts) / len(said)
    share = 100 / len(said)
    long_ones = share * sum(count >= 3 for count in counts)
    many_letters = share * sum(len(word) > 6 for word in said)
    single = share * sum(count == 1 for count in counts)
    vienna = 0.1935 * long_ones + 0.1672 * length + 0.1297 * many_letters - 0.0327 * single - 0.875
    is_hard = amstad < words.amstad_hard or vienna > words.vienna_hard
    level: Literal["easy", "middling", "hard"] = (
        "hard" if is_hard else "easy" if amstad >= words.amstad_plain else "middling"
    )
    return Readability(round(amstad, 1), round(vienna, 1), len(said), sentences, level)
