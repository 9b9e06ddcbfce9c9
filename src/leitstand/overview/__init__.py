"""The desk: what goes out today, what waits for me, what needs deciding, the next best step; search; the guide's map."""
