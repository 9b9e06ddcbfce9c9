"""Where the worker of the crash tests can be made to die."""

from typing import Final

POINTS: Final = (
    "claimed",  # rows are claimed, nothing is written down
    "written",  # a step is written down, not called
    "called",  # the call is on its way
    "answered",  # the network has answered, the result is in memory only
    "noted",  # the result waits for its commit together with the next beginning
    "looking",  # a lost answer is being looked for
    "told",  # the result is committed, the house has not been told
)
