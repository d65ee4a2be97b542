from PySide6.QtCore import Qt, QObject, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.record import go
from ui.screens.clients.screen import ClientsScreen
class F(QObject):
    def eventFilter(self, w, e):
        if isinstance(w, QWidget) and w.isWindow() and e.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowDeactivate):
            print(e.type(), w)
            import traceback; e.type()==QEvent.Type.Show and traceback.print_stack(limit=6)
        return False
def test_dbg(hands):
    f = F(); QApplication.instance().installEventFilter(f)
    hands.unlock()
    print("UNLOCKED", QApplication.activeWindow(), QApplication.focusWindow(), hands.shell.isVisible())
    hands.shell.activateWindow()
    QApplication.processEvents()
    s=go(hands, ClientsScreen, "clients")
    print("AGAIN", QApplication.activeWindow(), QApplication.focusWindow())
    s.begin_new_client()
    hands.settle()
    print("AGAIN", QApplication.activeWindow(), QApplication.focusWindow())
    QApplication.instance().removeEventFilter(f)
    assert 0
