"""The pretend company of the page: people to be, channels and teams, as pure data."""

from dataclasses import dataclass
from functools import cached_property

from chat.address import Account, Profile

PLATFORM = "playground"
TENANT = "playground"
BOT = "okrbot"


@dataclass(frozen=True)
class PretendPerson:
    """Somebody one can be on the page. `id` is the account id and stands in addresses (`?as=`)."""

    id: str
    name: str
    locale: str = "en-US"
    timezone: str = "UTC"
    roles: tuple[str, str] = ("", "")
    """What the person does, in English and in Chinese."""
    colour: str = "#5b6cff"
    """The avatar's; dark enough for white initials."""
    is_admin: bool = False

    @property
    def account(self) -> Account:
        """The person's account on this platform."""
        return account(self.id)

    @property
    def profile(self) -> Profile:
        """What the platform tells of the person."""
        return Profile(
            self.account,
            self.name,
            email=f"{self.id}@company.example",
            locale=self.locale,
            timezone=self.timezone,
        )

    @property
    def initials(self) -> str:
        """Two letters, or of a Chinese name the last character."""
        words = self.name.split()
        if not words:
            return "?"
        if not words[0].isascii():
            return self.name[-1]
        return "".join(word[0] for word in (words[0], words[-1])).upper()[: len(words)]


@dataclass(frozen=True)
class PretendChannel:
    """A channel that everybody reads and the bot is in."""

    id: str
    name: str
    topics: tuple[str, str] = ("", "")
    """What it is for, in English and in Chinese."""


@dataclass(frozen=True)
class PretendTeam:
    """A team of the sample company: ids of people and of its channel."""

    name: str
    lead: str
    members: tuple[str, ...]
    channel: str
    below: tuple[str, ...] = ()
    """Names of the teams that belong to it."""


@dataclass(frozen=True)
class Company:
    """Everybody and every place on the page."""

    name: str
    people: tuple[PretendPerson, ...]
    channels: tuple[PretendChannel, ...]
    teams: tuple[PretendTeam, ...] = ()

    @cached_property
    def _people(self) -> dict[str, PretendPerson]:
        return {person.id: person for person in self.people}

    @cached_property
    def _channels(self) -> dict[str, PretendChannel]:
        return {channel.id: channel for channel in self.channels}

    def find_person(self, person_id: str) -> PretendPerson | None:
        """The person with this id, or None."""
        return self._people.get(person_id)

    def find_channel(self, channel_id: str) -> PretendChannel | None:
        """The channel with this id, or None."""
        return self._channels.get(channel_id)

    @property
    def admins(self) -> frozenset[tuple[str, str]]:
        """(platform, account id) of the admins, as `Settings.admins` names them."""
        return frozenset((PLATFORM, person.id) for person in self.people if person.is_admin)

    def leads(self, person_id: str) -> tuple[str, ...]:
        """The names of the teams that a person leads."""
        return tuple(team.name for team in self.teams if team.lead == person_id)


def account(person_id: str) -> Account:
    """The account of the person with this id."""
    return Account(PLATFORM, TENANT, person_id)


SAMPLE = Company(
    name="Paper Lantern",
    people=(
        PretendPerson(
            "mei",
            "Mei Lin",
            "zh-CN",
            "Asia/Shanghai",
            ("Leads Growth", "增长团队负责人"),
            "#c2410c",
        ),
        PretendPerson(
            "sofia",
            "Sofia Rossi",
            "en-GB",
            "Europe/Berlin",
            ("Marketing, Growth", "增长团队，市场"),
            "#be185d",
        ),
        PretendPerson(
            "ying", "赵颖", "zh-CN", "Asia/Shanghai", ("Data, Growth", "增长团队，数据"), "#7c3aed"
        ),
        PretendPerson(
            "jonas",
            "Jonas Weber",
            "de-DE",
            "Europe/Berlin",
            ("Leads Product", "产品团队负责人"),
            "#1d4ed8",
        ),
        PretendPerson(
            "lei",
            "王磊",
            "zh-CN",
            "Asia/Shanghai",
            ("Engineer, Product", "产品团队，工程师"),
            "#0f766e",
        ),
        PretendPerson(
            "priya",
            "Priya Nair",
            "en-US",
            "America/Los_Angeles",
            ("Designer, Product", "产品团队，设计师"),
            "#a21caf",
        ),
        PretendPerson(
            "daniel",
            "Daniel Kim",
            "en-US",
            "America/Los_Angeles",
            ("Leads Care", "客户服务团队负责人"),
            "#4d7c0f",
        ),
        PretendPerson(
            "robin",
            "Robin Hale",
            "en-GB",
            "Europe/Berlin",
            ("OKR programme, admin", "OKR 项目负责人，管理员"),
            "#475569",
            is_admin=True,
        ),
        PretendPerson(
            "amara",
            "Amara Okafor",
            "en-GB",
            "Europe/London",
            ("Leads the company", "公司负责人"),
            "#9f1239",
        ),
    ),
    channels=(
        PretendChannel("company", "company", ("Everybody", "全员")),
        PretendChannel("growth", "growth", ("Readers find us and stay", "让读者找到我们并留下来")),
        PretendChannel("product", "product", ("What we build", "我们做的产品")),
        PretendChannel("care", "care", ("Answers and help for readers", "为读者答疑解难")),
    ),
    teams=(
        PretendTeam("Growth", "mei", ("mei", "sofia", "ying"), "growth"),
        PretendTeam("Product", "jonas", ("jonas", "lei", "priya"), "product"),
        PretendTeam("Care", "daniel", ("daniel", "robin"), "care"),
        PretendTeam("Company", "amara", ("amara",), "company", ("Growth", "Product", "Care")),
    ),
)
"""The company of `okrbot demo`: a small maker of a reading app."""
