"""What one does with rule files: prove one, see what it changes, take it in, take it back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from vault.crypto.minisign import SignerKey, key_of, read_key, read_signature
from vault.crypto.signature import Signer
from vault.errors import BadInput, Damaged, NotAllowed, NotFound
from vault.model.audit import Action, Fact
from vault.model.ids import ConfirmationId, RuleFileId, new_id
from vault.model.record_retention import Dated
from vault.model.retention_rule import RetentionRule
from vault.model.rule_choice import applies_to
from vault.model.rule_file import RuleFile, RuleKey, is_fingerprint_of, signed_message
from vault.model.rule_preview import Offered, Preview, changed_records, changed_rules
from vault.model.rule_table import LARGEST
from vault.model.rule_trust import Confirmation, text_of
from vault.model.rule_versions import RuleSources, check_newer, says_the_same, texts_of
from vault.storage.files import read_file
from vault.storage.records_store import RecordsStore
from vault.translation import _

SIGNATURE, KEY = ".minisig", ".pub"
"""What the signature and the public key beside a rule file are called after its name."""
_SMALL = 4_096

Under = Callable[[Sequence[RuleSources]], list[list[Dated]]]
"""How long every record is kept by rules of each of some sources."""


class RuleFiles:
    """Rules that come from elsewhere, by hand. They shorten nothing before they are confirmed.

    `signing_key` is the licensee's, None through a way in that may not sign.
    """

    def __init__(self, store: RecordsStore, signing_key: bytes | None, under: Under) -> None:
        self._store, self._under = store, under
        self._signer = Signer(signing_key) if signing_key is not None else None

    def list_all(self) -> list[RuleFile]:
        """Return every file that came in, the newest first, those that were taken back too."""
        return self._store.tables.rule_files.list_all()[::-1]

    def get(self, file: str) -> RuleFile:
        """Return one. Raises NotFound."""
        return self._store.tables.rule_files.get(RuleFileId(file))

    def trusted_keys(self) -> list[RuleKey]:
        """Return the keys that are trusted, by name."""
        return self._store.tables.rule_keys.list_all()

    def offered(self, path: Path, key: Path | None = None) -> Offered:
        """Read a rule file and prove that it is its maker's; nothing is written.

        The signature stands beside it as NAME.minisig; of a key that is not trusted yet the public
        key as NAME.pub, or in the file `key`. Raises NotFound where there is no file, NotAllowed
        for one that is not signed, whose key is not known, that is here already, or older than
        what is here; Damaged for one that is not what was signed; BadInput as `read_rules` does,
        and for one of a day to come.
        """
        data = _read(path, LARGEST, _("There is no such file."))
        if len(data) > LARGEST:
            raise BadInput(_("This file is too large for a rule file."))
        signed = read_file(path.with_name(path.name + SIGNATURE), _SMALL)
        if signed is None:
            raise NotAllowed(
                _("This rule file is not signed: there is no {ending} file beside it.").format(
                    ending=SIGNATURE
                ),
                hint=_("Ask its maker for the signature. Nothing was changed."),
            )
        found, trusted = self._key_of(data, signed, _key_beside(path, key))
        file = RuleFile(
            id=RuleFileId(new_id()),
            came_at=self._store.clock.now(),
            came_by=self._store.tables.practice.get().name,
            name=_shown(path.name),
            text=_text(data),
            signed=signed.decode(),
            key=found.key,
            signed_by=found.label,
        )
        self._check(file)
        return Offered(file, found, trusted)

    def preview(self, offered: Offered) -> Preview:
        """Return what a file changes: of the rules, and for which client. Nothing is written."""
        now = self._store.tables.rule_sources()
        return self._preview(now, replace(now, files=(*now.files, offered.file)), offered.file)

    def preview_back(self, file: str) -> Preview:
        """Return what changes when a file is taken back. Raises NotFound, NotAllowed where it was.

        The records as they are once everything is confirmed are those of the rules that stay.
        """
        kept = self.get(file)
        kept.taken_back(self._store.clock.now())
        now = self._store.tables.rule_sources()
        left = tuple(each for each in now.files if each.id != kept.id)
        return self._preview(now, replace(now, files=left), kept)

    def take_in(self, offered: Offered, fingerprint: str = "", label: str = "") -> RuleFile:
        """Take the rules of a file in, whole, with the licensee's signature, in one commit.

        A key that is not trusted yet is from now on, under `label`, where its `fingerprint` was
        given. Raises NotAllowed where that is missing or of another key, through a way in that may
        not sign, and for a file that is here or older by now; BadInput for a name that says
        nothing.
        """
        if self._signer is None:
            raise _cannot_sign()
        key, facts = offered.key, list[Fact]()
        known = {each.key: each for each in self.trusted_keys()}
        is_named = bool(fingerprint) and is_fingerprint_of(fingerprint, key.key)
        if key.key in known and (is_named or not fingerprint):
            key = known[key.key]
        else:
            if not is_named:
                raise NotAllowed(
                    _("The key of this file is not trusted here: {fingerprint}.").format(
                        fingerprint=key.fingerprint
                    ),
                    hint=_(
                        "Compare this with what its maker tells you by another way, and say that "
                        "you trust it. Nothing was changed."
                    ),
                )
            key = replace(key, label=label, trusted_at=self._store.clock.now()).cleaned()
            facts.append(Fact(Action.RULE_KEY_TRUSTED, key.key))
        self._check(offered.file)
        file = self._signed(
            replace(offered.file, came_at=self._store.clock.now(), signed_by=key.label)
        )
        detail: dict[str, str | int] = {
            "sha256": file.sha256,
            "key": file.key,
            "rules": len(file.table.rules),
        }
        facts.append(Fact(Action.RULES_CAME_IN, file.id, detail=detail))
        with self._store.write(*facts) as tables:
            if key.key not in known:
                tables.rule_keys.add(key)
            tables.rule_files.add(file)
        return file

    def take_back(self, file: str) -> RuleFile:
        """Put the rules back that were before a file came in, signed too; it stays in the list.

        Raises NotFound, NotAllowed where it was, and through a way in that may not sign.
        """
        if self._signer is None:
            raise _cannot_sign()
        at = self._store.clock.now()
        back = self._signed(self.get(file).taken_back(at))
        detail: dict[str, str | int] = {"sha256": back.sha256}
        with self._store.write(Fact(Action.RULES_TAKEN_BACK, back.id, detail=detail)) as tables:
            tables.rule_files.take_back(back, at)
        return back

    def forget_key(self, fingerprint: str) -> RuleKey:
        """Trust a key no more; what it signed stays in. Raises NotFound, BadInput."""
        for each in self.trusted_keys():
            if is_fingerprint_of(fingerprint, each.key):
                with self._store.write(Fact(Action.RULE_KEY_FORGOTTEN, each.key)) as tables:
                    tables.rule_keys.remove(each.key)
                return each
        raise NotFound(_("No key of this fingerprint is trusted here."))

    def _preview(self, now: RuleSources, new: RuleSources, file: RuleFile) -> Preview:
        before, after = (texts_of(each.files, each.confirmations) for each in (now, new))
        waiting = [each for each in after.newest if each.id in after.pending]
        settled = replace(
            new, confirmations=(*new.confirmations, *map(self._as_confirmed, waiting))
        )
        dates = self._under([now, new, settled])
        records = changed_records(*dates)
        licenses = self._store.tables.licenses()
        circumstances = self._store.tables.circumstances.get()
        rules = changed_rules(
            {each.id: each for each in before.newest},
            {each.id: each for each in after.newest},
            [each.id for each in file.table.rules],
            says_the_same,
            lambda rule: applies_to(rule, licenses, circumstances),
        )
        return Preview(rules, records, len(dates[0]) - len(records))

    def _as_confirmed(self, rule: RetentionRule) -> Confirmation:
        """Return the confirmation that a text would have today."""
        return Confirmation(ConfirmationId(""), rule.name, text_of(rule), self._today(), "")

    def _key_of(self, data: bytes, signed: bytes, beside: bytes | None) -> tuple[RuleKey, bool]:
        """Return the key that signed these bytes, and whether it is trusted."""
        try:
            signature = read_signature(signed)
        except ValueError:
            raise Damaged(
                _("The signature of this file cannot be read."),
                hint=_("Ask its maker for it again. Nothing was changed."),
            ) from None
        those = [each for each in self.trusted_keys() if each.number == signature.number.hex()]
        for each in those:
            if signature.is_of(key_of(each.number, each.key), data):
                return each, True
        if beside is None and not those:
            raise NotAllowed(
                _("This file is signed by a key that is not known here."),
                hint=_(
                    "Put the public key of its maker beside it as NAME{ending}, or name it. "
                    "Nothing was changed."
                ).format(ending=KEY),
            )
        offered = _read_key(beside) if beside is not None else None
        if offered is None or not signature.is_of(offered, data):
            raise Damaged(
                _("This is not the file that was signed: it was changed or cut on its way."),
                hint=_("Ask its maker for it again. Nothing was changed."),
            )
        now, by = self._store.clock.now(), self._store.tables.practice.get().name
        return RuleKey(offered.public_key.hex(), offered.number.hex(), "", now, by), False

    def _check(self, file: RuleFile) -> None:
        """Refuse a file that says what cannot be, is here already, or older than what is here."""
        table, today = file.table, self._today()
        days = [table.reviewed, *(each.through for each in table.rules)]
        if any(day is not None and day > today for day in days):
            raise BadInput(_("This file is of a day that is to come."))
        standing = self._store.tables.rule_files.standing()
        for each in standing:
            if each.text == file.text:
                raise NotAllowed(
                    _("These rules came in on {day} already.").format(
                        day=each.came_at.date().isoformat()
                    )
                )
        check_newer(table, standing, file.key)

    def _signed(self, file: RuleFile) -> RuleFile:
        if self._signer is None:
            raise _cannot_sign()
        named = replace(file, public_key=self._signer.public_key.hex())
        return replace(named, signature=self._signer.sign(signed_message(named)).hex())

    def _today(self) -> date:
        return self._store.clock.now().date()


def _read(path: Path, limit: int, missing: str) -> bytes:
    data = read_file(path, limit)
    if data is None:
        raise NotFound(missing)
    return data


def _key_beside(path: Path, key: Path | None) -> bytes | None:
    if key is not None:
        return _read(key, _SMALL, _("There is no such key file."))
    return read_file(path.with_name(path.name + KEY), _SMALL)


def _read_key(data: bytes) -> SignerKey:
    try:
        return read_key(data)
    except ValueError:
        raise BadInput(_("The file of the public key cannot be read.")) from None


def _shown(name: str) -> str:
    """Return the name of a file as it can be kept and shown: a disk may give any bytes."""
    return "".join(each if each.isprintable() else "?" for each in name[:200])


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BadInput(_("This file is no text in UTF-8.")) from None


def _cannot_sign() -> NotAllowed:
    return NotAllowed(
        _("Rules come in with the licensee's own passphrase alone."),
        hint=_("A recovery key or executor cards open the records, and sign nothing."),
    )
