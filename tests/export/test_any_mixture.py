"""Whatever letters stand beside each other, the copy is set, and its proof finds what was set."""

import random

import pytest

from tests.export.packages import free, note, package
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.practice import Licensee

POOLS: list[str | list[str]] = [
    "אבגדהוזחטיךכלםמןנ",
    "\u05b0\u05b4\u05b8\u05bc\u05c1\u0591\u0596",
    "ابتثجلاأإآئؤةىيكگپ",
    "\u064b\u064e\u064f\u0650\u0651\u0652\u0670\u0654",
    "\u0640\u200c",
    "0123456789",
    "٠١٢٣٤٥۰۱۲٪٫",
    "abcXYZéøΩжЙ",
    "\u0301\u0338\u0323",
    " \t",
    " ",
    "()[]{}<>«»“”'\"",
    "!?.,;:-–—…/\\@#%&*+=~|^_",
    "،؛؟־׳״",
    "中文字かなカっー。、「」한글",
    "🙂👍❤☎✓→",
    ["👍🏽", "👨\u200d👩\u200d👧", "🇺🇸", "1\ufe0f\u20e3", "❤\ufe0f"],
    "\n",
    "\u202e\u200f\u2067\u00ad\u200b\ufeff",
    "ཀ𒀀\ue000",
]


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_of_scripts_is_set_and_proved(seed: int, long: bool) -> None:
    """Among them the numbers that turn what is between them, and words that end where lines do."""
    dice = random.Random(seed)

    def text(length: int) -> str:
        pools = dice.sample(POOLS, dice.randrange(2, 9))
        return "".join(dice.choice(dice.choice(pools)) for _ in range(length))

    def line() -> str:
        return text(40).replace("\n", " ")

    for _round in range(20 if long else 2):
        notes = [free(text(dice.randrange(1, 120))) for _ in range(60)]
        by = Licensee(line(), line(), line(), line())
        contacts = (
            Contact(ContactKind.PHONE, line(), line(), (ContactUse.CALL,)),
            Contact(ContactKind.ADDRESS, text(60), line()),
        )
        record = package(
            *notes,
            note({"note": text(50)}, template="free", by=by),
            name=line(),
            preferred_name=line(),
            contacts=contacts,
            licensee=Licensee(*[line() for _ in range(8)]),
        )
        rendered, _replaced = typeset(record)
        verify_record(rendered, record, None)
