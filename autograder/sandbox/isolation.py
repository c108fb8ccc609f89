"""The outer wall: the command that starts the worker with nothing of the machine in sight.

Inside bubblewrap there is a read-only ``/usr``, the Python in use, the worker's own folder at
``/sandbox``, and nothing else: no home, no course, no network, no other process.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import site
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import ONE_THREAD

LEVELS = ("bubblewrap", "process")
NOBODY = "65534"
WORKER = Path(__file__).parent / "worker"

StrPath = str | os.PathLike[str]

# -P -s and a cleared environment are what -I stands for, but for PYTHONHASHSEED, which -I ignores.
PYTHON_OPTIONS = ("-P", "-s", "-B")

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
# What programs need of /etc: libraries, fonts, the time zone, a system matplotlib's settings.
_ETC = ("ld.so.cache", "alternatives", "fonts", "localtime", "matplotlibrc")
_DEVICES = ("null", "zero", "full", "random", "urandom")
# Of a prefix only these: a virtual environment may share its folder with the course.
_PREFIX_PARTS = ("bin", "lib", "lib32", "lib64", "etc", "share", "pyvenv.cfg")

_PROBE = """
import importlib.util, sys
print("started", flush=True)
found = {name: importlib.util.find_spec(name) for name in ("IPython", "numpy", "matplotlib")}
print("missing", *[name for name in found if not found[name]], flush=True)
sys.path.insert(0, "/sandbox")
import walls
walls.enter("bubblewrap", walls.Limits(), [1, 2])
print("walled", flush=True)
"""

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Requirement:
    """One thing that the sandbox needs of this machine."""

    name: str
    met: bool
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{self.name}: {self.found}"
        return f"  ok  {line}" if self.met else f"  NO  {line}\n      → {self.remedy}"


@dataclass(frozen=True)
class Diagnosis:
    """Which of `LEVELS` this machine gives, and why; checks end with the first that fails."""

    level: str
    requirements: tuple[Requirement, ...]

    @property
    def reason(self) -> str:
        """Why the level is not the highest, and what to do, in a line; empty if it is."""
        unmet = [each for each in self.requirements if not each.met]
        return " ".join(f"{each.name}: {each.found} {each.remedy}" for each in unmet)

    def __str__(self) -> str:
        return f"isolation: {self.level}\n" + "\n".join(map(str, self.requirements))


def environment(home: str = "/tmp") -> dict[str, str]:
    """All the environment variables that the worker gets; nothing is inherited."""
    return {
        "HOME": home,
        "USER": "student",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        **ONE_THREAD,
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "IPYTHONDIR": f"{home}/.ipython",
        "PYTHONHASHSEED": "0",
        "NBGRADER_EXECUTION": "autograde",
    }


def command(
    level: str,
    python: StrPath,
    worker_folder: StrPath,
    fd: int,
    *,
    home: str = "/tmp",
    hide: Iterable[StrPath] = (),
) -> list[str]:
    """The command line that starts ``zygote.py``; to be started with ``pass_fds=[fd]``.

    With bubblewrap the worker dies with the *thread* that started it.

    Parameters
    ----------
    level : one of `LEVELS`.
    python : the interpreter, of the installation or virtual environment that runs this code.
    worker_folder : the folder with ``zygote.py``; seen inside as ``/sandbox``.
    fd : the inherited file descriptor, given to ``zygote.py`` as its argument.
    home : a fresh folder; at level ``"process"`` only, inside bubblewrap it is ``/tmp``.
    hide : folders (the course) that must not be seen, wherever they lie. This package and the
        repository it belongs to are always hidden.
    """
    if level == "bubblewrap":
        script = ["/sandbox/zygote.py", str(fd)]
        return bubblewrap(python, worker_folder, hide) + inside(python, script)
    if level == "process":
        cleared = ["env", "-i", *(f"{name}={value}" for name, value in environment(home).items())]
        script = os.path.join(worker_folder, "zygote.py")
        return [*cleared, os.fspath(python), *PYTHON_OPTIONS, script, str(fd)]
    raise ValueError(f"level must be one of {LEVELS}, not {level!r}")


def inside(python: StrPath, arguments: Iterable[str]) -> list[str]:
    """What bubblewrap is to run: Python, as an unprivileged user."""
    run = [os.fspath(python), *PYTHON_OPTIONS, *arguments]
    if not is_root():
        return run
    # Only for users other than root does the kernel limit the number of processes.
    drop = ["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--no-new-privs"]
    return ["setpriv", *drop, "--inh-caps=-all", "--bounding-set=-all", "--", *run]


def bubblewrap(
    python: StrPath,
    worker_folder: StrPath,
    hide: Iterable[StrPath] = (),
) -> list[str]:
    """Bubblewrap with all its options, up to the ``--`` before the command to run."""
    options = [shutil.which("bwrap") or "bwrap", "--die-with-parent", "--new-session"]
    options += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    options += ["--unshare-cgroup-try", "--hostname", "sandbox", "--clearenv"]
    if not is_root():
        options += ["--unshare-user", "--uid", NOBODY, "--gid", NOBODY]
    for name, value in environment().items():
        options += ["--setenv", name, value]
    size = ["--size", str(256 << 20)] if _version() >= [0, 7] else []
    # Before what is shown: the Python in use may lie there.
    options += ["--perms", "1777", *size, "--tmpfs", "/tmp"]
    shown = [*map(Path, _SYSTEM), *_prefix_parts(python)]
    options += _mounts(shown, [*map(Path, hide), *_own_folders(), *_exchanges()])
    options += _parents(Path("/etc/fonts"))
    for name in _ETC:
        options += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    options += ["--proc", "/proc", "--tmpfs", "/dev", "--dir", "/dev/shm"]
    for name in _DEVICES:
        options += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    options += ["--ro-bind", os.path.realpath(worker_folder), "/sandbox"]
    options += ["--chdir", "/tmp"]
    return [*options, "--remount-ro", "/dev", "--remount-ro", "/", "--"]


def shows(path: Path) -> bool:
    """Whether a folder lies in what the sandbox shows, so that it must be hidden."""
    shown = [*map(Path, _SYSTEM), *_prefix_parts(sys.executable)]
    return any(path.is_relative_to(os.path.realpath(place)) for place in shown if place.exists())


def is_root() -> bool:
    """Whether the grader is root, and needs other means to run code as an unprivileged user."""
    return os.geteuid() == 0


def _mounts(shown: Iterable[Path], hidden: Iterable[Path]) -> list[str]:
    """Show some paths read-only, hide others that lie in them, the outermost first.

    Only real paths are mounted, so that what is hidden is so by every name; a path that leads
    there through symbolic links becomes a link.
    """
    links = {path: Path(os.path.realpath(path)) for path in shown if path.exists()}
    places = dict.fromkeys(links.values(), True)
    places |= {Path(os.path.realpath(path)): False for path in hidden}
    options, sealed, mounted = [], [], {}

    def is_shown(path: Path) -> bool:
        return next((mounted[above] for above in (path, *path.parents) if above in mounted), False)

    for path in sorted(places, key=lambda path: len(path.parts)):
        if is_shown(path) == places[path]:
            continue
        mounted[path] = places[path]
        if places[path]:
            options += [*_parents(path), "--ro-bind", str(path), str(path)]
        elif path.is_dir():
            options += ["--tmpfs", str(path)]
            sealed += ["--remount-ro", str(path)]
    for path, target in links.items():
        # Inside something shown the link is there already.
        if path != target and not is_shown(Path(os.path.realpath(path.parent))):
            options += [*_parents(path), "--symlink", str(target), str(path)]
    return options + sealed


def _parents(path: Path) -> list[str]:
    """The folders above, which bubblewrap would make for their owner only; those there stay."""
    above = [str(parent) for parent in reversed(path.parents)][1:]
    return [word for parent in above for word in ("--perms", "0755", "--dir", parent)]


def _prefix_parts(python: StrPath) -> list[Path]:
    """The folders of the Python in use, and of what it was made from."""
    prefixes = dict.fromkeys([sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix])
    parts = [Path(prefix, part) for prefix in prefixes for part in _PREFIX_PARTS]
    # Where the virtual environment's link to the interpreter leads, step by step.
    step = Path(os.path.abspath(python))
    while step.is_symlink():
        step = Path(os.path.normpath(step.parent / os.readlink(step)))
        parts.append(step)
    return parts


def _own_folders() -> list[Path]:
    """Where the hidden tests and solutions lie: this package, its repository, installed copies."""
    sites = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    installed = [Path(folder, _PACKAGE.name) for folder in sites]
    repository = [_PACKAGE.parent] if (_PACKAGE.parent / "pyproject.toml").exists() else []
    return [_PACKAGE, *repository, *(path for path in installed if path.is_dir())]


def _exchanges() -> list[Path]:
    """Where nbgrader's exchange and Jupyter's settings lie: others' work, a database's password."""
    prefixes = [sys.prefix, sys.base_prefix, "/usr", "/usr/local"]
    parts = ("share/nbgrader", "etc/jupyter")
    found = [Path(prefix, part) for prefix in dict.fromkeys(prefixes) for part in parts]
    return [path for path in [*found, Path("/usr/local/etc")] if path.is_dir()]


@functools.cache
def _version() -> list[int]:
    return [int(part) for part in re.findall(r"\d+", _output(["bwrap", "--version"])[0])]


@functools.cache
def probe() -> Diagnosis:
    """Find out how well this machine isolates, by starting a sandbox and a second one inside it."""
    requirements: list[Requirement] = []
    for requirement in _checks():
        requirements.append(requirement)
        if not requirement.met:  # the later ones build on it
            break
    return Diagnosis(LEVELS[0] if requirements[-1].met else LEVELS[1], tuple(requirements))


def _checks() -> Iterator[Requirement]:
    remedy = "Grade on Linux, or in a Linux virtual machine; here student code reads all you can."
    yield Requirement("Linux", sys.platform.startswith("linux"), sys.platform, remedy)
    for program, package in (("setpriv", "util-linux"), ("bwrap", "bubblewrap"))[not is_root() :]:
        path = shutil.which(program)
        remedy = f"Install it: `apt install {package}` or `dnf install {package}`."
        yield Requirement(program, bool(path), path or "not found.", remedy)
    version = ".".join(map(str, _version()))
    yield Requirement("its version", _version() >= [0, 5], version, "Install 0.5 or later.")
    start = bubblewrap(sys.executable, WORKER)
    said, complaint = _output(start + inside(sys.executable, ["-c", _PROBE]))
    found = "works." if "started" in said else complaint
    yield Requirement("starting a sandbox", "started" in said, found, _remedy())
    missing = re.findall(r"missing(.*)", said)[0].split()
    found = f"missing inside: {' '.join(missing)}." if missing else "found inside."
    remedy = "Use a virtual environment; packages from `pip install --user` are not seen."
    yield Requirement("Python packages", not missing, found, remedy)
    found = "works." if "walled" in said else complaint
    yield Requirement("sandboxes inside it", "walled" in said, found, _remedy())


def _output(arguments: list[str]) -> tuple[str, str]:
    """What a program prints, and the last line of what it complains about."""
    try:
        run = subprocess.run(
            arguments, capture_output=True, text=True, errors="replace", timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", f"{error}"
    complaint = run.stderr.strip() or f"ended with status {run.returncode}"
    return run.stdout, complaint.splitlines()[-1]


def _remedy() -> str:
    """What most likely stands in the way of namespaces on this machine, and how to lift it."""
    for setting, bad, good in (
        ("kernel.unprivileged_userns_clone", "0", "1"),
        ("user.max_user_namespaces", "0", "10000"),
        ("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),
    ):
        path = Path("/proc/sys", *setting.split("."))
        if path.exists() and path.read_text().strip() == bad:
            return (
                f"This system forbids user namespaces: `sudo sysctl {setting}={good}`, and the "
                f"line `{setting}={good}` in /etc/sysctl.d/90-autograder.conf to keep it so."
            )
    if any(Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv")):
        lifted = ("seccomp", "apparmor", "systempaths")
        flags = " ".join(f"--security-opt {each}=unconfined" for each in lifted)
        flags += " --cap-add SYS_ADMIN --cap-add NET_ADMIN" * is_root()
        return f"This is a container: start it with `{flags}`."
    if is_root():
        return f"User {NOBODY} must be able to read Python and this package: `chmod -R o+rX`."
    return "Ask whoever runs this machine to allow bubblewrap and user namespaces."
