"""Two people become one, in one transaction: everything either has is the kept one's."""

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, and_, delete, exists, or_, select, update
from sqlmodel import Session, SQLModel, col

from okr.alignment import AlignmentState, NewsState, TurnKind
from okr.facts import Role, Span
from okr.follow_up import RoundState
from storage import alignment_changes, away, history, prompt_slots, team_days
from storage.account_conflicts import PEOPLE, Pair, person_columns, settle
from storage.account_keys import rename
from storage.tables import AlignmentRow

_TABLES = SQLModel.metadata.tables
_IDENTITIES, _CODES = _TABLES["identities"], _TABLES["link_codes"]
_AWAY, _ROUNDS = _TABLES["away"], _TABLES["rounds"]
_RISKS, _ASKS = _TABLES["risks"], _TABLES["risk_asks"]
_OBJECTIVES, _KEY_RESULTS = _TABLES["objectives"], _TABLES["key_results"]
_COLLABORATORS, _CHECK_INS = _TABLES["collaborators"], _TABLES["check_ins"]
_NEWS = _TABLES["alignment_news"]
_ROLES = (Role.MEMBER, Role.AMBASSADOR, Role.ADMIN)


def merge(session: Session, one_id: int, other_id: int, now: datetime) -> int | None:
    """Make one person of two of the same workspace; gives the one who is kept, the elder id.

    None where one of them is no more: another merge was faster. Objects of rows that were read
    before must not be used afterwards.
    """
    pair = Pair(min(one_id, other_id), max(one_id, other_id))
    session.flush()
    # Whoever writes a row of theirs meanwhile waits, finds nobody, and begins again.
    locked = select(PEOPLE).where(PEOPLE.c.id.in_([one_id, other_id])).order_by(PEOPLE.c.id)
    rows = session.execute(locked.with_for_update()).mappings().all()
    if len(rows) < 2 or rows[0]["workspace_id"] != rows[1]["workspace_id"]:
        return None
    kept, gone = rows
    person = _person(session, kept, gone)
    session.execute(delete(_CODES).where(_CODES.c.person_id.in_([pair.kept, pair.gone])))
    settle(session, pair)
    rename(session, pair, (kept["timezone"], gone["timezone"]), now)
    for column in person_columns():
        to_kept = update(column.table).where(column == pair.gone).values({column: pair.kept})
        session.execute(to_kept)
    session.execute(update(PEOPLE).where(PEOPLE.c.id == pair.kept).values(person))
    session.execute(delete(PEOPLE).where(PEOPLE.c.id == pair.gone))
    session.expire_all()
    _with_oneself(session, pair.kept, now)
    entry = history.Entry(kept["workspace_id"], pair.kept, "accounts_linked")
    history.record(session, entry, {"name": gone["name"]}, {"name": kept["name"]}, now)
    prompt_slots.reckon_person(session, pair.kept, now)
    team_days.reckon_led_by(session, pair.kept, now)
    return pair.kept


def _person(session: Session, kept: RowMapping, gone: RowMapping) -> dict[str, Any]:
    """What holds for the one: the stronger role, and own choices where the kept one has none."""
    chosen: dict[str, Any] = {}
    told = _told(session, kept["id"])
    for name, flag in (("locale", "locale_chosen"), ("timezone", "timezone_chosen")):
        nobody_told = not kept[flag] and not told[name]
        if not kept[flag] and (gone[flag] or nobody_told):
            chosen |= {name: gone[name], flag: gone[flag]}
    if not kept["prompt_chosen"] and gone["prompt_chosen"]:
        prompt = ("prompt_weekday", "prompt_at", "prompt_chosen")
        chosen |= {name: gone[name] for name in prompt}
    managers = [row["manager_id"] for row in (kept, gone)]
    others = [each for each in managers if each not in (None, kept["id"], gone["id"])]
    welcomed = [row["welcomed_at"] for row in (kept, gone) if row["welcomed_at"] is not None]
    return {
        **chosen,
        "role": max(kept["role"], gone["role"], key=_ROLES.index),
        "email": kept["email"] or gone["email"],
        "country": kept["country"] or gone["country"],
        "manager_id": others[0] if others else None,
        "is_active": kept["is_active"] or gone["is_active"],
        "welcomed_at": min(welcomed, default=None),
        "created_at": min(kept["created_at"], gone["created_at"]),
    }


