"""One module per server: start it on free ports of 127.0.0.1, talk to it, kill it, start it again, stop it."""
