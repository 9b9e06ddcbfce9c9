"""What is said elsewhere? Searches over sources, mentions, tone, themes, competitors, alarms.

What is addressed to the company comes in by `community`; this room looks for what is said about it without it being asked.
"""
