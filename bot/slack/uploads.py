"""Files -> Slack: an address is asked for, and the bytes are sent there."""

from urllib.request import Request, urlopen

from bot.slack.api import POST_SECONDS, Api
from bot.slack.receive import text_at
from chat.platform import TryLater


def put(api: Api, name: str, content: bytes, media_type: str, alt: str = "") -> str:
    """The id of an upload that is still to be completed. Raises TryLater or Undeliverable."""
    asked = {"filename": name, "length": str(len(content))}
    place = api.ask("files.getUploadURLExternal", {**asked, **({"alt_txt": alt} if alt else {})})
    url, file = text_at(place.data, "upload_url"), text_at(place.data, "file_id")
    if not url.lower().startswith(("https://", "http://")):
        raise TryLater("upload_url", 2.0)
    request = Request(url, data=content, headers={"Content-Type": media_type}, method="POST")
    try:
        with urlopen(request, timeout=POST_SECONDS) as done:
            done.read()
    except OSError as error:
        raise TryLater("upload_failed", 2.0) from error
    return file
