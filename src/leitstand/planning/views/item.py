"""One item in its drawer, at its own address: everything the plan knows about it, and its history."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.house.requests import WorkRequest
from leitstand.house.trails import word_for
from leitstand.planning.actions.delete_items import delete_items
from leitstand.planning.actions.duplicate_item import duplicate_item
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.changes import zone_of
from leitstand.planning.core.stages import LEVEL_OF, ORDER, Level, Stage
from leitstand.planning.dates import clock_time, short_day, when
from leitstand.planning.forms import ItemForm
from leitstand.planning.models import CONTENT_KINDS, Item, Partner
from leitstand.planning.people_forms import JoinForm
from leitstand.planning.queries import around
from leitstand.planning.queries.ideas import idea_behind
from leitstand.planning.queries.people import demands_of
from leitstand.planning.queries.supply import repeat_warnings
from leitstand.planning.reasons import COLUMN_OF, first_of, offered
from leitstand.planning.release_words import chip
from leitstand.planning.release_words import say as say_demand
from leitstand.planning.repeat_words import say
from leitstand.planning.views import month
from leitstand.planning.views.drawing import ALERTS, LEVEL_NAMES, STAGE_NAMES, STATE_OF, Desk
from leitstand.planning.views.redraw import back_of, refused, told, undo_url

LABELS: Final = (
    "title", "day", "time", "kind", "channels", "text", "audience", "goal", "campaign", "owner", *COLUMN_OF, "notes",
)  # fmt: skip


@allow(Permission.SEE, post=Permission.PLAN)
def item(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show an item; by POST change it."""
    found = around.item_of(request.workspace, item)
    desk = Desk.of(request, request.GET)
    if request.method != "POST":
        return _page(request, desk, found, _form(desk, found))
    form = _form(desk, found, request.POST)
    if not form.is_valid():
        return _page(request, desk, found, form, status=422)
    fields, resolved = form.told(desk.zone)
    if _keeps_time(desk, found, form):
        fields["planned_at"], resolved = found.planned_at, None
    version = form.cleaned_data.get("version") or found.version
    try:
        done = edit_item(request.actor, found, fields, version=version, now=clock.now())
    except Stale:
        return _page(request, desk, found, form, status=409, theirs=_differences(desk, found, form))
    except Invalid as invalid:
        form.put_errors(invalid)
        return _page(request, desk, found, form, status=422)
    except Impossible as refusal:
        form.add_error(None, refusal.message)
        return _page(request, desk, found, form, status=409)
    if done.undo is not None:
        undo = undo_url(request, done)
        messages.success(request, _("“%(title)s” was saved.") % {"title": done.item.title}, extra_tags=f"undo:{undo}")
    if resolved is not None and resolved.adjustment:
        told_words = _adjusted(resolved.adjustment, clock_time(resolved.local))
        messages.warning(request, told_words)
    return redirect(back_of(request))


@post_only
@allow(Permission.PLAN)
def delete(request: WorkRequest, item: UUID) -> HttpResponse:
    """Take an item off the plan."""
    found = around.item_of(request.workspace, item)
    try:
        done = delete_items(request.actor, [found], now=clock.now())
    except Impossible as refusal:
        return refused(request, refusal)
    return told(request, done, _("“%(title)s” was deleted.") % {"title": found.title})


@post_only
@allow(Permission.PLAN)
def duplicate(request: WorkRequest, item: UUID) -> HttpResponse:
    """Copy an item."""
    found = around.item_of(request.workspace, item)
    done = duplicate_item(request.actor, found, now=clock.now())
    words = _("“%(title)s” was copied as an idea.") % {"title": found.title}
    if done.item.planned_at:
        local = done.item.planned_at.astimezone(zone_of(request.workspace))
        words = _("“%(title)s” was copied to %(when)s.") % {"title": found.title, "when": when(local)}
    return told(request, done, words)


def _form(desk: Desk, found: Item, data: QueryDict | None = None) -> ItemForm:
    local = found.planned_at.astimezone(desk.zone) if found.planned_at else None
    initial = {
        "title": found.title,
        "day": local.date() if local else None,
        "time": local.time() if local else None,
        "kind": found.kind,
        "channels": [str(one) for one in found.channel_ids],
        "text": found.text,
        "audience": found.audience,
        "goal": found.goal,
        "campaign": found.campaign_id,
        "owner": found.owner_id,
        "notes": found.notes,
        "version": found.version,
        **first_of(found),
    }
    return ItemForm(
        data,
        channels=desk.channels.values(),
        people=desk.people.values(),
        campaigns=desk.campaigns,
        reasons=offered(found.workspace, found),
        initial=initial,
        only=_asked(found),
    )


def _keeps_time(desk: Desk, found: Item, form: ItemForm) -> bool:
    """Whether day and time say what they said before: seconds, and the second hour of autumn, do not stand in the form."""
    if found.planned_at is None or "day" not in form.fields:
        return False
    local = found.planned_at.astimezone(desk.zone)
    clean = form.cleaned_data
    return (clean["day"], clean["time"]) == (local.date(), local.time().replace(second=0, microsecond=0))


def _asked(found: Item) -> list[str]:
    """Name the fields that can still be changed: what is out is history, and texts under way belong to the composer."""
    stage = Stage(found.stage)
    names = [*LABELS, "version"]
    if LEVEL_OF[stage] is Level.MEASUREMENT:
        return [name for name in names if name not in ("day", "time", "channels", "text", "kind")]
    if ORDER.index(stage) > ORDER.index(Stage.PLANNED):
        return [name for name in names if name != "text"]
    return names


