"""Checklists: the kit of a campaign with its ceiling (guide 4.4), and the set-up of an ads account."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.advertising.actions.tick_off import tick_off
from leitstand.advertising.core.checklists import Checklist, checklists, progress
from leitstand.advertising.core.numbers import numbers
from leitstand.advertising.models import ChecklistItem, PaidCampaign
from leitstand.advertising.views.campaigns import paid_of
from leitstand.advertising.words import said
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import AmountField, put_errors
from leitstand.house.requests import WorkRequest


class ListForm(forms.Form):
    """A checklist: one tick for each point, and what it costs where sums belong to it."""

    def __init__(self, checklist: Checklist, rows: Mapping[str, ChecklistItem], *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.checklist = checklist
        for point in checklist.points:
            row = rows.get(point.id)
            name = said(point.words)
            self.fields[point.id] = forms.BooleanField(
                label=name, required=False, initial=row is not None and row.done_on is not None
            )
            if checklist.has_costs:
                self.fields[f"cost_{point.id}"] = AmountField(
                    label=_("Cost in euro"),
                    required=False,
                    max_digits=10,
                    decimal_places=2,
                    localize=True,
                    initial=row.cost if row else None,
                )
                self.fields[f"cost_{point.id}"].widget.attrs["aria-label"] = _("Cost in euro: %(what)s") % {
                    "what": name
                }

    def done(self) -> list[str]:
        """Return what is ticked."""
        return [point.id for point in self.checklist.points if self.cleaned_data[point.id]]

    def costs(self) -> dict[str, Decimal | None]:
        """Return the sums by point."""
        return {point.id: self.cleaned_data.get(f"cost_{point.id}") for point in self.checklist.points}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def kit(request: WorkRequest, paid: int) -> HttpResponse:
    """Show the kit of a campaign; by POST keep what is done and what it costs."""
    return _list(request, "kit", paid_of(request, paid))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def set_up(request: WorkRequest, network: str) -> HttpResponse:
    """Show how an ads account is set up; by POST keep what is done."""
    if network == "kit" or network not in checklists():
        raise Http404
    return _list(request, network, None)


def _list(request: WorkRequest, name: str, paid: PaidCampaign | None) -> HttpResponse:
    checklist = checklists()[name]
    found = ChecklistItem.objects.filter(workspace=request.workspace, paid=paid).select_related("by")
    rows = {row.item: row for row in found}
    form = ListForm(checklist, rows, *([request.POST] if request.method == "POST" else []))
    if checklist.has_costs and paid is not None:
        form.fields["ceiling"] = AmountField(
            label=_("May cost at most, in euro"),
            max_digits=10,
            decimal_places=2,
            localize=True,
            initial=paid.kit_ceiling,
        )
    if request.method == "POST" and form.is_valid():
        try:
            tick_off(
                request.actor,
                name,
                form.done(),
                now=clock.now(),
                paid=paid,
                costs=form.costs(),
                ceiling=form.cleaned_data.get("ceiling"),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            if paid is not None:
                return redirect("advertising_kit", request.workspace.slug, paid.pk)
            return redirect("advertising_set_up", request.workspace.slug, name)
    how = progress(
        checklist,
        [item for item, row in rows.items() if row.done_on],
        {item: row.cost for item, row in rows.items()},
        ceiling=paid.kit_ceiling if paid is not None else None,
    )
    context = {
        "here": "kit" if paid is not None else "segments",
        "paid": paid,
        "title": said(checklist.words),
        "form": form,
        "points": [
            (point, form[point.id], form[f"cost_{point.id}"] if checklist.has_costs else None, rows.get(point.id))
            for point in checklist.points
        ],
        "how": how,
        "preset": numbers()["kit_ceiling"],
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "advertising/checklist.html", context, status=422 if form.errors else 200)
