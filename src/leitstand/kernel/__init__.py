"""The words everybody in the house speaks: posts, readings, interactions, the clock. Pure: no Django, no network, no files."""
