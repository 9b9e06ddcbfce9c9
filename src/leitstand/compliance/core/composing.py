"""Put a rule together from what a form asks, and take it apart again for the form. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from leitstand.compliance.core.facts import Fact, Vocabulary
from leitstand.compliance.core.own_rules import words_expression
from leitstand.compliance.core.predicates import PUBLISH_ON, verbs_for
from leitstand.compliance.core.raw import Table

ROWS: Final = 4
EXAMPLES: Final = 2
_YES: Final = frozenset({"ja", "yes", "true", "1"})
_NO: Final = frozenset({"nein", "no", "false", "0"})
_LISTS: Final = frozenset({"in", "not_in", "has_any", "has_all"})


class Wrong(ValueError):
    """A value the form cannot take: `field` says where, `code` what."""

    def __init__(self, field: str, code: str, detail: str = "") -> None:
        super().__init__(f"{field}: {code} {detail}")
        self.field, self.code, self.detail = field, code, detail


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the form: a fact, a verb, what was typed as the value."""

    fact: str
    verb: str
    value: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form asks."""

    rule: str
    kinds: Sequence[str]
    level: str
    title: Mapping[str, str]
    demand: Mapping[str, str]
    mend: Mapping[str, str]
    law: str
    source: str
    read_on: date
    sure: str
    words: Sequence[str]
    join: str
    conditions: Sequence[Condition]
    bad: Sequence[tuple[str, str]]
    good: Sequence[tuple[str, str]]


def fact_name(rule: str) -> str:
    """Name the fact that the words of a rule make."""
    return f"text.{rule.lower().replace('-', '_')}"


def compose(draft: Draft, vocabulary: Vocabulary) -> Table:
    """Return the rule as a file; raises Wrong at the field that cannot be read."""
    own = fact_name(draft.rule)
    parts: list[Table] = [{"fact": own, "is": True}] if draft.words else []
    parts += [_part(one, vocabulary, f"condition_{place}") for place, one in enumerate(draft.conditions)]
    if not parts:
        raise Wrong("words", "no_condition")
    bad, good = (_examples(rows, name, vocabulary) for rows, name in ((draft.bad, "bad"), (draft.good, "good")))
    if not bad:
        raise Wrong("bad_text_0", "no_example")
    if not good:
        raise Wrong("good_text_0", "no_example")
    rule: dict[str, object] = {
        "id": draft.rule,
        "kinds": sorted(draft.kinds),
        **{key: _both(getattr(draft, key)) for key in ("title", "demand", "mend")},
        "law": draft.law,
        "source": draft.source,
        "read_on": draft.read_on,
        "sure": draft.sure,
    }
    if draft.words and len(parts) > 1 and draft.join == "all":
        # Where the words stand there and something else is open, it is asked for.
        rule["suspect"] = parts[0]
    when = parts[0] if len(parts) == 1 else {draft.join: parts}
    rule |= {"case": [{"level": draft.level, "when": when}], "bad": bad, "good": good}
    if not draft.words:
        return {"rule": [rule]}
    return {
        "facts": {own: {"kind": "yes_no", "how": "computed", "means": f"The text has words of {draft.rule}."}},
        "patterns": {
            draft.rule.lower(): {
                "fact": own,
                "regex": words_expression(draft.words),
                # Those with a star first: so the form can read them again.
                "hits": [word.rstrip("*") for word in sorted(draft.words, key=lambda word: not word.endswith("*"))],
                "passes": [],
            }
        },
        "rule": [rule],
    }


def _both(words: Mapping[str, str]) -> Mapping[str, str]:
    """Where one language is left empty the other stands there too."""
    de, en = words["de"].strip(), words["en"].strip()
    return {"en": en or de, "de": de or en}


def _part(one: Condition, vocabulary: Vocabulary, field: str) -> Table:
    fact = vocabulary.facts.get(one.fact)
    if fact is None:
        raise Wrong(field, "no_fact", one.fact)
    if one.verb not in verbs_for(fact.kind):
        raise Wrong(field, "no_verb", ", ".join(verbs_for(fact.kind)))
    return {"fact": fact.name, one.verb: _value(fact, one.verb, one.value, field)}


def _value(fact: Fact, verb: str, typed: str, field: str) -> object:
    text = typed.strip()
    if verb in ("known", "empty"):
        return _yes_no(text, field)
    if verb in ("before", "after") and text in (PUBLISH_ON, ""):
        return PUBLISH_ON
    if verb in _LISTS:
        return [_one(fact, part, field) for part in text.split(",") if part.strip()]
    return _one(fact, text, field)


def _one(fact: Fact, typed: str, field: str) -> object:
    text = typed.strip()
    if not text and fact.kind != "text":
        raise Wrong(field, "no_value", fact.name)
    match fact.kind:
        case "yes_no":
            return _yes_no(text, field)
        case "number":
            try:
                number = float(text.replace(",", "."))
            except ValueError:
                raise Wrong(field, "no_number", text) from None
            if number != number or abs(number) == float("inf"):
                raise Wrong(field, "no_number", text)
            return int(number) if number.is_integer() else number
        case "date":
            return _date(text, field)
        case "choice" | "choices":
            named = {choice.id: choice.id for choice in fact.choices}
            named |= {words.casefold(): one.id for one in fact.choices for words in (one.words.de, one.words.en)}
            found = named.get(text) or named.get(text.casefold())
            if found is None:
                raise Wrong(field, "no_choice", ", ".join(choice.id for choice in fact.choices))
            return found
        case _:
            return text


def _yes_no(text: str, field: str) -> bool:
    if text.casefold() not in _YES | _NO:
        raise Wrong(field, "no_yes_no", text)
    return text.casefold() in _YES


def _date(text: str, field: str) -> date:
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if german:
            day, month, year = map(int, german.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong(field, "no_date", text) from None


def _examples(rows: Sequence[tuple[str, str]], name: str, vocabulary: Vocabulary) -> list[Table]:
    found: list[Table] = []
    for place, (text, facts) in enumerate(rows):
        told = _facts(facts, vocabulary, f"{name}_facts_{place}")
        if text.strip() or told:
            found.append({**({"text": text.strip()} if text.strip() else {}), **({"facts": told} if told else {})})
    return found


def _facts(typed: str, vocabulary: Vocabulary, field: str) -> dict[str, object]:
    told: dict[str, object] = {}
    for line in filter(None, map(str.strip, typed.splitlines())):
        name, sign, value = line.partition("=")
        fact = vocabulary.facts.get(name.strip())
        if not sign or fact is None:
            raise Wrong(field, "no_fact", name.strip())
        if fact.kind in ("choices", "words"):
            told[fact.name] = [_one(fact, part, field) for part in value.split(",") if part.strip()]
        else:
            told[fact.name] = _one(fact, value, field)
    return told


def draft_of(told: Table) -> dict[str, object] | None:
    """Return what fills the form with a rule that the form itself can write; None for one that says more."""
    rules = told.get("rule")
    if not isinstance(rules, list) or len(rules) != 1 or set(rules[0]) - _SIMPLE or len(rules[0]["case"]) != 1:
        return None
    rule, case = rules[0], rules[0]["case"][0]
    when = case["when"]
    join = next(iter(when)) if set(when) in ({"all"}, {"any"}) else "all"
    parts = when[join] if set(when) in ({"all"}, {"any"}) else [when]
    own = fact_name(rule["id"])
    pattern = next((one for one in dict(_table(told.get("patterns"))).values() if one.get("fact") == own), None)
    lines = [part for part in parts if part.get("fact") != own]
    if any("fact" not in part for part in lines) or len(lines) > ROWS:
        return None
    words = _words_of(pattern) if pattern else []
    if words is None or max(len(rule["bad"]), len(rule["good"])) > EXAMPLES:
        return None
    if any(set(one) - {"text", "facts"} for one in (*rule["bad"], *rule["good"])):
        return None
    first: dict[str, object] = {
        "rule": rule["id"], "kinds": rule["kinds"], "level": case["level"], "law": rule["law"], "source": rule["source"],
        "read_on": rule["read_on"], "sure": rule["sure"], "words": "\n".join(words), "join": join,
    }  # fmt: skip
    for key in ("title", "demand", "mend"):
        first |= {f"{key}_de": rule[key]["de"], f"{key}_en": rule[key]["en"]}
    for place, part in enumerate(lines):
        verb = next(key for key in part if key != "fact")
        first |= {f"fact_{place}": part["fact"], f"verb_{place}": verb, f"value_{place}": _typed(part[verb])}
    for key in ("bad", "good"):
        for place, one in enumerate(rule[key]):
            first[f"{key}_text_{place}"] = one.get("text", "")
            facts = dict(one.get("facts", {})).items()
            first[f"{key}_facts_{place}"] = "\n".join(f"{name} = {_typed(value)}" for name, value in facts)
    return first


_SIMPLE: Final = frozenset(
    {
        "id", "kinds", "title", "demand", "mend", "law", "source", "read_on", "sure", "suspect", "case", "bad", "good",
    }
)  # fmt: skip


def _table(raw: object) -> Mapping[str, Mapping[str, object]]:
    return raw if isinstance(raw, Mapping) else {}


def _words_of(pattern: Mapping[str, object]) -> list[str] | None:
    """Return the words of a list the form has written; None for an expression somebody else has."""
    hits = pattern.get("hits")
    if not isinstance(hits, list):
        return None
    for starred in _stars(hits):
        if words_expression(starred) == pattern.get("regex"):
            return starred
    return None


def _stars(hits: list[str]) -> list[list[str]]:
    """Return the readings that come into question: the words with a star stand first."""
    return [[*(f"{word}*" for word in hits[:cut]), *hits[cut:]] for cut in range(len(hits) + 1)]


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)
