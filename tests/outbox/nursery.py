"""Forks workers out of one warm process: starting Python anew after each kill would take most of the test.

Reads "start" or "wait PID" per line, answers with a pid or an exit code. Leaves no worker behind.
"""

import os
import signal
import sys

import django
from django.core.management import call_command


def main(lease: str) -> None:
    django.setup()
    import desk.management.commands.worker  # noqa: F401 - warm

    children = set()
    for line in sys.stdin:
        order, _, pid = line.strip().partition(" ")
        if order == "start":
            child = os.fork()
            if child == 0:
                call_command("worker", "--lease", lease)
                os._exit(0)
            children.add(child)
            answer = child
        else:
            children.remove(int(pid))
            answer = os.waitstatus_to_exitcode(os.waitpid(int(pid), 0)[1])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for child in children:
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])
