"""What one does with templates of one's own: copy one, edit it, remove it, and see them all."""

from collections.abc import Sequence

from vault.errors import BadInput
from vault.model.audit import Action, Fact
from vault.model.ids import check_new
from vault.model.own_template import MOST_TEMPLATES, OwnTemplate, copied
from vault.model.taken_out import TakenOut
from vault.model.template import own_kind, template
from vault.storage.records_store import RecordsStore
from vault.translation import _


class OwnTemplates:
    """The user's own templates; notes that were written in one do not depend on it."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[str, OwnTemplate]()

    def list_all(self, kind: str | None = None) -> list[OwnTemplate]:
        """Return all by title, or those of a kind."""
        found = self._store.tables.own_templates.list_all()
        return [each for each in found if kind is None or each.kind.id == kind]

    def get(self, template_id: str) -> OwnTemplate:
        """Return one. Raises NotFound."""
        return self._store.tables.own_templates.get(template_id)

    def copy_of(self, template_id: str) -> OwnTemplate:
        """Return a copy of one, the program's or an own one, to be edited; it is not kept yet.

        Raises BadInput for a template that does not exist, NotFound for an own one that is gone.
        """
        source = self.get(template_id) if own_kind(template_id) else template(template_id)
        return copied(source, self.list_all())

    def add(self, templates: Sequence[OwnTemplate]) -> list[OwnTemplate]:
        """Keep new ones, all or none.

        Raises BadInput as `OwnTemplate.cleaned` does and for more than 100 of them, NotAllowed for
        an id that is taken.
        """
        kept = self.list_all()
        cleaned: list[OwnTemplate] = []
        for each in templates:
            cleaned.append(each.cleaned([*kept, *cleaned]))
        if len(kept) + len(cleaned) > MOST_TEMPLATES:
            raise BadInput(_("There are more than {n} own templates.").format(n=MOST_TEMPLATES))
        check_new([each.id for each in cleaned], self._store.tables.own_templates.has)
        facts = [Fact(Action.TEMPLATE_ADDED, each.id) for each in cleaned]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.own_templates.put(each)
        return cleaned

    def change(self, changed: OwnTemplate) -> OwnTemplate:
        """Keep what one is now; unchanged, nothing is written. Notes keep what they have.

        Raises NotFound, and BadInput as `add` does.
        """
        kept = self.get(changed.id)
        cleaned = changed.cleaned(each for each in self.list_all() if each.id != changed.id)
        if cleaned != kept:
            with self._store.write(Fact(Action.TEMPLATE_CHANGED, cleaned.id)) as tables:
                tables.own_templates.put(cleaned)
        return cleaned

    def remove(self, template_id: str) -> OwnTemplate:
        """Take one out, and return it; it can be undone for the rest of the sitting.

        Notes that were written in it keep every word and heading. Raises NotFound.
        """
        kept = self.get(template_id)
        with self._store.write(Fact(Action.TEMPLATE_REMOVED, kept.id)) as tables:
            tables.own_templates.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, template_id: str) -> OwnTemplate:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when none of this id was, or it is back; BadInput when another took its
        title meanwhile.
        """
        kept = self._removed.to_put_back(template_id, self._store.tables.own_templates.has)
        return self.add([kept])[0]
