"""`leitstand tone`: say what texts are (language, tone, offence, praise), one a line, from the terminal."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

import click

from leitstand.listening.core.tone import LABELS, Correction, Delta, Label, Tone, learn, read
from leitstand.listening.core.tone.tables import tables

_BATCH: Final = 1024
_SHORT: Final[dict[str, Label]] = {"neg": "negative", "neu": "neutral", "pos": "positive"}


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), required=False)
@click.option("--train", type=click.File("r", encoding="utf-8"), help="Learn first from lines of label TAB text.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Write what was learnt to this file.")
@click.option("--learnt", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use what --save wrote.")
@click.option("--language", help="Believe that every text is in this language (de, en).")
@click.option("--heads", is_flag=True, help="Print what the tables answer, and where unsure begins.")
def command(
    *,
    file: TextIO | None,
    train: TextIO | None,
    save: Path | None,
    learnt: Path | None,
    language: str | None,
    heads: bool,
) -> None:
    """Say what each line of FILE is (- reads standard input): one JSON object a line, with probabilities.

    A label is positive, neutral or negative (or pos, neu, neg). With --train, how often it was right on texts it had not seen is
    printed first, as one object more; where that is no better than without, nothing is changed by it.
    """
    if heads:
        _print_heads()
    if file is None and train is None:
        if not heads:
            raise click.UsageError("FILE, --train or --heads is needed.")
        return
    delta = _delta(train, learnt)
    if train is not None and delta is not None:
        _print_learnt(delta)
    if save is not None and delta is not None:
        save.write_bytes(delta.to_bytes())
    for text, tone in _read(file, delta, language) if file is not None else ():
        click.echo(json.dumps(_told(text, tone), ensure_ascii=False))


def _delta(train: TextIO | None, learnt: Path | None) -> Delta | None:
    if train is not None:
        return learn(list(_corrections(train)))
    if learnt is None:
        return None
    try:
        return Delta.from_bytes(learnt.read_bytes())
    except ValueError as error:
        raise click.ClickException(f"{learnt}: {error}.") from None


def _corrections(file: TextIO) -> Iterator[Correction]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        label, tab, text = line.rstrip("\r\n").partition("\t")
        known: Label | None = next((one for one in LABELS if one == label), _SHORT.get(label))
        if not tab or known is None:
            raise click.ClickException(f"Line {number} of --train is no label TAB text (labels: {', '.join(LABELS)}).")
        yield Correction(text, known)


def _read(file: TextIO, delta: Delta | None, language: str | None) -> Iterator[tuple[str, Tone]]:
    while lines := [line.rstrip("\r\n") for line in islice(file, _BATCH)]:
        yield from zip(lines, read(lines, delta=delta, languages=[language] * len(lines)), strict=True)


def _told(text: str, tone: Tone) -> dict[str, object]:
    return {
        "text": text,
        "language": tone.language,
        "language_sure": round(tone.language_sure, 4),
        "tone": tone.tone,
        "leaning": tone.leaning,
        "probabilities": None
        if tone.tone is None
        else {label: round(getattr(tone, label), 4) for label in ("positive", "neutral", "negative")},
        "offensive": None if tone.offensive is None else round(tone.offensive, 4),
        "praise": None if tone.praise is None else round(tone.praise, 4),
    }


def _print_heads() -> None:
    for head in tables().heads.values():
        told = {"head": head.name, "answers": head.answers, "unsure_below": head.cut, "sha256": head.sha256}
        click.echo(json.dumps(told, ensure_ascii=False))


def _print_learnt(delta: Delta) -> None:
    held = delta.held_out
    told = {
        "helps": delta.helps,
        "corrections": held.corrections,
        "held_out_accuracy": round(held.accuracy, 4),
        "interval_95": [round(held.low, 4), round(held.high, 4)],
        "accuracy_before": round(held.base_accuracy, 4),
        "answered": round(held.answered_share, 4),
        "accuracy_where_answered": round(held.answered_accuracy, 4),
    }
    click.echo(json.dumps({"learnt": told}))
