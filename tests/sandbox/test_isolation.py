"""The sandbox's walls, tried from inside, by processes that a small zygote forks."""

import contextlib
import json
import select
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from autograder.sandbox import isolation
from autograder.sandbox.worker import walls

ROOT = Path(__file__).parents[2]
LINUX_ONLY = pytest.mark.skipif(not walls.LINUX, reason="orphans are found only on Linux")

ZYGOTE = """
import json, os, select, signal, socket, sys
sys.path.insert(0, os.path.dirname(__file__))
import walls
channel = socket.socket(fileno=int(sys.argv[1]))
send = lambda **message: channel.send(json.dumps(message).encode())
open(os.environ["HOME"] + "/of-the-zygote", "w").close()
running = {}
def run(request, alive, report):
    try:
        limits = walls.Limits(**request["limits"])
        walls.enter(request["level"], limits, [channel.fileno(), alive], report)
        exec(request["code"], {"say": lambda value: send(said=value, name=request["name"])})
        code = 0
    except SystemExit as error:
        code = error.code
    except BaseException as error:
        send(said=repr(error), name=request["name"])
        code = 99
    os._exit(code)
while data := channel.recv(1 << 16):
    request = json.loads(data)
    name = request["name"]
    if "code" in request:
        (dead, alive), (reported, report) = os.pipe(), os.pipe()
        waiting = os.fork()
        if not waiting:
            run(request, alive, report)
        os.close(alive), os.close(report)
        pid = int(os.read(reported, 20) or 0)
        running[name] = pid, waiting, dead
        send(name=name, pid=pid)
    else:
        pid, waiting, dead = running.pop(name)
        if request["kill"]:
            os.kill({"submission": pid, "waiting": waiting}[request["kill"]], signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(waiting, 0)[1])
        # Whatever the submission started holds the other end.
        gone = bool(select.select([dead], [], [], 3)[0])
        send(name=name, ended=code, gone=gone)
"""


class Zygote:
    """The stand-in zygote, and the questions a test asks of the processes it forks."""

    def __init__(self, level, folder):
        self.level, self.names = level, 0
        (folder / "zygote.py").write_text(ZYGOTE)
        shutil.copy(walls.__file__, folder / "walls.py")
        folder.chmod(0o755)  # the grader may be root, and the sandbox's user is not
        self.channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        home = folder / "home"
        home.mkdir()
        command = isolation.command(level, sys.executable, folder, theirs.fileno(), home=str(home))
        self.process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], env={"SECRET": "1"}, stdin=subprocess.DEVNULL
        )
        theirs.close()
        self.mail = []

    def start(self, code, **limits):
        """Start a submission; its name."""
        self.names += 1
        name = str(self.names)
        code = textwrap.dedent(code)
        self.send(name=name, code=code, limits=limits, level=self.level)
        assert self.receive(name, "pid")["pid"]
        return name

    def said(self, name):
        return self.receive(name, "said")["said"]

    def end(self, name, kill=None):
        """Wait for a submission or kill it: its exit code, and whether nothing of it is left."""
        self.send(name=name, kill=kill)
        answer = self.receive(name, "ended")
        return answer["ended"], answer["gone"]

    def ask(self, code, **limits):
        """What a submission says, which then ends as it should."""
        name = self.start(code, **limits)
        said = self.said(name)
        assert self.end(name) == (0, True), said
        return said

    def send(self, **message):
        self.channel.send(json.dumps(message).encode())

    def receive(self, name, key):
        while True:
            for letter in self.mail:
                if letter["name"] == name and key in letter:
                    self.mail.remove(letter)
                    return letter
            assert select.select([self.channel], [], [], 20)[0], "no answer from the sandbox"
            data = self.channel.recv(1 << 20)
            assert data, "the sandbox has gone"
            self.mail.append(json.loads(data))

    def close(self):
        self.process.kill()
        self.process.wait()
        self.channel.close()


def running(level, tmp_path_factory):
    return contextlib.closing(Zygote(level, tmp_path_factory.mktemp("worker")))


@pytest.fixture(scope="module")
def zygote(bubblewrap, tmp_path_factory):
    with running("bubblewrap", tmp_path_factory) as zygote:
        yield zygote


@pytest.fixture(scope="module")
def plain_zygote(tmp_path_factory):
    with running("process", tmp_path_factory) as zygote:
        yield zygote


