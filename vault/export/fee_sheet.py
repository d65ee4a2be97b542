"""A statement of a client's account, and a superbill for the client's insurer, as pages."""

from datetime import date, timedelta

from vault.export.date_words import day_words
from vault.export.sheet import Part, Sheet
from vault.model.direction import isolated
from vault.model.fee import Charge, Payment, PaymentMethod, method_words, money_words
from vault.model.statement import Statement
from vault.model.text import unless_blank
from vault.translation import _

Table = tuple[tuple[str, ...], ...]


def statement_sheet(statement: Statement) -> Sheet:
    """Return what was charged and paid in some days, and what is owed at their end.

    No note, no diagnosis and nothing of what was said stands on it.
    """
    account = statement.account
    before = account.until(statement.first - timedelta(days=1)) if statement.first > date.min else 0
    return Sheet(
        kind=_("Statement"),
        title=_("Statement"),
        lead=_span(statement),
        foot=_("Statement of {day}").format(day=day_words(statement.made_on)),
        made_on=statement.made_on,
        parts=(
            Part(rows=_practice(statement)),
            Part(title=_("For"), rows=((_("Client"), statement.name),)),
            Part(title=_("Charges and payments"), table=_entries(statement, before), amounts=3),
            Part(rows=((_("Owed in all"), _owed(account.until(statement.last))),)),
        ),
    )


def superbill_sheet(statement: Statement) -> Sheet:
    """Return what was provided and charged, contact by contact, as an insurer asks for it.

    Only charges whose signed note stands are on it, and none for an appointment that was missed
    (262 CMR 8.02(4)); a diagnosis only where one was given for it. What was waived is said.
    """
    total = sum(each.cents for each in statement.services)
    waived = [each for each in statement.payments if each.method is PaymentMethod.WAIVED]
    forgone = sum(each.cents for each in waived)
    paid = sum(each.cents for each in statement.payments) - forgone
    born = day_words(statement.birth_date) if statement.birth_date else _("Unknown")
    client = [(_("Client"), statement.name), (_("Birth date"), born)]
    if statement.diagnosis:
        client.append((_("Diagnosis"), statement.diagnosis))
    heads = (_("Date"), _("Service"), _("Code"), _("Charged"))
    rows = tuple(
        (day_words(each.day), each.service, unless_blank(each.code) or "–", money_words(each.cents))
        for each in statement.services
    )
    waiving = ((_("Waived in these days"), money_words(forgone)),) if waived else ()
    return Sheet(
        kind=_("Superbill"),
        title=_("Superbill"),
        lead=_span(statement),
        foot=_("Superbill of {day}").format(day=day_words(statement.made_on)),
        made_on=statement.made_on,
        parts=(
            Part(rows=_practice(statement)),
            Part(title=_("For"), rows=tuple(client)),
            Part(title=_("Services provided"), table=(heads, *rows), amounts=1),
            Part(
                rows=(
                    (_("Charged in all"), money_words(total)),
                    (_("Paid in these days"), money_words(paid)),
                    *waiving,
                )
            ),
            Part(signatures=(_signer(statement),)),
        ),
    )


def _entries(statement: Statement, before: int) -> Table:
    heads = (_("Date"), _("What"), _("Charged"), _("Paid"), _("Owed"))
    rows: list[tuple[str, ...]] = []
    owed = before
    if before:
        rows.append((day_words(statement.first), _("Owed before"), "", "", money_words(before)))
    things: list[Charge | Payment] = [*statement.charges, *statement.payments]
    for each in sorted(things, key=lambda each: (each.day, isinstance(each, Payment), each.id)):
        if isinstance(each, Charge):
            owed += each.cents
            what = f"{each.service}, {each.code}" if each.code.strip() else each.service
            row = (what, money_words(each.cents), "", money_words(owed))
        else:
            owed -= each.cents
            how = _paid_words(each)
            row = (how, "", money_words(each.cents), money_words(owed))
        rows.append((day_words(each.day), *row))
    return (heads, *rows)


def _paid_words(payment: Payment) -> str:
    how = method_words(payment.method)
    if payment.method is not PaymentMethod.WAIVED:
        how = _("Payment, {how}").format(how=how)
    if payment.words.strip():
        return f"{how}: {isolated(payment.words)}"
    return how[:1].upper() + how[1:]


def _span(statement: Statement) -> str:
    words = _("From {first} to {last}")
    return words.format(first=day_words(statement.first), last=day_words(statement.last))


def _owed(cents: int) -> str:
    if cents < 0:
        return _("nothing; {amount} was paid ahead").format(amount=money_words(-cents))
    return money_words(cents)


def _practice(statement: Statement) -> tuple[tuple[str, str], ...]:
    by = statement.licensee
    license_words = (by.credential.strip(), by.license_number.strip(), by.state.strip())
    rows = (
        (_("Practice"), by.practice_name.strip()),
        (_("Clinician"), by.name.strip() or _("Name not entered")),
        (_("License"), ", ".join(isolated(each) for each in license_words if each)),
        (_("Address"), ", ".join(by.address.strip().splitlines())),
        (_("Phone"), by.phone.strip()),
    )
    return tuple((label, value) for label, value in rows if value)


def _signer(statement: Statement) -> str:
    name = statement.licensee.name.strip() or _("name not entered")
    return _("Clinician: {name}").format(name=isolated(name))
