"""Connect a profile: choose a network, answer its questions, perhaps go there and come back."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.actions.begin_sign_in import Begun, begin_sign_in
from leitstand.channels.actions.choose_profiles import choose_profiles, offered
from leitstand.channels.actions.finish_sign_in import finish_sign_in
from leitstand.channels.actions.keep_app import app_of
from leitstand.channels.forms import question_form
from leitstand.channels.guides import guide_of
from leitstand.channels.models import Channel, SignInStarted
from leitstand.connector_kit.errors import NetworkError, RateLimited, SignInExpired, Unreachable
from leitstand.connector_kit.manifest import Manifest, SignInMethod
from leitstand.connector_kit.registry import UnknownNetwork, manifest, manifests
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest


def return_url() -> str:
    """Return the one address of this installation that networks send people back to."""
    return settings.PUBLIC_URL + reverse("channels_return")


def said_by(error: NetworkError) -> str:
    """Say what went wrong in the person's language: what happened, and what to do."""
    reason = _(error.reason) if error.reason else ""
    if isinstance(error, SignInExpired):
        return _("The network does not accept this sign-in. Please check what you entered. %(reason)s") % {
            "reason": reason
        }
    if isinstance(error, RateLimited):
        return _("The network wants a pause. Please try again in some minutes.")
    if "private address" in error.reason:
        return _(
            "This address lies in the company's own network. An owner allows that in the settings, and the administrator "
            "by LEITSTAND_ALLOW_PRIVATE."
        )
    if isinstance(error, Unreachable):
        return _("Nobody answers at this address. Please check it, and whether the server runs. %(reason)s") % {
            "reason": reason
        }
    return reason or _("The network said no.")


@require_safe
@allow(Permission.MANAGE_CHANNELS)
def choose(request: WorkRequest) -> HttpResponse:
    """Offer every network the house knows."""
    return render(request, "channels/choose.html", {"networks": list(manifests())})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_CHANNELS)
