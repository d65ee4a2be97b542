"""Runs the command line: `python -m vault`."""

from vault.cli.main import entry

if __name__ == "__main__":
    entry()
