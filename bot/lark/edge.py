"""The parts of Lark's deliveries that are read, validated at the edge."""

from pydantic import BaseModel, ConfigDict, Field


class Edge(BaseModel):
    """A part of a delivery; lark-oapi's objects and plain dictionaries are both read."""

    model_config = ConfigDict(from_attributes=True, extra="ignore", coerce_numbers_to_str=True)


class Header(Edge):
    """What every event tells of itself."""

    event_id: str
    tenant_key: str = ""


class UserId(Edge):
    """A person's ids; the open id is the one used."""

    open_id: str | None = None


class Sender(Edge):
    """Who wrote: `sender_type` is user for people."""

    sender_id: UserId
    sender_type: str | None = "user"
    tenant_key: str | None = None


class MentionIn(Edge):
    """A person named in a message, who stands in its text as `key`."""

    key: str
    id: UserId | None = None
    name: str | None = ""
    tenant_key: str | None = None


class MessageIn(Edge):
    """One message; `content` is a JSON string.

    A reply names the message it replies to (`parent_id`) and the first of the row (`root_id`).
    """

    message_id: str
    root_id: str | None = None
    parent_id: str | None = None
    chat_id: str
    chat_type: str | None = "p2p"
    message_type: str | None = "text"
    content: str | None = ""
    mentions: list[MentionIn] | None = None


class MessageBody(Edge):
    """What im.message.receive_v1 carries."""

    sender: Sender
    message: MessageIn


class MessageReceived(Edge):
    """im.message.receive_v1."""

    header: Header
    event: MessageBody


class Operator(Edge):
    """Who acted on a card."""

    open_id: str
    tenant_key: str | None = None


class Action(Edge):
    """What was acted on: an element, and for a submit the whole form."""

    tag: str | None = ""
    value: dict[str, object] | None = None
    name: str | None = None
    option: str | None = None
    form_value: dict[str, object] | None = None


class CardContext(Edge):
    """The message and the chat that hold the card."""

    open_message_id: str | None = None
    open_chat_id: str | None = None


class CardBody(Edge):
    """What card.action.trigger carries."""

    operator: Operator
    action: Action
    context: CardContext | None = None


class CardActed(Edge):
    """card.action.trigger."""

    header: Header
    event: CardBody


class MenuOperator(Edge):
    """Who chose from the menu."""

    operator_id: UserId


class MenuBody(Edge):
    """What application.bot.menu_v6 carries."""

    operator: MenuOperator
    event_key: str


class MenuChosen(Edge):
    """application.bot.menu_v6."""

    header: Header
    event: MenuBody


class EnteredBody(Edge):
    """What entering a chat carries; `chat_id` is the group."""

    operator_id: UserId
    chat_id: str | None = None


class Entered(Edge):
    """The chat with the bot was entered, or the bot was added to a group."""

    header: Header
    event: EnteredBody


class Value(Edge):
    """What our own elements carry; anybody's card could carry something else."""

    a: str = ""
    v: dict[str, str] = Field(default_factory=dict)
    s: int = 0
    f: list[str] = Field(default_factory=list)
    o: str = ""
