"""Addresses of this room, under /w/<slug>/recht/."""

from django.urls import path

from leitstand.compliance.views import board, counsel, imprint, incidents, label, media, proofs, rules

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
    path("kennzeichnung/", label.label, name="compliance_label"),
    path("kennzeichnung/behalten/", label.keep, name="compliance_keep_label"),
    path("kennzeichnung/<int:check>/loeschen/", label.remove, name="compliance_remove_label"),
    path("kennzeichnung/beitrag/", label.of_post, name="compliance_label_of"),
    path("kennzeichnung/beitrag/ton/", label.tone, name="compliance_tone"),
    path("nachweise/", proofs.proofs, name="compliance_proofs"),
    path("nachweise/<int:proof>/", proofs.file, name="compliance_proof_file"),
    path("nachweise/<int:proof>/loeschen/", proofs.remove, name="compliance_remove_proof"),
    path("beratung/", counsel.counsel, name="compliance_counsel"),
    path("beratung/neu/", counsel.hand, name="compliance_hand"),
    path("beratung/<int:handover>/", counsel.handed, name="compliance_handed"),
    path("beratung/<int:handover>/antwort/", counsel.answer, name="compliance_answer"),
    path("beratung/<int:handover>/datei/", counsel.file, name="compliance_answer_file"),
    path("beratung/<int:handover>/loeschen/", counsel.remove, name="compliance_remove_handover"),
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
