"""Check a message before it is sent by hand: InMail, group messages, mails and whatever goes out elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.compliance.actions.note_use import note_use
from leitstand.compliance.consent_forms import MessageForm
from leitstand.compliance.core.consents import ON_NETWORKS, Way
from leitstand.compliance.outbound_words import GDPR, UWG, purposes, reasons, warnings
from leitstand.compliance.queries.consents import Outsider
from leitstand.compliance.queries.outbound import Verdict, Wish, outbound
from leitstand.contacts.models import Contact
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def check(request: WorkRequest) -> HttpResponse:
    """Say for each of the people whether it may go to them, and on which ground; a group gets it only where all may."""
    form = MessageForm(request.POST or None).for_workspace(request.workspace)
    found: list[tuple[Outsider, Verdict]] = []
    if request.method == "POST" and form.is_valid():
        people = [line.strip() for line in form.cleaned_data["people"].splitlines() if line.strip()]
        way = Way(form.cleaned_data["way"])
        if way in ON_NETWORKS and not form.cleaned_data["network"]:
            form.add_error("network", _("Say on which network."))
        elif len(people) > MOST:
            form.add_error("people", _("At most %(count)d people, please.") % {"count": MOST})
        else:
            found = [_asked(request, form, way, one) for one in dict.fromkeys(people)]
    goes = bool(found) and all(verdict.goes for _who, verdict in found)
    if goes and request.POST.get("sent"):
        for who, verdict in found:
            note_use(request.actor, who, verdict, now=clock.now())
        messages.success(request, _("It is noted that you send it now."))
        return redirect("compliance_check_message", request.workspace.slug)
    context = {
        "form": form,
        "goes": goes,
        "rows": [
            (who.addresses[0], verdict, reasons(verdict), warnings(verdict), *_grounds(verdict))
            for who, verdict in found
        ],
        "purposes": purposes(),
    }
    return render(request, "compliance/check_message.html", context, status=422 if form.errors else 200)


def _grounds(verdict: Verdict) -> tuple[object, object]:
    return GDPR[verdict.decision.gdpr], UWG[verdict.decision.uwg]


def _asked(request: WorkRequest, form: MessageForm, way: Way, address: str) -> tuple[Outsider, Verdict]:
    told = form.cleaned_data
    network = told["network"] if way in ON_NETWORKS else ""
    known = Contact.objects.filter(workspace=request.workspace)
    if way is Way.EMAIL:
        contact = known.filter(email__iexact=address).first()
    else:
        contact = known.filter(profiles__network=network, profiles__key=address.lstrip("@")).first()
    who = Outsider(request.workspace, way, network, (address[:254],), contact)
    wish = Wish(
        told["purpose"],
        told["text"],
        told["answers_them"],
        told["contract"],
        told["basis"],
        told["balancing"].pk if told["balancing"] else None,
    )
    return who, outbound(who, wish, on=day_in(request.workspace, clock.now()))
