"""What an action may answer instead of doing it; each is told to the person at the place where it happened."""


class Impossible(Exception):
    """It cannot be done now; the (translated) message says why and what to do instead. Pages answer 409."""

    def __init__(self, message: str, *, code: str = "impossible") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class Invalid(Exception):
    """What was handed in is wrong: `errors` maps a field to a (translated) sentence. Pages show it at the field, answer 422."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


class Stale(Impossible):
    """Somebody else changed the thing meanwhile; nothing was overwritten."""
