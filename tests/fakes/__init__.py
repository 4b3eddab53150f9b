"""Stand-ins for the platforms: stateful servers over real HTTP and WebSocket."""
