"""What other rooms ask: the law here, what was told about things, and what may pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from leitstand.compliance.core.rereading import Source, reread_by
from leitstand.compliance.core.rules import Rule
from leitstand.compliance.models import AccountFile, Declaration, OwnRule, Rereading, Strictness, Twin, Waiver
from leitstand.compliance.reading import Law, law, with_own
from leitstand.compliance.registers import paces
from leitstand.compliance.sources import sources
from leitstand.compliance.subjects import asset_in, asset_subject, is_asset


def law_here(workspace: int | None = None) -> Law:
    """Return the law with the organisation's own rules, from the folder `rules` beside its data.

    With a workspace (its number) its own rules count as well; every process asks anew, so a new rule holds everywhere at once.
    """
    own = Path(settings.DATA_FOLDER) / "rules"
    base = law(own if own.is_dir() else None)
    return base if workspace is None else _with_rules_of(base, workspace)[0]


def broken_rules(workspace: int) -> frozenset[str]:
    """Return the ids of own rules of a workspace (its number) that are not whole any more, and so do not count."""
    return _with_rules_of(law_here(), workspace)[1]


def _with_rules_of(base: Law, workspace: int) -> tuple[Law, frozenset[str]]:
    rules = OwnRule.objects.filter(workspace_id=workspace, is_on=True).order_by("rule").values_list("rule", "toml")
    return with_own(base, tuple(rules))


def open_questions_stop(workspace: int) -> bool:
    """Whether a workspace (its number) lets nothing out while a heavy question is open."""
    return Strictness.objects.filter(workspace_id=workspace, open_questions_stop=True).exists()


def told_about(workspace: int, subjects: Iterable[str]) -> Mapping[str, Mapping[str, object]]:
    """Return the declared facts of a workspace (its number) by subject; a subject nobody told anything of is left out."""
    asked = list(subjects)
    rows = Declaration.objects.filter(workspace_id=workspace, subject__in=asked)
    told: dict[str, Mapping[str, object]] = dict(rows.values_list("subject", "facts"))
    for asset in uncompared(workspace, [one for one in asked if is_asset(one)]):
        told[asset] = {**told.get(asset, {}), "record.twin_open": True}
    return told


def uncompared(workspace: int, subjects: Sequence[str]) -> frozenset[str]:
    """Return those files (by subject) that look like an older one, and nobody has said yet whether they are."""
    names = [name for one in subjects if (name := asset_in(one)) is not None]
    if not names:
        return frozenset()
    rows = Twin.objects.filter(
        workspace_id=workspace, asset__in=names, decision="", other__deleted_at=None, other__replaced_by=None
    )
    return frozenset(asset_subject(str(one)) for one in rows.values_list("asset_id", flat=True))


def waivers_of(workspace: int, subjects: Iterable[str], *, on: date) -> Mapping[tuple[str, str, str], Waiver]:
    """Return what may pass on a day, by subject, content and rule."""
    rows = Waiver.objects.filter(workspace_id=workspace, subject__in=list(subjects), ended_at=None, ends__gte=on)
    return {(one.subject, one.digest, one.rule): one for one in rows.select_related("given_by").order_by("given_at")}


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule, or something beside them, with the day its source was last read, by when it is read again, and its note"""

    rule: Rule | Source
    last: Rereading | None
    by: date

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over."""
        return self.by < today


def readings(workspace: int) -> tuple[Reading, ...]:
    """Return every rule of a workspace (its number), and what leans on sources beside them, the first due first."""
    latest: dict[str, Rereading] = {}
    for one in Rereading.objects.filter(workspace_id=workspace).select_related("by").order_by("on", "pk"):
        latest[one.rule] = one
    found = []
    told: list[Rule | Source] = [*law_here(workspace).rules.values(), *sources()]
    for rule in told:
        last = latest.get(rule.id)
        found.append(Reading(rule, last, reread_by(rule, last.on if last else None, paces())))
    return tuple(sorted(found, key=lambda one: (one.by, one.rule.id)))


def overdue(workspace: int, *, today: date) -> tuple[Reading, ...]:
    """Return the rules whose sources are to be read again by now; retired ones need it no more."""
    return tuple(one for one in readings(workspace) if one.is_overdue(today) and one.rule.retired_on is None)


def is_dead_law(text: str) -> bool:
    """Whether a text leans on law or a platform that is no longer there."""
    return bool(law_here().facts({}, text=text).get("imprint.dead_law"))


def unsteered(workspace: int) -> frozenset[int]:
    """Return the profiles (their numbers) of a workspace that neither approval nor reports may touch (guide 4.5).

    They are people's own, and the employer does not demand them.
    """
    rows = AccountFile.objects.filter(workspace_id=workspace, is_personal=True, is_required=False)
    return frozenset(rows.values_list("channel_id", flat=True))


def is_unsteered(channel: int) -> bool:
    """Whether neither approval nor reports may touch a profile (its number)."""
    return AccountFile.objects.filter(channel_id=channel, is_personal=True, is_required=False).exists()


def unsteered_channels() -> QuerySet[AccountFile, int]:
    """Return the same of all workspaces, to be left out in a query."""
    return AccountFile.objects.filter(is_personal=True, is_required=False).values_list("channel_id", flat=True)
