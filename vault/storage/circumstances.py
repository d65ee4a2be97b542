"""The table of the answers given in set-up."""

import json
from dataclasses import asdict

from vault.model.canonical import canonical
from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.storage.database import Database


class CircumstancesTable:
    """The one row of licenses and answers; a question that is not in it is not answered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> Circumstances:
        """Return what was answered; nothing at first."""
        row = self._database.row("SELECT value FROM circumstances")
        if row is None:
            return Circumstances()
        kept = json.loads(row[0])
        return Circumstances(
            licenses=tuple(License(**each) for each in kept["licenses"]),
            answers={
                question: Answer(kept["answers"][question])
                for question in Question
                if question in kept["answers"]
            },
        )

    def put(self, circumstances: Circumstances) -> None:
        """Keep what was answered."""
        value = {
            "licenses": [asdict(each) for each in circumstances.licenses],
            "answers": {str(name): str(said) for name, said in circumstances.answers.items()},
        }
        self._database.change(
            "INSERT INTO circumstances VALUES (1, ?) "
            "ON CONFLICT (id) DO UPDATE SET value = excluded.value",
            (canonical(value).decode("ascii"),),
        )