def _told(session: Session, person_id: int) -> dict[str, bool]:
    """Whether any platform has told a language, and a zone."""
    own = _IDENTITIES.c.person_id == person_id
    accounts = session.execute(select(_IDENTITIES).where(own)).mappings().all()
    return {name: any(row[name] for row in accounts) for name in ("locale", "timezone")}


def _with_oneself(session: Session, person_id: int, now: datetime) -> None:
    """What they asked each other, nobody is to be asked any more."""
    me = person_id
    session.execute(
        update(PEOPLE).where(PEOPLE.c.id == me, PEOPLE.c.manager_id == me).values(manager_id=None)
    )
    _days(session, me, now)
    handed = and_(_ROUNDS.c.person_id == me, _ROUNDS.c.delegate_id == me)
    session.execute(
        update(_ROUNDS).where(handed).values(state=RoundState.PROMPTED, delegate_id=None)
    )
    of_own = and_(_CHECK_INS.c.person_id == me, _CHECK_INS.c.support_from_id == me)
    session.execute(update(_CHECK_INS).where(of_own).values(support_from_id=None))
    _risks(session, me)
    _collaborators(session, me)
    _alignments(session, me, now)


def _days(session: Session, me: int, now: datetime) -> None:
    """Days away that overlap are one, and nobody stands in for themselves."""
    own = select(_AWAY).where(_AWAY.c.person_id == me).order_by(_AWAY.c.starts_on, _AWAY.c.id)
    rows = session.execute(own).all()
    session.execute(delete(_AWAY).where(_AWAY.c.person_id == me))
    for row in rows:
        delegate_id = None if row.delegate_id == me else row.delegate_id
        away.add(session, me, Span(row.starts_on, row.ends_on), delegate_id, now)


def _risks(session: Session, me: int) -> None:
    own = select(_RISKS.c.id).where(_RISKS.c.asker_id == me)
    asked = _ASKS.c.person_id == me
    session.execute(delete(_ASKS).where(asked, _ASKS.c.risk_id.in_(own)))
    session.execute(
        update(_ASKS).where(asked, _ASKS.c.forwarded_to_id == me).values(forwarded_to_id=None)
    )
    asker = select(_RISKS.c.asker_id).where(_RISKS.c.id == _ASKS.c.risk_id).scalar_subquery()
    session.execute(update(_ASKS).where(asked, _ASKS.c.asked_by_id == me).values(asked_by_id=asker))


def _collaborators(session: Session, me: int) -> None:
    """The owner of an objective needs no asking, nor the owner of a key result."""
    mine = exists().where(
        _OBJECTIVES.c.id == _COLLABORATORS.c.objective_id, _OBJECTIVES.c.owner_id == me
    )
    my_own = exists().where(
        _KEY_RESULTS.c.id == _COLLABORATORS.c.key_result_id, _KEY_RESULTS.c.owner_id == me
    )
    session.execute(
        delete(_COLLABORATORS).where(
            _COLLABORATORS.c.person_id == me,
            or_(and_(_COLLABORATORS.c.key_result_id.is_(None), mine), my_own),
        )
    )


def _alignments(session: Session, me: int, now: datetime) -> None:
    """One's own objective hangs under one's own without asking; no news of what one did."""
    asked = select(AlignmentRow).where(
        col(AlignmentRow.asker_id) == me,
        col(AlignmentRow.answerer_id) == me,
        col(AlignmentRow.state) == AlignmentState.ASKED,
    )
    for row in session.execute(asked).scalars().all():
        alignment_changes.settle(session, row, AlignmentState.ACCEPTED, me, now)
        alignment_changes.add_turn(session, row, TurnKind.ACCEPTED, me, now)
    own = and_(_NEWS.c.person_id == me, _NEWS.c.changed_by_id == me)
    waits = _NEWS.c.state.in_([NewsState.WAITING, NewsState.TOLD])
    session.execute(update(_NEWS).where(own, waits).values(state=NewsState.MOOT))
