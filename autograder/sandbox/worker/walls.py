"""The inner wall: a submission's process shuts itself off from all others, and from the zygote.

This file is seen by students and runs inside the sandbox: standard library only, no secrets.
At level ``"bubblewrap"`` the process moves into namespaces of its own, covers ``/proc``, ``/tmp``
and ``/dev/shm``, and gives up every privilege; at level ``"process"`` it only limits itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import errno
import os
import platform
import resource
import signal
import struct
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

LINUX = sys.platform.startswith("linux")
NOBODY, CLEANUP_SECONDS = 65534, 5.0

# From the kernel's headers.
CLONE_NEW_ALL = 0x7E020000  # every CLONE_NEW… but NEWTIME, which clone() cannot name
CLONE_NEW_OURS = CLONE_NEW_ALL & ~0x02000000  # a control group of its own gains nothing
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 1 << 12, 1 << 14, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, CLEAR_ALL = 36, 38, 47, 4
CAPABILITY_VERSION_3, ALL_CAPABILITIES = 0x20080522, 64

# By machine: its mark, and the numbers of clone and socket.
MACHINES = {"x86_64": (0xC000003E, 56, 41), "aarch64": (0xC00000B7, 220, 198)}
# Calls that reach past namespaces or deep into the kernel, and that no assignment needs: unshare,
# setns, ptrace, process_vm_readv and _writev, add_key, request_key, keyctl, bpf, perf_event_open,
# userfaultfd, io_uring_setup; shmget and memfd_create, whose memory no limit counts.
DENIED = {
    "x86_64": (272, 308, 101, 310, 311, 248, 249, 250, 321, 298, 323, 425, 29, 319),
    "aarch64": (97, 268, 117, 270, 271, 217, 218, 219, 280, 241, 282, 425, 194, 279),
}
CLONE3 = 435

_libc = ctypes.CDLL(None, use_errno=True)


class WallError(Exception):
    """A wall could not be put up; the process must not run a student's code."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use; sizes in bytes. CPU and memory count for each process of it.

    Made from plain data by ``Limits(**values)``.
    """

    cpu_seconds: int = 120
    memory: int = 3 << 30
    processes: int = 32
    file_size: int = 64 << 20
    open_files: int = 256
    tmp_size: int = 256 << 20
    stack: int = 64 << 20

    def __post_init__(self) -> None:
        for name, value in dataclasses.asdict(self).items():
            if type(value) is not int or value <= 0:
                raise ValueError(f"limit {name} must be a positive whole number, not {value!r}")


def enter(
    level: str, limits: Limits, keep_fds: Iterable[int], report_fd: int | None = None
) -> None:
    """Wall the calling process off; return only in the process that is to run student code.

    To be called in a freshly forked child. That child forks once more and stays behind, only to
    wait: it ends with the exit code of the walled-off process, or 128 + the signal that ended it,
    and then nothing that the submission ever started is alive (at level ``"process"``: nothing
    that could be found).

    Parameters
    ----------
    level : ``"bubblewrap"``, or ``"process"`` where there is no sandbox.
    limits : what the submission may use.
    keep_fds : the file descriptors that stay open. Of 0, 1 and 2, those not named become
        ``/dev/null``.
    report_fd : where the process that waits writes the PID to kill, as the caller's PID namespace
        counts it, as decimal digits and a newline.

    Raises
    ------
    WallError
        If anything could not be put in place; in the process that called, or in its child.
    """
    if level not in ("bubblewrap", "process"):
        raise WallError(f"unknown level {level!r}")
    keep = set(keep_fds)
    close_other_fds(keep if report_fd is None else keep | {report_fd})
    if level == "bubblewrap":
        _unshare()
    elif LINUX:
        _prctl(PR_SET_CHILD_SUBREAPER, 1)
    _die_with_parent()
    pid = os.fork()
    if pid:
        _wait_and_exit(pid, level, report_fd)
    if report_fd is not None and report_fd not in keep:
        os.close(report_fd)
    # A signal to the process group (`kill(0, …)`) ignores PID namespaces: have one's own group.
    os.setsid()
    if level == "bubblewrap":
        _cover_folders(limits)
        _limit_resources(limits, strict=True)
        _drop_privileges()
    else:
        _limit_resources(limits, strict=False)
    # Last: a change of credentials would clear it.
    _die_with_parent()


def close_other_fds(keep: Iterable[int]) -> None:
    """Close every file descriptor but those to keep; 0, 1 and 2 become ``/dev/null`` instead."""
    keep = set(keep)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in {0, 1, 2} - keep:
        os.dup2(null, standard, inheritable=True)
    keep |= {0, 1, 2}
    for fd in _open_fds():
        if fd not in keep:
            with contextlib.suppress(OSError):  # the descriptor that listed them
                os.close(fd)


def _open_fds() -> list[int]:
    for folder in ("/proc/self/fd", "/dev/fd"):
        try:
            return [int(name) for name in os.listdir(folder)]
        except OSError:
            continue
    return list(range(resource.getrlimit(resource.RLIMIT_NOFILE)[0]))


def _unshare() -> None:
    if not LINUX:
        raise WallError("namespaces exist only on Linux")
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", CLONE_NEW_OURS)
    try:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{NOBODY} {uid} 1"),
            ("gid_map", f"{NOBODY} {gid} 1"),
        ):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    except OSError as error:
        raise WallError(f"the user namespace cannot be mapped: {error}") from error


def _cover_folders(limits: Limits) -> None:
    """Fresh, small /tmp and /dev/shm; nothing in /proc, which would show the zygote and others."""
    _mount(None, "/", None, MS_REC | MS_PRIVATE, None)
    flags = MS_NOSUID | MS_NODEV
    # Inodes cost kernel memory that `size` does not count.
    fresh = f"size={limits.tmp_size},nr_inodes=16384,mode=1777"
    # A Python that lies in /tmp is kept in /dev/shm while /tmp is covered.
    _mount("tmpfs", "/dev/shm", "tmpfs", flags, fresh)
    kept = _python_in_tmp()
    _show_again(kept, "/tmp", "/dev/shm", flags)
    _mount("tmpfs", "/tmp", "tmpfs", flags, fresh)
    _show_again(kept, "/dev/shm", "/tmp", flags)
    _mount("tmpfs", "/dev/shm", "tmpfs", flags, fresh)
    _mount("tmpfs", "/proc", "tmpfs", flags | MS_NOEXEC | MS_RDONLY, "size=4k,mode=555")
    # Whoever stands in the old /tmp could go on writing there, where others read.
    os.chdir("/tmp")
    for name in ("MPLCONFIGDIR", "IPYTHONDIR"):
        if os.environ.get(name, "").startswith("/tmp/"):
            os.makedirs(os.environ[name], mode=0o700, exist_ok=True)


def _python_in_tmp() -> set[str]:
    """Return the folders right in /tmp that the Python in use lies in."""
    prefixes = [os.path.realpath(prefix).split("/") for prefix in (sys.prefix, sys.base_prefix)]
    return {parts[2] for parts in prefixes if parts[1] == "tmp"}


def _show_again(names: Iterable[str], here: str, there: str, flags: int) -> None:
    """Let folders be seen in another place too, with what is mounted in them, read-only."""
    for name in names:
        place = f"{there}/{name}"
        os.mkdir(place, 0o755)
        _mount(f"{here}/{name}", place, None, MS_BIND | MS_REC, None)
        _mount(None, place, None, MS_BIND | MS_REMOUNT | MS_RDONLY | flags, None)


def _limit_resources(limits: Limits, *, strict: bool) -> None:
    """Set the kernel's limits; where not strict (macOS knows few of them), those that can be."""
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_FSIZE": limits.file_size,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_STACK": limits.stack,
        "RLIMIT_AS": limits.memory,
    }
    if strict:
        # Without a user namespace this would count all that the teacher's desktop runs.
        wanted["RLIMIT_NPROC"] = _process_limit(limits.processes, os.uname().release)
    for name, value in wanted.items():
        try:
            what = getattr(resource, name)
            hard = resource.getrlimit(what)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(what, (value, value))
        except (AttributeError, OSError, ValueError) as error:
            if strict:
                raise WallError(f"{name} cannot be set to {value}: {error}") from error


