"""What processes cost, as the operating system counts it: CPU of whole trees, memory of one."""

import os
from collections import defaultdict
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Memory:
    """In MB."""

    rss: float
    own: float  # what no file holds, shared pages divided by who shares them
    from_files: float  # code of libraries and the like

    @classmethod
    def of(cls, pid: int) -> "Memory":
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        sizes = {words[0]: int(words[1]) * 1024 / 1e6 for line in lines[1:] if (words := line.split())}
        return cls(sizes["Rss:"], sizes["Pss_Anon:"], sizes["Rss:"] - sizes["Anonymous:"])

    @staticmethod
    def together(several: "list[Memory]") -> float:
        """What these need of the machine: they map the same files, which are there once. Not PSS itself: other
        programs that happen to map those files would make it look less."""
        return sum(one.own for one in several) + max(one.from_files for one in several)
