"""What falls due by itself: the clock that ticks, a file a thing, and delivery of the outbox."""
