"""Addresses of this room, under /w/<slug>/zuhoeren/."""

from django.urls import path

from leitstand.listening.views import alarms, chances, imports, make, mention, mentions, searches, sources, tone

urlpatterns = [
    path("", searches.searches, name="listening_searches"),
    path("neu/", searches.search, name="listening_new"),
    path("bedeutung/", searches.meaning, name="listening_meaning"),
    path("quellen/", sources.sources, name="listening_sources"),
    path("alarme/", alarms.alarms, name="listening_alarms"),
    path("alarme/neu/", alarms.alarm, name="listening_new_alarm"),
    path("alarme/<int:alarm>/", alarms.alarm, name="listening_alarm"),
    path("alarme/<int:alarm>/anhalten/", alarms.pause, name="listening_pause_alarm"),
    path("alarme/<int:alarm>/loeschen/", alarms.remove, name="listening_remove_alarm"),
    path("alarme/gegeben/<int:raised>/", alarms.seen, name="listening_alarm_seen"),
    path("ton/", tone.tone, name="listening_tone"),
    path("chancen/", chances.chances, name="listening_chances"),
    path("chancen/begriffe/", chances.terms, name="listening_chance_terms"),
    path("chancen/begriffe/aendern/", chances.change_terms, name="listening_change_terms"),
    path("fundstelle/<int:mention>/", mention.mention, name="listening_mention"),
    path("fundstelle/<int:mention>/ton/", tone.correct, name="listening_correct"),
    path("fundstelle/<int:mention>/antworten/", mention.answer, name="listening_answer"),
    path("fundstelle/<int:mention>/von-hand/", mention.by_hand, name="listening_by_hand"),
    path("fundstelle/<int:mention>/geben/", mention.give, name="listening_give"),
    path("fundstelle/<int:mention>/einordnen/", mention.mark, name="listening_mark"),
    path("fundstelle/<int:mention>/lead/", make.lead, name="listening_lead"),
    path("fundstelle/<int:mention>/idee/", make.idea, name="listening_idea"),
    path("fundstelle/<int:mention>/vorfall/", make.incident, name="listening_incident"),
    path("fundstelle/<int:mention>/rueckmeldung/", make.feedback, name="listening_feedback"),
    path("fundstelle/<int:mention>/chance/", chances.note, name="listening_note_chance"),
    path("fundstelle/<int:mention>/chance/uebergeben/", chances.hand_over, name="listening_hand_over_chance"),
    path("fundstelle/<int:mention>/chance/kontakt/", chances.contact, name="listening_contact_chance"),
    path("fundstelle/<int:mention>/chance/ausgang/", chances.close, name="listening_close_chance"),
    path("einlesen/", imports.bring, name="listening_import"),
    path("suche/<int:search>/", searches.search, name="listening_search"),
    path("suche/<int:search>/fundstellen/", mentions.stream, name="listening_stream"),
    path("suche/<int:search>/anhalten/", searches.pause, name="listening_pause"),
    path("suche/<int:search>/loeschen/", searches.remove, name="listening_remove"),
]
