"""What do they answer? Comments, mentions, messages and reviews of all channels in one inbox, answered once and by name.

What the networks say about keeping it is obeyed: texts and names go when their time is over. This room listens only to
what is addressed to the company; what is said elsewhere about it belongs to listening.
"""
