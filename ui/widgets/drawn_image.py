"""A drawn page, as Qt shows it."""

from PySide6.QtGui import QImage

from vault.model.drawn_page import DrawnPage


def image_of(drawn: DrawnPage) -> QImage:
    """Return the pixels of a page as an image, which does not outlive them."""
    form = QImage.Format.Format_RGBX8888
    return QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, form)