def _process_limit(processes: int, kernel: str) -> int:
    """Before Linux 5.14 a user's processes are counted together, other submissions' too."""
    major, minor = (int("".join(filter(str.isdigit, part))) for part in kernel.split(".")[:2])
    # One more: the process that waits counts too.
    return processes + 1 if (major, minor) >= (5, 14) else max(processes, 1024)


def _drop_privileges() -> None:
    with contextlib.suppress(WallError):  # the kernel knows fewer of them
        for capability in range(ALL_CAPABILITIES):
            _prctl(PR_CAPBSET_DROP, capability)
    _prctl(PR_CAP_AMBIENT, CLEAR_ALL)
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    _call("capset", header, bytes(24))
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _prctl(PR_SET_DUMPABLE, 0)
    _filter_system_calls()


def _filter_system_calls() -> None:
    """No further user namespaces, and nothing of `DENIED`; on the machines known there."""
    if platform.machine() not in MACHINES:
        return
    mark, clone, socket = MACHINES[platform.machine()]
    load, equal, at_least, any_bit, end = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, forbid = (end, 0, 0, 0x7FFF0000), (end, 0, 0, 0x50000 | errno.EPERM)
    number, architecture, first_argument = 0, 4, 16
    # Each: operation, how many to skip if so, how many if not, constant.
    program = [(load, 0, 0, architecture), (equal, 1, 0, mark), forbid, (load, 0, 0, number)]
    program += [(at_least, 0, 1, 0x40000000), forbid]  # x32, which numbers the calls otherwise
    for call in DENIED[platform.machine()]:
        program += [(equal, 0, 1, call), forbid]
    # Its flags cannot be read here; the C library falls back to clone.
    program += [(equal, 0, 1, CLONE3), (end, 0, 0, 0x50000 | errno.ENOSYS)]
    program += [(equal, 0, 4, clone), (load, 0, 0, first_argument)]
    program += [(any_bit, 0, 1, CLONE_NEW_ALL), forbid, allow]
    # Only Unix and Internet sockets: a virtual machine's AF_VSOCK knows no network namespaces.
    program += [(equal, 0, 4, socket), (load, 0, 0, first_argument)]
    unix, internet, internet6 = 1, 2, 10
    program += [(equal, 2, 0, unix), (equal, 1, 0, internet), (equal, 0, 1, internet6)]
    program += [allow, forbid]
    steps = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    head = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(steps))
    header = ctypes.create_string_buffer(head)
    _prctl(PR_SET_SECCOMP, 2, ctypes.addressof(header))


