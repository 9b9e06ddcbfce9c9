"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "channels.ask_for_removal": _("left rights behind that are to be taken away"),
        "channels.begin_sign_in": _("began to connect a channel"),
        "channels.check": _("checked a channel"),
        "channels.check_platform": _("checked a network"),
        "channels.count_stranger_message": _("counted a message to somebody outside the contacts"),
        "channels.connect": _("connected a channel"),
        "channels.disconnect": _("disconnected a channel"),
        "channels.end_access": _("confirmed that a right has ended"),
        "channels.finish_sign_in": _("signed in at a network"),
        "channels.grant_access": _("entered a right"),
        "channels.keep_app": _("kept the access of the company's own app"),
        "channels.lock_out": _("noticed that a channel needs a new sign-in"),
        "channels.offer_profiles": _("was offered profiles to connect"),
        "channels.reconnect": _("connected a channel again"),
        "channels.refresh": _("renewed a sign-in"),
        "channels.reserve_handle": _("reserved a name on a network"),
        "channels.review_access": _("confirmed that a right is still needed"),
        "channels.review_profile": _("looked through a profile"),
        "channels.start_platform": _("noted since when the company is on a network"),
    }
)
