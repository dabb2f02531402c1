"""docs/cheat_sheet.html from docs/cheat_sheet.md: two pages of A4, in one file, for paper.

    python -m tools.cheat_sheet

It knows as much of Markdown as that sheet needs: headings, paragraphs, code between fences, tables.
"""

import html
import re
import sys
from pathlib import Path

from tools.environment import ROOT, write_whole

MADE = "<!-- `python -m tools.cheat_sheet` writes this page from docs/cheat_sheet.md -->"
STYLE = """\
@page { size: A4; margin: 8mm 9mm; }
* { box-sizing: border-box; }
html { font: 9pt/1.3 "DejaVu Sans", Arial, sans-serif; color: #000; background: #fff; }
body { margin: 0 auto; max-width: 192mm; }
h1 { font-size: 13pt; margin: 0 0 1mm; }
h2 { font-size: 10.4pt; margin: 2mm 0 0.6mm; border-bottom: 0.3mm solid #000; break-after: avoid; }
p { margin: 0.6mm 0; }
main { columns: 2; column-gap: 6mm; column-rule: 0.1mm solid #000; }
pre { font: 7pt/1.4 "DejaVu Sans Mono", Consolas, monospace; margin: 0.6mm 0; }
pre { white-space: pre-wrap; break-inside: avoid; }
pre { padding-left: 1.5mm; border-left: 0.5mm solid #000; }
code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 0.93em; }
pre i { font-style: italic; }
table { border-collapse: collapse; width: 100%; break-inside: avoid; font-size: 8.4pt; }
th, td { border-bottom: 0.1mm solid #000; padding: 0.6mm 0.8mm; text-align: left; }
th, td { vertical-align: top; }
tr { break-inside: avoid; }
@media screen { body { padding: 4mm; } }
"""


def page_of(text: str) -> str:
    """Give the page of a sheet: its title and first paragraph across, all else in two columns."""
    title, opening, *blocks = blocks_of(text)
    lines = [
        "<!DOCTYPE html>",
        MADE,
        '<html lang="en">',
        f'<head><meta charset="utf-8"><title>{inline(title.removeprefix("# "))}</title>',
        f"<style>\n{STYLE}</style></head>",
        f"<body>\n{html_of(title)}\n{html_of(opening)}\n<main>",
        *map(html_of, blocks),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(lines) + "\n"


def blocks_of(text: str) -> list[str]:
    """Cut a text at its empty lines; code between fences stays together."""
    parts = re.findall(r"^```.*?^```$|^(?:(?!```).+\n?)+", text, flags=re.DOTALL | re.MULTILINE)
    found = []
    for part in parts:
        found += [part] if part.startswith("```") else re.split(r"\n{2,}", part.strip())
    return [each.strip() for each in found if each.strip()]


def html_of(block: str) -> str:
    """Give one block as HTML.

    Examples
    --------
    >>> html_of("## A *b* < c"), html_of("With `x < y`.")
    ('<h2>A <em>b</em> &lt; c</h2>', '<p>With <code>x &lt; y</code>.</p>')
    """
    if block.startswith("```"):
        return f"<pre>{commented(code_in(block))}</pre>"
    if heading := re.match(r"(#+) ", block):
        level = len(heading[1])
        return f"<h{level}>{inline(block[heading.end() :])}</h{level}>"
    if block.startswith("|"):
        head, _, *rows = (line.strip("|").split("|") for line in block.splitlines())
        body = "\n".join(row(each, "td") for each in rows)
        return f"<table>\n{row(head, 'th')}\n{body}\n</table>"
    return f"<p>{inline(block)}</p>"


def code_in(block: str) -> str:
    """Give the lines between the fences of a block."""
    return "\n".join(block.splitlines()[1:-1])


def commented(code: str) -> str:
    """Set comments apart from code."""
    return re.sub(r"(#.*)$", r"<i>\1</i>", html.escape(code, quote=False), flags=re.MULTILINE)


def row(cells: list[str], tag: str) -> str:
    """Give a row of a table."""
    return "<tr>" + "".join(f"<{tag}>{inline(cell.strip())}</{tag}>" for cell in cells) + "</tr>"


def inline(text: str) -> str:
    """Set code, bold and italic; a line's end is a space."""
    parts = re.split(r"`([^`]+)`", " ".join(text.splitlines()))
    found = []
    for place, part in enumerate(parts):
        words = html.escape(part, quote=False)
        if place % 2:
            found.append(f"<code>{words}</code>")
            continue
        words = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", words)
        found.append(re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])", r"<em>\1</em>", words))
    return "".join(found)


def rewrite(root: Path = ROOT) -> Path:
    """Write the page of the sheet below a root."""
    path = root / "docs" / "cheat_sheet.html"
    write_whole(path, page_of(path.with_suffix(".md").read_text(encoding="utf-8")))
    return path


if __name__ == "__main__":
    print(rewrite())
    sys.exit(0)
