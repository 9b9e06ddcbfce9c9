"""The workspace's settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house.actions.change_workspace import FIELDS, change_workspace
from leitstand.house.clock import now
from leitstand.house.core.colour import READABLE, WHITE, accent_for, contrast, tidy
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import WorkspaceForm, put_errors
from leitstand.house.requests import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_WORKSPACE)
def settings(request: WorkRequest) -> HttpResponse:
    """Show the settings; an owner changes them."""
    workspace = request.workspace
    told = {name: getattr(workspace, name) for name in FIELDS}
    form = WorkspaceForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_workspace(request.actor, form.cleaned_data, now=now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The settings are saved."))
            if changed.accent != workspace.accent and (advice := mended(changed.accent)):
                messages.info(request, advice)
            return redirect("house_settings", workspace.slug)
    if not request.actor.may(Permission.MANAGE_WORKSPACE):
        for field in form.fields.values():
            field.disabled = True
    context = {
        "form": form,
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
        "accent_ratio": contrast(tidy(workspace.accent) or WHITE, WHITE),
        "accent_note": mended(workspace.accent),
    }
    return render(request, "house/settings.html", context, status=422 if form.errors else 200)


def mended(colour: str) -> str:
    """Say what becomes of a colour that could not be read as it is; nothing where it can."""
    ground = accent_for(colour, dark=False).ground
    if ground == colour:
        return ""
    return _(
        "%(colour)s stands out from white by %(ratio)s : 1; text needs %(least)s : 1. Buttons show %(ground)s instead."
    ) % {
        "colour": colour,
        "ratio": f"{contrast(colour, WHITE):.1f}",
        "least": READABLE,
        "ground": ground,
    }