@pytest.fixture(params=["bubblewrap", "process"])
def any_zygote(request):
    return request.getfixturevalue("zygote" if request.param == "bubblewrap" else "plain_zygote")


def test_nothing_of_the_machine_is_in_sight(zygote, tmp_path):
    paths = [ROOT / "pyproject.toml", ROOT / "autograder", ROOT / "tests", tmp_path]
    paths += [
        Path.home() / ".bashrc",
        "/home",
        "/etc/passwd",
        "/etc/shadow",
        "/var",
        "/run",
        "/sys",
    ]
    code = f"import os; say([path for path in {[*map(str, paths)]} if os.path.exists(path)])"
    assert zygote.ask(code) == []


def test_no_hidden_test_or_solution_lies_anywhere(zygote):
    found = zygote.ask("""
        import os, sys
        wanted = {"autograder", "hidden_tests", "assignments", "gradecheck_causes.py"}
        say([top + "/" + name for top, folders, files in os.walk("/")
             for name in wanted.intersection(folders + files)
             if top + "/" + name != sys.prefix + "/bin/autograder"])
    """)
    assert found == []


def test_nothing_of_the_environment_is_inherited(any_zygote):
    names = set(any_zygote.ask("import os; say(sorted(os.environ))"))
    assert names - {"PWD", "LC_CTYPE"} == set(isolation.environment())


def test_texts_hash_alike_in_every_sandbox(any_zygote):
    code = "import sys; print(hash('a'))"
    known = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={"PYTHONHASHSEED": "0"}
    )
    assert any_zygote.ask("say(hash('a'))") == int(known.stdout)


def test_no_other_process_can_be_seen_or_signalled(zygote):
    assert zygote.ask("""
        import os, signal
        alive = []
        for pid in range(2, 2000):
            try:
                os.kill(pid, 0)
                alive.append(pid)
            except ProcessLookupError:
                pass
        os.kill(0, signal.SIGTERM)  # the process group
        say([os.listdir("/proc"), os.getpid(), os.getppid(), os.getpgrp(), alive])
    """) == [[], 1, 0, 1, []]
    assert zygote.ask("say('the zygote lives')")


def test_no_network(zygote):
    abstract = f"\0autograder-{id(zygote)}"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(abstract)
        local.listen()
        said = zygote.ask(f"""
            import socket
            def attempt(family, address):
                try:
                    socket.socket(family).connect(address)
                except OSError as error:
                    return type(error).__name__
            say([attempt(socket.AF_INET, {server.getsockname()!r}),
                 attempt(socket.AF_UNIX, {abstract!r}), attempt(socket.AF_VSOCK, (2, 22)),
                 attempt(socket.AF_NETLINK, (0, 0))])
        """)
    assert said == ["OSError", "ConnectionRefusedError", "PermissionError", "PermissionError"]


def test_only_tmp_and_shared_memory_can_be_written(zygote):
    said = zygote.ask("""
        import os
        places = []
        for top, folders, _ in os.walk("/"):
            folders[:] = [name for name in folders if top.count("/") < 4]
            try:
                with open(top + "/attempt", "w"):
                    places.append(top)
            except OSError:
                pass
        say([sorted(places), os.getcwd()])
    """)
    assert said == [["/dev/shm", "/tmp", "/tmp/.ipython", "/tmp/.matplotlib"], "/tmp"]


def test_two_submissions_share_no_folder(zygote):
    code = """
        import os, sys, time
        time.sleep(WAIT)
        # A virtual environment may lie in /tmp, and is seen there.
        python = {part for part in sys.prefix.split("/") if sys.prefix.startswith("/tmp/")}
        say(sorted({*os.listdir("."), *os.listdir("/dev/shm")} - python))
        open("/tmp/mine", "w"), open("/dev/shm/mine", "w")
        time.sleep(LAST)
    """
    stays = code.replace("WAIT", "0").replace("LAST", "60")
    first, second = zygote.start(stays), zygote.start(stays)
    third = zygote.ask(code.replace("WAIT", "0.2").replace("LAST", "0"))
    assert zygote.said(first) == zygote.said(second) == third == [".ipython", ".matplotlib"]
    assert zygote.end(first, "submission") == zygote.end(second, "submission") == (137, True)


