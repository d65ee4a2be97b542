"""The tables of own rules, of confirmations of rules, and of reviews of records."""

from datetime import date

from vault.errors import NotFound
from vault.model.ids import ClientId, ConfirmationId, OwnRuleId, ReviewId, is_id
from vault.model.own_rule import OwnRule
from vault.model.retention_review import Review
from vault.model.retention_rule import Event
from vault.model.rule_trust import Confirmation
from vault.storage.database import Database, Row
from vault.translation import _

_RULE = "id, title, cite, address, read_on, since, years, state, minor_age, minor_years"
_CONFIRMATION = "id, rule, text, confirmed, address, confirmed_by"
_REVIEW = "id, client, reviewed, keep_through, words, reviewed_by"


class OwnRuleTable:
    """The rules that the licensee entered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, rule: OwnRuleId) -> OwnRule:
        """Return one rule. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_RULE} FROM own_rule WHERE id = ?", (rule if is_id(rule) else "",)
        )
        if row is None:
            raise NotFound(_("There is no own rule of this id."))
        return _own_rule(row)

    def has(self, rule: OwnRuleId) -> bool:
        """Tell whether there is a rule of this id."""
        return self._database.row("SELECT 1 FROM own_rule WHERE id = ?", (rule,)) is not None

    def ids(self) -> list[OwnRuleId]:
        """Return the ids of all."""
        return [OwnRuleId(row[0]) for row in self._database.rows("SELECT id FROM own_rule")]

    def list_all(self) -> list[OwnRule]:
        """Return all by name."""
        rows = self._database.rows(
            f"SELECT {_RULE} FROM own_rule ORDER BY title COLLATE NOCASE, id"
        )
        return [_own_rule(row) for row in rows]

    def put(self, rule: OwnRule) -> None:
        """Add a rule, or keep a changed one."""
        self._database.change(
            f"INSERT OR REPLACE INTO own_rule ({_RULE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                rule.id,
                rule.title,
                rule.cite,
                rule.address,
                rule.read.isoformat(),
                rule.since,
                rule.years,
                rule.state,
                rule.minor_age,
                rule.minor_years,
            ),
        )

    def remove(self, rule: OwnRuleId) -> None:
        """Take a rule out."""
        self._database.change("DELETE FROM own_rule WHERE id = ?", (rule,))


class ConfirmationTable:
    """Which rules of ours the licensee held against the official text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, confirmation: ConfirmationId) -> Confirmation:
        """Return one. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_CONFIRMATION} FROM rule_confirmation WHERE id = ?",
            (confirmation if is_id(confirmation) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such confirmation."))
        return _confirmation(row)

    def has(self, confirmation: ConfirmationId) -> bool:
        """Tell whether there is one of this id."""
        sql = "SELECT 1 FROM rule_confirmation WHERE id = ?"
        return self._database.row(sql, (confirmation,)) is not None

    def ids(self) -> list[ConfirmationId]:
        """Return the ids of all."""
        rows = self._database.rows("SELECT id FROM rule_confirmation")
        return [ConfirmationId(row[0]) for row in rows]

    def list_all(self) -> list[Confirmation]:
        """Return all, the first one first."""
        rows = self._database.rows(
            f"SELECT {_CONFIRMATION} FROM rule_confirmation ORDER BY confirmed, id"
        )
        return [_confirmation(row) for row in rows]

    def put(self, each: Confirmation) -> None:
        """Add one, or keep a changed one."""
        self._database.change(
            f"INSERT OR REPLACE INTO rule_confirmation ({_CONFIRMATION}) VALUES (?, ?, ?, ?, ?, ?)",
            (each.id, each.rule, each.text, each.day.isoformat(), each.address, each.confirmed_by),
        )

    def remove(self, confirmation: ConfirmationId) -> None:
        """Take one out."""
        self._database.change("DELETE FROM rule_confirmation WHERE id = ?", (confirmation,))


class ReviewTable:
    """What was decided on looking at how long records are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, review: ReviewId) -> Review:
        """Return one review. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_REVIEW} FROM retention_review WHERE id = ?",
            (review if is_id(review) else "",),
        )
        if row is None:
            raise NotFound(_("There is no such review."))
        return _review(row)

    def has(self, review: ReviewId) -> bool:
        """Tell whether there is a review of this id."""
        sql = "SELECT 1 FROM retention_review WHERE id = ?"
        return self._database.row(sql, (review,)) is not None

    def ids(self) -> list[ReviewId]:
        """Return the ids of all."""
        return [ReviewId(row[0]) for row in self._database.rows("SELECT id FROM retention_review")]

    def read(self, client: ClientId | None = None) -> list[Review]:
        """Return the reviews of one client, or of all, the first one first."""
        where, values = ("WHERE client = ?", (client,)) if client is not None else ("", ())
        rows = self._database.rows(
            f"SELECT {_REVIEW} FROM retention_review {where} ORDER BY reviewed, id", values
        )
        return [_review(row) for row in rows]

    def add(self, each: Review) -> None:
        """Add a review; it is never changed."""
        self._database.change(
            f"INSERT INTO retention_review ({_REVIEW}) VALUES (?, ?, ?, ?, ?, ?)",
            (
                each.id,
                each.client,
                each.day.isoformat(),
                each.keep_through.isoformat() if each.keep_through else None,
                each.words,
                each.by,
            ),
        )

    def remove(self, review: ReviewId) -> None:
        """Take a review out."""
        self._database.change("DELETE FROM retention_review WHERE id = ?", (review,))


def _own_rule(row: Row) -> OwnRule:
    rule, title, cite, address, read_on, since, years, state, minor_age, minor_years = row
    return OwnRule(
        id=rule,
        title=title,
        cite=cite,
        address=address,
        read=date.fromisoformat(read_on),
        since=Event(since),
        years=int(years),
        state=state,
        minor_age=int(minor_age),
        minor_years=int(minor_years) if minor_years is not None else None,
    )


def _confirmation(row: Row) -> Confirmation:
    confirmation, rule, text, day, address, by = row
    return Confirmation(confirmation, rule, text, date.fromisoformat(day), address, by)


def _review(row: Row) -> Review:
    review, client, day, keep_through, words, by = row
    through = date.fromisoformat(keep_through) if keep_through else None
    return Review(review, client, date.fromisoformat(day), through, words, by)
