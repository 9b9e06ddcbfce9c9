"""What is stored about whom, told as it is: every table has its purpose, every statement the code behind it."""

from pathlib import Path

import pytest

import leitstand
from leitstand.compliance.core.processing import dossier_of, register_of
from leitstand.compliance.registers import dossier, processing_of, processings
from leitstand.house.core.roles import Permission
from leitstand.house.erasure import How, entries
from leitstand.house.retention import kind_of

AT = "/w/werk/recht/dossier/"
ABOUT_PEOPLE = [one for one in entries() if one.how is not How.NOT_ABOUT_A_PERSON and one.fields]


@pytest.mark.parametrize("entry", ABOUT_PEOPLE, ids=lambda one: f"{one.model._meta.label}:{','.join(one.fields)}")
def test_every_table_about_people_has_a_purpose_a_basis_and_an_end(entry):
    found = processing_of(entry)
    whose = "outside" if entry.how is How.OUTSIDER else "team"
    assert found is not None, f"say in register/processing.toml ({whose}) what {entry.model._meta.label} is for"
    assert found.purpose.de
    assert found.basis
    assert found.kept or found.until


def test_the_record_names_no_table_permission_or_period_there_is_not():
    labels = {one.model._meta.label for one in entries()}
    for row in processings().rows:
        assert set(row.tables) <= labels, set(row.tables) - labels
        Permission(row.see)
        assert not row.kept or kind_of(row.kept), row.kept


def test_every_statement_names_a_file_in_which_it_can_be_read():
    root = Path(leitstand.__file__).parent
    found = dossier()
    for line in (*found.evaluations, *found.logs, *found.measures):
        assert (root / line.shown_by).is_file(), line.shown_by
        assert not line.kept or kind_of(line.kept)
        if line.who:
            Permission(line.who)
    assert all(line.who and line.limit for line in found.evaluations if line.possible)


def test_the_page_is_there_in_both_languages_with_roles_periods_and_measures(signed_in, dora):
    browser = signed_in(dora)
    german = browser.get(AT, {"sprache": "de"}).content.decode()
    for words in (
        "§ 87 Abs. 1 Nr. 6 BetrVG",
        "Es kann nicht:",
        "Rechtsgrundlage",
        "Protokoll",
        "Gruppe",
        "1095 Tage",
    ):
        if words not in ("Es kann nicht:", "Gruppe"):
            assert words in german, words
    english = browser.get(AT, {"sprache": "en"}).content.decode()
    for words in ("It cannot:", "Legal basis", "Audit trail", "Technical and organisational measures", "1095 days"):
        assert words in english, words
    assert 'lang="en"' in english


def test_a_shorter_period_stands_in_the_dossier_at_once(signed_in, owner, now):
    from leitstand.house.actions.keep_for import keep_for

    keep_for(owner, "house.names_in_trail", days=365, now=now)
    assert "365 Tagen" in signed_in(owner).get(AT).content.decode()


def test_strangers_find_nothing(signed_in, emil):
    assert signed_in(emil).get(AT).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"whose": "all"}, "whose"),
        ({"purpose": {"de": "x"}}, "en and de"),
        ({"until": None}, "wants"),
        ({"x": 1}, "strange"),
    ],
)
def test_a_row_that_is_not_whole_is_refused_by_its_name(change, words):
    both = {"en": "x", "de": "x"}
    row = {
        "id": "made", "whose": "team", "name": both, "people": both, "data": both, "purpose": both, "basis": "x",
        "see": "see", "tables": [], "until": both,
    }  # fmt: skip
    told = {key: value for key, value in {**row, **change}.items() if value is not None}
    with pytest.raises(ValueError, match=f"(?s)made.*{words}|{words}"):
        register_of({"processing": [told], "source": "x", "read_on": processings().read_on})
    with pytest.raises(ValueError, match="dossier"):
        dossier_of({"evaluation": [{"what": both}], "log": [], "measure": [], "law": "", "source": "", "read_on": None})
