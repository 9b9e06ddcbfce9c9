"""How well and how fast texts are read, on the official test parts of published sets, beside two baselines in the same run.

python -m benchmarks.tone --data FOLDER     (the sets are other people's texts and no part of this repository)

Run it on one core with one thread for BLAS: OMP_NUM_THREADS=1 taskset -c 0 python -m benchmarks.tone --data FOLDER
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from leitstand.listening.core.tone import LABELS, Correction, Delta, Label, Tone, learn, read

SHORT: dict[str, Label] = {"neg": "negative", "neu": "neutral", "pos": "positive"}
BATCH = 1024
DRAWS = 3
AIMS = {500: (0.70, 0.42), 1000: (0.715, 0.46), 2000: (0.73, 0.50)}


def texts_of(data: Path, name: str) -> tuple[list[str], list[str]]:
    """Return texts and labels of a set."""
    pairs = [line.split("\t", 1) for line in (data / f"{name}.tsv").read_text(encoding="utf-8").split("\n") if line]
    return [text for _, text in pairs], [label for label, _ in pairs]


def told(data: Path, name: str) -> tuple[list[str], NDArray[np.int64]]:
    """Return texts and their tone as numbers in the order of LABELS."""
    texts, labels = texts_of(data, name)
    return texts, np.array([LABELS.index(SHORT[label]) for label in labels])


def f1(truth: NDArray[np.int64], found: NDArray[np.int64], kinds: int = 3) -> tuple[float, float]:
    """Return micro-F1 (the share that is right) and macro-F1."""
    each = []
    for kind in range(kinds):
        both = int(((truth == kind) & (found == kind)).sum())
        each.append(2 * both / max(1, int((truth == kind).sum() + (found == kind).sum())))
    return float((truth == found).mean()), float(np.mean(each))


def in_batches(texts: Sequence[str], delta: Delta | None = None, language: str | None = None) -> list[Tone]:
    """Read texts as the product does."""
    found: list[Tone] = []
    for at in range(0, len(texts), BATCH):
        part = texts[at : at + BATCH]
        found += read(part, delta=delta, languages=[language] * len(part))
    return found


def leaning(tones: Sequence[Tone]) -> NDArray[np.int64]:
    """Return what each leans to, as numbers."""
    return np.array([LABELS.index(tone.leaning or "neutral") for tone in tones])


def majority(truth: NDArray[np.int64], kinds: int = 3) -> tuple[float, float]:
    """Return what always saying the commonest gets."""
    return f1(truth, np.full(len(truth), np.bincount(truth).argmax()), kinds)


def tfidf(texts: Sequence[str], truth: NDArray[np.int64], test: Sequence[str]) -> NDArray[np.int64]:
    """Return what the usual scikit-learn recipe answers, trained on the same texts."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC
    except ImportError:
        return np.full(len(test), -1)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    machine = make_pipeline(make_union(words, letters), LinearSVC(class_weight="balanced", random_state=0))
    found: NDArray[np.int64] = machine.fit(texts, truth).predict(test)
    return found


def said(name: str, got: tuple[float, float], baselines: str = "", aim: str = "") -> None:
    """Print one line of the table."""
    print(f"| {name} | {got[0]:.3f} / {got[1]:.3f} | {baselines} | {aim} |", flush=True)


def tone(data: Path) -> None:
    """Measure German and English tone as shipped."""
    print("| set | micro / macro F1 | majority · TF-IDF trained on the same | aim |\n|---|---|---|---|")
    train, train_truth = told(data, "potts_train")
    for name, language, aim in (
        ("potts_test", "de", ".732 / .700"), ("sb10k_test", "de", ""), ("germeval2017_test_syn", "de", ""), ("umsab_german_test", "de", ""),
        ("hotel_sentences", "de", ""), ("semeval2017_english_test", "en", ""), ("umsab_english_test", "en", ""),
    ):  # fmt: skip
        texts, truth = told(data, name)
        tones = in_batches(texts, language=language)
        beside = "{:.3f} / {:.3f}".format(*majority(truth))
        if language == "de":
            beside += " · {:.3f} / {:.3f}".format(*f1(truth, tfidf(train, train_truth, texts)))
        said(name, f1(truth, leaning(tones)), beside, aim)
        answered(name, tones, truth)


def answered(name: str, tones: Sequence[Tone], truth: NDArray[np.int64]) -> None:
    """Print how much got an answer, and how often it was right."""
    given = np.array([tone.tone not in (None, "unsure") for tone in tones])
    right = leaning(tones) == truth
    share, good = given.mean(), right[given].mean() if given.any() else 0.0
    print(f"|   … where not unsure | {good:.3f} right on {share:.3f} | | at least .85 on .60 (PotTS) |", flush=True)


