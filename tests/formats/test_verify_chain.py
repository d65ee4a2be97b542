"""The independent verifier finds every falsified chain, and names the first bad entry."""

import ast
import contextlib
import importlib.util
import io
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from tests.formats.chain_mutations import ALL_KINDS, Document, falsify, hashed
from tests.practice import (
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_note,
    a_process_note,
    make_vault,
    with_record,
)
from vault.crypto.kdf import FLOOR
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.audit import Entry, Mark, chain_start, first_broken
from vault.model.secret import Passphrase

PROGRAM = Path(__file__).resolve().parents[2] / "resources" / "verify_chain.py"


def _verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_chain", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFIER = _verifier()


def _exported(path: Path, state: Path, compartment: str) -> Document:
    """Return what `strongroom audit export` prints."""
    files = {"--passphrase-file": PASSPHRASE, "--process-passphrase-file": PROCESS_PASSPHRASE}
    options = ["--compartment", compartment]
    for option, secret in files.items():
        file = path.parent / option.strip("-")
        file.write_text(secret + "\n")
        options += [option, str(file)]
    found = subprocess.run(
        [sys.executable, "-m", "vault", "audit", "export", str(path), *options],
        cwd=PROGRAM.parents[1],
        env=os.environ | {"XDG_STATE_HOME": str(state), "HOME": str(state)},
        capture_output=True,
        check=True,
    )
    document: Document = json.loads(found.stdout)
    return document


