"""What people did: entered by hand, read in from a table, or told by the own website."""

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.house.workbooks import NoTable, open_book, words_of
from leitstand.house.zones import day_in
from leitstand.leads.actions.import_conversions import Imported, import_conversions
from leitstand.leads.actions.open_door import open_door, shut_door
from leitstand.leads.actions.record_conversion import Told, drop_conversion, record_conversion
from leitstand.leads.ascribing import Ascribed
from leitstand.leads.core.conversion_table import HEADINGS, Fault, Row, read_conversions
from leitstand.leads.link_forms import ConversionForm, TableForm
from leitstand.leads.models import CONVERSIONS, DISCOVERIES, Conversion, ConversionDoor

BYTES_MAX: Final = 2_000_000
LINES_MAX: Final = 5_000
SHOWN: Final = 20
_SALT: Final = "leads.conversions"
FAULTS: Final[dict[str, "str | Promise"]] = {
    "empty": gettext_lazy("The table is empty."),
    "no_kind": gettext_lazy("There is no column that says what happened (kind)."),
    "no_at": gettext_lazy("There is no column that says when (date)."),
    "too_many": gettext_lazy("The table has more than 5,000 lines. Split it."),
    "kind": gettext_lazy("“%(value)s” is none of the things that are counted."),
    "at": gettext_lazy("“%(value)s” is no day."),
    "clicked_at": gettext_lazy("“%(value)s” is no day of a first click."),
    "value": gettext_lazy("“%(value)s” is no amount."),
    "count": gettext_lazy("“%(value)s” is no number."),
    "offline": gettext_lazy("“%(value)s” is neither yes nor no."),
    "twice": gettext_lazy("The number %(value)s stands in the table twice."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.TYPE_READINGS)
def conversions(request: WorkRequest) -> HttpResponse:
    """Show what was taken in; by POST keep what somebody entered."""
    today = day_in(request.workspace, clock.now())
    form = ConversionForm(request.POST or None, initial={"day": today})
    form.offer(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            _type(request, form)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("leads_conversions", request.workspace.slug)
    rows = Conversion.objects.filter(workspace=request.workspace)
    page = Paginator(rows.select_related("link", "publication__item", "campaign", "channel", "by"), 50).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "may_type": request.actor.may(Permission.TYPE_READINGS),
        "may_open": request.actor.may(Permission.MANAGE_CHANNELS),
        "door": ConversionDoor.objects.filter(workspace=request.workspace).first(),
    }
    return render(request, "leads/conversions.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def table(request: WorkRequest) -> HttpResponse:
    """Take a table, show how it is understood, and read it in once somebody says so."""
    form = TableForm(request.POST or None, request.FILES or None) if not request.POST.get("seen") else TableForm()
    context: dict[str, object] = {"form": form, "columns": [words[0] for words in HEADINGS.values()]}
    if request.POST.get("seen"):
        try:
            told = signing.loads(request.POST["seen"], salt=f"{_SALT}.{request.workspace.pk}", max_age=86_400)
        except signing.BadSignature:
            messages.error(request, _("This view has grown old. Please choose the file again."))
            return redirect("leads_conversions_table", request.workspace.slug)
        done = import_conversions(request.actor, [Row.from_json(one) for one in told], now=clock.now())
        _tell(request, done)
        return redirect("leads_conversions", request.workspace.slug)
    if request.method == "POST" and form.is_valid():
        context |= _seen(request, form)
    return render(request, "leads/conversions_table.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_CHANNELS)
def door(request: WorkRequest) -> HttpResponse:
    """Show how the website tells of conversions; by POST make a new token, shown this once."""
    token = open_door(request.actor, now=clock.now()) if request.method == "POST" else ""
    context = {
        "token": token,
        "door": ConversionDoor.objects.filter(workspace=request.workspace).first(),
        "address": f"{settings.PUBLIC_URL}/ereignisse/",
        "kinds": CONVERSIONS,
        "places": DISCOVERIES,
    }
    return render(request, "leads/door.html", context)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def shut(request: WorkRequest) -> HttpResponse:
    """Take the token away."""
    shut_door(request.actor, now=clock.now())
    messages.success(request, _("The website's token no longer opens anything."))
    return redirect("leads_door", request.workspace.slug)


@post_only
@allow(Permission.TYPE_READINGS)
def remove(request: WorkRequest, conversion: int) -> HttpResponse:
    """Take an entry out."""
    found = get_object_or_404(Conversion, pk=conversion, workspace=request.workspace)
    drop_conversion(request.actor, found, now=clock.now())
    messages.success(request, _("The entry was taken out."))
    return redirect("leads_conversions", request.workspace.slug)


def _type(request: WorkRequest, form: ConversionForm) -> None:
    told = form.cleaned_data
    post = told["publication"]
    record_conversion(
        request.actor,
        Told(
            kind=told["kind"],
            at=_begin(request.workspace, told["day"]),
            value=told["value"],
            count=told["count"],
            asked=told["asked"],
            goal=told["goal"],
            clicked_at=_begin(request.workspace, told["clicked"]) if told["clicked"] else None,
            is_offline=told["is_offline"],
            discovered=told["discovered"],
        ),
        way="typed",
        now=clock.now(),
        ascribed=Ascribed(
            None,
            post,
            told["campaign"] or (post.item.campaign if post else None),
            told["channel"] or (post.channel if post else None),
        ),
    )


def _begin(workspace: Workspace, day: date) -> datetime:
    """Return the beginning of a day: of what is typed nobody knows the hour."""
    return datetime.combine(day, time(), ZoneInfo(workspace.time_zone)).astimezone(UTC)


def _seen(request: WorkRequest, form: TableForm) -> dict[str, object]:
    file = form.cleaned_data["file"]
    try:
        book = open_book(file.read(BYTES_MAX + 1), bytes_max=BYTES_MAX)
    except NoTable as why:
        form.add_error("file", words_of(why.code, bytes_max=BYTES_MAX))
        return {}
    cells = book.sheets[0].cells if book.sheets else []
    rows, faults = read_conversions(cells) if len(cells) <= LINES_MAX + 1 else ([], [Fault(1, "too_many")])
    return {
        "rows": [(row, dict(CONVERSIONS)[row.kind]) for row in rows[:SHOWN]],
        "count": len(rows),
        "faults": [(one.line, str(FAULTS[one.code]) % {"value": one.value[:60]}) for one in faults[:100]],
        "seen": signing.dumps([row.to_json() for row in rows], salt=f"{_SALT}.{request.workspace.pk}", compress=True),
    }


def _tell(request: WorkRequest, done: Imported) -> None:
    messages.success(
        request,
        ngettext("%(count)s line was read in.", "%(count)s lines were read in.", done.new) % {"count": done.new}
        + (
            " "
            + ngettext(
                "%(count)s was known and brought up to date.",
                "%(count)s were known and brought up to date.",
                done.changed,
            )
            % {"count": done.changed}
            if done.changed
            else ""
        ),
    )
    for line, why in done.refused[:10]:
        messages.warning(request, _("Line %(line)s: %(why)s") % {"line": line, "why": why})
