"""Template words of this room: its tabs, and the way to counsel."""

from typing import cast

from django import template
from django.template import Context

from leitstand.compliance.models import Handover
from leitstand.compliance.sections import tabs_for
from leitstand.house.core.roles import Permission
from leitstand.house.requests import WorkRequest

register = template.Library()


@register.inclusion_tag("compliance/_tabs.html", takes_context=True)
def law_tabs(context: Context, here: str) -> dict[str, object]:
    """Draw the tabs of this room; `here` names the page shown."""
    request = cast("WorkRequest", context["request"])
    tabs = tabs_for(request.actor)
    beneath = next((tab for tab in tabs if here in tab.names), None)
    return {"tabs": tabs, "beneath": beneath, "here": here}


@register.inclusion_tag("compliance/_counsel.html", takes_context=True)
def counsel(context: Context, subject: str) -> dict[str, object]:
    """Say that this is a help and no advice, and offer to hand the thing to counsel, with what was handed over before."""
    request = cast("WorkRequest", context["request"])
    may_hand = request.actor.may(Permission.WRITE)
    rows = Handover.objects.filter(workspace=request.workspace, subject=subject).defer("document")
    return {
        "subject": subject,
        "workspace": request.workspace,
        "may_hand": may_hand,
        "handed": list(rows.select_related("handed_by")[:20]) if may_hand else [],
    }