def corrections(data: Path) -> None:
    """Measure what corrections of the own subject bring: drawn from GermEval 2017 dev, measured on its test."""
    texts, truth = told(data, "germeval2017_dev")
    test, test_truth = told(data, "germeval2017_test_syn")
    print(
        "\n| corrections | micro / macro F1 on GermEval 2017 syn | TF-IDF from the same corrections | aim |\n|---|---|---|---|"
    )
    for count, aim in AIMS.items():
        got, beside, last = [], [], None
        took = 0.0
        for draw in range(DRAWS):
            drawn = np.random.default_rng(draw).permutation(len(texts))[:count]
            began = time.perf_counter()
            delta = learn([Correction(texts[at], LABELS[truth[at]]) for at in drawn])
            took += time.perf_counter() - began
            tones = in_batches(test, delta, "de")
            got.append(f1(test_truth, leaning(tones)))
            beside.append(f1(test_truth, tfidf([texts[at] for at in drawn], truth[drawn], test)))
            last = delta, tones
        mean = np.mean(got, axis=0)
        said(f"{count}", (mean[0], mean[1]), "{:.3f} / {:.3f}".format(*np.mean(beside, axis=0)), "{} / {}".format(*aim))
        assert last is not None
        held = last[0].held_out
        print(
            f"|   … held out {held.accuracy:.3f} ({held.low:.3f} to {held.high:.3f}), base {held.base_accuracy:.3f} | "
            f"{took / DRAWS:.1f} s to learn, {len(last[0].to_bytes()) // 1000} kB | | |"
        )
        answered("", last[1], test_truth)


def other_heads(data: Path) -> None:
    """Measure offence and language, and praise where a set comes near to it."""
    print("\n| head | figures |\n|---|---|")
    texts, labels = texts_of(data, "germeval2018_test")
    truth = np.array([int(label.startswith("OFFENSE")) for label in labels])
    found = np.array([int((tone.offensive or 0) >= 0.5) for tone in in_batches(texts, language="de")])
    both = int((truth & found).sum())
    print(
        f"| offence, GermEval 2018 test | macro {f1(truth, found, 2)[1]:.3f} (majority {majority(truth, 2)[1]:.3f}), precision "
        f"{both / max(1, found.sum()):.3f}, recall {both / truth.sum():.3f} |"
    )
    names = {
        "german": "de",
        "english": "en",
        "french": "other",
        "italian": "other",
        "spanish": "other",
        "portuguese": "other",
    }
    for name, right in names.items():
        texts, _ = texts_of(data, f"umsab_{name}_test")
        share = {
            length: np.mean([one.language == right for one in in_batches([t[:length] for t in texts])])
            for length in (15, 30, 60, 140)
        }
        print(
            f"| language, UMSAB {name}, 15/30/60/140 letters | {' / '.join(f'{got:.3f}' for got in share.values())} |"
        )
    texts, hotel = told(data, "hotel_sentences")
    praise = np.array([(tone.praise or 0) >= 0.5 for tone in in_batches(texts, language="de")])
    rates = [praise[hotel == kind].mean() for kind in range(3)]
    print("| praise told of hotel sentences: negative / neutral / positive | {:.3f} / {:.3f} / {:.3f} |".format(*rates))


def speed(data: Path) -> None:
    """Measure texts a second, all heads, and how long loading takes."""
    texts = (texts_of(data, "potts_train")[0] + texts_of(data, "germeval2018_train")[0])[:8192]
    print(
        f"\n| speed, texts of {np.mean([len(text) for text in texts]):.0f} letters on average | texts/s | aim |\n|---|---|---|"
    )
    for batch, aim in ((2048, "20,000"), (512, "20,000"), (32, ""), (1, "")):
        part = texts if batch > 1 else texts[:1000]
        best = 0.0
        for _ in range(3):
            began = time.perf_counter()
            for at in range(0, len(part), batch):
                read(part[at : at + batch])
            best = max(best, len(part) / (time.perf_counter() - began))
        print(f"| batches of {batch} | {best:,.0f} | {aim} |", flush=True)
    code = """
import time
from leitstand.listening.core.tone.tables import FOLDER, HEADS, load
for name in HEADS:
    began = time.perf_counter()
    load(FOLDER / f"{name}.npz")
    print(name, round(1000 * (time.perf_counter() - began)), "ms")
"""
    for line in subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines():
        print(f"| loading {line} | | 50 ms |")


def main() -> None:
    """Measure everything the folder has sets for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", choices=("tone", "corrections", "heads", "speed"), action="append")
    asked = parser.parse_args()
    if asked.data is None:
        print("tone: nothing measured; hand in the folder of the sets: python -m benchmarks.tone --data FOLDER")
        return
    parts = {"tone": tone, "corrections": corrections, "heads": other_heads, "speed": speed}
    for name, part in parts.items():
        if not asked.only or name in asked.only:
            part(asked.data)


if __name__ == "__main__":
    main()
