"""The Django app of this room."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    """Register the room."""

    name = "leitstand.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"
