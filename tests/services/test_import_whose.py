"""Files that name nobody, given to clients by a person: by path, by folder, to a record."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.practice import LICENSEE, NOON, PASSPHRASE, a_client
from vault.errors import BadInput, NotFound
from vault.lifecycle.verify import verify
from vault.model.client import Client
from vault.model.ids import ClientId, new_id
from vault.model.incoming.batch import Basis, Batch, Origin
from vault.model.incoming.chart import Answer, Chart, Missing
from vault.model.incoming.given import Given, given_from, given_json
from vault.model.incoming.plan import Plan
from vault.model.incoming.sorting import carried
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

UNSORTED = f"Unsorted files of {NOON.date().isoformat()}"
JANE = date(1980, 5, 14)
TOM = Given("Tom Baxter")


@pytest.fixture
def own(vault: OpenVault) -> OpenVault:
    """A practice of somebody who may sign."""
    vault.practice.set(LICENSEE)
    return vault


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Scans that name nobody, in two folders and in none, beside a table and a file with a name."""
    folder = tmp_path / "source"
    for name in ("box 3/inner", "box 4", "Jane Roe"):
        (folder / name).mkdir(parents=True)
    (folder / "clients.csv").write_text(
        "Client ID,Name,Date of Birth\n1,Jane Roe,1980-05-14\n2,Ana Lima,1990-01-02\n"
        "3,Ana Lima,1991-01-02\n"
    )
    for path in ("scan0001.txt", "box 3/scan0002.txt", "box 3/inner/0003.txt", "box 4/0004.txt"):
        (folder / path).write_text(f"\n\n  About   {path}\nmore")
    (folder / "box 3" / "Jane Roe letter.txt").write_text("Dear all.")
    return folder


def planned(
    vault: OpenVault,
    path: Path,
    whose: Mapping[str, Given],
    answers: dict[int, Answer] | None = None,
) -> Plan:
    """Read a source and plan it."""
    return vault.imports.plan(path, vault.imports.to_read(path).read(), answers, whose)


def of(plan: Plan) -> dict[str, set[str]]:
    """Return what files each chart has, by its name."""
    found: dict[str, set[str]] = {}
    for each in plan.charts:
        found.setdefault(each.name, set()).update(file.place.file for file in each.files)
    return found


def brought(vault: OpenVault, plan: Plan) -> Batch:
    origin = Origin(Basis.OWN, NOON.date())
    return vault.imports.bring_in(vault.imports.to_seal(plan).seal(), origin)


def test_what_names_nobody_is_listed_with_its_first_line(own: OpenVault, source: Path) -> None:
    plan = planned(own, source, {})
    assert {each.place.file: each.begins for each in plan.unsorted} == {
        path: f"About {path}"
        for path in ("box 3/inner/0003.txt", "box 3/scan0002.txt", "box 4/0004.txt", "scan0001.txt")
    }
    assert plan.of_nobody == plan.unsorted
    assert "About" not in repr(plan)


def test_each_comes_to_whom_it_was_given(own: OpenVault, source: Path, path: Path) -> None:
    whose = {"scan0001.txt": Given("roe, jane"), "box 3/": TOM, "box 3/inner/": Given("Mei Tanaka")}
    plan = planned(own, source, whose)
    assert of(plan) == {
        "Jane Roe": {"scan0001.txt", "box 3/Jane Roe letter.txt"},
        "Ana Lima": set(),
        "Tom Baxter": {"box 3/scan0002.txt"},
        "Mei Tanaka": {"box 3/inner/0003.txt"},
        UNSORTED: {"box 4/0004.txt"},
    }
    assert [each.place.file for each in plan.of_nobody] == ["box 4/0004.txt"]
    assert plan.problems == ()
    batch = brought(own, plan)
    assert batch.counts["documents"] == 5
    documents = {
        client.name: len(own.documents.of_client(client.id)) for client in own.clients.list_all()
    }
    assert documents == {
        "Jane Roe": 2,
        "Ana Lima": 0,
        "Tom Baxter": 1,
        "Mei Tanaka": 1,
        UNSORTED: 1,
    }
    own.imports.undo(batch.id)
    assert own.clients.list_all() == []


