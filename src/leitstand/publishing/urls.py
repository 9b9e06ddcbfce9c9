"""Addresses of this room: writing and approving, then sending."""

from django.urls import path

from leitstand.publishing.views import approval, beside, composer, law, rules, second, sending

urlpatterns = [
    path("versand/", sending.queue, name="publishing_queue"),
    path("versand/anhalten/", sending.stop, name="publishing_stop"),
    path("versand/fortsetzen/", sending.resume, name="publishing_resume"),
    path("versand/<uuid:publication>/", sending.detail, name="publishing_detail"),
    path("versand/<uuid:publication>/erinnerung.ics", sending.remind, name="publishing_reminder"),
    path("versand/<uuid:publication>/entscheiden/", sending.decide, name="publishing_decide"),
    path("freigabe/", approval.index, name="approval_list"),
    path("freigabe/zweite/", second.index, name="approval_second"),
    path("freigabe/zweite/<uuid:publication>/", second.confirm, name="approval_second_confirm"),
    path("freigabe/akte/<int:approval>/", approval.record, name="approval_record"),
    path("freigabe/<uuid:item>/", approval.decide, name="approval_decide"),
    path("freigabe/<uuid:publication>/zuruecknehmen/", approval.take_back, name="approval_take_back"),
    path("schreiben/", composer.new, name="composer_new"),
    path("schreiben/neu/", composer.create, name="composer_create"),
    path("schreiben/helfer/", beside.helpers, name="composer_helpers"),
    path("schreiben/<uuid:item>/", composer.edit, name="composer_edit"),
    path("schreiben/<uuid:item>/speichern/", composer.save, name="composer_save"),
    path("schreiben/<uuid:item>/vorschau/", composer.preview, name="composer_preview"),
    path("schreiben/<uuid:item>/aendern/", composer.change, name="composer_change"),
    path("schreiben/<uuid:item>/beide/", composer.conflict, name="composer_conflict"),
    path("schreiben/<uuid:item>/anwesend/", composer.presence, name="composer_presence"),
    path("schreiben/<uuid:item>/angaben/", composer.facts, name="composer_facts"),
    path("schreiben/<uuid:item>/freigabe/", composer.ask, name="composer_ask"),
    path("schreiben/regeln/", rules.rules, name="publishing_rules"),
    path("schreiben/regeln/<int:channel>/", rules.basics, name="publishing_basics"),
    path("schreiben/<uuid:item>/abhaken/", rules.answer, name="composer_tick"),
    path("schreiben/<uuid:item>/recht/", law.law, name="composer_law"),
    path("schreiben/<uuid:item>/recht/angaben/", law.tell, name="composer_law_tell"),
    path("schreiben/<uuid:item>/recht/durchlassen/", law.let_pass, name="composer_law_pass"),
    path("schreiben/<uuid:item>/recht/<int:waiver>/zuruecknehmen/", law.take_back, name="composer_law_count"),
    path("schreiben/<uuid:item>/karte/", beside.card, name="composer_card"),
    path("schreiben/<uuid:item>/sagen/", beside.remark, name="composer_remark"),
    path("schreiben/<uuid:item>/sagen/<int:remark>/", beside.resolve, name="composer_resolve"),
    path("schreiben/<uuid:item>/fassungen/", beside.versions, name="composer_versions"),
    path("schreiben/<uuid:item>/fassungen/zurueck/", beside.restore, name="composer_restore"),
]
