"""Attacks on processes: exits and signals at every moment, what outlives a notebook, bombs."""

from attack import SURVIVOR, Attack, doing, returning

IMPORTS = """
import atexit, ctypes, signal, subprocess, threading, time
def named():
    ctypes.CDLL(None).prctl(15, b"survivor")
"""
assert SURVIVOR in IMPORTS

DAEMON = (
    IMPORTS
    + """
def survive():
    for sig in range(1, 32):
        try:
            signal.signal(sig, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    named()
    time.sleep(300)
    os._exit(0)
def start():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            survive()
        os._exit(0)
"""
)
MEMORY = """
hoard = []
def grow():
    while True:
        hoard.append(np.ones(8_000_000))
"""
DISK = """
def fill():
    for place in ("/tmp", "/dev/shm", ".", "/var/tmp", os.path.expanduser("~")):
        try:
            for number in range(100_000):
                with open(f"{place}/left_behind_by_an_attack{number}", "wb") as file:
                    file.write(bytes(30_000_000))
        except OSError as error:
            print(error)
"""
BOMB = (
    IMPORTS
    + """
def bomb():
    end = time.time() + 1.0
    while time.time() < end:
        try:
            if os.fork() == 0:
                named()
                while True:
                    try:
                        os.fork()
                    except OSError:
                        time.sleep(300)
        except OSError:
            time.sleep(0.05)
"""
)
UNSTOPPABLE = """
import signal, time
def never():
    for sig in range(1, 32):
        try:
            signal.signal(sig, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass
"""
PTRACE = (
    IMPORTS
    + """
def attach():
    libc = ctypes.CDLL(None, use_errno=True)
    for pid in {os.getppid(), 1, 2, 3}:
        print(pid, libc.ptrace(16, pid, 0, 0), ctypes.get_errno())
        try:
            with open(f"/proc/{pid}/mem", "rb+") as memory:
                print(memory)
        except OSError as error:
            print(error)
        buffer = ctypes.create_string_buffer(64)
        print(libc.process_vm_readv(pid, buffer, 1, buffer, 1, 0))
"""
)

ATTACKS = [
    Attack("exit_in_a_cell", "ends the process in a cell", "os._exit(0)"),
    Attack("exit_in_functions", "ends the process in functions", "", doing("os._exit(0)")),
    Attack(
        "system_exit",
        "leaves politely, in a cell and in functions",
        "import sys",
        doing("sys.exit(0)"),
        last="sys.exit(0)",
    ),
    Attack(
        "kill_itself",
        "kills its own process",
        "import signal",
        doing("os.kill(os.getpid(), signal.SIGKILL)"),
    ),
    Attack(
        "kill_parent",
        "kills the process that started it",
        "import signal, time",
        doing("os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(1)"),
    ),
    Attack(
        "kill_everybody",
        "kills its group and every process that it can reach",
        "import signal, time",
        doing("""
            for target in (0, -1, 1, os.getppid(), -os.getppid()):
                try:
                    os.kill(target, signal.SIGKILL)
                except OSError as error:
                    print(error)
            time.sleep(1)
        """),
    ),
    Attack(
        "stop_itself", "stops without ending", "import signal", doing("os.kill(os.getpid(), 19)")
    ),
    Attack(
        "alarm", "sets an alarm that rings later", "import signal\nsignal.setitimer(0, 0.3, 0.2)"
    ),
    Attack(
        "exit_when_collected",
        "ends the process when an object is deleted, or Python ends",
        IMPORTS + "atexit.register(os._exit, 0)",
        doing("""
            class Last:
                def __del__(self):
                    os._exit(0)
            return [Last()]
        """),
    ),
    Attack(
        "exit_in_a_thread",
        "ends the process some time later, from a thread",
        IMPORTS + "threading.Timer(0.2, os._exit, [0]).start()",
        doing("threading.Timer(0.01, os._exit, [0]).start()\nreturn 0.0"),
    ),
    Attack("crash", "crashes the interpreter", "import ctypes", doing("ctypes.string_at(0)")),
    Attack(
        "recursion",
        "recurses without end, without a limit",
        "",
        doing("sys.setrecursionlimit(10**8)\nf = lambda: f()\nreturn f()"),
    ),
    Attack("trace_parent", "attaches a debugger to other processes", PTRACE + "attach()"),
    Attack(
        "daemon",
        "leaves a process that ignores every signal",
        DAEMON + "start()",
        doing("start()\nreturn 0.0"),
    ),
    Attack(
        "nohup",
        "leaves programs in the background",
        IMPORTS,
        last="""
        for _ in range(3):
            subprocess.Popen(["/usr/bin/env", "bash", "-c", "echo survivor > /proc/self/comm; "
                              "trap '' HUP TERM INT; exec -a survivor sleep 300"],
                             start_new_session=True)
        """,
    ),
    Attack(
        "threads",
        "leaves threads that go on working",
        IMPORTS,
        doing("threading.Thread(target=lambda: (named(), time.sleep(300))).start()\nreturn 0.0"),
    ),
    Attack("endless_loop", "never ends", "", doing("while True: pass")),
    Attack(
        "unstoppable",
        "never ends, whatever it is told",
        UNSTOPPABLE,
        {"total": doing("never()")["total"]},
        last="never()",
    ),
    Attack(
        "fork_bomb",
        "starts processes that start processes",
        BOMB,
        {"total": doing("bomb()\nreturn 0.0")["total"]},
        too_dangerous="would fill the process table",
    ),
    Attack(
        "memory_bomb",
        "takes all memory",
        MEMORY,
        {"total": doing("grow()")["total"]},
        too_dangerous="would take all memory",
    ),
    Attack(
        "disk_bomb",
        "fills the disk",
        DISK,
        {"total": doing("fill()\nreturn 0.0")["total"]},
        too_dangerous="would fill the disk",
    ),
    Attack(
        "endless_output",
        "prints without end",
        "",
        doing("while True: print('x' * 10_000)"),
        too_dangerous="would take all memory",
    ),
    Attack(
        "measured_time",
        "waits in the hope that a timeout counts as passed",
        "import time",
        returning("time.sleep(1.5)"),
    ),
]
