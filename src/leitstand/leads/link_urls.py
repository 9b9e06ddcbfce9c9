"""Addresses of links and what came of them, under /w/<slug>/schreiben/links/."""

from django.urls import path

from leitstand.leads.views import brought, conversions, links, outcomes, statistics

urlpatterns = [
    path("kurz/", links.links, name="leads_links"),
    path("kurz/neu/", links.link, name="leads_new_link"),
    path("kurz/<int:link>/", links.link, name="leads_link"),
    path("kurz/<int:link>/beenden/", links.end, name="leads_end_link"),
    path("kurz/<int:link>/wieder/", links.revive, name="leads_revive_link"),
    path("gebracht/", brought.brought, name="leads_brought"),
    path("gebracht.<str:kind>", brought.file, name="leads_brought_file"),
    path("ereignisse/", conversions.conversions, name="leads_conversions"),
    path("ereignisse/tabelle/", conversions.table, name="leads_conversions_table"),
    path("ereignisse/website/", conversions.door, name="leads_door"),
    path("ereignisse/website/schliessen/", conversions.shut, name="leads_shut_door"),
    path("ereignisse/<int:conversion>/loeschen/", conversions.remove, name="leads_remove_conversion"),
    path("statistik/", statistics.statistics, name="leads_statistics"),
    path("statistik/<int:statistics>/lesen/", statistics.read, name="leads_read_statistics"),
    path("statistik/<int:statistics>/trennen/", statistics.disconnect, name="leads_disconnect_statistics"),
    path("reaktionen/", outcomes.outcomes, name="leads_outcomes"),
]
