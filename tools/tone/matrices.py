"""Texts as rows of numbers for scikit-learn, with the features of the product."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from leitstand.listening.core.tone.features import ROWS, features
from leitstand.listening.core.tone.rows import rows
from leitstand.listening.core.tone.scoring import chunks, lengths


def matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    """Return what the texts hold, a row each, as the product sums it up."""
    held = rows(texts)
    long = np.concatenate([lengths(features(texts[begin:end])) for begin, end in chunks(texts)]).astype(np.float64)
    values = held.values.astype(np.float64) / np.repeat(long, np.diff(held.edges))
    return sparse.csr_matrix((values, held.buckets, held.edges), shape=(len(texts), ROWS))
