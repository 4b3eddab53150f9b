"""Which outcomes do not bring which objectives nearer by themselves."""

from okr.coach.lexicon.topics import Topic

#: An objective of the first kind is not reached by the others by themselves.
FAR: dict[Topic, frozenset[Topic]] = {
    Topic.RETENTION: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.PEOPLE, Topic.BRAND}
    ),
    Topic.SATISFACTION: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.PEOPLE, Topic.BRAND}
        | {Topic.ENGINEERING}
    ),
    Topic.RELIABILITY: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.PEOPLE, Topic.BRAND}
        | {Topic.ENGAGEMENT}
    ),
    Topic.COST: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.BRAND, Topic.ENGAGEMENT}
        | {Topic.SATISFACTION, Topic.PEOPLE, Topic.RETENTION}
    ),
    Topic.BRAND: frozenset(
        {Topic.ENGINEERING, Topic.COST, Topic.PEOPLE, Topic.RELIABILITY, Topic.REVENUE}
        | {Topic.SECURITY, Topic.RETENTION}
    ),
    Topic.PEOPLE: frozenset(
        {Topic.REVENUE, Topic.ACQUISITION, Topic.CONVERSION, Topic.COST, Topic.ENGINEERING}
        | {Topic.RELIABILITY, Topic.BRAND, Topic.ENGAGEMENT}
    ),
    Topic.ACQUISITION: frozenset(
        {Topic.COST, Topic.ENGINEERING, Topic.PEOPLE, Topic.SECURITY} | {Topic.RETENTION}
    ),
    Topic.EFFICIENCY: frozenset(
        {Topic.BRAND, Topic.REVENUE, Topic.ACQUISITION, Topic.ENGAGEMENT, Topic.CONVERSION}
    ),
    Topic.ENGINEERING: frozenset(
        {Topic.BRAND, Topic.REVENUE, Topic.ACQUISITION, Topic.RETENTION, Topic.CONVERSION}
    ),
    Topic.SECURITY: frozenset(
        {Topic.BRAND, Topic.ACQUISITION, Topic.REVENUE, Topic.ENGAGEMENT, Topic.CONVERSION}
        | {Topic.COST, Topic.RETENTION}
    ),
    Topic.REVENUE: frozenset({Topic.ENGINEERING, Topic.SECURITY}),
    Topic.ENGAGEMENT: frozenset({Topic.REVENUE, Topic.COST, Topic.PEOPLE, Topic.SECURITY}),
    Topic.CONVERSION: frozenset({Topic.COST, Topic.PEOPLE, Topic.SECURITY, Topic.ENGINEERING}),
}
