"""Submissions whose folder is odd: names, places, and files beside the notebook."""

import shutil

from odd_course import NOTEBOOK, Odd, add, cell

NAME = f"{NOTEBOOK}.ipynb"


def renamed(notebook, folder):
    (folder / NAME).rename(folder / "my homework (final).ipynb")


def in_a_subfolder(notebook, folder):
    (folder / "small_files").mkdir()
    (folder / NAME).rename(folder / "small_files" / NAME)


def renamed_twice(notebook, folder):
    shutil.copy(folder / NAME, folder / "final.ipynb")
    (folder / NAME).rename(folder / "final 2.ipynb")


def only_another_notebook(notebook, folder):
    (folder / NAME).unlink()
    (folder / "notes.ipynb").write_text('{"cells": []}')


def only_in_checkpoints(notebook, folder):
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / NAME).rename(folder / ".ipynb_checkpoints" / NAME)


def nothing_at_all(notebook, folder):
    shutil.rmtree(folder)
    folder.mkdir()


def folder_as_notebook(notebook, folder):
    (folder / NAME).unlink()
    (folder / NAME).mkdir()


def file_as_folder(notebook, folder):
    shutil.rmtree(folder)
    folder.write_text("my homework")


def notebook_as_link(notebook, folder):
    (folder / NAME).rename(folder.parent / NAME)
    (folder / NAME).symlink_to(folder.parent / NAME)


def folder_as_link(notebook, folder):
    folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(folder.parent / "elsewhere")


def dangling_link(notebook, folder):
    (folder / "data.csv").symlink_to("/nowhere")


def helper_missing(notebook, folder):
    (folder / "gc_utils.py").unlink()


def helper_altered(notebook, folder):
    (folder / "gc_utils.py").write_text("def sigmoid(x):\n    return 7\n")


def helper_as_folder(notebook, folder):
    (folder / "gc_utils.py").unlink()
    (folder / "gc_utils.py").mkdir()
    (folder / "gc_utils.py" / "x.txt").write_text("")


def own_module_and_data(notebook, folder):
    (folder / "data").mkdir()
    (folder / "data" / "factor.txt").write_text("2")
    (folder / "mine.py").write_text(
        "def factor():\n    return int(open('data/factor.txt').read())\n"
    )
    add(notebook, "from mine import factor")
    cell(notebook, "double")["source"] = "def double(x):\n    return factor() * x"


def own_numpy(notebook, folder):
    (folder / "numpy.py").write_text("raise ImportError('mine')\n")


def what_programs_leave(notebook, folder):
    for name in ("a", "b.txt", "c.py", ".DS_Store", "Thumbs.db", "%-*?.x"):
        (folder / name).touch()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "gc_utils.cpython-311.pyc").write_bytes(b"\x16\r\r\n nonsense")


def a_large_file(notebook, folder):
    with (folder / "film.mp4").open("wb") as file:
        file.truncate(60_000_000)


def own_configuration(notebook, folder):
    (folder / "nbgrader_config.py").write_text("raise SystemExit('mine')\n")
    (folder / "gradebook.db").write_text("100 points")


def no_time(notebook, folder):
    (folder / "timestamp.txt").write_text("no date at all")


def read_only(notebook, folder):
    for path in folder.iterdir():
        path.chmod(0o444)


def no_write_permission(notebook, folder):
    renamed(notebook, folder)
    folder.chmod(0o555)


def nothing_odd(notebook, folder):
    pass


INSTEAD = f"{NAME} was missing; my homework (final).ipynb was graded in its place."
ODD = {
    "renamed": Odd(renamed, True, INSTEAD),
    "no_write_permission": Odd(no_write_permission, True, INSTEAD),
    "in_a_subfolder": Odd(in_a_subfolder, True, f"small_files/{NAME} was graded in its place."),
    "renamed_twice": Odd(renamed_twice, False, "may be meant: final 2.ipynb, final.ipynb."),
    "only_another_notebook": Odd(only_another_notebook, False, "found instead: notes.ipynb."),
    "only_in_checkpoints": Odd(only_in_checkpoints, False, "is missing."),
    "nothing_at_all": Odd(nothing_at_all, False, "there is no notebook at all."),
    "folder_as_notebook": Odd(folder_as_notebook, False, "is a folder; hand in the notebook"),
    "file_as_folder": Odd(file_as_folder, False, "a file where the folder should be"),
    "notebook_as_link": Odd(notebook_as_link, False, f"{NAME} is a symbolic link"),
    "folder_as_link": Odd(folder_as_link, False, "The folder is a symbolic link"),
    "dangling_link": Odd(dangling_link, False, "data.csv is a symbolic link"),
    "helper_missing": Odd(helper_missing, True),
    "helper_altered": Odd(helper_altered, True, "gc_utils.py had been changed; yours was used."),
    "helper_as_folder": Odd(helper_as_folder, False, "gc_utils.py is a folder where a file was"),
    "no_time": Odd(no_time, False, "timestamp.txt does not hold a time"),
    "own_module_and_data": Odd(own_module_and_data, True, "files of its own: mine.py."),
    "own_numpy": Odd(own_numpy, True, "files of its own: numpy.py."),
    "what_programs_leave": Odd(what_programs_leave, True, "files of its own: c.py."),
    "a_large_file": Odd(a_large_file, True),
    "own_configuration": Odd(own_configuration, True, "nbgrader_config.py"),
    "read_only": Odd(read_only, True),
}
ODD |= {name: Odd(nothing_odd, False, "rename it") for name in ["b[ac]d", "any*", "who?", "{a,b}"]}
