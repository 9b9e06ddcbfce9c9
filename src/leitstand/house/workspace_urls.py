"""Addresses of the house under /w/<slug>/: notices; settings, people, trail and tokens."""

from django.urls import URLPattern, path

from leitstand.house.views import api_tokens, audit, notices, people, settings

urlpatterns: list[URLPattern] = [
    path("meldungen/", notices.notices, name="house_notices"),
    path("meldungen/glocke", notices.bell, name="house_bell"),
    path("meldungen/gelesen", notices.read_all, name="house_notices_read"),
    path("meldungen/<int:pk>", notices.open_notice, name="house_notice"),
    path("einstellungen/", settings.settings, name="house_settings"),
    path("einstellungen/team/", people.people, name="house_people"),
    path("einstellungen/team/rollen/", people.roles, name="house_roles"),
    path("einstellungen/team/<int:pk>/rolle", people.role, name="house_role"),
    path("einstellungen/team/<int:pk>/entfernen", people.remove, name="house_remove_person"),
    path("einstellungen/team/<int:pk>/loeschen", people.erase, name="house_erase_person"),
    path("einstellungen/team/<int:pk>/daten.json", people.data, name="house_person_data"),
    path("einstellungen/einladungen/<int:pk>/zurueck", people.revoke, name="house_revoke_invitation"),
    path("einstellungen/protokoll/", audit.audit, name="house_audit"),
    path("einstellungen/protokoll.csv", audit.audit_csv, name="house_audit_csv"),
    path("einstellungen/zugaenge/", api_tokens.tokens, name="house_tokens"),
    path("einstellungen/zugaenge/<int:pk>/beenden", api_tokens.revoke, name="house_revoke_token"),
]
