"""The privacy notice for networks, made of imprint, profiles and agreements."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.channels.models import Channel
from leitstand.compliance.account_forms import NoticeForm
from leitstand.compliance.actions.keep_notice import keep_notice
from leitstand.compliance.core.notice import NoticeCase, NoticeProfile, compose_notice
from leitstand.compliance.models import Imprint, PrivacyNotice
from leitstand.compliance.platform_law import authorities, law_of_network, name_of
from leitstand.compliance.queries import told_about
from leitstand.compliance.standing import agreements_of, files_of, platform_id, with_agreements
from leitstand.compliance.subjects import channel_subject
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.house.retention import periods
from leitstand.house.zones import day_in

# Declared by the room above that keeps what others write.
INBOX = "community.incoming"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_WORKSPACE)
def notice(request: WorkRequest) -> HttpResponse:
    """Show the notice; by POST keep its details."""
    kept = PrivacyNotice.objects.filter(workspace=request.workspace).first()
    details = dict(kept.details) if kept else {}
    form = NoticeForm(request.POST or None, initial=details).with_authorities()
    if request.method == "POST" and form.is_valid():
        try:
            keep_notice(request.actor, form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The notice was kept. Publish it and link it in your profiles."))
            return redirect("compliance_notice", request.workspace.slug)
    profiles = _profiles(request.workspace)
    links = [(one, bool(url)) for one, url in profiles]
    context = {
        "form": form,
        "text": compose_notice(_case(request.workspace, details, [one for one, _url in profiles])),
        "profiles": links,
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
    }
    return render(request, "compliance/notice.html", context, status=422 if form.errors else 200)


def _case(workspace: Workspace, details: dict[str, str], profiles: list[NoticeProfile]) -> NoticeCase:
    imprint = Imprint.objects.filter(workspace=workspace).first()
    return NoticeCase(
        company=dict(imprint.details) if imprint else {},
        officer=details.get("officer", ""),
        authority=authorities().get(details.get("land", ""), ("", ""))[1],
        purposes=details.get("purposes", ""),
        retention=details.get("retention", ""),
        kept_days=next(one.days or 0 for one in periods(workspace) if one.kind.id == INBOX),
        measures=details.get("measures", ""),
        profiles=profiles,
    )


def _profiles(workspace: Workspace) -> list[tuple[NoticeProfile, str]]:
    today = day_in(workspace, clock.now())
    channels = list(
        Channel.objects.filter(workspace=workspace).exclude(state="disconnected").order_by("position", "pk")
    )
    told = told_about(workspace.pk, [channel_subject(one.pk) for one in channels])
    files, agreements = files_of(channels), agreements_of(workspace, today)
    found = []
    for one in channels:
        kept, agreement = files.get(one.pk), agreements.get(platform_id(one.network))
        if kept is not None and kept.is_personal and not kept.is_required:
            continue
        facts = with_agreements(told.get(channel_subject(one.pk), {}), kept, agreement)
        network = law_of_network(one.network)
        statistics = facts.get("profile.statistics") is True
        joint = kept.is_joint if kept is not None else None
        profile = NoticeProfile(
            network=name_of(one.network),
            name=str(one),
            url=one.url,
            operator=network.operator if network else "",
            is_joint=statistics if joint is None else joint,
            has_statistics=statistics,
            third_country=network.third_country if network else False,
            agreement=agreement.version if agreement else "",
            agreement_url=agreement.url if agreement else "",
        )
        found.append((profile, str(facts.get("profile.privacy_url", ""))))
    return found
