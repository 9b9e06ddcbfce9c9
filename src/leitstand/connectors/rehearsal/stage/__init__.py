"""The stage: a server of its own that is the whole rehearsal network, with pages, people, faults and counts.

`serve.run(...)` starts it; `seed.Seeder` fills it with a past. It knows neither Django nor a database: what it is told it
keeps in memory and in an append-only file of JSON lines.
"""