def connect(request: WorkRequest, network: str) -> HttpResponse:
    """Ask what this network asks; `weg` chooses the way to sign in, `kanal` the channel that is to be connected again."""
    known, again = _known(network), _again(request, network)
    way = _way(known, request.GET.get("weg") or (again.method if again else ""))
    kept = app_of(request.workspace, network)
    form = question_form(way.questions, _first_answers(known, way, again), kept)(request.POST or None)
    trouble = ""
    if request.method == "POST" and form.is_valid():
        answers = {name: _as_text(value) for name, value in form.cleaned_data.items()}
        try:
            begun = begin_sign_in(
                request.actor, network=network, method=way.id, answers=answers, return_url=return_url(), now=clock.now()
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        except NetworkError as error:
            trouble = said_by(error)
        else:
            if begun.redirect_to:
                return _go_away(request, known, begun.redirect_to)
            return _ended(request, begun, again)
    return _form_page(request, known, way, form, again, trouble)


def _form_page(
    request: WorkRequest, known: Manifest, way: SignInMethod, form: Form, again: Channel | None, trouble: str
) -> HttpResponse:
    context = {
        "network": known,
        "way": way,
        "form": form,
        "again": again,
        "trouble": trouble,
        "return_url": return_url() if way.finish else "",
        "guide": guide_of(known, request.workspace, return_url=return_url()),
        "texts": {"set_up": _(known.set_up) if known.set_up else "", "help": _(way.help) if way.help else ""},
        "ways": [(each.id, _(each.label)) for each in known.sign_in],
    }
    return render(request, "channels/connect.html", context, status=422 if form.errors or trouble else 200)


def _go_away(request: WorkRequest, known: Manifest, url: str) -> HttpResponse:
    """Lead to the network from a page of our own: forms may send people nowhere else."""
    page = render(request, "channels/away.html", {"network": known, "url": url, "host": urlsplit(url).netloc})
    page["Refresh"] = f"1; url={url}"
    page["Cache-Control"] = "no-store"
    return page


@require_safe
@login_required
def come_back(request: HttpRequest) -> HttpResponse:
    """Receive a person from a network and lead them into the workspace in which they began."""
    started = SignInStarted.objects.filter(state=request.GET.get("state", ""), person=request.user.pk).first()
    if started is None:
        raise Http404
    address = reverse("channels_finish", args=[started.workspace.slug])
    return redirect(f"{address}?{request.GET.urlencode()}")


@require_safe
@allow(Permission.MANAGE_CHANNELS)
def finish(request: WorkRequest) -> HttpResponse:
    """End the sign-in with what the network sent along."""
    returned = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    started = SignInStarted.objects.filter(workspace=request.workspace, state=returned.get("state", "")).first()
    try:
        done = finish_sign_in(
            request.actor, state=returned.get("state", ""), returned=returned, return_url=return_url(), now=clock.now()
        )
    except NetworkError as error:
        messages.error(request, said_by(error))
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        return _ended(request, done, None)
    if started is None:
        return redirect("channels_connect", request.workspace.slug)
    again = reverse("channels_connect_network", args=[request.workspace.slug, started.network])
    return redirect(f"{again}?{urlencode({'weg': started.method})}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_CHANNELS)
def pick(request: WorkRequest, state: str) -> HttpResponse:
    """Let somebody choose which of the profiles they may speak for are connected."""
    now, trouble = clock.now(), ""
    try:
        if request.method == "POST":
            chosen = request.POST.getlist("profile")
            channels = choose_profiles(request.actor, state=state, chosen=chosen, now=now)
            messages.success(
                request,
                ngettext("%(count)s channel is connected.", "%(count)s channels are connected.", len(channels))
                % {"count": len(channels)},
            )
            return redirect("channels_list", request.workspace.slug)
    except Invalid as invalid:
        trouble = str(invalid)
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return redirect("channels_connect", request.workspace.slug)
    try:
        started, options = offered(request.actor, state=state, now=now)
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return redirect("channels_connect", request.workspace.slug)
    known = _known(started.network)
    there = set(
        Channel.objects.filter(workspace=request.workspace, network=started.network)
        .exclude(state="disconnected")
        .values_list("external_id", flat=True)
    )
    rows = [(option.account, option.account.id in there) for option in options]
    context = {"network": known, "rows": rows, "trouble": trouble}
    return render(request, "channels/pick.html", context, status=422 if trouble else 200)


@require_safe
def client_document(request: HttpRequest, network: str) -> JsonResponse:
    """Tell a network who this house is; networks read it before they ask anybody to trust us."""
    try:
        known = manifest(network)
    except UnknownNetwork:
        raise Http404 from None
    if known.client_document is None:
        raise Http404
    return JsonResponse(dict(known.client_document(return_url())))


def _known(network: str) -> Manifest:
    try:
        return manifest(network)
    except UnknownNetwork:
        raise Http404 from None


def _way(known: Manifest, wished: str) -> SignInMethod:
    return next((way for way in known.sign_in if way.id == wished), known.sign_in[0])


def _again(request: WorkRequest, network: str) -> Channel | None:
    number = request.GET.get("kanal", "")
    if not number.isdigit():
        return None
    return get_object_or_404(Channel, pk=int(number), workspace=request.workspace, network=network)


def _first_answers(known: Manifest, way: SignInMethod, again: Channel | None) -> Mapping[str, str]:
    address = again.base_url if again else settings.REHEARSAL_URL if known.is_in_house else ""
    return {question.name: address for question in way.questions if question.kind == "url" and address}


def _as_text(value: object) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def _ended(request: WorkRequest, begun: Begun, again: Channel | None) -> HttpResponse:
    if begun.channel is None:
        return redirect("channels_pick", request.workspace.slug, begun.choice)
    return _connected(request, begun.channel, again)


def _connected(request: WorkRequest, channel: Channel, again: Channel | None) -> HttpResponse:
    if again is not None and again.pk != channel.pk:
        words = _("You signed in as %(name)s. That is another profile, so it stands beside the first one.")
    else:
        words = _("%(name)s is connected.")
    messages.success(request, words % {"name": channel})
    return redirect("channels_channel", request.workspace.slug, channel.pk)
