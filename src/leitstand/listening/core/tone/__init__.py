"""Say what a text is: language, tone, whether it offends, whether it praises. Pure, numpy only.

read(texts, *, delta=None, languages=None) -> list[Tone]
    One answer a text, in their order; any text will do (empty, emoji, endless: 1,000 characters are read). Hand in
    batches of 256 to 2,048, and it is many times faster than one by one; the answer never depends on the batch.
    `languages` tells what the network or a person said ("de", "en", any other code); None: find out.
learn(corrections) -> Delta
    What people of one workspace said, learnt over the weights that ship: seconds for 5,000, the same for the same
    corrections in any order. `delta.held_out` tells how often it is right on texts it never saw; where that is no
    better than without it, or there are too few, `delta.helps` is False and `read` answers as if it were not there.
Delta.to_bytes() / Delta.from_bytes(data)
    To keep it; ValueError where the bytes are no delta, or of other tables than these: learn it again then.
"""

from leitstand.listening.core.tone.delta import Delta, HeldOut
from leitstand.listening.core.tone.learning import FEWEST, learn
from leitstand.listening.core.tone.names import LABELS, Correction, Label, LanguageName, Tone, ToneName
from leitstand.listening.core.tone.reading import read

__all__ = [
    "FEWEST", "LABELS", "Correction", "Delta", "HeldOut", "Label", "LanguageName", "Tone", "ToneName", "learn", "read",
]  # fmt: skip
