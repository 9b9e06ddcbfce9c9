"""People outside: who they are, which part they play for the company, and how they are forgotten."""
