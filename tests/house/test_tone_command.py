"""`leitstand tone` says what each line is, and learns from lines with labels first."""

import json

from click.testing import CliRunner

from leitstand.config.commands.tone import command


def run(*arguments: str, text: str = "") -> tuple[int, list[dict], str]:
    result = CliRunner().invoke(command, list(arguments), input=text)
    lines = [line for line in result.output.splitlines() if line.startswith("{")]
    return result.exit_code, [json.loads(line) for line in lines], result.output


def test_each_line_is_told_with_its_probabilities():
    code, told, _ = run(
        "-", text="Vielen Dank für die schnelle Hilfe!\nJe ne comprends pas pourquoi le train est en retard.\n\n"
    )
    assert code == 0
    thanks, french, empty = told
    assert (thanks["language"], thanks["leaning"]) == ("de", "positive")
    assert abs(sum(thanks["probabilities"].values()) - 1) < 0.001
    assert (french["language"], french["tone"], french["probabilities"]) == ("other", None, None)
    assert (empty["text"], empty["language"]) == ("", "und")


def test_what_was_learnt_is_measured_kept_and_used_again(tmp_path):
    lines = [
        f"{label}\tLinie {line} ab {place}: {word}"
        for line in range(8)
        for place in ("Altona", "Wedel", "Barmbek", "Harburg")
        for label, word in (("neg", "Ersatzverkehr"), ("pos", "Zusatzhalt"), ("neutral", "Gleis 4"))
    ]
    (tmp_path / "said.tsv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "new.txt").write_text("Linie 9 ab Ohlsdorf: Ersatzverkehr\n", encoding="utf-8")
    kept = str(tmp_path / "delta")
    code, told, _ = run(
        str(tmp_path / "new.txt"), "--train", str(tmp_path / "said.tsv"), "--save", kept, "--language", "de"
    )
    assert code == 0
    learnt, new = told
    assert learnt["learnt"]["helps"] is True
    assert learnt["learnt"]["held_out_accuracy"] > learnt["learnt"]["accuracy_before"]
    assert new["leaning"] == "negative"
    assert run(str(tmp_path / "new.txt"), "--learnt", kept, "--language", "de")[1] == [new]


def test_a_line_without_label_and_a_file_of_something_else_are_named(tmp_path):
    (tmp_path / "said.tsv").write_text("pos\tGut\nnur Text\n", encoding="utf-8")
    code, _, output = run("--train", str(tmp_path / "said.tsv"))
    assert code == 1
    assert "Line 2 of --train" in output
    code, _, output = run("-", "--learnt", str(tmp_path / "said.tsv"))
    assert code == 1
    assert "no delta" in output


def test_the_heads_say_what_they_answer():
    code, told, _ = run("--heads")
    assert code == 0
    assert [one["head"] for one in told] == ["language", "tone_de", "tone_en", "offensive", "praise"]
    assert told[1]["answers"] == ["negative", "neutral", "positive"]
    assert run()[0] == 2
