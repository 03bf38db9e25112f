"""Sessions in people's own calendars: invitations by mail, or a feed that a calendar reads."""
