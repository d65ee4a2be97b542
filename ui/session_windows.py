"""Sleep, lock and user switch on Windows: messages to the window."""

import ctypes
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK = 0x2, 0x4, 0x7

_THIS_SESSION = 0

Tell = Callable[[], object]


def means_sleep(message: int, parameter: int) -> bool:
    """Tell whether a message says that the computer goes to sleep."""
    return message == WM_POWERBROADCAST and parameter == PBT_APMSUSPEND


def means_lock(message: int, parameter: int) -> bool:
    """Tell whether a message says that the session is locked or somebody else's turn."""
    away = (WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK)
    return message == WM_WTSSESSION_CHANGE and parameter in away


class WindowsWatch(QAbstractNativeEventFilter):
    """Hears every message of the window with this handle; Windows waits two seconds for us."""

    def __init__(self, window: int, sleeping: Tell, locked: Tell) -> None:
        super().__init__()
        self._window = window
        self._sleeping = sleeping
        self._locked = locked

    def start(self) -> None:
        """Ask to be told of the session, and listen."""
        handle = wintypes.HWND(self._window)
        ctypes.CDLL("wtsapi32").WTSRegisterSessionNotification(handle, _THIS_SESSION)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)

    def let_sleep(self) -> None:
        """Do nothing: there is nothing that Windows would wait for any longer."""

    def stop(self) -> None:
        """Listen no longer."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)
        ctypes.CDLL("wtsapi32").WTSUnRegisterSessionNotification(wintypes.HWND(self._window))

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Hear a message, and let it go on to whom it is for."""
        heard = wintypes.MSG.from_address(int(message))
        if means_sleep(heard.message, heard.wParam):
            self._sleeping()
        elif means_lock(heard.message, heard.wParam):
            self._locked()
        return False, 0
