"""How allauth behaves in this house: closed registration, invitations by link, our people model, our trail."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from leitstand.house import audit
from leitstand.house.clock import now
from leitstand.house.models import Person
from leitstand.house.signed_in import begin_session

logger = logging.getLogger(__name__)


class ClosedHouse(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody registers by themselves; people come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an owner invites."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address; a web server on a Unix socket tells none, and then all share one limit."""
        return str(super().get_client_ip(request)) if request.META.get("REMOTE_ADDR") else "0.0.0.0"  # noqa: S104

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send a letter; a mail server that fails is noted and does not undo what the letter tells of.

        For a forgotten password it also keeps secret whether there is an account with the address.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            logger.exception("a letter could not be sent: %s", template_prefix)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: object, **more: object
    ) -> None:
        """Say what happened, except the obvious: that somebody has just signed in or out."""
        if message_template and message_template.startswith("account/messages/logged_"):
            return
        super().add_message(request, level, message_template, *args, **more)


def note_sign_in(sender: object, request: HttpRequest, user: Person, **_more: object) -> None:
    """Write a sign-in into the trail of the person's workspaces."""
    begin_session(request)
    audit.record_everywhere(user, "house.sign_in", now=now())


def note_password(sender: object, request: HttpRequest, user: Person, **_more: object) -> None:
    """Write a changed password into the trail."""
    audit.record_everywhere(user, "house.change_password", now=now())


def note_factor_added(sender: object, request: HttpRequest, user: Person, **_more: object) -> None:
    """Write a new second factor into the trail."""
    audit.record_everywhere(user, "house.add_factor", now=now())


def note_factor_removed(sender: object, request: HttpRequest, user: Person, **_more: object) -> None:
    """Write a removed second factor into the trail."""
    audit.record_everywhere(user, "house.remove_factor", now=now())
