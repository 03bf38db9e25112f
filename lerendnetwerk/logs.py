import logging


class WithoutTokens(logging.Filter):
    """Personal links stand in paths, and Django writes the path of each refused request: log the route instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            shown = f"/{match.route}" if match else f"/{path.split('/')[1]}/..."
            # Django escapes what it logs, so that a path cannot forge a line.
            written = (path, path.encode("unicode_escape").decode("ascii"))
            record.args = tuple(shown if value in written else value for value in record.args)
        return True
