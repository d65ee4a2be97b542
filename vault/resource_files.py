"""Finds the files under resources/, in a source tree, an installed package or a frozen build."""

import sys
from pathlib import Path

from vault.errors import Damaged


def resource_path(name: str) -> Path:
    """Return the path of a resource (a file or a folder), which need not exist."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources" / name


def read_resource(name: str) -> bytes:
    """Return the bytes of a resource.

    Raises Damaged when the installation lacks it.
    """
    try:
        return resource_path(name).read_bytes()
    except OSError as error:
        raise Damaged(
            f"Strongroom's own file {name} is missing.", hint="Install Strongroom again."
        ) from error