def _wait_and_exit(pid: int, level: str, report_fd: int | None) -> NoReturn:
    """Wait for the walled-off process, clear away what it leaves, and pass on how it ended."""
    code = 1
    try:
        if report_fd is not None:
            os.write(report_fd, b"%d\n" % pid)
        close_other_fds(())
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        code = status if status >= 0 else 128 - status
        if level == "process":
            with contextlib.suppress(OSError):  # nobody is left in its group
                os.killpg(pid, signal.SIGKILL)
            _kill_orphans()
    finally:
        # Whatever happens, this process must not go on into the zygote's code.
        os._exit(code)


def _kill_orphans() -> None:
    """Kill what was handed to this process as the subreaper, until nothing more is handed to it."""
    deadline = time.monotonic() + CLEANUP_SECONDS
    while time.monotonic() < deadline:
        try:
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                for pid in file.read().split():
                    os.kill(int(pid), signal.SIGKILL)
            os.waitpid(-1, 0)
        except OSError:  # no children, or no such file
            return


def _die_with_parent() -> None:
    if LINUX:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option: int, value: int, pointer: int = 0) -> None:
    _call("prctl", option, *map(ctypes.c_ulong, (value, pointer, 0, 0)))


def _mount(what: str | None, where: str, kind: str | None, flags: int, data: str | None) -> None:
    texts = [text if text is None else text.encode() for text in (what, where, kind, data)]
    _call("mount", *texts[:3], ctypes.c_ulong(flags), texts[3])


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        reason = os.strerror(ctypes.get_errno())
        raise WallError(f"{name}{arguments[:2]} failed: {reason}")
