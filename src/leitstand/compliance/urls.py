"""Addresses of this room, under /w/<slug>/recht/."""

from django.urls import path

from leitstand.compliance.views import board, imprint, incidents, media, rules

urlpatterns = [
    path("", rules.rules, name="compliance_rules"),
    path("termine/", rules.dates, name="compliance_calendar"),
    path("strenge/", rules.strictness, name="compliance_strictness"),
    path("profile/", board.board, name="compliance_board"),
    path("profile/<int:channel>/", board.profile, name="compliance_profile"),
    path("medien/", media.media, name="compliance_media"),
    path("medien/<uuid:asset>/", media.rights, name="compliance_rights"),
    path("impressum/", imprint.imprint, name="compliance_imprint"),
    path("impressum/unternehmen/", imprint.company, name="compliance_company"),
    path("vorfaelle/", incidents.incidents, name="compliance_incidents"),
    path("vorfaelle/neu/", incidents.incident, name="compliance_new_incident"),
    path("vorfaelle/<int:incident>/", incidents.incident, name="compliance_incident"),
    path("vorfaelle/<int:incident>/schritt/<slug:step>/", incidents.step, name="compliance_step"),
    path("vorfaelle/<int:incident>/beweis/", incidents.add, name="compliance_add_evidence"),
    path("vorfaelle/<int:incident>/beweis/<int:evidence>/", incidents.evidence, name="compliance_evidence"),
    path("vorfaelle/<int:incident>/antrag/", incidents.application, name="compliance_application"),
    path("vorfaelle/<int:incident>/abschliessen/", incidents.close, name="compliance_close"),
    path("vorfaelle/<int:incident>/loeschen/", incidents.remove, name="compliance_remove_incident"),
]
