"""Is it lawful? Facts are judged by rules that are data; help, no legal advice. Everyone asks, nobody goes past it."""
