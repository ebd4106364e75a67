"""The administrators' room: what is owed, who works here, which procedures run."""
