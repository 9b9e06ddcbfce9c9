"""Playbooks of moderation: what fits what somebody wrote, why, and what is said and done then. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from leitstand.community.core.bot import says
from leitstand.kernel.words import Words, words_of

MEASURES: Final = frozenset(
    {"answer", "private", "close", "hide", "remove", "report", "keep_evidence", "police", "escalate"}
)
DECIDES: Final = frozenset({"team", "lead", "crisis"})
SIGNS: Final = frozenset({"question_mark", "turns", "wave"})
USES: Final = frozenset({"answer", "private", "close"})
VARIABLES: Final = frozenset({"name", "company", "until", "netiquette", "topic"})
_KEYS: Final = frozenset(
    {"id", "weight", "name", "cues", "signs", "tone", "decides", "measures", "law", "source", "read_on", "steps", "never",
     "template", "examples"}
)  # fmt: skip
_VARIABLE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """Words for an answer; `use`: answer, move to private, or close."""

    id: str
    use: str
    words: Words


@dataclass(frozen=True, slots=True)
class Playbook:
    """What is done about one kind of situation. The heavier one comes first where several fit."""

    id: str
    weight: int
    name: Words
    cues: Sequence[str]
    signs: Collection[str]
    tone: Words
    decides: str
    measures: Sequence[str]
    law: str
    source: str
    read_on: date
    steps: Sequence[Words]
    never: Sequence[Words]
    templates: Sequence[Template]
    good: Sequence[str]
    bad: Sequence[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known beside the text: turns with this person, unkind voices under the same post lately, and their bounds."""

    turns: int = 0
    most_turns: int = 4
    wave: int = 0
    most_wave: int = 10


@dataclass(frozen=True, slots=True)
class Fit:
    """A playbook that fits, with the words and signs for which it does."""

    playbook: Playbook
    words: tuple[str, ...]
    signs: tuple[str, ...]


def suggest(playbooks: Collection[Playbook], text: str, signs: Signs) -> list[Fit]:
    """Return what fits, the gravest first; nothing fits: nothing is suggested."""
    found = []
    for one in playbooks:
        words = tuple(cue for cue in one.cues if says(text, [cue]))
        seen = tuple(sorted(sign for sign in one.signs if _shows(sign, text, signs)))
        if words or seen:
            found.append(Fit(one, words, seen))
    return sorted(found, key=lambda fit: -fit.playbook.weight)


def _shows(sign: str, text: str, signs: Signs) -> bool:
    if sign == "question_mark":
        return "?" in text
    if sign == "turns":
        return signs.turns >= signs.most_turns
    return signs.wave >= signs.most_wave


def fill(words: str, values: Mapping[str, str]) -> str:
    """Put values into a template. A name nobody may know leaves no gap; anything else unknown stays to be filled in."""

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        told = values.get(name, "").strip()
        if name == "name":
            return f" {told}" if told else ""
        return told or "…"

    return _VARIABLE.sub(value, words)


def playbook_of(raw: Mapping[str, object], where: str) -> Playbook:
    """Read one playbook; raises ValueError that names what is not whole."""
    if set(raw) != _KEYS:
        raise ValueError(f"{where}: wants exactly {sorted(_KEYS)}, differs in {sorted(set(raw) ^ _KEYS)}")
    examples = raw["examples"]
    if not isinstance(examples, Mapping) or set(examples) != {"good", "bad"}:
        raise ValueError(f"{where}: examples want good and bad")
    weight, day = raw["weight"], raw["read_on"]
    if not isinstance(weight, int) or not isinstance(day, date):
        raise ValueError(f"{where}: weight is a number, read_on a day")  # noqa: TRY004 - data, not a call
    return Playbook(
        id=_one(raw["id"], where),
        weight=weight,
        name=words_of(raw["name"], where),
        cues=_texts(raw["cues"], where),
        signs=frozenset(_among(raw["signs"], SIGNS, where)),
        tone=words_of(raw["tone"], where),
        decides=_among([raw["decides"]], DECIDES, where)[0],
        measures=_among(raw["measures"], MEASURES, where),
        law=str(raw["law"]),
        source=_one(raw["source"], where),
        read_on=day,
        steps=[words_of(one, where) for one in _many(raw["steps"], where)],
        never=[words_of(one, where) for one in _many(raw["never"], where)],
        templates=[_template(one, where) for one in _many(raw["template"], where)],
        good=_filled(examples["good"], where),
        bad=_filled(examples["bad"], where),
    )


def _template(raw: object, where: str) -> Template:
    if not isinstance(raw, Mapping) or set(raw) != {"id", "use", "words"}:
        raise ValueError(f"{where}: a template wants id, use and words")
    words = words_of(raw["words"], where)
    for said in (words.en, words.de, words.du):
        if strange := set(_VARIABLE.findall(said)) - VARIABLES:
            raise ValueError(f"{where}: no such variable: {sorted(strange)}")
    return Template(_one(raw["id"], where), _among([raw["use"]], USES, where)[0], words)


def _one(raw: object, where: str) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(f"{where}: a text is missing")
    return raw


def _many(raw: object, where: str) -> list[object]:
    if not isinstance(raw, list) or not raw:
        raise ValueError(f"{where}: a list is missing")
    return raw


def _texts(raw: object, where: str) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise ValueError(f"{where}: wants a list")  # noqa: TRY004 - data, not a call
    return tuple(_one(one, where) for one in raw)


def _filled(raw: object, where: str) -> tuple[str, ...]:
    if not (found := _texts(raw, where)):
        raise ValueError(f"{where}: an example is missing")
    return found


def _among(raw: object, known: Collection[str], where: str) -> tuple[str, ...]:
    found = _texts(raw, where)
    if strange := set(found) - set(known):
        raise ValueError(f"{where}: unknown: {sorted(strange)}")
    return found
