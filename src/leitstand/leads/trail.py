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
        "leads.keep_crm": _("entered or changed a connection to a CRM"),
        "leads.map_crm": _("said what the stages of a CRM mean"),
        "leads.drop_crm": _("dropped a connection to a CRM"),
        "leads.sync_crm": _("spoke with a CRM"),
        "leads.take_news": _("took in what a CRM told"),
        "leads.tell_crm": _("put a lead on the list for the CRM"),
        "leads.keep_magnet": _("entered or changed an offer for leads"),
        "leads.switch_magnet": _("opened or closed the page of an offer for leads"),
        "leads.drop_magnet": _("deleted an offer for leads"),
        "leads.new_lead": _("won a lead with an offer"),
        "leads.forget_signup": _("forgot who asked for an offer"),
        "leads.hand_out": _("mailed the link to an offer"),
    }
)
