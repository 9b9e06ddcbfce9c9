"""Tell whoever brought an idea, and whoever knew about it, what came of it: after a week and after a month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from leitstand.compliance.letters import Answer, Reason, write_to
from leitstand.compliance.queries import unsteered_channels
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.mail import mail_is_set
from leitstand.house.models import Person
from leitstand.house.notices import notify
from leitstand.house.zones import day_in
from leitstand.measurement.core.thanks import TOLD, achieved, mark_due
from leitstand.measurement.models import Thanks
from leitstand.measurement.notices import ACHIEVED
from leitstand.measurement.queries import published_posts, reported
from leitstand.planning.models import Idea
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication


@dataclass(frozen=True, slots=True)
class To:
    """Somebody to be thanked."""

    name: str
    email: str
    person: Person | None
    is_holder: bool


def thank_contributors(*, now: datetime) -> int:
    """Send every report that is due; return how many went. What was sent once is never sent again."""
    out = (
        Publication.objects.filter(
            state=State.PUBLISHED.value, item__deleted_at=None, item__ideas__state="taken", standing__isnull=False
        )
        .exclude(channel__in=unsteered_channels())
        .values_list("item__ideas")
        .annotate(first=Min("published_at"))
    )
    begun: dict[int, datetime] = dict(out)
    done: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for key, to_holder, day in Thanks.objects.filter(idea__in=begun).values_list("idea", "to_holder", "after_days"):
        done[key, to_holder].append(day)
    sent = 0
    ideas = Idea.objects.filter(pk__in=begun).select_related("workspace", "person", "holder__person", "item")
    for idea in ideas:
        for to in _recipients(idea):
            mark = mark_due(begun[idea.pk], now, done[idea.pk, to.is_holder])
            if mark is not None:
                sent += _thank(idea, to, mark, now=now)
    return sent


def _recipients(idea: Idea) -> list[To]:
    found = [To(idea.contributor, idea.email, idea.person, is_holder=False)]
    holder = idea.holder
    if holder is not None and (holder.email or holder.person_id):
        to = To(holder.name, holder.email, holder.person, is_holder=True)
        is_same = (to.email and to.email.casefold() == idea.email.casefold()) or (
            to.person is not None and to.person == idea.person
        )
        found += [] if is_same else [to]
    return found


def _thank(idea: Idea, to: To, mark: int, *, now: datetime) -> int:
    standings = list(reported(idea.workspace).filter(publication__item=idea.item))
    if not standings:
        return 0
    figures = achieved({name: getattr(one, name) for name in TOLD} for one in standings)
    how = "notice" if to.person else "nobody" if not to.email else "mail" if mail_is_set() else "failed"
    try:
        with transaction.atomic():
            thanks = Thanks.objects.create(
                workspace=idea.workspace,
                idea=idea,
                to_holder=to.is_holder,
                after_days=mark,
                figures=figures,
                taken_at=max(one.taken_at for one in standings),
                how=how,
                thanked_at=now,
            )
            audit.record(Actor.house(idea.workspace), "measurement.thank", idea, now=now, details={"after_days": mark})
    except IntegrityError:  # another worker was faster
        return 0
    if how == "notice" and to.person is not None:
        _notify(idea, to.person, mark, figures, now=now)
    elif how == "mail":
        went = _mail(idea, to, mark, thanks, now=now)
        if went == "not_sent":
            # Tried again tomorrow rather than never: the row goes, and the mark is due once more.
            thanks.delete()
            return 0
        if went == "blocked":
            # They want nothing of us; that they were due stays, so that nobody asks anew every night.
            Thanks.objects.filter(pk=thanks.pk).update(how="failed")
            return 0
    return 1


def words_of(figures: dict[str, int | None]) -> dict[str, str]:
    """Say each figure in words; one that no network told is called so."""
    return {
        name: _("not told")
        if (value := figures.get(name)) is None
        else number_format(value, use_l10n=True, force_grouping=True)
        for name in TOLD
    }


def _notify(idea: Idea, person: Person, mark: int, figures: dict[str, int | None], *, now: datetime) -> None:
    with translation.override(person.language):
        told = words_of(figures)
    notify(
        ACHIEVED,
        workspace=idea.workspace,
        now=now,
        people=[person],
        params={"title": idea.title, "days": mark, **told},
        path=reverse("measurement_thanks", args=[idea.workspace.slug]),
        about=f"thanks:{idea.pk}:{mark}",
    )


def _mail(idea: Idea, to: To, mark: int, thanks: Thanks, *, now: datetime) -> Answer:
    links = list(
        published_posts(idea.workspace)
        .filter(item=idea.item)
        .exclude(external_url="")
        .values_list("external_url", flat=True)
    )
    with translation.override(idea.language):
        context = {
            "idea": idea,
            "name": to.name,
            "is_holder": to.is_holder,
            "days": mark,
            "told": words_of(thanks.figures),
            "taken_at": thanks.taken_at,
            "links": links,
            "workspace": idea.workspace,
        }
        subject = _("Your contribution after %(days)s days: %(title)s") % {"days": mark, "title": idea.title}
        body = render_to_string("measurement/mail/thanks.txt", context)
    why = Reason(contract=idea.title)
    return write_to(idea.workspace, to.email, subject, body, why, on=day_in(idea.workspace, now))
