"""Addresses of this room, under /w/<slug>/zuhoeren/."""

from django.urls import path

from leitstand.listening.views import imports, mentions, searches, sources

urlpatterns = [
    path("", searches.searches, name="listening_searches"),
    path("neu/", searches.search, name="listening_new"),
    path("bedeutung/", searches.meaning, name="listening_meaning"),
    path("quellen/", sources.sources, name="listening_sources"),
    path("einlesen/", imports.bring, name="listening_import"),
    path("suche/<int:search>/", searches.search, name="listening_search"),
    path("suche/<int:search>/fundstellen/", mentions.stream, name="listening_stream"),
    path("suche/<int:search>/anhalten/", searches.pause, name="listening_pause"),
    path("suche/<int:search>/loeschen/", searches.remove, name="listening_remove"),
]
