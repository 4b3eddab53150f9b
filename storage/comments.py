"""What people say of objectives and key results, and what the owners answer."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from chat.address import Address, PlaceKind
from okr.facts import PersonName, State
from okr.follow_up import Comment
from okr.ids import KeyResultId, ObjectiveId
from storage.statements import pick
from storage.tables import CommentRow, KeyResultRow, ObjectiveRow, PersonRow

_OWNER, _AUTHOR, _ANSWERER = aliased(PersonRow), aliased(PersonRow), aliased(PersonRow)
_KEY_RESULT_OWNER = aliased(PersonRow)
_OPEN = col(CommentRow.is_question).is_(True), col(CommentRow.answered_at).is_(None)


def add(
    session: Session,
    workspace_id: int,
    *,
    objective_id: int,
    key_result_id: int | None,
    author_id: int,
    text: str,
    now: datetime,
    meeting_id: int | None = None,
    is_question: bool = False,
    prompt: str = "",
    place: Address | None = None,
) -> Comment:
    """Keep what somebody said; `place` is where its answer is to be shown."""
    row = CommentRow(
        workspace_id=workspace_id,
        objective_id=objective_id,
        key_result_id=key_result_id,
        meeting_id=meeting_id,
        author_id=author_id,
        text=text,
        is_question=is_question,
        prompt=prompt,
        created_at=now,
    )
    if place is not None:
        row.place_platform, row.place_tenant = place.platform, place.tenant
        row.place_kind, row.place_id, row.place_thread = place.kind.value, place.id, place.thread
    session.add(row)
    session.flush()
    return _list(session, col(CommentRow.id) == row.id)[0]


def find(session: Session, workspace_id: int, comment_id: int) -> Comment | None:
    """The comment, if it is the workspace's."""
    found = _list(
        session, col(CommentRow.id) == comment_id, col(CommentRow.workspace_id) == workspace_id
    )
    return found[0] if found else None


def get(session: Session, comment_id: int) -> Comment:
    """The comment with this id."""
    return _list(session, col(CommentRow.id) == comment_id)[0]


def list_of_meeting(session: Session, meeting_id: int) -> list[Comment]:
    """Everything said in a meeting, oldest first."""
    return _list(session, col(CommentRow.meeting_id) == meeting_id)


def list_open(session: Session, key_result_ids: Collection[int]) -> list[Comment]:
    """What others asked of these key results and no owner has answered, oldest first."""
    wanted = col(CommentRow.key_result_id).in_(key_result_ids)
    return [each for each in _list(session, wanted, *_OPEN) if each.is_open]


def list_open_questions(session: Session, objective_ids: Collection[int]) -> list[Comment]:
    """Questions on these objectives and their key results that no owner has answered, oldest
    first."""
    wanted = col(CommentRow.objective_id).in_(objective_ids)
    return [each for each in _list(session, wanted, *_OPEN) if each.is_open]


def count_of(session: Session, objective_id: int, key_result_id: int | None) -> int:
    """How much was said of the key result, or of the objective with all its key results."""
    counted = select(func.count()).where(*_of(objective_id, key_result_id))
    return int(session.execute(counted).scalar_one())


def list_of(
    session: Session, objective_id: int, key_result_id: int | None, limit: int, offset: int
) -> list[Comment]:
    """What was said of the key result, or of the objective with all its key results, oldest
    first."""
    ids = pick(CommentRow.id).where(*_of(objective_id, key_result_id)).order_by(col(CommentRow.id))
    return list_by_ids(session, session.execute(ids.limit(limit).offset(offset)).scalars().all())


def list_by_ids(session: Session, comment_ids: Collection[int]) -> list[Comment]:
    """These comments, oldest first."""
    return _list(session, col(CommentRow.id).in_(comment_ids)) if comment_ids else []


def list_since(
    session: Session, objective_id: int, key_result_id: int | None, since: datetime
) -> list[Comment]:
    """What was said of just this since then, oldest first."""
    wanted = *_just(objective_id, key_result_id), col(CommentRow.created_at) >= since
    return _list(session, *wanted)


