"""Forms of this room, one module for each theme. They only gather; what is right or wrong is decided by the actions."""
