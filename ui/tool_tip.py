"""What a tool tip is given, so that it shows a text and reads no HTML in it."""


def as_tool_tip(text: str) -> str:
    """Return a text that a tool tip shows as it is: Qt guesses HTML where it sees a tag."""
    if "<" not in text and "&" not in text:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").join(("<span>", "</span>"))
