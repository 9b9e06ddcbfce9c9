"""Where all is joined: settings, root addresses, the command, the process tree."""
