"""Search over published objectives: an index of words and of pairs of Chinese characters."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.statements import pick
from storage.tables import SearchTerm

LONGEST_TERM = 40
MOST_TERMS = 4000
_PROBE = 1000
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

    Driven from the rarest term, so that the cost depends on the page and not on the database.
    """
    wanted = query_terms(words)[:12]
    if not wanted:
        return []
    wanted.sort(key=lambda term: _probe(session, workspace_id, term))
    rarest, others = wanted[0], wanted[1:]
    query = pick(SearchTerm.objective_id).where(_matches(SearchTerm, workspace_id, rarest))
    for term in others:
        other = aliased(SearchTerm)
        query = query.where(
            exists().where(
                and_(
                    col(other.objective_id) == col(SearchTerm.objective_id),
                    _matches(other, workspace_id, term),
                )
            )
        )
    query = query.distinct().order_by(col(SearchTerm.objective_id).desc())
    return list(session.execute(query.limit(limit).offset(offset)).scalars())


def _matches(table: type[SearchTerm], workspace_id: int, term: str) -> ColumnElement[bool]:
    same = col(table.workspace_id) == workspace_id
    if _HAN.match(term) or len(term) < 3:
        return and_(same, col(table.term) == term)
    return and_(same, col(table.term) >= term, col(table.term) < term + "\U0010ffff")


def _probe(session: Session, workspace_id: int, term: str) -> int:
    """How many rows the term has, counted up to a bound."""
    rows = (
        pick(SearchTerm.objective_id)
        .where(_matches(SearchTerm, workspace_id, term))
        .limit(_PROBE)
        .subquery()
    )
    return int(session.execute(select(func.count()).select_from(rows)).scalar_one())
