"""Pictures within the HTML of a message: files of the ticket like any other, to which the message refers."""

from polydesk.api.osticket.attachments import Attached, Limits
from polydesk.desk.intake.submission import Text
from polydesk.kernel.html.pictures import Picture, Pictures


def take_pictures(text: Text | None, limits: Limits) -> tuple[Text | None, Attached]:
    """What is too large or of a type not allowed leaves the message, and an error in its place."""
    attached = Attached()
    if text is None or not text.is_html:
        return text, attached

    def keep(picture: Picture) -> bool:
        return attached.add(
            picture.filename, picture.content_type, picture.content, limits, content_id=picture.content_id
        )

    return Text(body=Pictures(keep).take_out(text.body), is_html=True), attached
