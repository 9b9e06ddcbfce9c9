"""What and when: ideas and posts on the calendar, campaigns, own dates, holidays; moving, collisions, undo.

It neither writes texts for channels nor sends anything.
"""
