"""Mass work on the list: move, assign, change the stage, delete; each with the way back."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.assign_items import assign_items
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.actions.move_items import move_items
from leitstand.planning.actions.wish_stage import wish_stage
from leitstand.planning.changes import Done
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Item
from leitstand.planning.queries import around
from leitstand.planning.views.redraw import refused, told


@post_only
@allow(Permission.PLAN)
def bulk(request: WorkRequest) -> HttpResponse:
    """Do one verb with the chosen items."""
    items = around.items_of(request.workspace, _ids(request.POST.getlist("ids")))
    if not items:
        return refused(request, Impossible(_("Choose posts first.")))
    try:
        done = _do(request, request.POST.get("verb", ""), items)
    except (Impossible, Invalid) as refusal:
        return refused(request, refusal)
    count = len(done.items)
    words = ngettext("%(count)d post was changed.", "%(count)d posts were changed.", count) % {"count": count}
    return told(request, done, words)


def _do(request: WorkRequest, verb: str, items: list[Item]) -> Done:
    now = clock.now()
    if verb == "move":
        return move_items(request.actor, items, days=_number(request.POST.get("days", "")), now=now)
    if verb == "assign":
        person = request.POST.get("person", "")
        return assign_items(request.actor, items, person_id=_number(person) if person else None, now=now)
    if verb == "stage":
        stage = request.POST.get("stage", "")
        if stage not in set(Stage):
            raise Invalid({"stage": _("Choose a stage.")})
        return wish_stage(request.actor, items, Stage(stage), now=now)
    if verb == "delete":
        return delete_items(request.actor, items, now=now)
    raise Invalid({"verb": _("Choose what to do.")})


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Invalid({"days": _("Give a whole number.")}) from None


def _ids(texts: list[str]) -> list[UUID]:
    found: list[UUID] = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
