"""The Django app of the place where all is joined: it has no tables, it only looks after the settings."""

from django.apps import AppConfig


class JoinedConfig(AppConfig):
    """Register the system checks of the settings."""

    name = "leitstand.config"
    label = "config"

    def ready(self) -> None:
        """Load the checks, which register themselves, and join rooms that do not know each other."""
        from leitstand.community.events import AnswerSent  # noqa: PLC0415 - models exist only from here on
        from leitstand.community.seams import tell_tone  # noqa: PLC0415
        from leitstand.config import checks  # noqa: F401, PLC0415 - settings are there only now
        from leitstand.config.joined import answer_sent, inbox_for_listening, tone_of_incoming  # noqa: PLC0415
        from leitstand.house.events import subscribe  # noqa: PLC0415
        from leitstand.listening.seams import join  # noqa: PLC0415

        tell_tone(tone_of_incoming)
        join(inbox_for_listening())
        subscribe(AnswerSent, answer_sent)
