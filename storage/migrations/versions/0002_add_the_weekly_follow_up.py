"""The weekly follow-up: rounds, days off, risks, action items, meetings, the team's day."""

from datetime import time

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PEOPLE = sa.table(
    "people",
    sa.column("prompt_weekday", sa.Integer()),
    sa.column("prompt_at", sa.Time()),
    sa.column("prompt_chosen", sa.Boolean()),
)
_NEW_VALUES = {
    "check_ins": ("is_unchanged",),
    "people": ("prompt_chosen", "country"),
    "teams": ("timezone", "weekly_weekday", "weekly_at", "names_shown"),
}


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "company_days",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("country", AutoString(length=10), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_company_days_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "day", "country", name=op.f("pk_company_days")),
    )
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["delegate_id"], ["people.id"], name=op.f("fk_away_delegate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_away_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_away_delegate_id"), ["delegate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_away_person_id"), ["person_id"], unique=False)

    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", AutoString(length=200), nullable=False),
        sa.Column("kind", AutoString(length=20), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("week", AutoString(length=8), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reminders_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("key", name=op.f("uq_reminders_key")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index("ix_reminders_at", ["at", "id"], unique=False)
        batch_op.create_index("ix_reminders_subject", ["kind", "subject_id"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week", AutoString(length=8), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "prompted",
                "snoozed",
                "skipped",
                "delegated",
                "done",
                "off",
                "missed",
                name="roundstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("prompted_at", UTCDateTime(), nullable=True),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["delegate_id"], ["people.id"], name=op.f("fk_rounds_delegate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rounds_person_id")),
        sa.PrimaryKeyConstraint("person_id", "week", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_delegate_id"), ["delegate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_week"), ["week"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("week", AutoString(length=8), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("reading_ends_at", UTCDateTime(), nullable=False),
        sa.Column("reading_ended_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("place_platform", AutoString(length=20), nullable=False),
        sa.Column("place_tenant", AutoString(length=100), nullable=False),
        sa.Column("place_kind", AutoString(length=10), nullable=False),
        sa.Column("place_id", AutoString(length=200), nullable=False),
        sa.Column("place_thread", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["people.id"], name=op.f("fk_meetings_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["people.id"], name=op.f("fk_meetings_started_by_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_meetings_team_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_meetings_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("ix_meetings_team", ["team_id", "id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_comments_answered_by_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_comments_author_id")),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_results.id"], name=op.f("fk_comments_key_result_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_comments_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_comments_objective_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_comments_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comments_key_result_id"), ["key_result_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_comments_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index("ix_comments_objective", ["objective_id", "id"], unique=False)

    op.create_table(
        "risks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=False),
        sa.Column("check_in_id", sa.Integer(), nullable=True),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "taken",
                "withdrawn",
                name="riskstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("place_platform", AutoString(length=20), nullable=False),
        sa.Column("place_tenant", AutoString(length=100), nullable=False),
        sa.Column("place_kind", AutoString(length=10), nullable=False),
        sa.Column("place_id", AutoString(length=200), nullable=False),
        sa.Column("place_thread", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_risks_answered_by_id")
        ),
        sa.ForeignKeyConstraint(["asker_id"], ["people.id"], name=op.f("fk_risks_asker_id")),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.id"], name=op.f("fk_risks_check_in_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_results.id"], name=op.f("fk_risks_key_result_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_risks_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risks")),
    )
    with op.batch_alter_table("risks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risks_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_risks_check_in_id"), ["check_in_id"], unique=False)
        batch_op.create_index("ix_risks_key_result", ["key_result_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_risks_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "done", "dropped", name="actionstate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "check_in",
                "risk",
                "meeting",
                "todo",
                name="actionsource",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("key_result_id", sa.Integer(), nullable=True),
        sa.Column("check_in_id", sa.Integer(), nullable=True),
        sa.Column("risk_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_action_items_by_id")),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.id"], name=op.f("fk_action_items_check_in_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_results.id"], name=op.f("fk_action_items_key_result_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_action_items_meeting_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_action_items_owner_id")),
        sa.ForeignKeyConstraint(["risk_id"], ["risks.id"], name=op.f("fk_action_items_risk_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_action_items_team_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_action_items_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_items")),
    )
    with op.batch_alter_table("action_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_items_check_in_id"), ["check_in_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_items_key_result_id"), ["key_result_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_action_items_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index("ix_action_items_number", ["workspace_id", "number"], unique=True)
        batch_op.create_index("ix_action_items_owner", ["owner_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_risk_id"), ["risk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_items_team_id"), ["team_id"], unique=False)

    op.create_table(
        "risk_asks",
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("nudged_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("forwarded_to_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_risk_asks_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["forwarded_to_id"], ["people.id"], name=op.f("fk_risk_asks_forwarded_to_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_risk_asks_person_id")),
        sa.ForeignKeyConstraint(["risk_id"], ["risks.id"], name=op.f("fk_risk_asks_risk_id")),
        sa.PrimaryKeyConstraint("risk_id", "person_id", name=op.f("pk_risk_asks")),
    )
    with op.batch_alter_table("risk_asks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_asks_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("support_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("next_step_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "status",
                sa.Enum(
                    "on_track",
                    "at_risk",
                    "off_track",
                    "no_value",
                    "done",
                    name="status",
                    native_enum=False,
                    length=20,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "proposed",
                sa.Enum(
                    "on_track",
                    "at_risk",
                    "off_track",
                    "no_value",
                    "done",
                    name="status",
                    native_enum=False,
                    length=20,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column("is_unchanged", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("updated_at", UTCDateTime(), nullable=True))
        batch_op.create_index("ix_check_ins_week", ["week", "person_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_check_ins_support_from_id"), "people", ["support_from_id"], ["id"]
        )

    with op.batch_alter_table("key_results", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "status",
                sa.Enum(
                    "on_track",
                    "at_risk",
                    "off_track",
                    "no_value",
                    "done",
                    name="status",
                    native_enum=False,
                    length=20,
                ),
                nullable=True,
            )
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edit_key", AutoString(length=200), nullable=True))

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("prompt_chosen", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("country", AutoString(length=10), nullable=False, server_default="")
        )

    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("timezone", AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("prompt_weekday", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("prompt_at", sa.Time(), nullable=True))
        batch_op.add_column(
            sa.Column("weekly_weekday", sa.Integer(), nullable=False, server_default="5")
        )
        batch_op.add_column(
            sa.Column("weekly_at", sa.Time(), nullable=False, server_default="16:00:00.000000")
        )
        batch_op.add_column(sa.Column("next_weekly_at", UTCDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("names_shown", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_index("ix_teams_next_weekly_at", ["next_weekly_at", "id"], unique=False)

    # Rows that are there have got their values; from now on the program gives them.
    for table, columns in _NEW_VALUES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
    # Another day or time than the usual was somebody's choice.
    op.execute(
        _PEOPLE.update()
        .where(sa.or_(_PEOPLE.c.prompt_weekday != 1, _PEOPLE.c.prompt_at != time(10)))
        .values(prompt_chosen=True)
    )


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_index("ix_teams_next_weekly_at")
        batch_op.drop_column("names_shown")
        batch_op.drop_column("next_weekly_at")
        batch_op.drop_column("weekly_at")
        batch_op.drop_column("weekly_weekday")
        batch_op.drop_column("prompt_at")
        batch_op.drop_column("prompt_weekday")
        batch_op.drop_column("timezone")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("edit_key")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("country")
        batch_op.drop_column("prompt_chosen")

    with op.batch_alter_table("key_results", schema=None) as batch_op:
        batch_op.drop_column("status")

    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_check_ins_support_from_id"), type_="foreignkey")
        batch_op.drop_index("ix_check_ins_week")
        batch_op.drop_column("updated_at")
        batch_op.drop_column("is_unchanged")
        batch_op.drop_column("proposed")
        batch_op.drop_column("status")
        batch_op.drop_column("next_step_on")
        batch_op.drop_column("support_from_id")

    with op.batch_alter_table("risk_asks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_asks_person_id"))

    op.drop_table("risk_asks")
    with op.batch_alter_table("action_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_items_team_id"))
        batch_op.drop_index(batch_op.f("ix_action_items_risk_id"))
        batch_op.drop_index("ix_action_items_owner")
        batch_op.drop_index("ix_action_items_number")
        batch_op.drop_index(batch_op.f("ix_action_items_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_action_items_key_result_id"))
        batch_op.drop_index(batch_op.f("ix_action_items_check_in_id"))

    op.drop_table("action_items")
    with op.batch_alter_table("risks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risks_workspace_id"))
        batch_op.drop_index("ix_risks_key_result")
        batch_op.drop_index(batch_op.f("ix_risks_check_in_id"))
        batch_op.drop_index(batch_op.f("ix_risks_asker_id"))

    op.drop_table("risks")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index("ix_comments_objective")
        batch_op.drop_index(batch_op.f("ix_comments_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_comments_key_result_id"))

    op.drop_table("comments")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index("ix_meetings_team")

    op.drop_table("meetings")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_week"))
        batch_op.drop_index(batch_op.f("ix_rounds_delegate_id"))

    op.drop_table("rounds")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index("ix_reminders_subject")
        batch_op.drop_index("ix_reminders_at")

    op.drop_table("reminders")
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_away_person_id"))
        batch_op.drop_index(batch_op.f("ix_away_delegate_id"))

    op.drop_table("away")
    op.drop_table("company_days")
