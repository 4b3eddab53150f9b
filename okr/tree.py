"""The alignment tree: from objectives and what they hang on to a forest in a stable order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from okr.check_ins import status_of
from okr.facts import Objective, State, Status
from okr.ids import KeyResultId, ObjectiveId

_WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.NO_VALUE, Status.ON_TRACK, Status.DONE)


@dataclass(frozen=True, slots=True)
class Link:
    """That one objective hangs, or asked to hang, on another or on a key result of it.

    Links of one objective are in the order they were asked for, which is that of their ids.
    """

    id: int
    lower_id: int
    upper_id: int
    upper_number: int
    upper_position: int | None = None
    upper_state: State = State.PUBLISHED
    is_asked: bool = False
    """Nobody has agreed yet; `is_unanswered`: nor has anybody answered in time."""
    is_unanswered: bool = False

    @property
    def upper_name(self) -> str:
        """As people say it: "O3", or "KR3.1"."""
        if self.upper_position is None:
            return str(ObjectiveId(self.upper_number))
        return str(KeyResultId(self.upper_number, self.upper_position))

    @property
    def via(self) -> str:
        """The key result it hangs on: "KR3.1"; or ""."""
        return "" if self.upper_position is None else self.upper_name


@dataclass(frozen=True, slots=True)
class Branch:
    """An objective in its place, with what hangs on it.

    `link` is how it hangs on the one above, None for a root. `also` are its further links, to
    what is drawn elsewhere or nowhere. `hidden`: how many below it are not among `children`.
    """

    objective: Objective
    link: Link | None = None
    also: tuple[Link, ...] = ()
    children: tuple["Branch", ...] = ()
    hidden: int = 0


def forest(
    objectives: Collection[Objective],
    links: Iterable[Link],
    *,
    people: Sequence[int] = (),
    hidden: Mapping[int, int] | None = None,
) -> tuple[Branch, ...]:
    """Every objective once: under the first it was accepted by, else the first it asked.

    Roots and siblings are in the order of their owners in `people`, then by number. What would
    close a circle hangs on nothing.
    """
    rank = {person_id: place for place, person_id in enumerate(people)}
    known = {each.id: each for each in objectives}
    ordered = sorted(
        known.values(), key=lambda each: (rank.get(each.owner.id, len(rank)), each.number)
    )
    of_lower: defaultdict[int, list[Link]] = defaultdict(list)
    for link in sorted(links, key=lambda each: (each.is_asked, each.id)):
        of_lower[link.lower_id].append(link)
    above: dict[int, Link] = {}
    for each in ordered:
        for link in of_lower[each.id]:
            if link.upper_id in known and not _hangs_on(link.upper_id, each.id, above):
                above[each.id] = link
                break
    under: defaultdict[int, list[Objective]] = defaultdict(list)
    for each in ordered:
        if each.id in above:
            under[above[each.id].upper_id].append(each)

    def branch(objective: Objective) -> Branch:
        link = above.get(objective.id)
        return Branch(
            objective,
            link,
            tuple(other for other in of_lower[objective.id] if other is not link),
            tuple(branch(child) for child in under[objective.id]),
            (hidden or {}).get(objective.id, 0),
        )

    return tuple(branch(each) for each in ordered if each.id not in above)


def _hangs_on(lower_id: int, upper_id: int, above: Mapping[int, Link]) -> bool:
    """Whether one is the other, or hangs on it by what is in place so far."""
    here: int | None = lower_id
    while here is not None and here != upper_id:
        here = above[here].upper_id if here in above else None
    return here is not None


def folded(roots: Sequence[Branch], most: int, kept: Collection[int] = ()) -> tuple[Branch, ...]:
    """The same with at most `most` objectives, the deepest levels left out and counted.

    Roots stay, and so does everything on the way to the objectives in `kept`.
    """
    room = most - len(roots)
    open_ids = {each.objective.id for each in roots}
    needed = {id for root in roots for id in _ways(root, frozenset(kept))}
    room -= len(needed - open_ids)
    open_ids |= needed
    level = list(roots)
    while level:
        level = [child for each in level for child in each.children]
        for child in level:
            if child.objective.id not in open_ids and room > 0:
                open_ids.add(child.objective.id)
                room -= 1
        level = [child for child in level if child.objective.id in open_ids]
    return tuple(_cut(root, open_ids) for root in roots)


def _ways(branch: Branch, kept: frozenset[int]) -> set[int]:
    """The ids from this branch down to those kept, which it may not have."""
    found = set[int]().union(*(_ways(child, kept) for child in branch.children))
    return found | {branch.objective.id} if found or branch.objective.id in kept else found


def _cut(branch: Branch, open_ids: Collection[int]) -> Branch:
    shown = [child for child in branch.children if child.objective.id in open_ids]
    gone = sum(_whole(child) for child in branch.children if child.objective.id not in open_ids)
    children = tuple(_cut(child, open_ids) for child in shown)
    return replace(branch, children=children, hidden=branch.hidden + gone)


def _whole(branch: Branch) -> int:
    return 1 + branch.hidden + sum(map(_whole, branch.children))


def walk(roots: Iterable[Branch], depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """Every branch with its depth, from above, each before what hangs on it."""
    for each in roots:
        yield depth, each
        yield from walk(each.children, depth + 1)


def led_by(roots: Sequence[Branch], ids: Sequence[int]) -> tuple[Branch, ...]:
    """The same roots, in the order in which these objectives stand in or below them."""
    rank = {id: place for place, id in enumerate(ids)}

    def first(root: Branch) -> int:
        return min(rank.get(each.objective.id, len(rank)) for _, each in walk([root]))

    return tuple(sorted(roots, key=first))


def levels(roots: Sequence[Branch]) -> int:
    """How many levels there are; 0 for nothing."""
    return 1 + max((levels(each.children) for each in roots), default=0) if roots else 0


def standing_of(objective: Objective, today: date) -> Status | None:
    """The worst status among the key results, None where there are none.

    What has no value yet counts only where nothing has one: a new key result is no bad news.
    """
    found = {each.status or status_of(objective, each, today) for each in objective.key_results}
    if len(found) > 1:
        found.discard(Status.NO_VALUE)
    return next((status for status in _WORST_FIRST if status in found), None)


def reached(lower_ids: Iterable[int], links: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    """Everything that each of these hangs on, nearest first; `links` are (lower, upper)."""
    above: defaultdict[int, list[int]] = defaultdict(list)
    for lower, upper in links:
        above[lower].append(upper)
    return {id: _climb(id, above) for id in lower_ids}


def _climb(id: int, above: Mapping[int, Sequence[int]]) -> list[int]:
    found: dict[int, None] = {}
    level = [id]
    while level:
        level = [upper for lower in level for upper in above.get(lower, ()) if upper not in found]
        level = [upper for upper in dict.fromkeys(level) if upper != id]
        found.update(dict.fromkeys(level))
    return list(found)
