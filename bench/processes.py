"""What processes cost, as the operating system counts it: CPU of whole trees, memory of one."""

import os
from collections import defaultdict
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> tuple[int, float]:
    """Parent and CPU seconds of a process, those of its ended children included."""
    # The name may hold spaces and brackets; what follows the last bracket does not.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), sum(map(int, fields[11:15])) / TICKS


def _all() -> dict[int, tuple[int, float]]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found[int(entry.name)] = _stat(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def tree(root: int) -> dict[int, float]:
    """CPU seconds of a process and of all below it, by process."""
    found = _all()
    children = defaultdict(list)
    for pid, (parent, _) in found.items():
        children[parent].append(pid)
    below: dict[int, float] = {}
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        if pid in found:
            below[pid] = found[pid][1]
            waiting += children[pid]
    return below


def cpu_seconds(root: int | None) -> float:
    return sum(tree(root).values()) if root else 0.0


def memory(pid: int) -> tuple[float, float]:
    """RSS and PSS in MB; PSS counts what processes share only once."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {words[0]: int(words[1]) * 1024 / 1e6 for line in lines[1:] if (words := line.split())}
    return sizes["Rss:"], sizes["Pss:"]
