"""Connected profiles: sign-in, encrypted tokens, health, limits, who may do what on which profile.

It publishes nothing; it hands out a signed-in connector to whoever may use one.
"""
