"""Reads of ideas."""

from django.db.models import Count, QuerySet

from leitstand.house.models import Workspace
from leitstand.planning.core.ideas import Known, StepName, StepState, steps_of
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Idea, Item, KnowledgeHolder

WAITING = ("new", "asked")


def ideas_of(workspace: Workspace, state: str) -> QuerySet[Idea]:
    """Return the ideas of a tab: "open", "taken" or "declined", the newest first."""
    states = WAITING if state == "open" else (state,)
    return (
        Idea.objects.filter(workspace=workspace, state__in=states)
        .select_related("person", "holder", "item")
        .annotate(file_count=Count("files"))
        .order_by("-arrived_at", "-pk")
    )


def counts_of(workspace: Workspace) -> dict[str, int]:
    """Return how many ideas each tab holds."""
    found = dict(Idea.objects.filter(workspace=workspace).order_by().values_list("state").annotate(count=Count("pk")))
    return {
        "open": sum(found.get(state, 0) for state in WAITING),
        "taken": found.get("taken", 0),
        "declined": found.get("declined", 0),
    }


def way_of(idea: Idea) -> tuple[tuple[StepName, StepState], ...]:
    """Return the linked steps from the idea to the post."""
    item = idea.item if idea.item is not None and idea.item.deleted_at is None else None
    stage = Stage(item.stage) if item else None
    return steps_of(Known(idea.holder_id is not None, item is not None and item.owner_id is not None, stage))


def idea_behind(item: Item) -> Idea | None:
    """Return the idea an item came from."""
    return Idea.objects.filter(workspace_id=item.workspace_id, item=item).select_related("holder").first()


def holders_of(workspace: Workspace) -> QuerySet[KnowledgeHolder]:
    """Return the knowledge holders with how many ideas each stands behind."""
    return (
        KnowledgeHolder.objects.filter(workspace=workspace)
        .select_related("person")
        .annotate(idea_count=Count("ideas"))
        .order_by("name")
    )
