"""The `leitstand` command: a table of sub-commands, each loaded when it is called."""

import os
import sys
from importlib import import_module
from typing import Final

import click
import psycopg
from django.core.exceptions import ImproperlyConfigured

from leitstand import __version__

# name: where it is, and whether Django must be set up before it is loaded
COMMANDS: Final = {
    "up": ("leitstand.config.commands.up", False),
    "web": ("leitstand.config.commands.web", False),
    "worker": ("leitstand.config.commands.worker", True),
    "rehearsal": ("leitstand.config.commands.rehearsal", False),
    "migrate": ("leitstand.config.commands.migrate", True),
    "prepare": ("leitstand.config.commands.prepare", False),
    "demo": ("leitstand.config.commands.demo", True),
    "doctor": ("leitstand.config.commands.doctor", True),
    "user": ("leitstand.config.commands.user", True),
    "channel": ("leitstand.config.commands.channel", True),
    "post": ("leitstand.config.commands.post", True),
    "publish": ("leitstand.config.commands.publish", True),
    "compliance": ("leitstand.config.commands.compliance", True),
    "tone": ("leitstand.config.commands.tone", False),
}


class Table(click.Group):
    """A group that loads a sub-command only when it is named, so that `up` stays small."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every sub-command in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one sub-command."""
        if cmd_name not in COMMANDS:
            return None
        module, needs_django = COMMANDS[cmd_name]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
        if needs_django:
            import_module("django").setup()
        command: click.Command = import_module(module).command
        return command


class Unreachable(click.ClickException):
    """The database does not answer."""

    def __init__(self, error: psycopg.OperationalError) -> None:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        hint = (
            "DATABASE_URL says where it should be."
            if os.environ.get("DATABASE_URL")
            else "Is `leitstand up` running, with the same LEITSTAND_DATA?"
        )
        super().__init__(f"PostgreSQL does not answer ({first}). {hint}")


@click.command(cls=Table, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Leitstand, the control room for a company's social media."""


def run() -> None:
    """Run the command; a wrong setting and a database that is not there are told in one sentence."""
    try:
        main(prog_name="leitstand")
    except ImproperlyConfigured as error:
        if not str(error).startswith("leitstand."):
            raise
        wrong = click.ClickException(str(error))
        wrong.show()
        sys.exit(wrong.exit_code)
    except Exception as error:
        cause = error if isinstance(error, psycopg.OperationalError) else error.__cause__
        if isinstance(cause, psycopg.OperationalError):
            told = Unreachable(cause)
            told.show()
            sys.exit(told.exit_code)
        raise


if __name__ == "__main__":
    run()
