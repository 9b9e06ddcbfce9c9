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
    }
)
