"""The Qt binding counts references right: 6.12.0 did not, and Python 3.11 aborted."""

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    """Rings."""

    rung = Signal(bool)


def test_emitting_takes_no_reference_away(qapp: QObject) -> None:
    bell = Bell()
    heard: list[bool] = []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(True)
    for _round in range(30):
        bell.rung.emit(False)
    after = sys.getrefcount(True)
    assert len(heard) == 30
    assert after == before
