"""What has served its time goes by itself, and nothing else does."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from leitstand.house.actions.invite import invite
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actions.make_login_link import make_login_link
from leitstand.house.actions.tidy_up import tidy_up
from leitstand.house.models import AuditEntry, Invitation, LoginLink, Notification


def test_ended_things_go_and_the_trail_stays(owner, now):
    make_login_link(owner.person, now=now)
    invite(owner, email="fritz@example.org", role="editor", now=now)
    Notification.objects.create(workspace=owner.workspace, person=owner.person, kind="x", at=now, read_at=now)
    Session.objects.create(session_key="x", session_data="", expire_date=now)
    entries = AuditEntry.objects.count()
    later = now + timedelta(days=365)
    assert tidy_up(now=later) == 2
    assert let_go_of_old(now=later) == 2
    assert tidy_up(now=later) == 0
    assert let_go_of_old(now=later) == 0
    assert AuditEntry.objects.exclude(verb="house.let_go_of_old").count() == entries


def test_what_still_holds_stays(owner, now):
    make_login_link(owner.person, now=now)
    invite(owner, email="fritz@example.org", role="editor", now=now)
    Notification.objects.create(workspace=owner.workspace, person=owner.person, kind="x", at=now)
    assert tidy_up(now=now + timedelta(days=6)) == 0
    assert let_go_of_old(now=now + timedelta(days=6)) == 0
    tidy_up(now=now + timedelta(days=365))
    let_go_of_old(now=now + timedelta(days=365))
    assert Notification.objects.count() == 1  # unread, however old
    assert (LoginLink.objects.count(), Invitation.objects.count()) == (0, 0)
