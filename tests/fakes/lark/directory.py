"""The endpoints that tell of people, groups, the bot itself and its scopes."""

from tests.fakes.json_shapes import Json
from tests.fakes.lark.calls import Answer, ApiError, Call, done
from tests.fakes.lark.store import BOT_NAME, BOT_OPEN_ID, Person, Store

SCOPES = (
    "im:message",
    "im:message:send_as_bot",
    "im:message.p2p_msg:readonly",
    "im:message.group_at_msg:readonly",
    "im:message.group_msg",
    "im:chat:readonly",
    "im:resource",
    "contact:user.base:readonly",
    "contact:user.email:readonly",
    "contact:user.employee:readonly",
    "contact:user.department:readonly",
    "contact:contact.base:readonly",
    "im:chat.access_event.bot_p2p_chat:read",
    "im:chat.members:bot_access",
    "docx:document",
    "docx:document.block:convert",
    "docs:permission.member:create",
    "drive:drive.metadata:readonly",
)
_ID_KINDS = ("open_id", "user_id", "union_id")
_MOST_IDS = 50


class Directory:
    """People, groups, bot and scopes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.scopes: dict[str, bool] = dict.fromkeys(SCOPES, True)
        """Scope name -> whether the tenant granted it."""
        self.closed = False
        """Whether the contact scopes are missing."""

    def bot(self) -> Answer:
        """GET bot/v3/info: without `data`, as the platform has it."""
        bot: Json = {
            "activate_status": 2,
            "app_name": BOT_NAME,
            "avatar_url": "",
            "ip_white_list": [],
            "open_id": BOT_OPEN_ID,
        }
        return Answer({"code": 0, "msg": "ok", "bot": bot})

    def user(self, call: Call, user_id: str) -> Answer:
        """GET contact users/:id."""
        kind = call.asked("user_id_type", "open_id")
        return done({"user": self._shown(self._found(kind, user_id))})

    def users(self, call: Call) -> Answer:
        """GET contact users/batch."""
        kind = call.asked("user_id_type", "open_id")
        wanted = call.query.get("user_ids", ())
        if not 1 <= len(wanted) <= _MOST_IDS:
            raise ApiError(99992402, "field validation failed: user_ids")
        return done({"items": [self._shown(self._found(kind, one)) for one in wanted]})

    def chats(self) -> Answer:
        """GET im/v1/chats: the groups the bot is in."""
        items: list[object] = [
            self._chat(chat_id)
            for chat_id in self._store.names
            if chat_id not in self._store.bot_left
        ]
        return done({"items": items, "page_token": "", "has_more": False})

    def chat(self, chat_id: str) -> Answer:
        """GET im/v1/chats/:id."""
        if not self._store.chat_exists(chat_id):
            raise ApiError(232006, "Your request specifies a chat_id which is invalid.")
        if chat_id not in self._store.names:
            return done({"chat_mode": "p2p", "name": ""})
        return done(self._chat(chat_id))

    def granted(self) -> Answer:
        """GET application/v6/scopes."""
        return done(
            {
                "scopes": [
                    {
                        "scope_name": name,
                        "grant_status": 1 if granted else 2,
                        "scope_type": "tenant",
                    }
                    for name, granted in self.scopes.items()
                ]
            }
        )

    def _chat(self, chat_id: str) -> Json:
        return {
            "chat_id": chat_id,
            "name": self._store.names[chat_id],
            "avatar": "",
            "description": "",
            "external": False,
            "chat_mode": "group",
            "chat_status": "normal",
        }

    def _found(self, kind: str, user_id: str) -> Person:
        if kind not in _ID_KINDS:
            raise ApiError(99992402, "field validation failed: user_id_type")
        if self.closed:
            raise ApiError(41050, "no user authority error")
        person = self._store.person(user_id)
        if person is None or user_id not in person.ids.values():
            raise ApiError(99992351, f"The request you send is not a valid {kind}")
        return person

    def _shown(self, person: Person) -> Json:
        """What the granted scopes let an app see."""
        status = {"is_activated": True, "is_frozen": False, "is_resigned": False}
        fields: dict[str, Json] = {
            "contact:user.email:readonly": {"email": person.email},
            "contact:user.employee:readonly": {
                "time_zone": person.time_zone,
                "status": status,
                **({"enterprise_email": person.mailbox} if person.mailbox else {}),
            },
            "contact:user.department:readonly": {
                "leader_user_id": person.leader,
                "department_ids": ["od_test"],
            },
        }
        shown: Json = {**person.ids, "name": person.name, "en_name": ""}
        for scope, told in fields.items():
            if self.scopes.get(scope):
                shown |= told
        return shown
