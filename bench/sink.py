"""A mail server that takes everything and keeps nothing: `python -m bench.sink`. Prints its port; ends with its stdin."""

import sys

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from bench.server import free_port

if __name__ == "__main__":
    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    controller.start()
    print(controller.port, flush=True)
    sys.stdin.read()
    controller.stop()
