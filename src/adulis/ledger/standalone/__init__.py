"""Programs that are given away: each is one file, and needs nothing but Python."""
