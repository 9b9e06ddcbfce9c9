"""Cases from the daily work of a German team with the answer the law gives, worked out by hand (advertising, messages, imprint)."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from leitstand.compliance.reading import law

ON = date(2026, 11, 27)
FAMILIES = ("AD-", "DM-", "IMP-", "DSG-", "MOD-")
FILES = ("ad", "message", "imprint", "privacy")
CASES = [
    pytest.param(case, id=f"{name}-{number}")
    for name in FILES
    for number, case in enumerate(
        tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"], 1
    )
]


@pytest.mark.parametrize("case", CASES)
def test_a_case_gets_the_answer_the_law_gives(case):
    """`expect`: all that is sure, with its level. `asks`: what at least is asked. `none_of`: what is not even asked."""
    assert set(case) <= {"text", "facts", "network", "format", "on", "kind", "expect", "asks", "none_of"}
    told = law().judge(
        case.get("facts", {}),
        kind=case["kind"],
        on=case.get("on", ON),
        text=case.get("text", ""),
        network=case.get("network", ""),
        as_format=case.get("format", "text"),
    )
    ours = [one for one in told if one.rule.id.startswith(FAMILIES)]
    assert {one.rule.id: one.level for one in ours if not one.asks} == case.get("expect", {})
    assert set(case.get("asks", ())) <= {one.rule.id for one in ours if one.asks}
    assert not set(case.get("none_of", ())) & {one.rule.id for one in ours}


def test_there_are_many():
    assert len(CASES) >= 150