def find_open_prompt(
    session: Session, objective_id: int, key_result_id: int | None, prompt: str
) -> Comment | None:
    """The review question of this name that waits for an answer on just this."""
    is_it = col(CommentRow.prompt) == prompt
    found = _list(session, *_just(objective_id, key_result_id), is_it, *_OPEN)
    return next((each for each in found if each.is_open), None)


def find_earlier(session: Session, comment: Comment) -> Comment | None:
    """What its author asked of the same thing before and got answered last."""
    row = session.execute(
        pick(CommentRow.objective_id, CommentRow.key_result_id).where(
            col(CommentRow.id) == comment.id
        )
    ).one()
    found = pick(func.max(col(CommentRow.id))).where(
        *_of(row.objective_id, row.key_result_id),
        col(CommentRow.author_id) == comment.author.id,
        col(CommentRow.id) < comment.id,
        col(CommentRow.answer) != "",
    )
    earlier = session.execute(found).scalar()
    return get(session, earlier) if earlier else None


def list_open_in_thread(session: Session, objective_id: int, thread: Address) -> list[Comment]:
    """Questions on the objective asked in this thread that no owner has answered, oldest first."""
    here = (
        col(CommentRow.objective_id) == objective_id,
        col(CommentRow.place_platform) == thread.platform,
        col(CommentRow.place_tenant) == thread.tenant,
        col(CommentRow.place_id) == thread.id,
        col(CommentRow.place_thread) == thread.thread,
    )
    return [each for each in _list(session, *here, *_OPEN) if each.is_open]


def count_waiting_for(session: Session, person_id: int) -> int:
    """How many questions wait for this person's answer."""
    counted = select(func.count()).select_from(_waiting_for(person_id).subquery())
    return int(session.execute(counted).scalar_one())


def list_waiting_for(
    session: Session, person_id: int, limit: int, offset: int = 0
) -> list[Comment]:
    """Questions on what this person owns that wait for their answer, oldest first."""
    wanted = _waiting_for(person_id).subquery()
    ids = select(wanted.c.id).order_by(wanted.c.id).limit(limit).offset(offset)
    return list_by_ids(session, session.execute(ids).scalars().all())


def _waiting_for(person_id: int) -> Select[Any]:
    """The ids. Each half on an index of the person: what others own does not weigh on it."""
    objective, key_result = ObjectiveRow, KeyResultRow
    # Nobody waits for an answer on what is archived.
    is_there = col(objective.state) != State.ARCHIVED
    others = col(CommentRow.author_id) != person_id
    of_objectives = (
        pick(CommentRow.id)
        .join_from(CommentRow, objective, col(objective.id) == CommentRow.objective_id)
        .where(
            col(objective.owner_id) == person_id,
            # Not "is null": SQLite would look at every such comment of the company.
            func.coalesce(col(CommentRow.key_result_id), 0) == 0,
            is_there,
            others,
            *_OPEN,
        )
    )
    of_key_results = (
        pick(CommentRow.id)
        .join_from(CommentRow, key_result, col(key_result.id) == CommentRow.key_result_id)
        .join(objective, col(objective.id) == key_result.objective_id)
        .where(
            col(key_result.owner_id) == person_id,
            col(key_result.state) != State.ARCHIVED,
            is_there,
            others,
            *_OPEN,
        )
    )
    return select(of_objectives.union_all(of_key_results).subquery().c.id)


def answer(session: Session, comment_id: int, by_id: int, text: str, now: datetime) -> bool:
    """Keep the answer; False when there is one already. An author's own, empty, settles it."""
    unanswered = col(CommentRow.answered_at).is_(None)
    changed = session.execute(
        update(CommentRow)
        .where(col(CommentRow.id) == comment_id, unanswered)
        .values(answer=text, answered_by_id=by_id, answered_at=now)
        .returning(col(CommentRow.id))
    )
    return changed.first() is not None