def test_no_descriptor_of_the_zygote_is_left(any_zygote):
    fds = any_zygote.ask("""
        import os
        fds = []
        for fd in range(256):
            try:
                os.fstat(fd)
                fds.append(fd)
            except OSError:
                pass
        say([fds[:3], len(fds), os.fstat(1).st_rdev == os.stat("/dev/null").st_rdev])
    """)
    assert fds == [[0, 1, 2], 5, True]


def test_memory_is_limited(any_zygote):
    said = any_zygote.ask(
        """
        try:
            block = bytearray(1 << 30)
        except MemoryError:
            say("MemoryError")
    """,
        memory=500 << 20,
    )
    assert said == "MemoryError"


def test_a_fork_bomb_is_bounded(zygote):
    code = """
        import os, time
        forks = 0
        try:
            while forks < 500:
                if not os.fork():
                    time.sleep(60)
                forks += 1
        except BlockingIOError:
            pass
        say(forks)
    """
    first = zygote.start(code + "    time.sleep(60)", processes=20)
    assert zygote.said(first) == 19
    # One submission's processes are not counted as another's.
    assert zygote.ask(code, processes=20) == 19
    assert zygote.end(first, "submission") == (137, True)


def test_files_are_limited(zygote):
    code = """
        import os
        errors = []
        for name in ("/tmp/{}", "/dev/shm/{}"):
            try:
                for number in range(100):
                    with open(name.format(number), "wb") as file:
                        file.write(bytes(SIZE))
            except OSError as error:
                errors.append(os.strerror(error.errno))
        say(errors)
    """
    limits = {"file_size": 1 << 20, "tmp_size": 4 << 20}
    too_large = zygote.ask(code.replace("SIZE", "2 << 20"), **limits)
    assert too_large == ["File too large"] * 2
    full = zygote.ask(code.replace("SIZE", "1 << 20"), **limits)
    assert full == ["No space left on device"] * 2


def test_time_is_limited(any_zygote):
    name = any_zygote.start("while True: pass", cpu_seconds=1)
    assert any_zygote.end(name) == (137, True)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("raise SystemExit(7)", 7),
        ("import ctypes; ctypes.string_at(0)", 128 + signal.SIGSEGV),
        ("import os; os.abort()", None),
    ],
)
def test_how_it_ended_is_known(any_zygote, code, expected):
    ended, gone = any_zygote.end(any_zygote.start(code))
    assert gone and (ended == expected if expected else ended > 128)


DAEMON = """
    import os, time
    if not os.fork():
        os.setsid()
        if not os.fork():
            say("the daemon runs")
            time.sleep(60)
        os._exit(0)
"""


@LINUX_ONLY
@pytest.mark.parametrize("stays", ["    time.sleep(60)\n", ""])
def test_a_daemon_does_not_outlive_its_submission(any_zygote, stays):
    name = any_zygote.start(DAEMON + (stays or "    time.sleep(0.3)\n"))
    assert any_zygote.said(name) == "the daemon runs"
    ended, gone = any_zygote.end(name, kill="submission" if stays else None)
    assert gone
    assert ended == (137 if stays else 0)


def test_a_submission_does_not_outlive_the_process_that_waits_for_it(zygote):
    name = zygote.start(DAEMON + "    time.sleep(60)\n")
    assert zygote.said(name) == "the daemon runs"
    assert zygote.end(name, kill="waiting") == (-signal.SIGKILL, True)


def test_nothing_outlives_the_grader(bubblewrap, tmp_path_factory):
    with running("bubblewrap", tmp_path_factory) as zygote:
        assert zygote.said(zygote.start(DAEMON + "    time.sleep(60)\n")) == "the daemon runs"
        zygote.process.kill()
        with pytest.raises(AssertionError, match="the sandbox has gone"):
            zygote.receive("nobody", "pid")


def test_no_privilege_is_left(zygote):
    capabilities, tracing, privileges, ids = zygote.ask("""
        import ctypes, os, struct
        libc = ctypes.CDLL(None, use_errno=True)
        data = ctypes.create_string_buffer(24)
        libc.capget(struct.pack("Ii", 0x20080522, 0), data)
        bounding = [libc.prctl(23, number, 0, 0, 0) for number in range(41)]
        tracing = [libc.ptrace(16, pid, None, None) for pid in (0, 1, 2, 3)]
        privileges = [libc.prctl(option, 0, 0, 0, 0) for option in (39, 3)]
        say([[*data.raw, *bounding], tracing, privileges, [os.getuid(), os.getgid()]])
    """)
    assert not any(capabilities)
    assert tracing == [-1] * 4
    assert privileges == [1, 0]  # no new privileges; not dumpable
    assert ids == [65534, 65534]


