"""Addresses of this room, under /w/<slug>/kontakte/chancen/."""

from django.urls import path

from leitstand.leads.views import contribution, crm, events, magnets, opportunities

urlpatterns = [
    path("", opportunities.opportunities, name="leads_list"),
    path("neu/", opportunities.opportunity, name="leads_new"),
    path("beitrag/", contribution.contribution, name="leads_contribution"),
    path("angebote/", magnets.magnets, name="leads_magnets"),
    path("angebote/neu/", magnets.magnet, name="leads_new_magnet"),
    path("angebote/<int:magnet>/", magnets.magnet, name="leads_magnet"),
    path("angebote/<int:magnet>/seite/", magnets.switch, name="leads_switch_magnet"),
    path("angebote/<int:magnet>/loeschen/", magnets.remove, name="leads_remove_magnet"),
    path("crm/", crm.crms, name="leads_crms"),
    path("crm/neu/", crm.crm, name="leads_new_crm"),
    path("crm/leads.csv", crm.give_out, name="leads_give_out"),
    path("crm/<int:crm>/", crm.crm, name="leads_crm"),
    path("crm/<int:crm>/stufen/", crm.map_stages, name="leads_map_crm"),
    path("crm/<int:crm>/fragen/", crm.ask, name="leads_ask_crm"),
    path("crm/<int:crm>/datei/", crm.read_file, name="leads_crm_file"),
    path("crm/<int:crm>/nochmal/<int:told>/", crm.again, name="leads_tell_again"),
    path("crm/<int:crm>/loeschen/", crm.remove, name="leads_remove_crm"),
    path("quote/", crm.rate, name="leads_rate"),
    path("veranstaltungen/", events.events, name="leads_events"),
    path("veranstaltungen/neu/", events.event, name="leads_new_event"),
    path("veranstaltungen/werkzeug/", events.tool, name="leads_webinar_tool"),
    path("veranstaltungen/<int:event>/", events.event, name="leads_event"),
    path("veranstaltungen/<int:event>/seite/", events.switch, name="leads_switch_event"),
    path("veranstaltungen/<int:event>/webinar/", events.webinar, name="leads_webinar"),
    path("veranstaltungen/<int:event>/personen/", events.people, name="leads_event_people"),
    path("veranstaltungen/<int:event>/teilnahme/", events.attendance, name="leads_attendance"),
    path("veranstaltungen/<int:event>/einladungen/", events.outreach, name="leads_event_outreach"),
    path("veranstaltungen/<int:event>/einladungen/<int:invited>/", events.send_invite, name="leads_invite"),
    path("veranstaltungen/<int:event>/auswertung/", events.report, name="leads_event_report"),
    path("veranstaltungen/<int:event>/loeschen/", events.remove, name="leads_remove_event"),
    path("<int:opportunity>/", opportunities.opportunity, name="leads_opportunity"),
    path("<int:opportunity>/schritt/", opportunities.step, name="leads_step"),
    path("<int:opportunity>/schritt/<int:step>/loeschen/", opportunities.remove_step, name="leads_remove_step"),
    path("<int:opportunity>/abschliessen/", opportunities.close, name="leads_close"),
    path("<int:opportunity>/oeffnen/", opportunities.reopen, name="leads_reopen"),
    path("<int:opportunity>/loeschen/", opportunities.remove, name="leads_remove"),
]
