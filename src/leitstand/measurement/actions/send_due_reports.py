"""Make the scheduled reports whose day has come, and mail each to its people: once, however many workers there are."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.compliance.letters import send_letter
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.language import language_for, plain
from leitstand.house.mail import mail_is_set
from leitstand.house.members import people_with
from leitstand.house.models import Workspace
from leitstand.measurement.actions.make_report import make_report
from leitstand.measurement.core.periods import Period, period_of
from leitstand.measurement.models.reports import Report, ReportPlan, ReportSending
from leitstand.measurement.report_pdf import pdf_of
from leitstand.measurement.report_told import told_of
from leitstand.measurement.report_words import period_name

AGAIN_AFTER: Final = timedelta(hours=1)
TRIES: Final = 24
_STATES: Final[Mapping[str, str]] = {"sent": "sent", "unclear": "unclear"}


def send_due_reports(*, now: datetime) -> int:
    """Return how many letters went. A plan is claimed, its report made and its letters noted in one step; then they are sent."""
    while _make_next(now):
        pass
    sent, made = 0, dict[tuple[int, str], bytes]()
    while mail_is_set() and (letter := _claim_letter(now)) is not None:
        sent += _send(letter, made, now)
    return sent


def _make_next(now: datetime) -> bool:
    """Make one report that is due; False where there is none."""
    with transaction.atomic():
        plans = ReportPlan.objects.select_for_update(skip_locked=True, of=("self",)).select_related("workspace")
        plan = plans.filter(next_at__lte=now).order_by("next_at", "pk").first()
        if plan is None:
            return False
        workspace = plan.workspace
        zone = ZoneInfo(workspace.time_zone)
        # The newest that is due: after a long rest one report comes, not one for each quarter that was missed.
        period = period_of(now.astimezone(zone).date(), plan.rhythm).before()  # type: ignore[arg-type]
        period = period if period.due_at(zone) <= now else period.before()
        if not Report.objects.filter(plan=plan, first=period.first).exists():
            _make(workspace, plan, period, now)
        following = period.after()
        while following.due_at(zone) <= now:
            following = following.after()
        plan.next_at = following.due_at(zone)
        plan.save(update_fields=["next_at"])
    return True


def _make(workspace: Workspace, plan: ReportPlan, period: Period, now: datetime) -> None:
    with translation.override(language_for(plan.made_by, workspace)):
        name = f"{plan.name[:100]}, {period_name(period)}"
        report = make_report(Actor.house(workspace), scope=plan.scope, period=period, name=name, plan=plan, now=now)
    allowed = {one.pk for one in people_with(workspace, Permission.SEE_FIGURES)}
    ReportSending.objects.bulk_create(
        ReportSending(workspace=workspace, report=report, person=one, next_at=now, changed_at=now)
        for one in plan.recipients.filter(pk__in=allowed)
    )


def _claim_letter(now: datetime) -> ReportSending | None:
    """Take one letter that waits, written down as being sent before it is: after a crash nobody sends it again."""
    with transaction.atomic():
        rows = ReportSending.objects.select_for_update(skip_locked=True, of=("self",))
        letter = (
            rows.filter(state="waiting", next_at__lte=now)
            .select_related("report__workspace", "person")
            .order_by("next_at", "pk")
            .first()
        )
        if letter is not None:
            letter.state, letter.changed_at, letter.tries = "sending", now, letter.tries + 1
            letter.save(update_fields=["state", "changed_at", "tries"])
    return letter


def _send(letter: ReportSending, made: dict[tuple[int, str], bytes], now: datetime) -> int:
    report, person = letter.report, letter.person
    workspace = report.workspace
    member = person.is_active and workspace.memberships.filter(person=person).exists()
    went = "failed"
    if member:
        with translation.override(language_for(person, workspace)):
            key = (report.pk, translation.get_language() or "de")
            if key not in made:
                made[key] = pdf_of(told_of(report))
            told = told_of(report)
            path = reverse("measurement_report", args=[workspace.slug, report.pk])
            body = render_to_string(
                "measurement/mail/report.txt",
                {"told": told, "report": report, "workspace": workspace, "url": settings.PUBLIC_URL + path},
            )
            subject = _("[%(workspace)s] %(name)s") % {"workspace": workspace.name, "name": report.name}
            file = (f"{plain(key[1])}-{report.of.key}.pdf", made[key], "application/pdf")
            went = send_letter(subject, body, person.email, attached=[file])
    again = went == "not_sent" and letter.tries < TRIES
    state = "waiting" if again else _STATES.get(went, "failed")
    ReportSending.objects.filter(pk=letter.pk).update(
        state=state, changed_at=now, next_at=now + AGAIN_AFTER if again else letter.next_at
    )
    if state != "waiting":
        audit.record(
            Actor.house(workspace), "measurement.send_report", report, now=now,
            details={"person": person.pk, "state": state},
        )  # fmt: skip
    return int(went == "sent")
