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
        "leads.keep_crm": _("entered or changed a connection to a CRM"),
        "leads.map_crm": _("said what the stages of a CRM mean"),
        "leads.drop_crm": _("dropped a connection to a CRM"),
        "leads.sync_crm": _("spoke with a CRM"),
        "leads.take_news": _("took in what a CRM told"),
        "leads.tell_crm": _("put a lead on the list for the CRM"),
        "leads.keep_event": _("entered or changed an event"),
        "leads.list_event": _("opened or closed the page of an event"),
        "leads.drop_event": _("deleted an event"),
        "leads.register": _("took a registration for an event"),
        "leads.confirm_registration": _("took the confirmation of a registration"),
        "leads.cancel_registration": _("took the cancellation of a registration"),
        "leads.take_attendance": _("noted who came to an event"),
        "leads.send_update": _("sent news to the audience of an event"),
        "leads.list_for_outreach": _("put contacts on the list of an event"),
        "leads.invite": _("invited somebody to an event"),
        "leads.keep_webinar_tool": _("kept the account of the webinar tool"),
        "leads.create_webinar": _("made an event in the webinar tool"),
        "leads.register_there": _("registered guests in the webinar tool"),
        "leads.forget_registration": _("forgot who registered for an event"),
        "leads.keep_magnet": _("entered or changed an offer for leads"),
        "leads.switch_magnet": _("opened or closed the page of an offer for leads"),
        "leads.drop_magnet": _("deleted an offer for leads"),
        "leads.new_lead": _("won a lead with an offer"),
        "leads.forget_signup": _("forgot who asked for an offer"),
        "leads.hand_out": _("mailed the link to an offer"),
    }
)
