"""What one does with templates of one's own: copy one, edit it, remove it, and see them all."""

from collections.abc import Sequence

from vault.errors import BadInput
from vault.model.audit import Action
from vault.model.own_template import MOST_TEMPLATES, OwnTemplate, copied
from vault.model.template import own_kind, template
from vault.storage.kept_list import KeptList, ListActions
from vault.storage.records_store import RecordsStore
from vault.translation import _

_ACTIONS = ListActions(Action.TEMPLATE_ADDED, Action.TEMPLATE_CHANGED, Action.TEMPLATE_REMOVED)


class OwnTemplates(KeptList[OwnTemplate]):
    """The user's own templates; notes that were written in one do not depend on it."""

    def __init__(self, store: RecordsStore) -> None:
        super().__init__(
            store,
            _ACTIONS,
            lambda tables: tables.own_templates,
            lambda each, others: each.cleaned(others),
        )

    def of_kind(self, kind: str) -> list[OwnTemplate]:
        """Return those of a kind, by title."""
        return [each for each in self.list_all() if each.kind.id == kind]

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
        if len(self.list_all()) + len(templates) > MOST_TEMPLATES:
            raise BadInput(_("There are more than {n} own templates.").format(n=MOST_TEMPLATES))
        return super().add(templates)
