"""Pictures and videos: checked on arrival, freed of hidden data, converted for channels, found again wherever they are used.

It does not know posts; whoever uses a file says so.
"""