def test_charts_keep_their_numbers_and_an_empty_one_is_gone(own: OpenVault, source: Path) -> None:
    before = {each.number: each.name for each in planned(own, source, {}).charts}
    whose = {"scan0001.txt": TOM, "box 3/": TOM, "box 4/": TOM}
    after = {each.number: each.name for each in planned(own, source, whose).charts}
    assert UNSORTED in before.values()
    assert UNSORTED not in after.values()
    kept = {number: name for number, name in before.items() if name != UNSORTED}
    assert {number: name for number, name in after.items() if name != "Tom Baxter"} == kept
    assert max(after) == max(before) + 1


def test_a_birth_date_tells_two_of_one_name_apart(own: OpenVault, source: Path) -> None:
    plan = planned(own, source, {"scan0001.txt": Given("Ana Lima", date(1991, 1, 2))})
    [younger] = [each for each in plan.charts if each.person.who.birth == date(1991, 1, 2)]
    assert [each.place.file for each in younger.files] == ["scan0001.txt"]


def test_one_of_two_of_one_name_stays_unsorted_and_is_said(own: OpenVault, source: Path) -> None:
    plan = planned(own, source, {"scan0001.txt": Given("Ana Lima")})
    assert "scan0001.txt" in of(plan)[UNSORTED]
    [problem] = plan.problems
    assert (problem.at.file, problem.reason) == (
        "scan0001.txt",
        "Two clients have the name that it was given: it stays unsorted.",
    )
    assert brought(own, plan).counts["documents"] == 5


def test_a_file_that_two_could_be_meant_by_is_given_too(own: OpenVault, source: Path) -> None:
    (source / "Ana Lima 2020-01-01 letter.txt").write_text("Dear all.")
    [problem] = planned(own, source, {}).problems
    path = "Ana Lima 2020-01-01 letter.txt"
    assert problem.at.file == path
    plan = planned(own, source, {path: Given("Ana Lima", date(1990, 1, 2))})
    assert plan.problems == ()
    assert path in of(plan)["Ana Lima"]
    assert path in [each.place.file for each in plan.unsorted]


def test_a_path_says_more_than_the_name_of_a_file(own: OpenVault, source: Path) -> None:
    (source / "Rui Duarte 2020-01-01.txt").write_text("Not his.")
    assert "Rui Duarte" in of(planned(own, source, {}))
    plan = planned(own, source, {"Rui Duarte 2020-01-01.txt": TOM})
    assert "Rui Duarte" not in of(plan)
    assert of(plan)["Tom Baxter"] == {"Rui Duarte 2020-01-01.txt"}


def test_it_goes_into_a_record_that_is_here(own: OpenVault, source: Path, path: Path) -> None:
    [tom, jane] = own.clients.add([a_client("Tom Baxter"), a_client("Jane Roe", birth_date=JANE)])
    whose = {
        "scan0001.txt": Given(into=tom.id),
        "box 4/": Given("Jane Roe", into=jane.id),
        "box 3/": TOM,
    }
    plan = planned(own, source, whose)
    chart = next(each for each in plan.charts if each.known == tom.id)
    assert (chart.name, chart.missing(), len(chart.files)) == ("Tom Baxter", (), 3)
    assert "box 4/0004.txt" in of(plan)["Jane Roe"]
    brought(own, plan)
    assert len(own.documents.of_client(tom.id)) == 3
    assert len(own.documents.of_client(jane.id)) == 2
    own.close()
    assert verify(path, Passphrase(PASSPHRASE)).ok


def test_a_name_that_was_typed_over_counts(own: OpenVault, source: Path) -> None:
    before = planned(own, source, {})
    jane = next(each for each in before.charts if each.name == "Jane Roe")
    answers = {jane.number: Answer(name="Jane Baxter")}
    plan = planned(own, source, {"scan0001.txt": Given("Jane Baxter")}, answers)
    assert of(plan)["Jane Baxter"] == {"scan0001.txt", "box 3/Jane Roe letter.txt"}


