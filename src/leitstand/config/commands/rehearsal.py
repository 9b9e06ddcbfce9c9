"""`leitstand rehearsal`: the rehearsal network as a server of its own."""

import os
import sys

import click


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.pass_context
def command(context: click.Context) -> None:
    """Serve the rehearsal network; --help tells its options, among them the faults."""
    # A process of its own, without what this one has loaded: the network shall stay small beside the product.
    os.execv(sys.executable, [sys.executable, "-m", "leitstand.connectors.rehearsal.stage", *context.args])  # noqa: S606 - our own interpreter, no shell
