"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "house.accept_invitation": _("joined by invitation"),
        "house.add_factor": _("added a second factor or passkey"),
        "house.change_email": _("changed their e-mail address"),
        "house.change_password": _("changed their password"),
        "house.change_profile": _("changed their account"),
        "house.change_role": _("changed a role"),
        "house.change_workspace": _("changed settings"),
        "house.create_workspace": _("opened the workspace"),
        "house.end_sessions": _("ended sessions elsewhere"),
        "house.erase_person": _("erased a person"),
        "house.export_person": _("handed out what is stored about a person"),
        "house.invite": _("invited somebody"),
        "house.keep_for": _("changed how long data is kept"),
        "house.let_go_of_old": _("deleted what was older than it may be"),
        "house.make_api_token": _("made an API token"),
        "house.make_login_link": _("made a one-time link"),
        "house.remove_factor": _("removed a second factor or passkey"),
        "house.remove_person": _("removed a member"),
        "house.revoke_api_token": _("ended an API token"),
        "house.revoke_invitation": _("took an invitation back"),
        "house.set_up": _("moved in"),
        "house.sign_in": _("signed in"),
        "house.use_login_link": _("signed in by a one-time link"),
    }
)
