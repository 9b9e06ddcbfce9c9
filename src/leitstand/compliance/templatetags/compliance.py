"""Template words of this room: its tabs."""

from typing import cast

from django import template
from django.template import Context

from leitstand.compliance.sections import tabs_for
from leitstand.house.requests import WorkRequest

register = template.Library()


@register.inclusion_tag("compliance/_tabs.html", takes_context=True)
def law_tabs(context: Context, here: str) -> dict[str, object]:
    """Draw the tabs of this room; `here` names the page shown."""
    request = cast("WorkRequest", context["request"])
    tabs = tabs_for(request.actor)
    beneath = next((tab for tab in tabs if here in tab.names), None)
    return {"tabs": tabs, "beneath": beneath, "here": here}
