"""Cut and copied text: the program's own until lock; the system's clipboard forgets it sooner.

Other programs get plain text alone, marked as confidential where a platform has a mark for it,
and for half a minute; within the window it can be pasted until the vault is locked.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from ui.touches import KEY, Touches

CLEARED_AFTER_MS = 30_000

_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"1",
}


class OwnClipboard(QObject):
    """Follows what the window's fields put on the system clipboard.

    `owns` tells whether what lies there is this program's.
    """

    def __init__(
        self,
        touches: Touches,
        parent: QObject | None = None,
        *,
        after_ms: int = CLEARED_AFTER_MS,
        owns: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._putting = False
        self._system = QGuiApplication.clipboard()
        self._owns = owns or self._system.ownsClipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self._clear_system)
        self._touches = touches

    def start(self) -> None:
        """Follow the clipboard: there is something to copy now."""
        self._system.dataChanged.connect(self._changed)
        self._touches.listen(self._paste)

    def forget(self) -> None:
        """Forget what was copied, here and on the system's clipboard: at lock and at exit."""
        self._timer.stop()
        self._clear_system()
        self._text = ""

    def stop(self) -> None:
        """Forget, and follow the clipboard no longer."""
        self.forget()
        self._touches.leave(self._paste)

    def _paste(self, watched: QObject, event: QEvent) -> bool:
        """Paste our own text where the system's clipboard has been cleared meanwhile."""
        if (
            event.type() == KEY
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and self._text
            and not self._system.text()
        ):
            if isinstance(watched, QPlainTextEdit | QTextEdit) and not watched.isReadOnly():
                watched.insertPlainText(self._text)
                return True
            if isinstance(watched, QLineEdit) and not watched.isReadOnly():
                watched.insert(self._text)
                return True
        return False

    def _changed(self) -> None:
        if self._putting or not self._owns():
            return
        text = self._system.text()
        if not text:
            return
        self._text = text
        data = QMimeData()
        data.setText(text)
        for name, value in _MARKS.items():
            data.setData(name, value)
        self._put(data)
        self._timer.start()

    def _clear_system(self) -> None:
        if self._text and self._owns():
            self._put(None)

    def _put(self, data: QMimeData | None) -> None:
        self._putting = True
        try:
            if data is None:
                self._system.clear(QClipboard.Mode.Clipboard)
            else:
                self._system.setMimeData(data, QClipboard.Mode.Clipboard)
        finally:
            self._putting = False
