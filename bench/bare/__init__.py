"""What each figure is compared with: the least that Django can do, on the same database and server."""
