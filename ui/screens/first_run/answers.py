"""What was answered in the set-up so far; passphrases never come here."""

from dataclasses import dataclass, field
from pathlib import Path

from vault.model.circumstances import Circumstances
from vault.model.practice import Licensee


@dataclass(frozen=True)
class Answers:
    """Where the vault goes, who the licensee is, and which law applies."""

    path: Path | None = field(default=None, repr=False)
    licensee: Licensee = field(default_factory=Licensee, repr=False)
    circumstances: Circumstances = field(default_factory=Circumstances, repr=False)
