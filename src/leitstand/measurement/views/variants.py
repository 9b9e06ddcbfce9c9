"""Variants of a campaign's posts held against each other (guide 1.2), always with the data a sentence rests on."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.measurement.core.variants import FEWEST_IMPRESSIONS
from leitstand.measurement.variant_figures import ChannelResult, items_of, results_of
from leitstand.planning.actions.begin_test import FEWEST, MOST, begin_test
from leitstand.planning.actions.decide_test import decide_test
from leitstand.planning.dates import span_words
from leitstand.planning.models import Item, VariantTest
from leitstand.planning.queries import around


class VariantTestForm(forms.Form):
    """A test to begin."""

    name = forms.CharField(label=gettext_lazy("What is tried?"), max_length=120)
    differs = forms.CharField(
        label=gettext_lazy("What differs?"),
        max_length=300,
        help_text=gettext_lazy(
            "One thing only: picture, first sentence, call to action. Else nobody knows what it was."
        ),
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Posts"),
        widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy("Choose one, and variants are made of it; or two to four that are there already."),
    )
    count = forms.TypedChoiceField(
        label=gettext_lazy("Variants of one post"),
        coerce=int,
        choices=[(number, str(number)) for number in range(FEWEST, MOST + 1)],
    )

    def offer(self, items: Iterable[Item]) -> "VariantTestForm":
        """Offer the campaign's posts."""
        cast("forms.MultipleChoiceField", self.fields["items"]).choices = [(str(one.pk), one.title) for one in items]
        return self


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE_FIGURES, post=Permission.PLAN)
def variants(request: WorkRequest, campaign: int) -> HttpResponse:
    """Show a campaign's tests; by POST begin one."""
    found = around.campaign_of(request.workspace, campaign)
    items = list(found.items.filter(deleted_at=None).order_by("planned_at", "pk")[:200])
    form = VariantTestForm(request.POST or None, auto_id="test-%s").offer(items)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            begin_test(
                request.actor,
                found,
                {
                    "name": clean["name"],
                    "differs": clean["differs"],
                    "item_ids": [one.pk for one in items if str(one.pk) in clean["items"]],
                    "count": clean["count"],
                },
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The test is set up. Now change in each variant what shall differ."))
            return redirect("measurement_variants", request.workspace.slug, campaign)
    tests = list(found.tests.select_related("workspace", "chosen", "decided_by"))
    context = {
        "campaign": found,
        "span": span_words(found.starts, found.ends),
        "here": "variants",
        "tests": [(test, items_of(test), [(one, *said(one)) for one in results_of(test)]) for test in tests],
        "form": form,
        "items": items,
        "fewest": FEWEST_IMPRESSIONS,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "measurement/variants.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def conclude(request: WorkRequest, campaign: int, test: int) -> HttpResponse:
    """Keep what a test taught."""
    found = get_object_or_404(VariantTest, pk=test, campaign_id=campaign, workspace=request.workspace)
    wanted = request.POST.get("chosen", "")
    chosen = next((one for one in items_of(found) if str(one.pk) == wanted), None)
    try:
        decide_test(request.actor, found, chosen=chosen, learned=request.POST.get("learned", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    else:
        messages.success(request, _("What you learned is kept."))
    return redirect("measurement_variants", request.workspace.slug, campaign)


def said(one: ChannelResult) -> tuple[str, str]:
    """Say tone and sentence of a result."""
    result = one.result
    if result.verdict == "clear":
        return "good", _("Variant %(letter)s is clearly better: its interval lies above all others.") % {
            "letter": result.best
        }
    if result.verdict == "waiting":
        return "info", _("Not all variants are out and measured yet.")
    if result.verdict == "too_few":
        return "info", _("Too few to say: each variant needs at least %(count)d impressions.") % {
            "count": FEWEST_IMPRESSIONS
        }
    if result.verdict == "unfair":
        names = {
            "channels": _("other channels"),
            "days": _("more than two weeks apart"),
            "weekend": _("weekend against working day"),
            "hours": _("more than two hours apart on the clock"),
        }
        return "warn", _("No fair comparison: %(why)s.") % {"why": ", ".join(names[name] for name in result.problems)}
    return "info", _("No difference can be told: the intervals overlap, so it may be chance.")
