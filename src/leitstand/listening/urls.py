"""Addresses of this room, under /w/<slug>/zuhoeren/."""

from django.urls import path

from leitstand.listening.views import alarms, desks, findings, imports, mentions, searches, sources, tone, topics

urlpatterns = [
    path("", searches.searches, name="listening_searches"),
    path("ruf/", desks.reputation, name="listening_reputation"),
    path("krise/", desks.crisis, name="listening_crisis"),
    path("krise/woerter/", desks.words, name="listening_words"),
    path("markt/", desks.market, name="listening_market"),
    path("tage/<slug:desk>.<slug:ending>", desks.download, name="listening_desk_file"),
    path("themen/", topics.topics, name="listening_topics"),
    path("themen/neu/", topics.edit, name="listening_new_topic"),
    path("themen/<int:topic>/", topics.topic, name="listening_topic"),
    path("themen/<int:topic>/bearbeiten/", topics.edit, name="listening_edit_topic"),
    path("themen/<int:topic>/loeschen/", topics.remove, name="listening_remove_topic"),
    path("befund/neu/", findings.finding, name="listening_new_finding"),
    path("befund/<int:finding>/", findings.finding, name="listening_finding"),
    path("befund/<int:finding>/erledigt/", findings.close, name="listening_close_finding"),
    path("befund/<int:finding>/loeschen/", findings.remove, name="listening_remove_finding"),
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
    path("fundstelle/<int:mention>/ton/", tone.correct, name="listening_correct"),
    path("einlesen/", imports.bring, name="listening_import"),
    path("suche/<int:search>/", searches.search, name="listening_search"),
    path("suche/<int:search>/fundstellen/", mentions.stream, name="listening_stream"),
    path("suche/<int:search>/anhalten/", searches.pause, name="listening_pause"),
    path("suche/<int:search>/loeschen/", searches.remove, name="listening_remove"),
]
