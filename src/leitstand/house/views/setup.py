"""The assistant of the first start: company, first person, then the first channel."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leitstand.house import setup as house_setup
from leitstand.house.actions.set_up import set_up
from leitstand.house.clock import now
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import CompanyForm, FirstPersonForm, put_errors
from leitstand.house.language import plain
from leitstand.house.limits import too_often
from leitstand.house.signed_in import sign_in

_KEY = "setup_company"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def company(request: HttpRequest) -> HttpResponseBase:
    """First step: who are you? Asks for the code that stands in the terminal."""
    if not house_setup.is_needed():
        return redirect("house_root")
    if request.method != "POST":
        started = request.session.get(_KEY, {})
        form = CompanyForm(initial={**started, **({"code": request.GET["code"]} if "code" in request.GET else {})})
        return render(request, "house/setup_company.html", {"form": form})
    slower = too_often(request, "setup")
    if slower is not None:
        return slower
    form = CompanyForm(request.POST)
    if form.is_valid() and not house_setup.is_right(form.cleaned_data["code"]):
        form.add_error("code", house_setup.wrong_code())
    if not form.is_valid():
        return render(request, "house/setup_company.html", {"form": form}, status=422)
    request.session[_KEY] = form.cleaned_data
    return redirect("house:setup_person")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def person(request: HttpRequest) -> HttpResponseBase:
    """Second step: the first person, who is signed in and led on to the first channel."""
    told = request.session.get(_KEY)
    if not house_setup.is_needed() or not told:
        return redirect("house_root")
    form = FirstPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slower = too_often(request, "setup")
        if slower is not None:
            return slower
        try:
            actor = set_up(
                **told, **form.cleaned_data, language=plain(getattr(request, "LANGUAGE_CODE", "de")), now=now()
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            return taken(request, impossible)
        else:
            request.session.pop(_KEY, None)
            assert actor.person is not None  # noqa: S101 - set_up has made the person
            return sign_in(request, actor.person, to=house_setup.first_channel_address(actor.workspace))
    return render(
        request,
        "house/setup_person.html",
        {"form": form, "company": told["company"]},
        status=422 if form.errors else 200,
    )


def taken(request: HttpRequest, why: Impossible) -> HttpResponse:
    """Tell that somebody else was the first."""
    return render(request, "house/setup_taken.html", {"message": why.message}, status=409)
