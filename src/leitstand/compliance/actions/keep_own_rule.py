"""Keep rules a workspace has written itself: whole, tried by their own examples, every version on record."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.own_rules import Fault, read_own
from leitstand.compliance.core.raw import Table
from leitstand.compliance.core.rules import Rule
from leitstand.compliance.core.toml_out import toml_of
from leitstand.compliance.events import RulesChanged
from leitstand.compliance.models import OwnRule, OwnRuleVersion
from leitstand.compliance.queries import law_here
from leitstand.compliance.reading import Law, extended, finding_of
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Stale
from leitstand.house.events import announce
from leitstand.house.zones import day_in


class NotWhole(Exception):
    """A file that is not whole; `faults` tells everything that is wrong, by line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{one.line}: {one.code} {one.key} {one.detail}" for one in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Tried:
    """What was read and found in order: each rule with the file it is kept as."""

    rules: Mapping[str, tuple[Rule, Table]]


def try_rules(workspace: int, text: str, *, on: date) -> Tried:
    """Read rules and try them by their own examples, keeping nothing. Raises NotWhole with all faults."""
    base = law_here()
    own = OwnRule.objects.filter(workspace_id=workspace).order_by("rule")
    told = read_own(text, base.vocabulary, base.rules)
    if told.faults:
        raise NotWhole(told.faults)
    held = base
    for name, kept in own.filter(is_on=True).exclude(rule__in=told.rules).values_list("rule", "toml"):
        try:
            held = extended(held, name, tomllib.loads(kept))
        except ValueError:
            continue  # does not count any more, and says so on its page
    faults: list[Fault] = []
    for name, (rule, table) in told.rules.items():
        try:
            held = extended(held, name, table)
        except ValueError as wrong:
            faults.append(Fault(1, "id", "value", str(wrong)))
            continue
        faults += _examples(held, rule, text, on)
    if faults:
        raise NotWhole(faults)
    return Tried(told.rules)


def _examples(held: Law, rule: Rule, text: str, on: date) -> list[Fault]:
    line = next((number for number, each in enumerate(text.splitlines(), 1) if f'"{rule.id}"' in each), 1)
    faults = []
    for place, example in enumerate(rule.bad, start=1):
        found = finding_of(held, rule, example, on=on)
        if found is None:
            faults.append(Fault(line, f"bad {place}", "not_found", example.text[:200]))
        elif example.level not in (None, found.level):
            faults.append(Fault(line, f"bad {place}", "level", found.level))
    for place, example in enumerate(rule.good, start=1):
        if finding_of(held, rule, example, on=on) is not None:
            faults.append(Fault(line, f"good {place}", "found", example.text[:200]))
    return faults


@transaction.atomic
def keep_own_rules(
    actor: Actor, text: str, *, now: datetime, only: str | None = None, is_new: bool = False, seen: int | None = None
) -> list[OwnRule]:
    """Keep every rule of a file, a changed one as a new version. Raises NotWhole with all faults.

    `only` is the one rule that may stand in it, `seen` the version it was written from; `is_new` refuses an id that is taken.
    """
    actor.require(Permission.MANAGE_WORKSPACE)
    tried = try_rules(actor.workspace.pk, text, on=day_in(actor.workspace, now))
    if only is not None and set(tried.rules) != {only}:
        raise NotWhole([Fault(1, "id", "other_id", only)])
    rows = {
        row.rule: row
        for row in OwnRule.objects.select_for_update().filter(workspace=actor.workspace, rule__in=tried.rules)
    }
    if is_new and rows:
        raise NotWhole([Fault(1, "id", "taken", ", ".join(rows))])
    if seen is not None and only in rows and rows[only].version != seen:
        raise Stale(
            _("Somebody else has changed this rule meanwhile. Nothing was overwritten; look at their version first.")
        )
    kept = [_keep(actor, name, toml_of(table), rows.get(name), now) for name, (_rule, table) in tried.rules.items()]
    announce(RulesChanged(actor, now))
    return kept


def _keep(actor: Actor, name: str, text: str, row: OwnRule | None, now: datetime) -> OwnRule:
    if row is not None and row.toml == text:
        return row
    if row is None:
        row = OwnRule(workspace=actor.workspace, rule=name, version=0)
    row.toml, row.version, row.changed_at, row.changed_by = text, row.version + 1, now, actor.person
    row.save()
    OwnRuleVersion.objects.create(
        workspace=actor.workspace, own_rule=row, version=row.version, toml=text, written_at=now, written_by=actor.person
    )
    audit.record(actor, "compliance.keep_own_rule", row, now=now, details={"version": row.version})
    return row


@transaction.atomic
def switch_own_rule(actor: Actor, rule: OwnRule, *, on: bool, now: datetime) -> None:
    """Switch a rule on or off; its id and its versions stay. Raises Impossible where it is not whole any more."""
    actor.require(Permission.MANAGE_WORKSPACE)
    actor.own(rule)
    if rule.is_on == on:
        return
    if on:
        try:
            try_rules(actor.workspace.pk, rule.toml, on=day_in(actor.workspace, now))
        except NotWhole as wrong:
            raise Impossible(
                _("This rule is not whole any more; open it and mend it first."), code="not_whole"
            ) from wrong
    rule.is_on = on
    rule.save(update_fields=["is_on"])
    verb = "compliance.switch_rule_on" if on else "compliance.switch_rule_off"
    audit.record(actor, verb, rule, now=now)
    announce(RulesChanged(actor, now))
