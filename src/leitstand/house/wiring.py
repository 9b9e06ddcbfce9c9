"""Join the house to allauth's signals, its settings to the rail, its verbs to the palette."""

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.utils.translation import gettext_lazy as _

from leitstand.house import accounts
from leitstand.house.context import Place, add_place
from leitstand.house.core.roles import Permission
from leitstand.house.palette import Verb, add_verb


def connect() -> None:
    """Connect every listener, once, and put the settings on the rail."""
    user_logged_in.connect(accounts.note_sign_in, dispatch_uid="house.sign_in")
    for signal in (password_changed, password_reset, password_set):
        signal.connect(accounts.note_password, dispatch_uid="house.change_password")
    authenticator_added.connect(accounts.note_factor_added, dispatch_uid="house.add_factor")
    add_place(Place("settings", _("Settings"), "cog-6-tooth", "house_settings", 100))
    add_verb(Verb(_("Invite somebody"), "house_people", Permission.MANAGE_PEOPLE, _("person team role")))
    add_verb(Verb(_("Workspace settings"), "house_settings", words=_("accent colour time zone four eyes")))
    add_verb(Verb(_("Who may do what"), "house_roles", words=_("permissions")))
    add_verb(Verb(_("Audit trail"), "house_audit", Permission.SEE_AUDIT, _("who did what when")))
    add_verb(Verb(_("API tokens"), "house_tokens"))
    add_verb(Verb(_("Notifications"), "house_notices", words=_("bell")))
    authenticator_removed.connect(accounts.note_factor_removed, dispatch_uid="house.remove_factor")
