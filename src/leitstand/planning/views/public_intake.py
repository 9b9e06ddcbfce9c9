"""The page for colleagues without an account, and their way to answer a question."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.language import plain
from leitstand.house.limits import too_often
from leitstand.house.tokens import hash_of
from leitstand.library import files
from leitstand.library.actions.take_in import take_in
from leitstand.library.models import Asset
from leitstand.library.uploads import moved
from leitstand.planning.actions.answer_about_idea import answer_about_idea
from leitstand.planning.actions.hand_in_idea import hand_in_idea
from leitstand.planning.actions.take_mail import TAG
from leitstand.planning.idea_forms import MOST_FILES, PublicIdeaForm, WordsForm
from leitstand.planning.models import Idea, IdeaIntake


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def intake(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page; by POST take an idea with its files."""
    slower = too_often(request, "idea_sent" if request.method == "POST" else "idea_page")
    if slower is not None:
        return slower
    door = IdeaIntake.objects.select_related("workspace").filter(token_hash=hash_of(token), is_open=True).first()
    if door is None:
        return _closed(request)
    form = PublicIdeaForm(request.POST or None)
    context = {"door": door, "form": form, "company": door.workspace.name, "most_files": MOST_FILES}
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:  # a program: it learns nothing, and nothing is kept
            return render(request, "planning/public_thanks.html", context)
        try:
            _take(request, Actor.house(door.workspace, via="page"), form)
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            return render(request, "planning/public_thanks.html", {**context, "email": form.cleaned_data["email"]})
    if request.META.get("leitstand.upload_too_big"):
        form.add_error(None, _("The file is too large. Please send a smaller one, or the idea without it."))
    return render(request, "planning/public_intake.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question about somebody's idea; by POST take the answer."""
    slower = too_often(request, "idea_sent" if request.method == "POST" else "idea_page")
    if slower is not None:
        return slower
    found = Idea.objects.select_related("workspace").filter(reply_hash=hash_of(token)).first()
    if found is None:
        return _closed(request)
    form = WordsForm(request.POST or None)
    context = {"idea": found, "form": form, "company": found.workspace.name, "notes": found.notes.all()}
    if request.method == "POST" and form.is_valid():
        try:
            answer_about_idea(
                Actor.house(found.workspace, via="page"), found, form.cleaned_data["words"], now=clock.now()
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as why:
            form.add_error(None, why.message)
        else:
            return render(request, "planning/public_thanks.html", context)
    return render(request, "planning/public_answer.html", context, status=422 if form.errors else 200)


def _take(request: HttpRequest, house: Actor, form: PublicIdeaForm) -> Idea:
    told = form.cleaned_data
    now = clock.now()
    return hand_in_idea(
        house,
        {
            "text": told["text"],
            "contributor": told["contributor"],
            "department": told["department"],
            "email": told["email"],
            "language": plain(getattr(request, "LANGUAGE_CODE", "de")),
        },
        source="link",
        files=_files(request, house),
        now=now,
    )


def _files(request: HttpRequest, house: Actor) -> Sequence[Asset]:
    """Take the files into the library by its own verb; raises Impossible with the library's reason."""
    sent = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    if len(sent) > MOST_FILES:
        raise Impossible(_("At most %(count)d files at once, please.") % {"count": MOST_FILES})
    try:
        return [take_in(house, moved(one), name=one.name or "", now=clock.now(), tags=[TAG]) for one in sent]
    except files.TooBig:
        raise Impossible(_("The file is too large. Please send a smaller one, or the idea without it.")) from None


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "planning/public_closed.html", status=404)
