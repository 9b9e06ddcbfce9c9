"""The house's decisions without Django, clock or network."""
