"""Addresses outside the workspaces, under /kanaele/: where networks send people back to, and read who we are."""

from django.urls import path

from leitstand.channels.views import connect, shown

urlpatterns = [
    path("datei/<str:name>", shown.shown_file, name="channels_shown_file"),
    path("zurueck", connect.come_back, name="channels_return"),
    path("zurueck/<slug:network>.json", connect.client_document, name="channels_document"),
]
