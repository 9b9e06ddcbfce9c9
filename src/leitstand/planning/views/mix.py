"""The content mix: the 5-3-2 rule, pillars and formats over time, product posts, paid and organic, gap fillers."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.from_fact import from_fact
from leitstand.planning.core.mix import PRODUCT_CEILING, RULE, five_three_two, percent_of, shares
from leitstand.planning.core.post_formats import unused
from leitstand.planning.models import CATEGORIES, CONTENT_KINDS, DELIVERIES
from leitstand.planning.post_formats import formats_of, said
from leitstand.planning.queries import mix as reads
from leitstand.planning.queries.formats import formats_by_month
from leitstand.planning.queries.mix import MixRow
from leitstand.planning.views.drawing import Desk
from leitstand.strategy.actions.keep_pillars import PillarFields, keep_pillars
from leitstand.strategy.models import Fact
from leitstand.strategy.queries.audiences import pillars_of

SPANS: Final = (30, 90, 365)
EMPTY_ROWS: Final = 2
PRODUCT: Final = "product"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def mix(request: WorkRequest) -> HttpResponse:
    """Show the mix; by POST keep the pillars."""
    problem = ""
    if request.method == "POST":
        try:
            keep_pillars(request.actor, _typed(request), now=clock.now())
        except Invalid as invalid:
            problem = "; ".join(invalid.errors.values())
        else:
            messages.success(request, _("The pillars are saved."))
            return redirect("planning_mix", request.workspace.slug)
    return render(request, "planning/mix.html", _context(request, problem), status=422 if problem else 200)


@post_only
@allow(Permission.PLAN)
def number_of_the_day(request: WorkRequest, fact: int) -> HttpResponse:
    """Make a gap filler out of a fact and open it in the plan."""
    found = get_object_or_404(Fact, pk=fact, workspace=request.workspace)
    try:
        done = from_fact(request.actor, found, now=clock.now())
    except Impossible as refusal:
        messages.error(request, refusal.message)
        return redirect("strategy_facts", request.workspace.slug)
    messages.success(request, _("“%(title)s” lies ready among the gap fillers.") % {"title": done.item.title})
    return redirect("planning_item", request.workspace.slug, done.item.pk)


def _typed(request: WorkRequest) -> list[PillarFields]:
    told = request.POST
    count = min(30, len(told.getlist("name")))
    ids, shares_told = told.getlist("id"), told.getlist("share")
    purposes, names = told.getlist("purpose"), told.getlist("name")
    return [
        {
            "id": _number(ids[place]) if place < len(ids) else None,
            "name": names[place],
            "purpose": purposes[place] if place < len(purposes) else "",
            "share": _number(shares_told[place]) if place < len(shares_told) else None,
        }
        for place in range(count)
    ]


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


def _context(request: WorkRequest, problem: str) -> dict[str, object]:
    desk = Desk.of(request, request.GET)
    workspace = request.workspace
    days = _number(request.GET.get("tage", "")) or SPANS[1]
    span = days if days in SPANS else SPANS[1]
    channel = _number(request.GET.get("kanal", ""))
    channel = channel if channel in desk.channels else None
    start = desk.now - timedelta(days=span)
    rows = [
        row
        for row in reads.rows_between(workspace, start, desk.now + timedelta(days=31))
        if channel is None or channel in row.channel_ids
    ]
    pillars = pillars_of(workspace)
    names = {pillar.pk: pillar.name for pillar in pillars}
    categories = dict(CATEGORIES)
    counted = five_three_two(reads.categories_out(workspace, until=desk.now, channel=channel))
    products = sum(1 for row in rows if row.post_format == PRODUCT)
    product_share = percent_of(products, len(rows))
    return {
        "problem": problem,
        "may_plan": desk.may_plan,
        "spans": [(one, one == span) for one in SPANS],
        "span": span,
        "channels": desk.channels.values(),
        "channel": channel,
        "rule": [(categories[name], counted.counts[name], wanted) for name, wanted in RULE.items()],
        "uncounted": counted.uncounted,
        "suggestion": categories[counted.suggestion],
        "pillar_shares": shares(
            [names.get(row.pillar_id or 0, "") for row in rows], {pillar.name: pillar.share for pillar in pillars}
        ),
        "without_pillar": sum(1 for row in rows if row.pillar_id is None),
        "kind_shares": _in_words(rows, "kind", dict(CONTENT_KINDS)),
        "deliveries": _in_words(rows, "delivery", dict(DELIVERIES)),
        "formats": _formats(workspace, start, desk.now + timedelta(days=31)),
        "products": products,
        "product_share": product_share,
        "ceiling": PRODUCT_CEILING,
        "too_many_products": product_share is not None and product_share > PRODUCT_CEILING,
        "posts": len(rows),
        "pillars": [*pillars, *([None] * EMPTY_ROWS)],
        "fillers": [(item, desk.item_url("planning_item", item.pk)) for item in reads.fillers_of(workspace)],
    }


def _formats(workspace: Workspace, start: datetime, end: datetime) -> dict[str, object]:
    """Return the mix of formats over the months, with those nobody uses."""
    names, months = formats_by_month(workspace, start, end)
    words = {one.id: said(one.name) for one in formats_of(workspace, archived=True)}
    return {
        "months": [month.month for month in months],
        "rows": [(words.get(name, name), [month.counts.get(name, 0) for month in months], name) for name in names],
        "unused": [(name, words[name]) for name in unused((one.id for one in formats_of(workspace)), names)],
    }


def _in_words(rows: list[MixRow], name: str, words: dict[str, object]) -> list[tuple[object, int, float]]:
    return [
        (words.get(share.value, share.value), share.posts, share.percent)
        for share in shares([getattr(row, name) for row in rows])
    ]
