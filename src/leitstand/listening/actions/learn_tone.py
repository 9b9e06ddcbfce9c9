"""Learn from what people said of tones: how this company's own subjects are spoken of."""

from datetime import datetime
from typing import Final, cast

from django.db.models import Max

from leitstand.house.models import Workspace
from leitstand.listening.core.tone import Correction as Said
from leitstand.listening.core.tone import Label, learn
from leitstand.listening.models import Correction, ToneDelta

UNRECORDED: Final = "What is learnt follows from the corrections, and each of them stands in the trail."
MOST: Final = 5_000
"""The latest so many corrections; more change little, and learning stays a matter of seconds."""


def learn_all(*, now: datetime) -> int:
    """Learn anew for every workspace in which somebody corrected something since; return for how many."""
    latest = Correction.objects.values_list("workspace").annotate(last=Max("at"))
    known = dict(ToneDelta.objects.values_list("workspace", "learnt_at"))
    due = [workspace for workspace, last in latest if workspace not in known or known[workspace] <= last]
    for workspace in Workspace.objects.filter(pk__in=due):
        learn_tone(workspace, now=now)
    return len(due)


def learn_tone(workspace: Workspace, *, now: datetime) -> ToneDelta:
    """Learn from the corrections of a workspace, and keep how often the result is right on texts it never saw."""
    rows = Correction.objects.filter(workspace=workspace).order_by("-at", "-pk").values_list("text", "label")[:MOST]
    delta = learn([Said(text, cast("Label", label)) for text, label in rows])
    held = delta.held_out
    kept, _new = ToneDelta.objects.update_or_create(
        workspace=workspace,
        defaults={
            "weights": delta.to_bytes(), "helps": delta.helps, "corrections": held.corrections,
            "base_right": held.base_right, "right": held.right, "answered": held.answered,
            "answered_right": held.answered_right, "learnt_at": now,
        },
    )  # fmt: skip
    return kept
