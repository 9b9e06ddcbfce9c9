"""One's own account: name, language, address, and what is stored about oneself."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitstand.house.actions.change_email import change_email
from leitstand.house.actions.change_profile import change_profile
from leitstand.house.clock import now
from leitstand.house.errors import Invalid
from leitstand.house.forms import EmailForm, ProfileForm, put_errors
from leitstand.house.models import Person
from leitstand.house.personal_data import gather


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - login_required has made sure
    return request.user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show and change one's own account."""
    person = _person(request)
    told = {name: getattr(person, name) for name in ("name", "language", "theme", "mail_notifications")}
    form = ProfileForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(person, form.cleaned_data, now=now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            with translation.override(person.language):
                messages.success(request, _("Your account was saved."))
            answer = redirect("house:account")
            answer.delete_cookie("leitstand_theme")
            request.session.pop("language", None)
            return answer
    return render(request, "house/account.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    """Change the address one signs in with; allauth asks for the password first."""
    person = _person(request)
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_email(person, form.cleaned_data["email"], now=now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("From now on you sign in with %(email)s.") % {"email": person.email})
            return redirect("house:account")
    return render(request, "house/change_email.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Hand out all that is stored about oneself."""
    answer = JsonResponse(gather(_person(request)), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="leitstand-meine-daten.json"'
    return answer


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak another language: for a person from now on, before sign-in for this session."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        if isinstance(request.user, Person):
            change_profile(request.user, {"language": chosen}, now=now())
            request.session.pop("language", None)
        else:
            request.session["language"] = chosen
    to = request.POST.get("next", "/")
    return redirect(to if url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}) else "/")
