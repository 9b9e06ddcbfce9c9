"""How long a judgement takes while somebody writes, beside the floor: the word lists alone, without any rule.

python -m benchmarks.law
"""

import random
import time
from datetime import date

from leitstand.compliance.core.reading import read_text
from leitstand.compliance.reading import law

WORDS = """
Werbung Kamera prüft Becher Minute umweltfreundlich nur 48.000 € Jetzt 20 % sparen Gewinnspiel @holm #kamera
https://holm.example/shop?ref=werk Linie Etikett Betrieb Messe Halle Team Ausbildung nachhaltig Kooperation
""".split()  # noqa: SIM905 - a post reads better than a list
ON = date(2026, 11, 27)


def text(letters: int, chance: random.Random) -> str:
    """Make a post of so many letters, new each time, so that nothing is remembered."""
    said = ""
    while len(said) < letters:
        said += chance.choice(WORDS) + " "
    return said[:letters]


def main() -> None:
    """Measure posts of three lengths."""
    chance, held = random.Random(7), law()
    facts = {"author.role": "company", "case.has_media": True}
    for letters in (280, 500, 2200):
        texts = [text(letters, chance) for _ in range(40)]
        began = time.perf_counter()
        for one in texts:
            read_text(one, held.patterns, held.vocabulary, fold=125)
        floor = time.perf_counter() - began
        began = time.perf_counter()
        for one in texts:
            held.judge(facts, kind="post", on=ON, text=one, network="instagram", as_format="picture")
        took = time.perf_counter() - began
        each = 1000 * took / len(texts)
        print(
            f"{letters} letters, {len(held.rules)} rules: {each:.1f} ms ({took / floor:.1f} x the word lists alone); aim 50 ms"
        )


if __name__ == "__main__":
    main()
