"""Something new, at a day: few fields, the rest can wait."""

from datetime import date, time

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import told_of
from leitstand.planning.dates import when
from leitstand.planning.forms import USUAL_TIME, ItemForm
from leitstand.planning.views import month
from leitstand.planning.views.drawing import Desk
from leitstand.planning.views.redraw import back_of, undo_url

ASKED = ("title", "day", "time", "kind", "channels", "text", "campaign")


@allow(Permission.PLAN)
def new_item(request: WorkRequest) -> HttpResponse:
    """Show the drawer for a new item; by POST create it."""
    desk = Desk.of(request, request.GET)
    form = _form(desk, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, desk, form)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    fields, resolved = form.told(desk.zone)
    try:
        done = create_item(request.actor, fields, now=clock.now())
    except Invalid as invalid:
        form.put_errors(invalid)
        return _page(request, desk, form, status=422)
    created = done.item
    for note in told_of([resolved.adjustment]) if resolved else []:
        messages.warning(request, note)
    if request.POST.get("then") == "write" and (composer := _composer(request, str(created.pk))):
        return redirect(composer)
    words = _("“%(title)s” is kept as an idea.") % {"title": created.title}
    if resolved is not None:
        words = _("“%(title)s” is planned for %(when)s.") % {"title": created.title, "when": when(resolved.local)}
    messages.success(request, words, extra_tags=f"undo:{undo_url(request, done)}")
    return redirect(back_of(request))


def _form(desk: Desk, data: QueryDict | None) -> ItemForm:
    params = desk.request.GET
    day = _day(params.get("tag", ""))
    initial = {
        "day": day,
        "time": _time(params.get("zeit", "")) if day else None,
        "kind": "text",
        "channels": [str(one) for one in sorted(desk.chosen.channels)],
        "campaign": desk.chosen.campaign,
    }
    return ItemForm(
        data,
        channels=[mark for mark in desk.channels.values() if mark.state != "disconnected"],
        people=(),
        campaigns=desk.campaigns,
        initial=initial,
        only=ASKED,
    )


def _page(request: WorkRequest, desk: Desk, form: ItemForm, *, status: int = 200) -> HttpResponse:
    back = back_of(request)
    has_composer = bool(_composer(request, "00000000-0000-0000-0000-000000000000"))
    context: dict[str, object] = {
        "form": form,
        "back": back,
        "drawer_open": True,
        "drawer_back": back,
        "has_composer": has_composer,
    }
    if request.htmx:
        return render(request, "planning/_new_drawer.html", context, status=status)
    shown = _day(request.GET.get("tag", "")) or desk.today
    behind = month.context(request, QueryDict(), shown.year, shown.month)
    return render(request, "planning/new.html", {**behind, **context}, status=status)


def _composer(request: WorkRequest, item: str) -> str:
    try:
        return reverse("composer_edit", args=[request.workspace.slug, item])
    except NoReverseMatch:
        return ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in month.YEARS else None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return USUAL_TIME
