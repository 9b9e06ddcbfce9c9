"""`leitstand compliance`: judge cases by the rules of law, from the terminal."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TextIO

import click

from leitstand.compliance.core.facts import UnknownFact
from leitstand.compliance.core.rules import KINDS, Finding
from leitstand.compliance.queries import law_here
from leitstand.compliance.reading import Law
from leitstand.house import clock
from leitstand.house.models import Workspace

_KEYS = frozenset({"id", "kind", "network", "format", "publish_on", "author", "text", "facts"})


class Wrong(ValueError):
    """A case that cannot be judged; the message says why."""


@click.group()
def command() -> None:
    """Judge cases by the rules of law; a help, no legal advice."""


@command.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--language", type=click.Choice(["de", "en"]), default="de", help="The language of the sentences.")
@click.option("--workspace", metavar="SLUG", help="Let the own rules of this workspace count as well.")
def check(file: TextIO, language: str, workspace: str | None) -> None:
    """Judge JSON cases, one object a line (- reads standard input), and print the findings, one object a line.

    A case: kind (post, ad, reply, message, asset, profile, programme, listening), network, format, publish_on
    (2026-11-30, otherwise today), author (author.role), text, facts (see `leitstand compliance facts`). The installation's
    own rules count always (folder `rules` beside its data). Ends with 1 where anything blocks, with 2 where a line is no
    case.
    """
    law = _law_of(workspace)
    blocked = wrong = False
    for number, line in _lines(file):
        try:
            case = _case(line)
            findings = _judged(case, law)
        except Wrong as error:
            wrong = True
            click.echo(json.dumps({"line": number, "error": str(error)}, ensure_ascii=False))
            continue
        blocked = blocked or any(one.level == "block" for one in findings)
        told = [_told(one, language) for one in findings]
        click.echo(json.dumps({"line": number, "id": case.get("id"), "findings": told}, ensure_ascii=False))
    raise SystemExit(2 if wrong else 1 if blocked else 0)


@command.command()
def facts() -> None:
    """Print the vocabulary of facts as JSON: kind, answers, how each is got, what it means."""
    told = {
        fact.name: {
            "kind": fact.kind,
            "how": fact.how,
            "means": fact.means,
            **({"choices": [choice.id for choice in fact.choices]} if fact.choices else {}),
        }
        for fact in law_here().vocabulary.facts.values()
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))


@command.command()
@click.option("--workspace", metavar="SLUG", help="With the own rules of this workspace.")
def rules(workspace: str | None) -> None:
    """Print every rule as JSON: what it demands, where that stands, when it was read, how sure it is."""
    for rule in _law_of(workspace).rules.values():
        told = {
            "id": rule.id,
            "kinds": sorted(rule.kinds),
            "title": {"en": rule.title.en, "de": rule.title.de},
            "demand": {"en": rule.demand.en, "de": rule.demand.de},
            "law": rule.law,
            "law_2022": rule.law_2022,
            "source": rule.source,
            "read_on": rule.read_on.isoformat(),
            "sure": rule.sure,
            "levels": [case.level for case in rule.cases],
            "since": rule.since.isoformat() if rule.since else None,
            "waivable": rule.waivable,
        }
        click.echo(json.dumps(told, ensure_ascii=False))


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(file, start=1):
        if line.strip():
            yield number, line


def _case(line: str) -> Mapping[str, object]:
    try:
        case = json.loads(line)
    except json.JSONDecodeError as error:
        raise Wrong(f"no JSON: {error.msg}") from None
    if not isinstance(case, dict):
        raise Wrong("a case is an object")
    if strange := set(case) - _KEYS:
        raise Wrong(f"strange keys: {', '.join(sorted(strange))}")
    if case.get("kind", "post") not in KINDS:
        raise Wrong(f"kind is one of {', '.join(KINDS)}")
    if not isinstance(case.get("facts", {}), dict):
        raise Wrong("facts is an object")
    for key in ("network", "format", "author", "text", "publish_on"):
        if not isinstance(case.get(key, ""), str):
            raise Wrong(f"{key} is a string")
    return case


def _law_of(slug: str | None) -> Law:
    if slug is None:
        return law_here()
    found = Workspace.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(f"There is no workspace {slug}.")
    return law_here(found.pk)


def _judged(case: Mapping[str, object], law: Law) -> tuple[Finding, ...]:
    told = case.get("facts", {})
    declared: dict[str, object] = dict(told) if isinstance(told, dict) else {}
    if author := case.get("author"):
        declared.setdefault("author.role", author)
    day = case.get("publish_on")
    try:
        on = date.fromisoformat(str(day)) if day else clock.now().date()
    except ValueError:
        raise Wrong(f"publish_on is a day like 2026-11-30, not {day!r}") from None
    try:
        return law.judge(
            declared,
            kind=str(case.get("kind", "post")),
            on=on,
            text=str(case.get("text", "")),
            network=str(case.get("network", "")),
            as_format=str(case.get("format", "text")),
        )
    except UnknownFact as error:
        raise Wrong(str(error)) from None


def _told(finding: Finding, language: str) -> dict[str, object]:
    rule = finding.rule
    return {
        "rule": rule.id,
        "level": finding.level,
        "asks": list(finding.asks),
        "title": rule.title.said(language),
        "mend": rule.mend.said(language),
        "law": rule.law,
        "source": rule.source,
        "read_on": rule.read_on.isoformat(),
        "sure": rule.sure,
    }
