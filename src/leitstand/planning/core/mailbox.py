"""How a mailbox is reached. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SECURITIES: Final = ("tls", "starttls", "none")
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Access:
    """Server, user and folder of a mailbox."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str = "INBOX"

    def told(self) -> dict[str, str]:
        """Return the access as it is kept, encrypted."""
        return {
            "host": self.host,
            "port": str(self.port),
            "security": self.security,
            "user": self.user,
            "password": self.password,
            "folder": self.folder,
        }

    @classmethod
    def of(cls, told: Mapping[str, str]) -> "Access":
        """Return the access out of what was kept."""
        return cls(
            told["host"],
            int(told["port"]),
            told["security"],
            told["user"],
            told["password"],
            told.get("folder", "INBOX"),
        )


def faults_of(access: Access) -> tuple[str, ...]:
    """Name the fields that are wrong; without encryption only a server on the same machine is spoken to."""
    faults = {
        "host": not access.host or any(sign in access.host for sign in "/@ \r\n"),
        "port": not 1 <= access.port <= 65535,
        "user": not access.user,
        "password": not access.password,
        "security": access.security not in SECURITIES
        or (access.security == "none" and access.host.lower() not in LOOPBACK),
    }
    return tuple(name for name, is_wrong in faults.items() if is_wrong)
