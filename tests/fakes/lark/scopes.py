"""Which scopes an endpoint wants; a tenant that has granted none of them is refused."""

import re
from collections.abc import Mapping

from tests.fakes.lark.calls import ApiError, Call

NO_SCOPE = 99991672

_WANTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"/open-apis/docx/v1/documents", ("docx:document", "docx:document:create")),
    (r"/open-apis/docx/v1/documents/blocks/convert", ("docx:document.block:convert",)),
    (r"/open-apis/docx/v1/documents/.+/descendant", ("docx:document", "docx:document:write_only")),
    (r"/open-apis/drive/v1/permissions/.+/members", ("docs:permission.member:create",)),
    (r"/open-apis/drive/v1/metas/batch_query", ("drive:drive.metadata:readonly",)),
    (r"/open-apis/im/v1/(?:images|files)", ("im:resource", "im:resource:upload")),
)
"""Path -> scopes of which one is enough; endpoints that are not named are not looked at."""


def check_scope(call: Call, granted: Mapping[str, bool]) -> None:
    """Raises ApiError where none of the wanted scopes is granted."""
    for path, wanted in _WANTED:
        if re.fullmatch(path, call.path) and not any(granted.get(one) for one in wanted):
            names = ", ".join(wanted)
            message = f"Access denied. One of the following scopes is required: [{names}]"
            raise ApiError(NO_SCOPE, message)
