"""What people say of objectives and key results, and what the owners answer."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.facts import PersonName
from okr.follow_up import Comment
from okr.ids import KeyResultId, ObjectiveId
from storage.statements import pick
from storage.tables import KeyResultRow, ObjectiveRow, PersonRow
from storage.tables_follow_up import CommentRow

_OWNER, _AUTHOR, _ANSWERER = aliased(PersonRow), aliased(PersonRow), aliased(PersonRow)
_KEY_RESULT_OWNER = aliased(PersonRow)


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
) -> Comment:
    """Keep what somebody said."""
    row = CommentRow(
        workspace_id=workspace_id,
        objective_id=objective_id,
        key_result_id=key_result_id,
        meeting_id=meeting_id,
        author_id=author_id,
        text=text,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return _list(session, col(CommentRow.id) == row.id)[0]


def find(session: Session, workspace_id: int, comment_id: int) -> Comment | None:
    """The comment, if it is the workspace's."""
    found = _list(
        session, col(CommentRow.id) == comment_id, col(CommentRow.workspace_id) == workspace_id
    )
    return found[0] if found else None


def list_of_meeting(session: Session, meeting_id: int) -> list[Comment]:
    """Everything said in a meeting, oldest first."""
    return _list(session, col(CommentRow.meeting_id) == meeting_id)


def list_open(session: Session, key_result_ids: Collection[int]) -> list[Comment]:
    """What others said of these key results and no owner has answered, oldest first."""
    wanted = col(CommentRow.key_result_id).in_(key_result_ids)
    found = _list(session, wanted, col(CommentRow.answered_at).is_(None))
    return [comment for comment in found if comment.is_open]


def answer(session: Session, comment_id: int, by_id: int, text: str, now: datetime) -> bool:
    """Keep the answer; False when there is one already."""
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
    )
