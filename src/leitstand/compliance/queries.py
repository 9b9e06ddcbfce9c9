"""What other rooms ask: the law here, what was told about things, and what may pass."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from leitstand.compliance.models import AccountFile, Declaration, Strictness, Waiver
from leitstand.compliance.reading import Law, law


def law_here() -> Law:
    """Return the law with the organisation's own rules, from the folder `rules` beside its data."""
    own = Path(settings.DATA_FOLDER) / "rules"
    return law(own if own.is_dir() else None)


def open_questions_stop(workspace: int) -> bool:
    """Whether a workspace (its number) lets nothing out while a heavy question is open."""
    return Strictness.objects.filter(workspace_id=workspace, open_questions_stop=True).exists()


def told_about(workspace: int, subjects: Iterable[str]) -> Mapping[str, Mapping[str, object]]:
    """Return the declared facts of a workspace (its number) by subject; a subject nobody told anything of is left out."""
    rows = Declaration.objects.filter(workspace_id=workspace, subject__in=list(subjects))
    return dict(rows.values_list("subject", "facts"))


def waivers_of(workspace: int, subjects: Iterable[str], *, on: date) -> Mapping[tuple[str, str, str], Waiver]:
    """Return what may pass on a day, by subject, content and rule."""
    rows = Waiver.objects.filter(workspace_id=workspace, subject__in=list(subjects), ended_at=None, ends__gte=on)
    return {(one.subject, one.digest, one.rule): one for one in rows.select_related("given_by").order_by("given_at")}


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
