"""Search over published objectives: an index of words and of pairs of Chinese characters."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.statements import pick
from storage.tables import ObjectiveRow, SearchTerm

LONGEST_TERM = 40
MOST_TERMS = 4000
_PROBE = 500
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def terms(words: str) -> list[str]:
    """What a text is found by: Latin words in lower case, and every pair of Chinese characters.

    Single characters are kept too, so that one-character queries work.
    """
    normal = unicodedata.normalize("NFKC", words).casefold()
    found: dict[str, None] = {}
    for word in _WORD.findall(normal):
        rest = 0
        for han in _HAN.finditer(word):
            _keep(found, word[rest : han.start()])
            run = han.group()
            for index, character in enumerate(run):
                _keep(found, character)
                _keep(found, run[index : index + 2] if index + 1 < len(run) else "")
            rest = han.end()
        _keep(found, word[rest:])
        if len(found) >= MOST_TERMS:
            break
    return list(found)


def query_terms(words: str) -> list[str]:
    """What a query asks for: pairs stand for their single characters."""
    found = terms(words)
    pairs = "".join(term for term in found if len(term) == 2 and _HAN.match(term))
    return [term for term in found if not (len(term) == 1 and _HAN.match(term) and term in pairs)]


def _keep(found: dict[str, None], term: str) -> None:
    if term:
        found[term[:LONGEST_TERM]] = None


def index(session: Session, workspace_id: int, objective_id: int, texts: Iterable[str]) -> None:
    """Make an objective findable by these texts and by no others."""
    forget(session, objective_id)
    rows = [
        {"workspace_id": workspace_id, "term": term, "objective_id": objective_id}
        for term in terms(" ".join(texts))
    ]
    if rows:
        session.execute(insert(SearchTerm), rows)


def forget(session: Session, objective_id: int) -> None:
    """Make an objective impossible to find."""
    session.execute(delete(SearchTerm).where(col(SearchTerm.objective_id) == objective_id))


def find(
    session: Session, workspace_id: int, words: str, limit: int, offset: int = 0
) -> Sequence[int]:
    """Ids of objectives that hold every term (Latin words by their beginning), newest first.

    The cost depends on the page and not on the database: see `_driving`.
    """
    wanted = query_terms(words)[:12]
    if not wanted:
        return []
    driving = _driving(session, workspace_id, wanted)
    candidate: Any
    if driving is not None:
        candidate = col(SearchTerm.objective_id)
        query = pick(candidate).where(_matches(workspace_id, driving)).distinct()
        wanted.remove(driving)
    else:
        candidate = col(ObjectiveRow.id)
        # Plus nothing: SQLite would take the workspace's index and sort all that stands in it.
        query = pick(candidate).where(col(ObjectiveRow.workspace_id) + 0 == workspace_id)
    for term in wanted:
        held = aliased(SearchTerm)
        # Without the workspace, so that it is looked up by the objective and not by the term.
        is_held = col(held.objective_id) == candidate
        query = query.where(exists().where(is_held, _is_term(held, term)))
    query = query.order_by(candidate.desc()).limit(limit).offset(offset)
    return list(session.execute(query).scalars())


def _driving(session: Session, workspace_id: int, wanted: Sequence[str]) -> str | None:
    """The term whose objectives are gone through; None for all objectives, from the newest on.

    The rarest where it is rare. A frequent one only if the index has its objectives in order.
    """
    counts = {term: _probe(session, workspace_id, term) for term in wanted}
    rarest = min(wanted, key=counts.__getitem__)
    if counts[rarest] < _PROBE:
        return rarest
    return next((term for term in wanted if _is_whole(term)), None)


def _matches(workspace_id: int, term: str) -> ColumnElement[bool]:
    return and_(col(SearchTerm.workspace_id) == workspace_id, _is_term(SearchTerm, term))


def _is_term(table: type[SearchTerm], term: str) -> ColumnElement[bool]:
    if _is_whole(term):
        return col(table.term) == term
    return and_(col(table.term) >= term, col(table.term) < term + "\U0010ffff")


def _is_whole(term: str) -> bool:
    """Whether the term stands for itself and not for every word that begins with it."""
    return _HAN.match(term) is not None or len(term) < 3


def _probe(session: Session, workspace_id: int, term: str) -> int:
    """How many rows the term has, counted up to a bound."""
    rows = (
        pick(SearchTerm.objective_id).where(_matches(workspace_id, term)).limit(_PROBE).subquery()
    )
    return int(session.execute(select(func.count()).select_from(rows)).scalar_one())