def test_who_is_new_may_be_answered_for(own: OpenVault, source: Path) -> None:
    whose = {"scan0001.txt": TOM}
    tom = next(each for each in planned(own, source, whose).charts if each.name == "Tom Baxter")
    assert tom.missing() == (Missing.BIRTH,)
    answers = {tom.number: Answer(birth_date=date(1970, 1, 2))}
    plan = planned(own, source, whose, answers)
    [tom] = [each for each in plan.charts if each.name == "Tom Baxter"]
    assert (tom.person.who.birth, tom.missing()) == (date(1970, 1, 2), ())


def test_an_answer_goes_with_whom_it_is_of(own: OpenVault, source: Path) -> None:
    one = {"scan0001.txt": TOM, "box 3/": Given("Mei Tanaka")}
    before = planned(own, source, one).charts
    mei = number_of(before, "Mei Tanaka")
    answers = {
        1: Answer(hold=True),
        mei: Answer(first=JANE),
        number_of(before, "Tom Baxter"): Answer(),
    }
    after = planned(own, source, {"box 3/": Given("Mei Tanaka")}).charts
    assert number_of(after, "Mei Tanaka") != mei
    assert carried(answers, before, after) == {
        1: Answer(hold=True),
        number_of(after, "Mei Tanaka"): Answer(first=JANE),
    }


def number_of(charts: tuple[Chart, ...], name: str) -> int:
    return next(each.number for each in charts if each.name == name)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("scan9999.txt", "Of scan9999.txt, no document comes: look at its path."),
        ("clients.csv", "Of clients.csv, no document comes: look at its path."),
        ("box 9/", "In box 9/, there is no file that names nobody."),
        ("Jane Roe/", "In Jane Roe/, there is no file that names nobody."),
        ("box 3", "Of box 3, no document comes: look at its path."),
    ],
)
def test_a_path_of_nothing_is_refused_by_its_name(
    own: OpenVault, source: Path, said: str, sentence: str
) -> None:
    with pytest.raises(BadInput) as error:
        planned(own, source, {"scan0001.txt": TOM, said: TOM})
    assert error.value.sentence == sentence


def test_what_is_set_aside_is_given_to_nobody(own: OpenVault, source: Path) -> None:
    (source / "Psychotherapy Notes.txt").write_text("Unread.")
    with pytest.raises(BadInput, match="no document comes"):
        planned(own, source, {"Psychotherapy Notes.txt": TOM})


def test_a_record_that_is_none_is_refused(own: OpenVault, source: Path) -> None:
    with pytest.raises(NotFound):
        planned(own, source, {"scan0001.txt": Given(into=ClientId(new_id()))})


def test_two_charts_may_go_into_one_record(own: OpenVault, source: Path) -> None:
    """A record has one row for each import, also where two charts go into it."""
    tom: Client = own.clients.add([a_client("Tom Baxter")])[0]
    before = planned(own, source, {})
    answers = {
        each.number: Answer(into=tom.id, consent=consent)
        for each, consent in zip(before.charts, ("R. Alder", "", "P. Vann"), strict=False)
    }
    batch = brought(own, planned(own, source, {}, answers))
    [documents] = [len(own.documents.of_client(tom.id))]
    assert documents == 1
    assert batch.counts["documents"] == 5
    assert own.imports.undo(batch.id).undone_at is not None


@pytest.mark.parametrize(
    "said",
    [
        "Tom Baxter",
        {"name": "Tom Baxter", "birth_date": "1970-01-02"},
        {"into": "0" * 32},
    ],
)
def test_what_was_said_is_kept_as_it_was(said: Any) -> None:
    given = given_from(said)
    assert given_from(given_json(given)) == given


@pytest.mark.parametrize(
    "said",
    ["", "  ", {}, {"name": ""}, {"name": 7}, {"name": "Tom", "born": "x"}, ["Tom"], None, 7,
     {"name": "Tom", "birth_date": "2/3/1970"}],
)  # fmt: skip
def test_what_says_nobody_is_refused(said: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        given_from(said)