def test_what_is_covered_cannot_be_uncovered(zygote):
    said = zygote.ask("""
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        results = []
        def attempt(function, *arguments):
            failed = getattr(libc, function)(*arguments) == -1
            results.append(failed and os.strerror(ctypes.get_errno()))
        attempt("umount2", b"/proc", 0)
        attempt("umount2", b"/tmp", 2)
        attempt("mount", b"proc", b"/proc", b"proc", 0, None)
        attempt("mount", None, b"/", None, ctypes.c_ulong(32 | 4096), None)
        attempt("unshare", 0x10000000)
        attempt("unshare", 0x10020000)
        attempt("syscall", 56 if os.uname().machine == "x86_64" else 220, 0x10000011, 0, 0, 0, 0)
        attempt("chroot", b"/tmp")
        say([results, os.listdir("/proc")])
    """)
    assert said == [["Operation not permitted"] * 8, []]


def test_ordinary_programs_still_run(any_zygote):
    said = any_zygote.ask("""
        import multiprocessing, subprocess, sys, tempfile, threading
        heard = []
        thread = threading.Thread(target=heard.append, args=("thread",))
        thread.start(), thread.join()
        heard.append(subprocess.run(["echo", "program"], capture_output=True, text=True).stdout)
        with multiprocessing.get_context("fork").Pool(2) as pool:
            heard += pool.map(abs, [-1, -2])
        with tempfile.TemporaryFile() as file:
            heard.append(file.write(b"abc"))
        say(heard)
    """)
    assert said == ["thread", "program\n", 1, 2, 3]


def test_what_is_hidden_is_empty_and_what_lies_in_it_is_shown(bubblewrap):
    numpy = Path(sys.modules.get("numpy", pytest.importorskip("numpy")).__file__).parent
    # The whole environment hidden, as if it lay in the course; and a package in what is shown.
    start = isolation.bubblewrap(sys.executable, isolation.WORKER, hide=[sys.prefix, numpy])
    code = f"import IPython, os; print(os.listdir({str(numpy)!r}))"
    run = subprocess.run(
        start + isolation.inside(sys.executable, ["-c", code]), capture_output=True, text=True
    )
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_hiding_and_showing_nest(tmp_path):
    real = tmp_path / "real"
    (real / "course" / "venv" / "autograder").mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(real)
    shown = [link, real / "course" / "venv"]
    options = isolation._mounts(shown, [real / "course", link / "course" / "venv" / "autograder"])
    words = [word for word in options if word.startswith(("--ro", "--t", "--s", "--rem"))]
    assert (
        words
        == ["--ro-bind", "--tmpfs", "--ro-bind", "--tmpfs", "--symlink"] + ["--remount-ro"] * 2
    )


def test_an_installed_copy_of_the_hidden_tests_is_hidden(tmp_path, monkeypatch):
    monkeypatch.setattr(isolation.site, "getsitepackages", lambda: [str(tmp_path)])
    (tmp_path / "autograder").mkdir()
    assert {tmp_path / "autograder", ROOT / "autograder", ROOT} <= set(isolation._own_folders())


def test_the_diagnosis_says_what_to_do(monkeypatch):
    monkeypatch.setattr(isolation.shutil, "which", {"setpriv": "/usr/bin/setpriv"}.get)
    diagnosis = isolation.probe.__wrapped__()
    assert diagnosis.level == "process"
    assert "bubblewrap" in diagnosis.reason or not walls.LINUX
    assert "NO" in str(diagnosis)


def test_limits_are_checked():
    assert walls.Limits(**{"processes": 4}).processes == 4
    for wrong in ({"memory": 0}, {"memory": 1.5}, {"stack": True}):
        with pytest.raises(ValueError, match="positive whole number"):
            walls.Limits(**wrong)
    assert walls._process_limit(32, "5.4.0-generic") == 1024
    assert walls._process_limit(32, "6.1.0+deb12") == 33


def test_levels_are_checked(tmp_path):
    with pytest.raises(ValueError, match="level"):
        isolation.command("none", sys.executable, tmp_path, 3)
    with pytest.raises(walls.WallError, match="level"):
        walls.enter("none", walls.Limits(), [])
