"""Rules that come in by hand: proved, shown before they act, and shortening nothing unconfirmed."""

import os
import random
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, FixedClock, Keys, a_client
from tests.rule_files import VERMONT, Maker, massachusetts, rule_text
from tests.services.test_retention import LONG_AGO, TODAY, seen, settled
from vault.errors import BadInput, Damaged, NotAllowed, NotFound
from vault.export.destruction_sheet import destruction_sheet
from vault.model.audit import Action
from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.record_retention import Ask, RecordState
from vault.model.rule_file import RuleFile, fingerprint
from vault.model.rule_preview import DateChange, RuleChange
from vault.model.rule_trust import Doubt
from vault.model.secret import RecoveryKey
from vault.open_vault import OpenProcessNotes, OpenVault


@pytest.fixture
def own(vault: OpenVault) -> OpenVault:
    """A practice in Massachusetts that confirmed its rule."""
    return settled(vault)


@pytest.fixture
def maker() -> Maker:
    """Somebody who makes rule files."""
    return Maker()


def take(vault: OpenVault, path: Path) -> RuleFile:
    """Take a file in, and trust its key."""
    offered = vault.rule_files.offered(path)
    return vault.rule_files.take_in(offered, offered.key.fingerprint, "The publisher")


def test_a_longer_text_acts_at_once_and_nothing_is_over_by_it(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    client = seen(own)
    assert own.retention.of_client(client.id).state is RecordState.OVER
    offered = own.rule_files.offered(maker.write(tmp_path, rule_text(massachusetts(8))))
    preview = own.rule_files.preview(offered)
    assert [each.change for each in preview.rules] == [RuleChange.CHANGED]
    assert (preview.records[0].at_once, preview.unchanged) == (DateChange.LONGER, 0)
    assert own.retention.of_client(client.id).through == date(2024, 5, 2), "nothing is taken in yet"
    take(own, tmp_path / "rules.toml")
    found = own.retention.of_client(client.id)
    assert (found.through, found.state) == (date(2025, 5, 2), RecordState.ASK)
    assert found.doubted == {"ma-allied": [Doubt.BROUGHT]}
    own.retention_rules.confirm("ma-allied", TODAY, "https://law.example")
    found = own.retention.of_client(client.id)
    assert (found.through, found.state) == (date(2025, 5, 2), RecordState.OVER)
    assert len(found.rules) == 1


def test_a_shorter_text_waits_for_its_confirmation(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    client = seen(own, date(2021, 5, 2))
    before = own.retention.of_client(client.id)
    path = maker.write(tmp_path, rule_text(massachusetts(3)))
    preview = own.rule_files.preview(own.rule_files.offered(path))
    assert preview.records[0].at_once is DateChange.SAME
    assert preview.records[0].once_confirmed is DateChange.SHORTER
    take(own, path)
    found = own.retention.of_client(client.id)
    assert (found.through, found.state) == (before.through, RecordState.KEPT)
    assert found.eligible is None
    own.retention_rules.confirm("ma-allied", TODAY, "https://law.example")
    found = own.retention.of_client(client.id)
    assert (found.through, found.state) == (date(2024, 5, 2), RecordState.OVER)
    own.retention_rules.unconfirm("ma-allied")
    assert own.retention.of_client(client.id).through == before.through


def test_a_text_that_is_for_others_now_waits_too(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    """A rule that is not for this license any more, and one that is no more, end nothing."""
    client = seen(own)
    before = own.retention.of_client(client.id)
    others = massachusetts(7).replace('"LMHC", ', "")
    gone = '[[withdrawn]]\nid = "ma-allied"\ncite = "Repeal"\nsource_seen = "https://law.example"\n'
    for n, text in enumerate((others, gone)):
        path = maker.write(tmp_path, rule_text(text), f"{n}.toml")
        preview = own.rule_files.preview(own.rule_files.offered(path))
        assert preview.records[0].confirmed.state is RecordState.UNKNOWN
        file = take(own, path)
        found = own.retention.of_client(client.id)
        assert (found.through, found.state) == (before.through, before.state)
        assert own.retention.look().rules == ("ma-allied",)
        known = {each.rule.id: each for each in own.retention_rules.rules()}
        assert known["ma-allied"].doubts[0] is Doubt.BROUGHT
        own.retention_rules.confirm("ma-allied", TODAY, "https://law.example")
        assert Ask.NO_RULE in own.retention.of_client(client.id).asks
        own.retention_rules.unconfirm("ma-allied")
        found = own.retention.of_client(client.id)
        assert (found.through, found.state) == (before.through, before.state)
        own.rule_files.take_back(file.id)


def test_a_license_without_a_rule_is_not_ruled_by_what_nobody_confirmed(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    answers = {each: Answer.NO for each in Question}
    own.circumstances.set(Circumstances((License("VT", "LCMHC", "1"),), answers))
    client = seen(own)
    assert own.retention.of_client(client.id).asks == (Ask.NO_RULE,)
    later = VERMONT.replace("[[rule.clause]]", LATER + "[[rule.clause]]")
    take(own, maker.write(tmp_path, rule_text(later)))
    assert Ask.NO_RULE in own.retention.of_client(client.id).asks, "it is not for this record"
    own.retention_rules.confirm("vt-made-up", TODAY, "https://law.example")
    assert own.retention.of_client(client.id).state is RecordState.OVER


LATER = 'effective_if = { event = "termination", on_or_after = 2026-01-01 }\n'


def test_the_same_text_changes_nothing_and_its_day_counts_once_confirmed(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    client = seen(own)
    before = own.retention.of_client(client.id)
    shipped = next(each for each in own.retention_rules.rules() if each.rule.id == "ma-allied").rule
    text = massachusetts(7) + MINOR
    path = maker.write(tmp_path, rule_text(text))
    preview = own.rule_files.preview(own.rule_files.offered(path))
    assert [each.change for each in preview.rules] == [RuleChange.SAME]
    assert (preview.records, preview.unchanged) == ((), 1)
    take(own, path)
    found = own.retention.of_client(client.id)
    assert (found.through, found.state) == (before.through, before.state)
    rule = found.rules[0].rule
    assert (rule.through, rule.source) == (shipped.through, "https://law.example/ma")
    assert rule.came_in is not None
    assert rule.came_in.signed_by == "The publisher"


MINOR = """
[[rule.clause]]
id = "minor"
applies = "minor"
from = ["majority"]
add = "P1Y"
"""


def test_what_comes_in_is_kept_whole_and_leaves_facts(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    path = maker.write(tmp_path, rule_text(VERMONT, massachusetts(9)))
    seq = own.audit.mark.seq
    file = take(own, path)
    entries = own.audit.export()[seq:-1]
    assert [each.action for each in entries] == [Action.RULE_KEY_TRUSTED, Action.RULES_CAME_IN]
    assert entries[1].detail == {"key": file.key, "rules": 2, "sha256": file.sha256}
    assert own.rule_files.get(file.id) == file
    assert file.data == path.read_bytes()
    again = maker.write(tmp_path, rule_text(VERMONT), "two.toml", key=False)
    offered = own.rule_files.offered(again)
    assert (offered.trusted, offered.key.label) == (True, "The publisher")
    with pytest.raises(NotAllowed, match="came in on"):
        own.rule_files.offered(path)
    back = own.rule_files.preview_back(file.id)
    assert {each.change for each in back.rules} == {RuleChange.WITHDRAWN, RuleChange.CHANGED}
    own.rule_files.take_back(file.id)
    assert own.rule_files.get(file.id).taken_back_at is not None
    with pytest.raises(NotAllowed, match="already"):
        own.rule_files.take_back(file.id)
    assert own.rule_files.offered(path).file.sha256 == file.sha256, "it may come in again"
    own.rule_files.forget_key(fingerprint(file.key))
    with pytest.raises(NotAllowed, match="not known"):
        own.rule_files.offered(again)
    with pytest.raises(NotFound):
        own.rule_files.forget_key(fingerprint(file.key))


def test_a_key_is_trusted_by_its_whole_fingerprint(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    offered = own.rule_files.offered(maker.write(tmp_path, rule_text(VERMONT)))
    digits = offered.key.fingerprint
    with pytest.raises(NotAllowed, match=digits):
        own.rule_files.take_in(offered)
    with pytest.raises(NotAllowed):
        own.rule_files.take_in(offered, fingerprint("00" * 32), "Publisher")
    with pytest.raises(BadInput):
        own.rule_files.take_in(offered, digits[:20], "Publisher")
    with pytest.raises(BadInput):
        own.rule_files.take_in(offered, digits, " ")
    assert own.rule_files.trusted_keys() == []
    own.rule_files.take_in(offered, digits.replace(" ", "").upper(), "Publisher")
    assert [each.fingerprint for each in own.rule_files.trusted_keys()] == [digits]
    other = own.rule_files.offered(maker.write(tmp_path, rule_text(massachusetts(9)), "2.toml"))
    with pytest.raises(NotAllowed, match=digits):
        own.rule_files.take_in(other, fingerprint("00" * 32))


def test_a_file_may_have_any_name(own: OpenVault, maker: Maker, tmp_path: Path) -> None:
    name = os.fsdecode(b"rules \xff\n.toml")
    file = take(own, maker.write(tmp_path, rule_text(VERMONT), name))
    assert own.rule_files.get(file.id).name == "rules ??.toml"


def test_what_is_not_its_makers_is_refused(own: OpenVault, maker: Maker, tmp_path: Path) -> None:
    path = maker.write(tmp_path, rule_text(VERMONT))
    signed, public = tmp_path / "rules.toml.minisig", tmp_path / "rules.toml.pub"
    with pytest.raises(NotFound):
        own.rule_files.offered(tmp_path / "other.toml")
    signed.unlink()
    with pytest.raises(NotAllowed, match="not signed"):
        own.rule_files.offered(path)
    signed.write_bytes(b"no signature")
    with pytest.raises(Damaged, match="cannot be read"):
        own.rule_files.offered(path)
    signed.write_bytes(Maker().signature(path.read_bytes()))
    with pytest.raises(Damaged, match="changed or cut"):
        own.rule_files.offered(path)
    signed.write_bytes(maker.signature(path.read_bytes()))
    public.write_bytes(b"no key")
    with pytest.raises(BadInput, match="public key"):
        own.rule_files.offered(path)
    public.unlink()
    with pytest.raises(NotAllowed, match="not known"):
        own.rule_files.offered(path)


def test_every_flipped_byte_is_refused(own: OpenVault, maker: Maker, tmp_path: Path) -> None:
    """Of a file whose key is trusted, and of one whose key lies beside it."""
    path = maker.write(tmp_path, rule_text(VERMONT, massachusetts(9)))
    data, draw = path.read_bytes(), random.Random(7)
    places = range(len(data)) if len(data) <= 600 else sorted(draw.sample(range(len(data)), 600))
    refused = 0
    for trusted in (False, True):
        for at in places:
            changed = data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]
            path.write_bytes(changed)
            with pytest.raises(Damaged, match="changed or cut"):
                own.rule_files.offered(path)
            refused += 1
        for size in draw.sample(range(1, len(data)), 50):
            path.write_bytes(data[:size])
            with pytest.raises(Damaged, match="changed or cut"):
                own.rule_files.offered(path)
        path.write_bytes(data)
        if not trusted:
            file = take(own, path)
            own.rule_files.take_back(file.id)
    print(f"refused {refused} files with one flipped byte of {len(data)}, and 100 that were cut")
    assert refused >= 1_000


def test_an_older_file_is_refused(own: OpenVault, maker: Maker, tmp_path: Path) -> None:
    old = rule_text(massachusetts(9), reviewed=date(2026, 11, 21))
    with pytest.raises(NotAllowed, match="older"):
        own.rule_files.offered(maker.write(tmp_path, old))
    early = maker.write(tmp_path, rule_text(VERMONT, reviewed=date(2026, 1, 1)))
    take(own, early)
    take(own, maker.write(tmp_path, rule_text(VERMONT, reviewed=date(2026, 2, 1)), "new.toml"))
    with pytest.raises(NotAllowed, match="came in on"):
        own.rule_files.offered(early)
    other = Maker(number=b"87654321")
    elsewhere = rule_text(VERMONT, reviewed=date(2026, 1, 15))
    with pytest.raises(NotAllowed, match="older"):
        own.rule_files.offered(other.write(tmp_path, elsewhere, "other.toml"))
    ny = VERMONT.replace("vt-", "wy-").replace("US-VT", "US-WY")
    same_key = rule_text(ny, reviewed=date(2026, 1, 15))
    with pytest.raises(NotAllowed, match="older"):
        own.rule_files.offered(maker.write(tmp_path, same_key, "ny.toml"))
    take(own, other.write(tmp_path, same_key, "ny.toml"))
    gone = '[[withdrawn]]\nid = "ak-none"\ncite = "Repeal"\nsource_seen = "https://law.example"\n'
    with pytest.raises(NotAllowed, match="ak-none"):
        own.rule_files.offered(maker.write(tmp_path, rule_text(gone), "gone.toml"))
    for late in (rule_text(VERMONT, reviewed=date(2027, 1, 1)), TO_COME):
        with pytest.raises(BadInput, match="to come"):
            own.rule_files.offered(maker.write(tmp_path, late, "late.toml"))


TO_COME = rule_text(VERMONT.replace("through = 2026-11-01", "through = 2027-11-01"))


def test_what_comes_in_after_what_stands_is_undone_by_itself(
    own: OpenVault, maker: Maker, tmp_path: Path
) -> None:
    client = seen(own)
    first = take(own, maker.write(tmp_path, rule_text(massachusetts(8)), "1.toml"))
    second = take(own, maker.write(tmp_path, rule_text(massachusetts(12)), "2.toml"))
    assert own.retention.of_client(client.id).through == date(2029, 5, 2)
    assert {each.rule.name for each in own.retention.of_client(client.id).rules} == {"ma-allied"}
    assert len(own.retention.of_client(client.id).rules) == 3, "each counts until the last is sure"
    own.rule_files.take_back(first.id)
    assert own.retention.of_client(client.id).through == date(2029, 5, 2)
    own.rule_files.take_back(second.id)
    assert own.retention.of_client(client.id).through == date(2024, 5, 2)
    assert own.retention.of_client(client.id).state is RecordState.OVER
    assert [each.id for each in own.rule_files.list_all()] == [second.id, first.id]


def test_a_record_ends_under_a_text_that_came_in_only_once_that_is_confirmed(
    own: OpenVault, process: OpenProcessNotes, maker: Maker, tmp_path: Path, clock: FixedClock
) -> None:
    """And its certificate says whose edition it was."""
    client = seen(own)
    asked = own.destructions.ask(client.id, PASSPHRASE)
    file = take(own, maker.write(tmp_path, rule_text(massachusetts(3))))
    with pytest.raises(NotAllowed):
        own.destructions.check(client.id)
    clock.moment += timedelta(days=7)
    with pytest.raises(NotAllowed):
        own.destructions.finish(asked.id, PASSPHRASE, process.endings)
    own.retention_rules.confirm("ma-allied", clock.moment.date(), "https://law.example")
    asked = own.destructions.waiting(client.id) or own.destructions.ask(client.id, PASSPHRASE)
    clock.moment += timedelta(days=7)
    done = own.destructions.finish(asked.id, PASSPHRASE, process.endings)
    (rule,) = done.contents["rules"]
    assert rule["through"] == date(2020, 5, 2).isoformat()
    assert (rule["file"], rule["signed_by"]) == (file.id, "The publisher")
    assert rule["edition"] == "2026-11-22"
    words = "\n".join(str(each) for each in asdict(destruction_sheet(done, "0" * 64)).values())
    assert "signed by The publisher, edition of" in words


def test_only_the_passphrase_lets_rules_in(
    unlocked: Unlock, keys: Keys, maker: Maker, tmp_path: Path
) -> None:
    vault = settled(unlocked())
    file = take(vault, maker.write(tmp_path, rule_text(VERMONT)))
    vault.close()
    vault = unlocked(RecoveryKey(keys["records"]))
    offered = vault.rule_files.offered(maker.write(tmp_path, rule_text(massachusetts(9)), "2.toml"))
    with pytest.raises(NotAllowed, match="passphrase"):
        vault.rule_files.take_in(offered)
    with pytest.raises(NotAllowed, match="passphrase"):
        vault.rule_files.take_back(file.id)


FILES = (
    rule_text(massachusetts(9)),
    rule_text(massachusetts(2)),
    rule_text(massachusetts(7) + MINOR),
    rule_text(massachusetts(7).replace('["LMHC", ', "["), VERMONT),
    rule_text(
        massachusetts(1, more='effective_if = { event = "birth", on_or_after = 2000-01-01 }')
    ),
    rule_text(massachusetts(5) + MINOR.replace("P1Y", "P20Y"), VERMONT.replace("US-VT", "US-MA")),
    rule_text(massachusetts(0).replace("last_contact", "age:40")),
    rule_text(VERMONT.replace("US-VT", "US").replace('["LCMHC"]', '["*"]')),
    rule_text('[[withdrawn]]\nid = "ma-allied"\ncite = "Repeal"\nsource_seen = "law.example"\n'),
)


@pytest.mark.parametrize("text", FILES, ids=range(len(FILES)))
def test_what_was_shown_is_what_is_computed_after(
    own: OpenVault, maker: Maker, tmp_path: Path, text: str
) -> None:
    first = take(own, maker.write(tmp_path, rule_text(VERMONT), "first.toml"))
    own.rule_files.take_back(first.id)
    for n, born in enumerate((date(1980, 1, 1), date(2012, 2, 29), date(2001, 7, 1), None)):
        for day in (LONG_AGO, date(2021, 5, 2)):
            seen(own, day, name=f"Client {n}", birth_date=born)
    own.clients.add([a_client("In care")])
    before = {each.client.id: each.retention for each in own.retention.all()}
    offered = own.rule_files.offered(maker.write(tmp_path, text))
    shown = own.rule_files.preview(offered)
    own.rule_files.take_in(offered)
    after = {each.client.id: each.retention for each in own.retention.all()}
    changed = {each.client.id: each for each in shown.records}
    assert shown.unchanged == len(before) - len(changed)
    for client, found in after.items():
        if client in changed:
            assert (changed[client].before, changed[client].after) == (before[client], found)
        else:
            assert (found.through, found.state) == (before[client].through, before[client].state)
    for each in own.retention_rules.rules():
        if each.rule.brought and not each.rule.earlier:
            own.retention_rules.confirm(each.rule.id, TODAY, "https://law.example")
    for dated in own.retention.all():
        if dated.client.id in changed:
            assert changed[dated.client.id].confirmed == dated.retention
        else:
            assert dated.retention.through == before[dated.client.id].through
    assert set(changed) or text in (FILES[2],)
    (kept,) = [each for each in own.rule_files.list_all() if each.taken_back_at is None]
    back = own.rule_files.preview_back(kept.id)
    own.rule_files.take_back(kept.id)
    assert {each.client.id: each.retention for each in own.retention.all()} == before
    assert {each.client.id for each in back.records} <= set(changed)
