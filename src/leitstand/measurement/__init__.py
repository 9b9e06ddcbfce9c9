"""Did it help? Readings with origin and time, their course, figures with how sure they are.

Not told is None and never zero.
"""
