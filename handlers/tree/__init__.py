"""The alignment tree: of a person, a team, the company or around one objective."""
