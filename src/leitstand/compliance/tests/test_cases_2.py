"""Cases worked out by hand from the law: content, pictures, licences, AI, access, listening, works council.

A case names every finding among these families; "warn?" is a suspicion that asks for what is not told.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from leitstand.compliance.reading import law

ON = date(2026, 11, 27)
FAMILIES = ("CON", "IMG", "LIC", "REC", "AI", "ACC", "LIS", "WC")
FILES = ("content", "image", "licence", "ai", "listening")
FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(case, id=f"{name}: {case['name']}")
    for name in FILES
    for case in tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
]
KEYS = {"name", "kind", "text", "network", "format", "on", "facts", "found", "none_of"}


def judged(case: Mapping[str, object]) -> dict[str, str]:
    told = law().judge(
        case.get("facts", {}),
        kind=case.get("kind", "post"),
        on=case.get("on", ON),
        text=case.get("text", ""),
        network=case.get("network", ""),
        as_format=case.get("format", "text"),
    )
    return {
        one.rule.id: one.level + ("?" if one.asks else "") for one in told if one.rule.id.partition("-")[0] in FAMILIES
    }


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_judged_as_worked_out_by_hand(case):
    assert set(case) <= KEYS
    found = judged(case)
    assert found == case["found"]
    assert not set(case.get("none_of", ())) & set(found)


def test_every_rule_of_these_families_is_met_by_a_case():
    met = {one for case in CASES for one in case.values[0]["found"]}
    rules = {one for one in law().rules if one.partition("-")[0] in FAMILIES}
    assert rules - met == set()
    assert met - rules == set()
