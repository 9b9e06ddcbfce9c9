"""Notices: told once while unread, on the bell, by mail in one letter."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils.translation import gettext_noop

from leitstand.house import notices
from leitstand.house.actions.mail_notices import mail_notices
from leitstand.house.core.roles import Permission
from leitstand.house.models import Notification
from leitstand.house.notices import NoticeKind, declare, notify

KIND = NoticeKind("house.for_tests", gettext_noop("%(thing)s is late"), "It was due at noon.", who=Permission.APPROVE)


@pytest.fixture(autouse=True)
def known():
    declare(KIND)
    yield
    del notices._kinds[KIND.id]


def tell(actor, now, **more):
    told = {"params": {"thing": "Messe"}, "people": [actor.person], "about": "thing:1", "path": "/w/werk/", **more}
    return notify(KIND, workspace=actor.workspace, now=now, **told)


def jobs(person):
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.filter(task_name="house.mail_notices", args__person=person.pk)


def test_those_with_the_permission_are_told(owner, ada, ben, now):
    notify(KIND, workspace=ada.workspace, now=now, params={"thing": "Messe"})
    told = set(Notification.objects.values_list("person__name", flat=True))
    assert told == {"Olga", "Ben"}  # owners and approvers approve; Ada, who edits, does not


def test_who_did_it_is_not_told(owner, ben, now):
    assert notify(KIND, workspace=ben.workspace, now=now, params={"thing": "x"}, but=ben.person) == 1


def test_nobody_in_another_workspace_is_told(ben, emil, now):
    notify(KIND, workspace=ben.workspace, now=now, params={"thing": "x"})
    assert not Notification.objects.filter(person=emil.person).exists()


def test_the_same_thing_is_told_once_while_it_is_unread(ada, now):
    assert tell(ada, now) == 1
    assert tell(ada, now, params={"thing": "Hausmesse"}) == 0
    assert Notification.objects.get().params == {"thing": "Hausmesse"}
    Notification.objects.update(read_at=now)
    assert tell(ada, now) == 1


def test_two_things_are_two_notices(ada, now):
    assert tell(ada, now, about="thing:1") + tell(ada, now, about="thing:2") == 2


def test_a_notice_without_a_thing_is_always_told(ada, now):
    assert tell(ada, now, about="") + tell(ada, now, about="") == 2


def test_two_kinds_cannot_share_an_id():
    with pytest.raises(ValueError, match="two kinds"):
        declare(NoticeKind(KIND.id, "else"))


def test_the_list_says_it_and_opening_puts_it_aside(ada, now, signed_in):
    tell(ada, now)
    client = signed_in(ada)
    slug = ada.workspace.slug
    assert "Messe is late" in client.get(reverse("house_notices", args=[slug])).content.decode()
    answer = client.post(reverse("house_notice", args=[slug, Notification.objects.get().pk]))
    assert answer.url == "/w/werk/"
    assert Notification.objects.get().read_at == now


def test_the_bell_counts_what_is_unread_here(ada, now, signed_in):
    tell(ada, now)
    tell(ada, now, about="thing:2")
    client = signed_in(ada)
    address = reverse("house_bell", args=[ada.workspace.slug])
    assert ">2<" in client.get(address).content.decode()
    client.post(reverse("house_notices_read", args=[ada.workspace.slug]))
    assert "rail-count" not in client.get(address).content.decode()


def test_nobody_opens_somebody_elses_notice(ada, ben, now, signed_in):
    tell(ada, now)
    address = reverse("house_notice", args=[ada.workspace.slug, Notification.objects.get().pk])
    assert signed_in(ben).post(address).status_code == 404
    assert Notification.objects.get().read_at is None


# -- by mail


def test_a_letter_waits_five_minutes_for_more_of_the_kind(ada, now):
    tell(ada, now)
    tell(ada, now, about="thing:2")
    [job] = jobs(ada.person)
    assert job.scheduled_at is not None


def test_who_wants_no_mail_gets_none(ada, now):
    ada.person.mail_notifications = False
    ada.person.save()
    tell(ada, now)
    assert not jobs(ada.person).exists()
    assert mail_notices(ada.person.pk, ada.workspace.pk, KIND.id, now=now) == 0


def test_where_mail_is_not_set_up_nothing_is_posted(ada, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    tell(ada, now)
    assert not jobs(ada.person).exists()


def test_one_letter_holds_all_of_the_kind_and_is_sent_once(ada, now):
    tell(ada, now)
    tell(ada, now, about="thing:2", params={"thing": "Hausmesse"})
    for _ in range(2):
        mail_notices(ada.person.pk, ada.workspace.pk, KIND.id, now=now)
    [letter] = mail.outbox
    assert letter.to == [ada.person.email]
    assert letter.subject == "[Werk] Messe is late und 1 weitere"
    assert "Hausmesse is late" in letter.body
    assert "It was due at noon." in letter.body


def test_what_was_read_meanwhile_is_not_mailed(ada, now):
    tell(ada, now)
    Notification.objects.update(read_at=now)
    assert mail_notices(ada.person.pk, ada.workspace.pk, KIND.id, now=now) == 0


def test_a_mail_server_that_refuses_leaves_the_letter_to_be_sent_again(ada, now, monkeypatch):
    tell(ada, now)

    def refuse(self, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(ConnectionRefusedError):
            mail_notices(ada.person.pk, ada.workspace.pk, KIND.id, now=now)
    assert Notification.objects.get().mailed_at is None
    assert mail_notices(ada.person.pk, ada.workspace.pk, KIND.id, now=now + timedelta(minutes=1)) == 1


def test_the_letter_speaks_the_persons_language(ada, now):
    ada.person.language = "en"
    ada.person.save()
    tell(ada, now)
    tell(ada, now, about="thing:2")
    mail_notices(ada.person.pk, ada.workspace.pk, KIND.id, now=now)
    assert mail.outbox[0].subject.endswith("and 1 more")
