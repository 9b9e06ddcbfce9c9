"""Write a table as TOML, in the form of the data files of this room. Pure; the library only reads."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

_BARE = re.compile(r"^[A-Za-z0-9_-]+$")


def toml_of(told: Mapping[str, object]) -> str:
    """Return a file with facts, word lists and rules; what is nested in them stands in one line."""
    lines: list[str] = []
    for kind in ("facts", "patterns"):
        entries = told.get(kind)
        if isinstance(entries, Mapping):
            for name, entry in entries.items():
                lines += [f"[{kind}.{_key(name)}]", *_pairs(entry), ""]
    rules = told.get("rule")
    for rule in rules if isinstance(rules, Sequence) else ():
        parts = {key: value for key, value in rule.items() if key in ("case", "bad", "good")}
        lines += ["[[rule]]", *_pairs({key: value for key, value in rule.items() if key not in parts}), ""]
        for key in ("case", "bad", "good"):
            for one in parts.get(key, ()):
                lines += [f"[[rule.{key}]]", *_pairs(one), ""]
    return "\n".join(lines)


def _pairs(entry: object) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in entry.items()] if isinstance(entry, Mapping) else []


def _key(name: str) -> str:
    return name if _BARE.match(name) else _text(name)


def _text(value: str) -> str:
    # JSON's strings are TOML's, but for one sign that must be escaped there and for halves of signs, which are none.
    clean = value.encode("utf-8", "replace").decode()
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
    if isinstance(value, frozenset | set):
        return _value(sorted(value))
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_value, value)) + "]"
    return repr(value)
