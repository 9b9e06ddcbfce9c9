"""Reads of what people make of mentions: who looks after one, what came of it, and how well a search finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from leitstand.listening.models import Handling, MadeOf, Match, Mention
from leitstand.listening.seams import sister


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that was made of a mention, and where it stands; `path` "" where it stands nowhere else."""

    made: MadeOf
    path: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a search finds, by what people said of its mentions."""

    judged: int
    irrelevant: int

    @property
    def percent(self) -> int:
        """The share that does not belong here."""
        return round(100 * self.irrelevant / self.judged) if self.judged else 0


def handling_of(mention: Mention) -> Handling | None:
    """Return who looks after a mention and how far it is; None where nobody has touched it."""
    rows = Handling.objects.filter(workspace_id=mention.workspace_id, mention=mention.pk)
    return rows.select_related("owner", "marked_by").first()


def came_of(mention: Mention, slug: str) -> list[Came]:
    """Return what was made of a mention, in order, with where it stands."""
    rows = MadeOf.objects.filter(workspace_id=mention.workspace_id, mention=mention.pk).select_related(
        "by", "opportunity", "idea", "incident"
    )
    return [Came(row, _path(row, slug)) for row in rows]


def _path(made: MadeOf, slug: str) -> str:
    inbox = sister()
    if made.opportunity_id is not None:
        return reverse("leads_opportunity", args=[slug, made.opportunity_id])
    if made.idea_id is not None:
        return reverse("planning_idea", args=[slug, made.idea_id])
    if made.incident_id is not None:
        return reverse("compliance_incident", args=[slug, made.incident_id])
    if made.elsewhere is None or inbox is None:
        return ""
    return (inbox.feedback_path if made.what == "feedback" else inbox.conversation_path)(slug, made.elsewhere)


def handled(workspace_id: int, mentions: Iterable[int]) -> dict[int, Handling]:
    """Return who looks after these mentions, by mention."""
    rows = Handling.objects.filter(workspace_id=workspace_id, mention__in=list(mentions)).select_related("owner")
    return {row.mention: row for row in rows}


def quality_of(search: int, workspace_id: int, since: datetime) -> Quality:
    """Return what people said of a search's mentions since a moment; read by what was judged, not by what was found."""
    judged = Handling.objects.filter(workspace_id=workspace_id, at__gte=since).exclude(mark="")
    rows = dict(judged.values_list("mention", "mark"))
    hits = Match.objects.filter(mention_id__in=rows, search_id=search, at__gte=since).values_list(
        "mention_id", flat=True
    )
    marks = [rows[number] for number in hits]
    return Quality(len(marks), marks.count("irrelevant"))


def searches_fitting(mention: Mention) -> Sequence[Match]:
    """Return the searches a mention fits, each with the misspellings it was found by."""
    return list(Match.objects.filter(mention_id=mention.pk, at=mention.at).select_related("search").order_by("pk"))
