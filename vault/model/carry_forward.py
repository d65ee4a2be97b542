"""Carrying forward: words of an earlier note go where a draft has none yet."""

from collections.abc import Mapping

from vault.model.note import Note
from vault.model.template import particulars
from vault.model.template_change import moved_sections


def carry_forward(earlier: Note, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the words for the sections of a draft that are empty, from an earlier note.

    `texts` are the draft's sections. A section of the same name gives its words; one that the
    draft does not have gives them as a change of template would. Particulars of a session are the
    same again; what is told of the note itself, such as that it was received in confidence, is not.
    What was written in the draft stays, and is not in the answer.
    """
    names = [name for name in texts if name not in particulars()]
    moved = moved_sections({part.name: part.text for part in earlier.body}, names)
    moved |= {
        part.name: part.text for part in earlier.particulars if not particulars()[part.name].of
    }
    return {
        name: text
        for name, text in moved.items()
        if text.strip() and not texts.get(name, "").strip()
    }