def place_of(session: Session, comment_id: int) -> tuple[int, int]:
    """The objective's number, and the meeting's id (0: none)."""
    number, meeting_id = session.execute(
        pick(ObjectiveRow.number, CommentRow.meeting_id)
        .join(CommentRow, col(CommentRow.objective_id) == ObjectiveRow.id)
        .where(col(CommentRow.id) == comment_id)
    ).one()
    return number, meeting_id or 0


def asked_at(session: Session, comment_id: int) -> Address | None:
    """Where it was said, if its answer is to be shown there."""
    row = session.execute(select(CommentRow).where(col(CommentRow.id) == comment_id)).scalar_one()
    if not row.place_platform:
        return None
    kind = PlaceKind(row.place_kind)
    return Address(row.place_platform, row.place_tenant, kind, row.place_id, row.place_thread)


def _of(objective_id: int, key_result_id: int | None) -> tuple[ColumnElement[bool], ...]:
    wanted = col(CommentRow.objective_id) == objective_id
    if key_result_id is None:
        return (wanted,)
    return wanted, col(CommentRow.key_result_id) == key_result_id


def _just(objective_id: int, key_result_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """Of the objective itself where no key result is given."""
    if key_result_id is None:
        return col(CommentRow.objective_id) == objective_id, col(CommentRow.key_result_id).is_(None)
    return _of(objective_id, key_result_id)


def _list(session: Session, *conditions: ColumnElement[bool]) -> list[Comment]:
    rows = session.execute(
        pick(
            CommentRow.id,
            ObjectiveRow.number,
            KeyResultRow.position,
            _AUTHOR.id.label("author_id"),  # type: ignore[union-attr]
            _AUTHOR.name.label("author"),  # type: ignore[attr-defined]
            CommentRow.text,
            CommentRow.created_at,
            CommentRow.answer,
            CommentRow.answered_by_id,
            _ANSWERER.name.label("answerer"),  # type: ignore[attr-defined]
            CommentRow.answered_at,
            CommentRow.is_question,
            CommentRow.prompt,
            ObjectiveRow.owner_id,
            _OWNER.name.label("owner"),  # type: ignore[attr-defined]
            KeyResultRow.owner_id.label("key_result_owner_id"),  # type: ignore[attr-defined]
            _KEY_RESULT_OWNER.name.label("key_result_owner"),  # type: ignore[attr-defined]
        )
        .join_from(CommentRow, ObjectiveRow, col(ObjectiveRow.id) == CommentRow.objective_id)
        .join(_AUTHOR, col(_AUTHOR.id) == CommentRow.author_id)
        .join(_OWNER, col(_OWNER.id) == ObjectiveRow.owner_id)
        .outerjoin(KeyResultRow, col(KeyResultRow.id) == CommentRow.key_result_id)
        .outerjoin(_KEY_RESULT_OWNER, col(_KEY_RESULT_OWNER.id) == KeyResultRow.owner_id)
        .outerjoin(_ANSWERER, col(_ANSWERER.id) == CommentRow.answered_by_id)
        .where(*conditions)
        .order_by(col(CommentRow.id))
    )
    return [_comment(row) for row in rows]


def _comment(row: Any) -> Comment:
    if row.position is None:
        about, owner = str(ObjectiveId(row.number)), PersonName(row.owner_id, row.owner)
    else:
        about = str(KeyResultId(row.number, row.position))
        owner = PersonName(row.key_result_owner_id, row.key_result_owner)
    answered_by = PersonName(row.answered_by_id, row.answerer) if row.answered_by_id else None
    return Comment(
        id=row.id,
        about=about,
        author=PersonName(row.author_id, row.author),
        text=row.text,
        at=row.created_at,
        answer=row.answer,
        answered_by=answered_by,
        answered_at=row.answered_at,
        for_whom=owner if owner.id != row.author_id else None,
        is_question=row.is_question,
        prompt=row.prompt,
    )