@pytest.fixture(scope="module")
def chains(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Return the chains of a small practice as the command line exports them."""
    folder = tmp_path_factory.mktemp("chain")
    path, clock = folder / "practice.strongroom", FixedClock()
    make_vault(path, clock)
    around = Surroundings(clock, cost=FLOOR)
    for name in ("Dana Whitfield", "Marcus Ferro"):
        clock.advance(minutes=7)
        vault = unlock(path, Passphrase(PASSPHRASE), around)
        client = with_record(vault, *("Slept well." for _ in range(9)), name=name)
        for row in vault.notes.list_rows(client.id)[:4]:
            vault.notes.addend(row.id, "She rang on Monday.")
        vault.notes.begin([a_note(client)])
        vault.clients.get(client.id)
        vault.ways_in.add_recovery(lambda key: None)
        process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
        process.notes.add([a_process_note(client) for _ in range(5)])
        process.close()
        vault.close()
    return {name: _exported(path, folder, name) for name in ("records", "process")}


def _run(text: str, folder: Path, *options: str) -> tuple[int, str]:
    file = folder / "chain.json"
    file.write_text(text, "utf-8")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = VERIFIER.main([str(file), *options])
    return code, said.getvalue().strip()


def _head(document: Document, seq: int | None = None) -> str:
    entry = document["entries"][-1 if seq is None else seq - 1]
    return f"{entry['seq']}:{entry['hash']}"


@pytest.mark.parametrize("compartment", ["records", "process"])
def test_a_whole_chain_is_whole(
    chains: dict[str, Document], compartment: str, tmp_path: Path
) -> None:
    document = chains[compartment]
    last = document["entries"][-1]
    text = json.dumps(document)
    assert last["action"] == "audit.exported"
    assert _run(text, tmp_path)[0] == 0
    for entry in (document["entries"][0], document["entries"][3], last):
        words = Mark(entry["seq"], entry["hash"], 1).words
        for head in (f"{entry['seq']}:{entry['hash']}", f"{entry['seq']}:{entry['hash'][:12]}"):
            assert _run(text, tmp_path, "--head", head)[0] == 0
        assert _run(text, tmp_path, "--head", words)[0] == 0
    start = chain_start(document["vault_id"], compartment)
    assert _run(text, tmp_path, "--head", f"0:{start}")[0] == 0
    spaced = json.dumps(document, indent=3, ensure_ascii=False, sort_keys=True)
    assert _run(spaced, tmp_path)[0] == 0


def test_every_mutation_is_found_and_the_first_bad_entry_named(
    chains: dict[str, Document], tmp_path: Path, long: bool
) -> None:
    mutations = 10_000 if long else 2_500
    document = chains["records"]
    head = _head(document)
    dice = random.Random(20261122)
    found: Counter[str] = Counter()
    only_by_mark = 0
    for number in range(mutations):
        kind = ALL_KINDS[number % len(ALL_KINDS)]
        falsified = falsify(kind, document, dice)
        code, said = _run(falsified.text, tmp_path)
        if falsified.first_bad is None:
            assert code == 0, (kind, said)
            only_by_mark += 1
            code, said = _run(falsified.text, tmp_path, "--head", head)
            expected = _expected_by_mark(falsified.text, document)
        else:
            expected = rf"Broken at entry {falsified.first_bad}:"
        assert code == 4, (kind, said)
        assert re.match(expected, said), (kind, expected, said)
        assert "\n" not in said
        _product_agrees(document, falsified.entries, falsified.first_bad)
        found[kind] += 1
    assert sum(found.values()) == mutations
    print(
        f"audit chain: {mutations:,} mutations of {len(ALL_KINDS)} kinds over "
        f"{len(document['entries'])} entries: {sum(found.values()):,} found, the first bad entry "
        f"named in each; {only_by_mark:,} of them (tails cut or written anew) only by a mark"
    )


def _expected_by_mark(text: str, document: Document) -> str:
    left, whole = len(json.loads(text)["entries"]), len(document["entries"])
    if left < whole:
        return f"Broken at entry {left + 1}: it is missing"
    return f"Broken before the mark: entry {whole} "


def _product_agrees(document: Document, entries: object, first_bad: int | None) -> None:
    """Ask the product about chains whose entries it could hold."""
    fields = set(document["entries"][0])
    if not isinstance(entries, list) or any(
        set(entry) != fields or not isinstance(entry["detail"], dict) for entry in entries
    ):
        return
    start = chain_start(document["vault_id"], document["compartment"])
    assert first_broken((Entry(**entry).link for entry in entries), start, 0) == first_bad


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"chain"',
        "[" * 100_000,
        "{}",
        '{"format":1,"vault_id":"x","compartment":"records","entries":[]}',
        '{"format":1,"format":1,"vault_id":"0","compartment":"records","entries":[]}',
        "1" * 5_000,
    ],
)
def test_what_is_no_chain_is_refused(text: str, tmp_path: Path) -> None:
    code, said = _run(text, tmp_path)
    assert code == 4
    assert said.count("\n") == 0
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", 2),
        ("format", True),
        ("format", "1"),
        ("compartment", "callsheet"),
        ("compartment", []),
        ("vault_id", "F" * 32),
        ("vault_id", None),
        ("entries", {}),
        ("more", 1),
    ],
)
def test_a_document_of_another_kind_is_refused(
    chains: dict[str, Document], name: str, value: object, tmp_path: Path
) -> None:
    assert _run(json.dumps(chains["records"] | {name: value}), tmp_path)[0] == 4


def test_an_export_from_a_windows_shell_is_read(
    chains: dict[str, Document], tmp_path: Path
) -> None:
    text = json.dumps(chains["process"], ensure_ascii=False)
    for encoding in ("utf-16", "utf-8-sig"):
        file = tmp_path / "chain.json"
        file.write_bytes(text.encode(encoding))
        with contextlib.redirect_stdout(io.StringIO()):
            assert VERIFIER.main([str(file)]) == 0


def test_a_clock_set_back_is_mentioned(chains: dict[str, Document], tmp_path: Path) -> None:
    document: Document = json.loads(json.dumps(chains["process"]))
    document["entries"][-1] = hashed(document["entries"][-1] | {"at": "2020-01-01T00:00:00Z"})
    code, said = _run(json.dumps(document), tmp_path)
    assert code == 0
    assert "In 1 the clock is behind" in said


def test_wrong_usage_is_exit_2(chains: dict[str, Document], tmp_path: Path) -> None:
    text = json.dumps(chains["process"])
    heads = ("", "41", "41:3f2a", "x:" + "0" * 64, "1:" + "0" * 65, "-1:" + "0" * 64)
    for head in heads:
        assert _run(text, tmp_path, "--head", head)[0] == 2
    assert _run(text, tmp_path, "--head")[0] == 2
    assert _run(text, tmp_path, "--tail", "1:" + "0" * 64)[0] == 2
    with contextlib.redirect_stdout(io.StringIO()):
        assert VERIFIER.main([]) == 2
        assert VERIFIER.main([str(tmp_path / "no such file")]) == 2


def test_it_runs_alone(chains: dict[str, Document], tmp_path: Path) -> None:
    """A copy in another folder, in an isolated Python, with what stands on paper."""
    program, file = tmp_path / "verify_chain.py", tmp_path / "c.json"
    program.write_bytes(PROGRAM.read_bytes())
    document = chains["records"]
    last = document["entries"][-1]
    words = Mark(last["seq"], last["hash"], 1).words
    for cut, code in ((0, 0), (1, 4)):
        kept = document["entries"][: len(document["entries"]) - cut]
        file.write_text(json.dumps(document | {"entries": kept}), "utf-8")
        found = subprocess.run(
            [sys.executable, "-I", "-S", str(program), str(file), "--head", words],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert found.returncode == code
        assert found.stderr == b""


def test_it_is_short_and_needs_only_python() -> None:
    text = PROGRAM.read_text("utf-8")
    assert len(text.splitlines()) <= 150
    imported = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= sys.stdlib_module_names
    assert "vault" not in imported
