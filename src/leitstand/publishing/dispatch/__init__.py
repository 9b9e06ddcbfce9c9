"""The engine that takes due publications to the networks: runs in the worker, beside whatever else lives in its loop.

`engine.run` is the only way in. `lane` walks one channel, `journal` writes for all of them together, `statements` is the
SQL, `doors` opens channels, `aftermath` tells the house what happened.
"""
