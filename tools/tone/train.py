"""Make the tables: python -m tools.tone.train --data FOLDER [--check].

Every run makes the same files, bit by bit, and prints the sha256 of each; with --check it writes nothing and says whether the
tables in the repository are those. The sources are named in sources.toml, own texts lie in own/.
"""

import argparse
import hashlib
import io
import json
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.svm import LinearSVC

from leitstand.listening.core.tone.features import ROWS
from leitstand.listening.core.tone.settling import cut_for, sharpness_for, softmax
from leitstand.listening.core.tone.tables import FOLDER, HEADS
from tools.tone import lexicon
from tools.tone.lots import Lot, language, offensive, praise, tone_de, tone_en
from tools.tone.matrices import matrix
from tools.tone.sources import HERE

MOST_BYTES: Final = 1_000_000
FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one head is made."""

    answers: tuple[str, ...]
    rests_on: str
    lot: Callable[[Path], Lot]
    strictness: float
    """The C of the support vector machine, chosen on texts left out."""
    words: str = ""
    """The word list whose weights are baked in."""
    cut: float | None = None
    """None: chosen on texts left out."""
    words_weigh: float = 1.0
    letters_weigh: float = 0.0
    """How far what the letters of listed words tell spreads over the texts; 0: neither letters nor kinds of words are asked."""
    telling: bool = False
    """Whether a bucket counts the more, the more it keeps to one answer (the idea of NB-SVM)."""
    finest: float = 1.0
    """Weights below this share of the largest/32767 are dropped, to keep the file small."""


RECIPES: Final = {
    "language": Recipe(("de", "en", "other"), "other", language, 0.5, cut=0.5, finest=8.0),
    "tone_de": Recipe(
        ("negative", "neutral", "positive"), "neutral", tone_de, 0.3, words="words_de", telling=True, letters_weigh=0.3
    ),
    "tone_en": Recipe(("negative", "neutral", "positive"), "neutral", tone_en, 0.3, words="words_en", cut=0.8),
    "offensive": Recipe(("no", "yes"), "no", offensive, 0.2, cut=0.5, telling=True),
    "praise": Recipe(("no", "yes"), "no", praise, 0.3, cut=0.5),
}


def fit(
    taken: sparse.csr_matrix,
    truth: NDArray[np.int64],
    weigh: NDArray[np.float64],
    recipe: Recipe,
    worth: sparse.csr_matrix | None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit one head: weights (a column for each answer but the one it rests on) and bias."""
    counts = _telling(taken, truth, len(recipe.answers)) if recipe.telling else np.ones(ROWS)
    own = taken @ sparse.diags(counts)
    wide = own if worth is None else sparse.hstack([own, taken @ worth * recipe.words_weigh]).tocsr()
    machine = LinearSVC(C=recipe.strictness, class_weight="balanced", random_state=0, max_iter=3000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        machine.fit(wide, truth, sample_weight=weigh)
    learnt, bias = machine.coef_, machine.intercept_
    if len(recipe.answers) == 2:
        learnt, bias = np.stack([-learnt[0], learnt[0]]) / 2, np.array([-bias[0], bias[0]]) / 2
    weights = learnt[:, :ROWS].T * counts[:, None]
    if worth is not None:
        weights += worth @ learnt[:, ROWS:].T * recipe.words_weigh
    rest = recipe.answers.index(recipe.rests_on)
    others = [at for at in range(len(recipe.answers)) if at != rest]
    return weights[:, others] - weights[:, [rest]], bias[others] - bias[rest]


def _telling(taken: sparse.csr_matrix, truth: NDArray[np.int64], answers: int) -> NDArray[np.float64]:
    """Say how much each bucket keeps to one answer: the largest logarithm of how much oftener it is there than elsewhere."""
    holds = (taken > 0).astype(np.float64)
    most = np.zeros(ROWS)
    for answer in range(answers):
        here, elsewhere = (
            np.asarray(holds[one].sum(axis=0)).ravel() + 1.0 for one in (truth == answer, truth != answer)
        )
        most = np.maximum(most, np.abs(np.log((here / here.sum()) / (elsewhere / elsewhere.sum()))))
    return np.clip(most, 0.05, 3.0)


def scored(
    taken: sparse.csr_matrix, weights: NDArray[np.float64], bias: NDArray[np.float64], recipe: Recipe
) -> NDArray[np.float64]:
    """Score texts for every answer."""
    told = np.zeros((taken.shape[0], len(recipe.answers)))
    others = [at for at, answer in enumerate(recipe.answers) if answer != recipe.rests_on]
    told[:, others] = taken @ weights + bias
    return told


def table(name: str, recipe: Recipe, data: Path) -> bytes:
    """Make one table."""
    lot = recipe.lot(data)
    taken, truth = matrix(lot.texts), _numbers(lot.labels, recipe)
    worth = _worth(recipe, data, taken)
    weigh = np.array(lot.weights)
    weights, bias = fit(taken, truth, weigh, recipe, worth)
    scale = float(np.abs(weights).max()) / 32767
    whole = np.rint(weights / scale)
    whole[np.abs(whole) < recipe.finest] = 0
    weights = whole * scale
    if lot.dev_texts:
        held, held_truth = scored(matrix(lot.dev_texts), weights, bias, recipe), _numbers(lot.dev_labels, recipe)
    else:
        held = _left_out(taken, truth, weigh, recipe, worth)
        setting = np.array(lot.setting)
        held, held_truth = held.repeat(setting, axis=0), truth.repeat(setting)
    sharpness = sharpness_for(held, held_truth)
    sure = softmax(held, sharpness)
    right = float((sure.argmax(axis=1) == held_truth).mean())
    cut = recipe.cut if recipe.cut is not None else cut_for(sure, held_truth)
    print(
        f"{name}: {len(lot.texts)} texts, right on {right:.3f} of {len(held)} left out, cut {cut:.3f}", file=sys.stderr
    )
    whole_numbers = np.ascontiguousarray(whole.astype("<i2"))
    about = {
        "name": name,
        "answers": recipe.answers,
        "rests_on": recipe.rests_on,
        "scale": scale,
        "bias": bias.tolist(),
        "sharpness": sharpness,
        "cut": round(cut, 4),
        "sha256": hashlib.sha256(whole_numbers.tobytes()).hexdigest(),
    }
    told = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    out = io.BytesIO()
    np.savez_compressed(out, about=told, weights=whole_numbers)
    return out.getvalue()


def card(name: str, made: bytes) -> str:
    """Write the card of a table: what was written by hand beside it, and what the table itself says."""
    with np.load(io.BytesIO(made), allow_pickle=False) as held:
        told = json.loads(bytes(held["about"]))
    by_hand = (HERE / "cards" / f"{name}.md").read_text(encoding="utf-8")
    facts = "\n".join((
        f"| answers | {', '.join(told['answers'])} |",
        f"| sharpness, cut | {told['sharpness']:.3f}, {told['cut']} |",
        f"| bytes of the file | {len(made)} |",
        f"| sha256 of the weights | `{told['sha256']}` |",
        f"| sha256 of the file | `{hashlib.sha256(made).hexdigest()}` |",
    ))  # fmt: skip
    return f"{by_hand}\n## The table\n\n| | |\n|---|---|\n{facts}\n"


def _worth(recipe: Recipe, data: Path, taken: sparse.csr_matrix) -> sparse.csr_matrix | None:
    """Return what the buckets are worth by the word list, a column each for what is known of words."""
    if not recipe.words:
        return None
    words = lexicon.polar(data) if recipe.words == "words_de" else lexicon.english()
    columns = lexicon.columns(words, recipe.words)
    if not recipe.letters_weigh:
        return sparse.csr_matrix(columns)
    letters = lexicon.of_letters(words, data)
    spread = np.std(taken @ letters, axis=0)
    return sparse.csr_matrix(
        np.hstack([columns, lexicon.by_kind(words, recipe.words), letters / spread * recipe.letters_weigh])
    )


def _left_out(
    taken: sparse.csr_matrix,
    truth: NDArray[np.int64],
    weigh: NDArray[np.float64],
    recipe: Recipe,
    worth: sparse.csr_matrix | None,
) -> NDArray[np.float64]:
    """Score each text by weights of the other parts, where no texts were set aside."""
    held = np.zeros((len(truth), len(recipe.answers)))
    part = np.arange(len(truth)) % FOLDS
    for fold in range(FOLDS):
        learnt = fit(taken[part != fold], truth[part != fold], weigh[part != fold], recipe, worth)
        held[part == fold] = scored(taken[part == fold], *learnt, recipe)
    return held


def _numbers(labels: Sequence[str], recipe: Recipe) -> NDArray[np.int64]:
    return np.array([recipe.answers.index(label) for label in labels], dtype=np.int64)


def main() -> int:
    """Make all tables, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the sets named in sources.toml")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where a table differs")
    parser.add_argument("--only", choices=HEADS, action="append")
    told = parser.parse_args()
    differs = False
    for name in told.only or HEADS:
        made = table(name, RECIPES[name], told.data)
        if len(made) > MOST_BYTES:
            raise SystemExit(f"{name} has {len(made)} bytes, more than {MOST_BYTES}")
        print(f"{hashlib.sha256(made).hexdigest()}  {name}.npz  {len(made)}", flush=True)
        kept = told.out / f"{name}.npz"
        if told.check:
            differs = differs or not kept.exists() or kept.read_bytes() != made
        else:
            told.out.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(made)
            (told.out / f"{name}.md").write_text(card(name, made), encoding="utf-8")
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
