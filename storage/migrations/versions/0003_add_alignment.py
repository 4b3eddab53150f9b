"""Alignment: requests, talks, changes to confirm, revisions, questions, linked accounts."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NEW_VALUES = {
    "collaborators": ("answer", "reason"),
    "comments": (
        "is_question",
        "prompt",
        "place_platform",
        "place_tenant",
        "place_kind",
        "place_id",
        "place_thread",
    ),
    "identities": ("keeps_apart", "name", "locale", "timezone"),
    "meetings": ("kind",),
}


def upgrade() -> None:
    """Forward."""
    if op.get_bind().dialect.name == "sqlite":
        never_twice = {"sqlite_autoincrement": True}
        with op.batch_alter_table("people", recreate="always", table_kwargs=never_twice):
            pass

    op.create_table(
        "link_codes",
        sa.Column("code_hash", AutoString(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_link_codes_person_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_link_codes")),
    )
    with op.batch_alter_table("link_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_codes_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_codes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "alignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("live_key", AutoString(length=60), nullable=True),
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("upper_key_result_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "countered",
                "accepted",
                "declined",
                "withdrawn",
                name="alignmentstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("answerer_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("importance", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("to_do", sa.Text(), nullable=False),
        sa.Column("counter", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("lapsed_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("place_platform", AutoString(length=20), nullable=False),
        sa.Column("place_tenant", AutoString(length=100), nullable=False),
        sa.Column("place_kind", AutoString(length=10), nullable=False),
        sa.Column("place_id", AutoString(length=200), nullable=False),
        sa.Column("place_thread", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_alignments_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["answerer_id"], ["people.id"], name=op.f("fk_alignments_answerer_id")
        ),
        sa.ForeignKeyConstraint(["asker_id"], ["people.id"], name=op.f("fk_alignments_asker_id")),
        sa.ForeignKeyConstraint(
            ["lower_id"], ["objectives.id"], name=op.f("fk_alignments_lower_id")
        ),
        sa.ForeignKeyConstraint(
            ["upper_id"], ["objectives.id"], name=op.f("fk_alignments_upper_id")
        ),
        sa.ForeignKeyConstraint(
            ["upper_key_result_id"],
            ["key_results.id"],
            name=op.f("fk_alignments_upper_key_result_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_alignments_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alignments")),
        sa.UniqueConstraint("live_key", name=op.f("uq_alignments_live_key")),
    )
    with op.batch_alter_table("alignments", schema=None) as batch_op:
        batch_op.create_index("ix_alignments_answerer", ["answerer_id", "state"], unique=False)
        batch_op.create_index("ix_alignments_asker", ["asker_id", "state"], unique=False)
        batch_op.create_index("ix_alignments_lower", ["lower_id", "state"], unique=False)
        batch_op.create_index("ix_alignments_state", ["workspace_id", "state"], unique=False)
        batch_op.create_index("ix_alignments_upper", ["upper_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_alignments_upper_key_result_id"), ["upper_key_result_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alignments_workspace_id"), ["workspace_id"], unique=False
        )

    op.create_table(
        "revisions",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_revisions_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_revisions_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_revisions_objective_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_revisions_person_id")),
        sa.PrimaryKeyConstraint("meeting_id", "objective_id", name=op.f("pk_revisions")),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revisions_objective_id"), ["objective_id"], unique=False
        )
        batch_op.create_index("ix_revisions_person", ["person_id", "done_at"], unique=False)

    op.create_table(
        "meeting_drafts",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_drafts_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_meeting_drafts_objective_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "objective_id", name=op.f("pk_meeting_drafts")),
    )
    with op.batch_alter_table("meeting_drafts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_drafts_objective_id"), ["objective_id"], unique=False
        )

    op.create_table(
        "shown_messages",
        sa.Column("platform", AutoString(length=20), nullable=False),
        sa.Column("tenant", AutoString(length=100), nullable=False),
        sa.Column("place_id", AutoString(length=200), nullable=False),
        sa.Column("message_id", AutoString(length=200), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("shown_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_shown_messages_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_results.id"], name=op.f("fk_shown_messages_key_result_id")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_shown_messages_objective_id")
        ),
        sa.PrimaryKeyConstraint(
            "platform", "tenant", "place_id", "message_id", name=op.f("pk_shown_messages")
        ),
    )
    with op.batch_alter_table("shown_messages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shown_messages_comment_id"), ["comment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_shown_messages_key_result_id"), ["key_result_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_shown_messages_objective_id"), ["objective_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_shown_messages_shown_at"), ["shown_at"], unique=False)

    op.create_table(
        "alignment_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "told",
                "confirmed",
                "reopened",
                "moot",
                name="newsstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alignment_id"], ["alignments.id"], name=op.f("fk_alignment_news_alignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["people.id"], name=op.f("fk_alignment_news_changed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name=op.f("fk_alignment_news_objective_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_alignment_news_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alignment_news")),
    )
    with op.batch_alter_table("alignment_news", schema=None) as batch_op:
        batch_op.create_index(
            "ix_alignment_news_alignment", ["alignment_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alignment_news_objective_id"), ["objective_id"], unique=False
        )
        batch_op.create_index("ix_alignment_news_person", ["person_id", "state"], unique=False)

    op.create_table(
        "alignment_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alignment_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "asked",
                "countered",
                "counter_accepted",
                "counter_refused",
                "accepted",
                "declined",
                "withdrawn",
                "reminded",
                "lapsed",
                "confirmed",
                "reopened",
                name="turnkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alignment_id"], ["alignments.id"], name=op.f("fk_alignment_turns_alignment_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_alignment_turns_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alignment_turns")),
    )
    with op.batch_alter_table("alignment_turns", schema=None) as batch_op:
        batch_op.create_index("ix_alignment_turns_alignment", ["alignment_id", "id"], unique=False)

    with op.batch_alter_table("collaborators", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "answer",
                sa.Enum(
                    "asked",
                    "in",
                    "talk",
                    "not_me",
                    name="collaboration",
                    native_enum=False,
                    length=20,
                ),
                nullable=False,
                server_default="asked",
            )
        )
        batch_op.add_column(sa.Column("answered_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_question", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("prompt", AutoString(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("place_platform", AutoString(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("place_tenant", AutoString(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("place_kind", AutoString(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("place_id", AutoString(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("place_thread", AutoString(), nullable=False, server_default="")
        )

    with op.batch_alter_table("identities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", AutoString(), nullable=True))
        batch_op.add_column(
            sa.Column("keeps_apart", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("name", AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("locale", AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("timezone", AutoString(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_identities_email"), ["email"], unique=False)

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum("follow_up", "align", name="meetingkind", native_enum=False, length=20),
                nullable=False,
                server_default="follow_up",
            )
        )
        batch_op.add_column(sa.Column("cycle_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("objective_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_meetings_cycle_id"), "cycles", ["cycle_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meetings_objective_id"), "objectives", ["objective_id"], ["id"]
        )

    # Every comment so far was made in a meeting, where all of them wait for an answer.
    op.execute("UPDATE comments SET is_question = true")

    # Who was named before this was told then, and is not told once more at the next change.
    op.execute("UPDATE collaborators SET told_at = asked_at WHERE told_at IS NULL")

    # The defaults were for the rows that were there; the code gives every new row its values.
    for table, columns in _NEW_VALUES.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_meetings_objective_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_meetings_cycle_id"), type_="foreignkey")
        batch_op.drop_column("objective_id")
        batch_op.drop_column("cycle_id")
        batch_op.drop_column("kind")

    with op.batch_alter_table("identities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identities_email"))
        batch_op.drop_column("timezone")
        batch_op.drop_column("locale")
        batch_op.drop_column("name")
        batch_op.drop_column("keeps_apart")
        batch_op.drop_column("email")

    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_column("place_thread")
        batch_op.drop_column("place_id")
        batch_op.drop_column("place_kind")
        batch_op.drop_column("place_tenant")
        batch_op.drop_column("place_platform")
        batch_op.drop_column("prompt")
        batch_op.drop_column("is_question")

    with op.batch_alter_table("collaborators", schema=None) as batch_op:
        batch_op.drop_column("reason")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("answer")

    with op.batch_alter_table("alignment_turns", schema=None) as batch_op:
        batch_op.drop_index("ix_alignment_turns_alignment")

    op.drop_table("alignment_turns")
    with op.batch_alter_table("alignment_news", schema=None) as batch_op:
        batch_op.drop_index("ix_alignment_news_person")
        batch_op.drop_index(batch_op.f("ix_alignment_news_objective_id"))
        batch_op.drop_index("ix_alignment_news_alignment")

    op.drop_table("alignment_news")
    with op.batch_alter_table("shown_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shown_messages_shown_at"))
        batch_op.drop_index(batch_op.f("ix_shown_messages_objective_id"))
        batch_op.drop_index(batch_op.f("ix_shown_messages_key_result_id"))
        batch_op.drop_index(batch_op.f("ix_shown_messages_comment_id"))

    op.drop_table("shown_messages")
    with op.batch_alter_table("meeting_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_drafts_objective_id"))

    op.drop_table("meeting_drafts")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index("ix_revisions_person")
        batch_op.drop_index(batch_op.f("ix_revisions_objective_id"))

    op.drop_table("revisions")
    with op.batch_alter_table("alignments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alignments_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_alignments_upper_key_result_id"))
        batch_op.drop_index("ix_alignments_upper")
        batch_op.drop_index("ix_alignments_state")
        batch_op.drop_index("ix_alignments_lower")
        batch_op.drop_index("ix_alignments_asker")
        batch_op.drop_index("ix_alignments_answerer")

    op.drop_table("alignments")
    with op.batch_alter_table("link_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_codes_person_id"))
        batch_op.drop_index(batch_op.f("ix_link_codes_expires_at"))

    op.drop_table("link_codes")

    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("people", recreate="always"):
            pass
