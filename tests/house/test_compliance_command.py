"""`leitstand compliance check` judges one case a line and says which line it cannot read."""

import json

import pytest
from click.testing import CliRunner

from leitstand.compliance.actions.keep_own_rule import keep_own_rules
from leitstand.compliance.tests.test_own_rules import HOLM
from leitstand.config.commands.compliance import command

PAID = {"post.consideration": "money", "post.beneficiary": "third"}


def run(*lines: object) -> tuple[int, list[dict]]:
    told = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(command, ["check", "-"], input=told)
    return result.exit_code, [json.loads(line) for line in result.output.splitlines()]


def test_a_blocked_case_is_told_with_rule_and_paragraph_and_ends_with_one():
    case = {
        "id": "a",
        "kind": "post",
        "network": "instagram",
        "text": "Tolle Kamera",
        "facts": PAID,
        "publish_on": "2026-11-30",
    }
    code, told = run(case)
    assert code == 1
    found = {one["rule"]: one for one in told[0]["findings"]}
    assert found["AD-01"]["level"] == "block"
    assert "UWG" in found["AD-01"]["law"]
    assert told[0]["id"] == "a"


def test_a_marked_case_passes_this_rule():
    _code, told = run({"text": "Werbung: Tolle Kamera", "facts": PAID})
    assert "AD-01" not in {one["rule"] for one in told[0]["findings"]}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no JSON"),
        ("[]", "object"),
        ({"kind": "letter"}, "kind"),
        ({"facts": {"nobody": True}}, "nobody"),
        ({"facts": {"post.consideration": "gold"}}, "gold"),
        ({"publish_on": "morgen"}, "publish_on"),
        ({"colour": "red"}, "colour"),
        ({"text": 5}, "text"),
        ({"author": "king"}, "author.role"),
    ],
)
def test_a_line_that_is_no_case_is_named_and_the_others_are_judged(line, why):
    code, told = run(line, {"text": "Guten Morgen"})
    assert code == 2
    assert why in told[0]["error"]
    assert told[1]["line"] == 2
    assert "findings" in told[1]


def test_the_vocabulary_and_the_rules_are_printed_for_those_who_write_cases():
    facts = json.loads(CliRunner().invoke(command, ["facts"]).output)
    assert facts["post.consideration"]["choices"][0] == "none"
    rules = [json.loads(line) for line in CliRunner().invoke(command, ["rules"]).output.splitlines()]
    assert {"id", "law", "read_on", "sure"} <= set(rules[0])


@pytest.mark.django_db
def test_the_own_rules_of_a_workspace_count_where_it_is_named(owner, workspace, now):
    keep_own_rules(owner, HOLM, now=now)
    case = json.dumps({"text": "Neu von Holm"})

    def found(*more: str) -> set[str]:
        result = CliRunner().invoke(command, ["check", "-", *more], input=case)
        return {one["rule"] for one in json.loads(result.output)["findings"]}

    assert "OWN-HOLM" not in found()
    assert "OWN-HOLM" in found("--workspace", "werk")
    nobody = CliRunner().invoke(command, ["check", "-", "--workspace", "fremd"], input=case)
    assert (nobody.exit_code, "There is no workspace fremd" in nobody.output) == (1, True)
