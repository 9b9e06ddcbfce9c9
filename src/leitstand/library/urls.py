"""Addresses of this room."""

from django.urls import path

from leitstand.library.views import assets

urlpatterns = [
    path("", assets.index, name="library_list"),
    path("auswahl/", assets.picker, name="library_picker"),
    path("hochladen/", assets.upload, name="library_upload"),
    path("<uuid:asset>/", assets.asset, name="library_asset"),
    path("<uuid:asset>/beschreiben/", assets.describe, name="library_describe"),
    path("<uuid:asset>/ersetzen/", assets.replace, name="library_replace"),
    path("<uuid:asset>/zuschneiden/", assets.crop, name="library_crop"),
    path("<uuid:asset>/loeschen/", assets.delete, name="library_delete"),
    path("<uuid:asset>/wiederherstellen/", assets.restore, name="library_restore"),
    path("<uuid:asset>/stand/", assets.progress, name="library_progress"),
    path("<uuid:asset>/vorschaubild/", assets.thumb, name="library_thumb"),
    path("<uuid:asset>/original/", assets.original, name="library_original"),
    path("<uuid:asset>/datei/<slug:sha256>/", assets.file, name="library_file"),
]
