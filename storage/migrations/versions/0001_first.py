"""Every table of okrbot 0.1."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From nothing."""
    op.create_table(
        "claims",
        sa.Column("key", AutoString(length=200), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_claims"),
    )
    op.create_index("ix_claims_at", "claims", ["at"])
    op.create_table(
        "lanes",
        sa.Column("platform", AutoString(length=20), nullable=False),
        sa.Column("tenant", AutoString(length=100), nullable=False),
        sa.Column("holder", AutoString(), nullable=False),
        sa.Column("leased_until", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", name="pk_lanes"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", AutoString(length=200), nullable=False),
        sa.Column("platform", AutoString(length=20), nullable=False),
        sa.Column("tenant", AutoString(length=100), nullable=False),
        sa.Column("address_kind", AutoString(length=10), nullable=False),
        sa.Column("address_id", AutoString(length=200), nullable=False),
        sa.Column("thread", AutoString(), nullable=False),
        sa.Column("body_kind", AutoString(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edit_channel", AutoString(), nullable=True),
        sa.Column("edit_id", AutoString(), nullable=True),
        sa.Column("only_for", AutoString(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("message_channel", AutoString(), nullable=True),
        sa.Column("message_id", AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index(
        "ix_outbox_address",
        "outbox",
        ["address_id", "priority", "id"],
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.create_index(
        "ix_outbox_dead",
        "outbox",
        ["id"],
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "ix_outbox_lane",
        "outbox",
        ["platform", "tenant", "priority", "next_at", "id", "state"],
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.create_index(
        "ix_outbox_sent_at",
        "outbox",
        ["sent_at"],
        sqlite_where=sa.text("sent_at IS NOT NULL"),
        postgresql_where=sa.text("sent_at IS NOT NULL"),
    )
    op.create_table(
        "received_events",
        sa.Column("platform", AutoString(length=20), nullable=False),
        sa.Column("event_id", AutoString(length=200), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("platform", "event_id", name="pk_received_events"),
    )
    op.create_index("ix_received_events_at", "received_events", ["at"])
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("locale", AutoString(), nullable=False),
        sa.Column("timezone", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )
    op.create_table(
        "cycles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_cycles_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cycles"),
        sa.UniqueConstraint("workspace_id", "name", name="uq_cycles_workspace_id_name"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("name_key", AutoString(), nullable=False),
        sa.Column("email", AutoString(), nullable=True),
        sa.Column("locale", AutoString(), nullable=False),
        sa.Column("locale_chosen", sa.Boolean(), nullable=False),
        sa.Column("timezone", AutoString(), nullable=False),
        sa.Column("timezone_chosen", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("welcomed_at", UTCDateTime(), nullable=True),
        sa.Column("prompt_weekday", sa.Integer(), nullable=False),
        sa.Column("prompt_at", sa.Time(), nullable=False),
        sa.Column("next_prompt_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["people.id"], name="fk_people_manager_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_people_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_index("ix_people_email", "people", ["email"])
    op.create_index("ix_people_name_key", "people", ["workspace_id", "name_key"])
    op.create_index("ix_people_next_prompt_at", "people", ["next_prompt_at", "id"])
    op.create_table(
        "settings",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_settings_workspace_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "name", name="pk_settings"),
    )
    op.create_table(
        "tenants",
        sa.Column("platform", AutoString(length=20), nullable=False),
        sa.Column("external_id", AutoString(length=100), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_tenants_workspace_id"
        ),
        sa.PrimaryKeyConstraint("platform", "external_id", name="pk_tenants"),
    )
    op.create_index("ix_tenants_workspace_id", "tenants", ["workspace_id"])
    op.create_table(
        "identities",
        sa.Column("platform", AutoString(length=20), nullable=False),
        sa.Column("tenant", AutoString(length=100), nullable=False),
        sa.Column("external_id", AutoString(length=100), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("profile_at", UTCDateTime(), nullable=True),
        sa.Column("last_seen_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_identities_person_id"),
        sa.PrimaryKeyConstraint("platform", "tenant", "external_id", name="pk_identities"),
    )
    op.create_index("ix_identities_person_id", "identities", ["person_id"])
    op.create_table(
        "objectives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.Column("published_title", AutoString(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.Column("archived_from", sa.String(20), nullable=True),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["objectives.id"], name="fk_objectives_copied_from_id"
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name="fk_objectives_cycle_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_objectives_owner_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_objectives_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_objectives"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_objectives_workspace_id_number"),
    )
    op.create_index("ix_objectives_copied_from_id", "objectives", ["copied_from_id"])
    op.create_index("ix_objectives_cycle", "objectives", ["cycle_id", "state", "number"])
    op.create_index("ix_objectives_owner", "objectives", ["owner_id", "cycle_id", "number"])
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("name_key", AutoString(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("lead_is_appointed", sa.Boolean(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("channel_platform", AutoString(), nullable=True),
        sa.Column("channel_tenant", AutoString(), nullable=True),
        sa.Column("channel_id", AutoString(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name="fk_teams_lead_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["teams.id"], name="fk_teams_parent_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_teams_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
        sa.UniqueConstraint("workspace_id", "name_key", name="uq_teams_workspace_id_name_key"),
    )
    op.create_index("ix_teams_channel_id", "teams", ["channel_id"])
    op.create_index("ix_teams_lead_id", "teams", ["lead_id"])
    op.create_index("ix_teams_parent_id", "teams", ["parent_id"])
    op.create_table(
        "key_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("direction", sa.String(20), nullable=False),
        sa.Column("start", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=True),
        sa.Column("current", sa.Float(), nullable=True),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("confidence", sa.String(20), nullable=True),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("checked_in_at", UTCDateTime(), nullable=True),
        sa.Column("published_title", AutoString(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name="fk_key_results_objective_id"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_key_results_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_key_results"),
        sa.UniqueConstraint(
            "objective_id", "position", name="uq_key_results_objective_id_position"
        ),
    )
    op.create_index("ix_key_results_owner_id", "key_results", ["owner_id"])
    op.create_table(
        "search_terms",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("term", AutoString(length=40), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name="fk_search_terms_objective_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "term", "objective_id", name="pk_search_terms"),
    )
    op.create_index("ix_search_terms_objective_id", "search_terms", ["objective_id"])
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_team_members_person_id"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_team_members_team_id"),
        sa.PrimaryKeyConstraint("team_id", "person_id", name="pk_team_members"),
    )
    op.create_index("ix_team_members_person_id", "team_members", ["person_id"])
    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week", AutoString(length=8), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("confidence", sa.String(20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_results.id"], name="fk_check_ins_key_result_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_check_ins_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_ins"),
    )
    op.create_index("ix_check_ins_key_result", "check_ins", ["key_result_id", "id"])
    op.create_table(
        "collaborators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name="fk_collaborators_asked_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_results.id"], name="fk_collaborators_key_result_id"
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name="fk_collaborators_objective_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_collaborators_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_collaborators"),
        sa.UniqueConstraint(
            "objective_id",
            "key_result_id",
            "person_id",
            name="uq_collaborators_objective_id_key_result_id_person_id",
        ),
    )
    op.create_index("ix_collaborators_key_result_id", "collaborators", ["key_result_id"])
    op.create_index("ix_collaborators_person", "collaborators", ["person_id", "objective_id"])
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("key_result_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("action", AutoString(length=40), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name="fk_history_actor_id"),
        sa.ForeignKeyConstraint(
            ["key_result_id"], ["key_results.id"], name="fk_history_key_result_id"
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objectives.id"], name="fk_history_objective_id"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_history_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_objective", "history", ["objective_id", "id"])


def downgrade() -> None:
    """To nothing."""
    op.drop_table("history")
    op.drop_table("collaborators")
    op.drop_table("check_ins")
    op.drop_table("team_members")
    op.drop_table("search_terms")
    op.drop_table("key_results")
    op.drop_table("teams")
    op.drop_table("objectives")
    op.drop_table("identities")
    op.drop_table("tenants")
    op.drop_table("settings")
    op.drop_table("people")
    op.drop_table("cycles")
    op.drop_table("workspaces")
    op.drop_table("received_events")
    op.drop_table("outbox")
    op.drop_table("lanes")
    op.drop_table("claims")
