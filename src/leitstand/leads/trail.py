"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "leads.keep_opportunity": _("entered or changed an opportunity"),
        "leads.drop_opportunity": _("deleted an opportunity"),
        "leads.log_step": _("logged a step towards a deal"),
        "leads.drop_step": _("took a step towards a deal out"),
        "leads.close_opportunity": _("closed an opportunity"),
        "leads.reopen_opportunity": _("opened an opportunity again"),
        "leads.keep_link": _("made or changed a short link"),
        "leads.end_link": _("ended a short link"),
        "leads.revive_link": _("let a short link lead on again"),
        "leads.record_conversion": _("entered what people did after a post"),
        "leads.drop_conversion": _("took an entry of what people did out"),
        "leads.import_conversions": _("read a table of conversions in"),
        "leads.open_door": _("made a token by which the website tells of conversions"),
        "leads.shut_door": _("took the website's token away"),
        "leads.connect_statistics": _("connected the website's statistics"),
        "leads.disconnect_statistics": _("disconnected the website's statistics"),
        "leads.read_statistics": _("read the website's statistics"),
    }
)