def _page(
    request: WorkRequest,
    desk: Desk,
    found: Item,
    form: ItemForm,
    *,
    status: int = 200,
    theirs: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    local = found.planned_at.astimezone(desk.zone) if found.planned_at else None
    stage = Stage(found.stage)
    back = back_of(request)
    context: dict[str, object] = {
        "item": found,
        "form": form,
        "may_plan": desk.may_plan,
        "state": STATE_OF.get(found.stage, found.stage),
        "alert": ALERTS.get(found.alert, ""),
        "when": when(local) if local else "",
        "kind": dict(CONTENT_KINDS)[found.kind],
        "channels": [desk.channels[one] for one in found.channel_ids if one in desk.channels],
        "levels": _levels(stage),
        "clashes": [
            (
                other,
                desk.item_url("planning_item", other.pk),
                _when(desk, other),
                [desk.channels[one] for one in clash.channels],
            )
            for other, clash in around.clashes_of(found)
        ],
        "repeats": [
            (other, desk.item_url("planning_item", other.pk), _when(desk, other), round(100 * repeat.share))
            for other, repeat in around.repeats_of(found)
        ],
        "history": [
            (entry, word_for(entry.verb), entry.at.astimezone(desk.zone)) for entry in around.history_of(found)
        ],
        "origin": idea_behind(found),
        "too_alike": [
            (
                say(one, desk.channels[one.channel].name, desk.zone),
                one.other,
                desk.item_url("planning_item", one.other.pk),
            )
            for one in repeat_warnings(found)
            if one.channel in desk.channels and LEVEL_OF[stage] is not Level.MEASUREMENT
        ],
        "agreements": [(one.release, say_demand(one), chip(one.why)) for one in demands_of(found, desk.today)],
        "partner_form": _partner_form(request, desk, stage),
        "may_reuse": desk.may_plan and LEVEL_OF[stage] is Level.MEASUREMENT,
        "theirs": theirs or [],
        "reasons": [form[name] for name in COLUMN_OF if name in form.fields and name != "aim"],
        "drawer_open": True,
        "drawer_back": back,
        "back": back,
        "version": found.version,
    }
    if request.htmx:
        return render(request, "planning/_item_drawer.html", context, status=status)
    shown = local.date() if local else desk.today
    behind = month.context(request, QueryDict(), shown.year, shown.month)
    return render(request, "planning/item.html", {**behind, **context}, status=status)


def _partner_form(request: WorkRequest, desk: Desk, stage: Stage) -> JoinForm | None:
    """Offer partners where there are any, as long as the post is not out."""
    if not desk.may_plan or LEVEL_OF[stage] is Level.MEASUREMENT:
        return None
    form = JoinForm(auto_id="join-%s").for_workspace(request.workspace)
    return form if Partner.objects.filter(workspace=request.workspace).exists() else None


def _levels(stage: Stage) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the guide's three levels with their stages: done, current, or still to come."""
    at = ORDER.index(stage)
    states = {True: "done", False: "open"}
    return [
        (
            str(LEVEL_NAMES[level]),
            [
                (
                    one.value,
                    str(STAGE_NAMES[one]),
                    "current" if one is stage else states[ORDER.index(one) < at],
                )
                for one in ORDER
                if LEVEL_OF[one] is level
            ],
        )
        for level in Level
    ]


def _when(desk: Desk, other: Item) -> str:
    local = other.planned_at.astimezone(desk.zone) if other.planned_at else None
    return _("%(day)s, %(time)s") % {"day": short_day(local.date()), "time": clock_time(local)} if local else ""


def _differences(desk: Desk, found: Item, form: ItemForm) -> list[tuple[str, str]]:
    """Return what the item says now, field by field, where the form says something else."""
    present = _form(desk, found)
    theirs: list[tuple[str, str]] = []
    for name in LABELS:
        if name not in form.fields:
            continue
        value = present.initial.get(name)
        if form.cleaned_data.get(name) in (value, "" if value is None else value):
            continue
        theirs.append((str(form.fields[name].label), _shown(desk, name, found)))
    return theirs


def _shown(desk: Desk, name: str, found: Item) -> str:
    local = found.planned_at.astimezone(desk.zone) if found.planned_at else None
    campaign = next((one.name for one in desk.campaigns if one.pk == found.campaign_id), "–")
    shown = {
        "day": short_day(local.date()) if local else "–",
        "time": clock_time(local) if local else "–",
        "kind": str(dict(CONTENT_KINDS)[found.kind]),
        "channels": ", ".join(desk.channels[one].name for one in found.channel_ids if one in desk.channels) or "–",
        "campaign": campaign,
        "owner": str(desk.people[found.owner_id]) if found.owner_id in desk.people else "–",
    }
    if name in COLUMN_OF:
        chosen = dict(offered(found.workspace, found).choices[name])
        return str(chosen.get(first_of(found)[name], "–"))
    return shown.get(name) or str(getattr(found, name, "")) or "–"


def _adjusted(adjustment: str, clock_words: str) -> str:
    if adjustment == "skipped":
        return _("The clock is put forward that night; this time does not exist. It goes out at %(time)s.") % {
            "time": clock_words
        }
    return _("The clock is put back that night; %(time)s comes twice. It goes out at the first of the two.") % {
        "time": clock_words
    }
