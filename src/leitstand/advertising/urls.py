"""Addresses of this room, under /w/<slug>/anzeigen/."""

from django.urls import path

from leitstand.advertising.views import campaigns, checklists, creatives, practice, ready, reports, segments, trials

urlpatterns = [
    path("", campaigns.campaigns, name="advertising_campaigns"),
    path("neu/", campaigns.edit, name="advertising_new"),
    path("<int:paid>/", campaigns.campaign, name="advertising_campaign"),
    path("<int:paid>/aendern/", campaigns.edit, name="advertising_edit"),
    path("<int:paid>/loeschen/", campaigns.remove, name="advertising_remove"),
    path("<int:paid>/motive/", creatives.creatives, name="advertising_creatives"),
    path("<int:paid>/motive/neu/", creatives.creative, name="advertising_new_creative"),
    path("<int:paid>/motive/<int:creative>/", creatives.creative, name="advertising_creative"),
    path("<int:paid>/motive/<int:creative>/loeschen/", creatives.remove, name="advertising_remove_creative"),
    path("<int:paid>/paket/", checklists.kit, name="advertising_kit"),
    path("<int:paid>/daten/", ready.data_use, name="advertising_data_use"),
    path("einrichten/<slug:network>/", checklists.set_up, name="advertising_set_up"),
    path("ueben/", practice.practice, name="advertising_practice"),
    path("ueben/betrag/", practice.cap, name="advertising_cap"),
    path("ueben/<int:lesson>/loeschen/", practice.remove_lesson, name="advertising_remove_lesson"),
    path("segmente/", segments.segments, name="advertising_segments"),
    path("segmente/neu/", segments.segment, name="advertising_new_segment"),
    path("segmente/<int:segment>/", segments.segment, name="advertising_segment"),
    path("segmente/<int:segment>/loeschen/", segments.remove, name="advertising_remove_segment"),
    path("berichte/", reports.bring, name="advertising_import"),
    path("berichte/<int:report>/", reports.report, name="advertising_report"),
    path("tests/", trials.tests, name="advertising_tests"),
    path("tests/neu/", trials.plan, name="advertising_new_test"),
    path("tests/<int:test>/", trials.test, name="advertising_test"),
    path("tests/<int:test>/plan/", trials.plan, name="advertising_test_plan"),
    path("tests/<int:test>/umfrage/", trials.survey, name="advertising_survey"),
    path("tests/<int:test>/gelernt/", trials.learned, name="advertising_learned"),
    path("tests/<int:test>/loeschen/", trials.remove, name="advertising_remove_test"),
    path("bereitschaft/", ready.readiness, name="advertising_readiness"),
    path("dienstleister/", ready.suppliers, name="advertising_suppliers"),
    path("dienstleister/neu/", ready.supplier, name="advertising_new_supplier"),
    path("dienstleister/<int:supplier>/", ready.supplier, name="advertising_supplier"),
    path("dienstleister/<int:supplier>/loeschen/", ready.remove_supplier, name="advertising_remove_supplier"),
]
