"""Teams: their people, their lead, their channel and their week."""
