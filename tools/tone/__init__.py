"""Train the tables of `leitstand.listening.core.tone`: python -m tools.tone.train --data FOLDER."""
