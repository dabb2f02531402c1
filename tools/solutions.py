"""The marks around the solution of an exercise, and what stands between them.

Students get a stub where the source holds a solution; the solution edition has the solution
without its marks.
"""

from pathlib import Path

from tools.front_matter import SourceError, read_source

STUDENT, SOLUTION = "student", "solution"
BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
STUB = ("# your code here", 'raise NotImplementedError("your turn")')


def edition_lines(lines: list[str], edition: str, where: str, kind: str = "code") -> list[str]:
    """Lines of a cell, with each marked solution kept or replaced by the stub."""
    kept: list[str] = []
    solving = False
    for line, marker in zip(lines, markers(lines, where, kind), strict=True):
        if marker:
            solving = marker == BEGIN
            if solving and edition == STUDENT:
                indent = line[: len(line) - len(line.lstrip())]
                kept += [indent + stub for stub in STUB]
        elif not solving or edition == SOLUTION:
            kept.append(line)
    return kept


def solution_lines(source: Path) -> list[str]:
    """All lines that stand between markers in a source."""
    found: list[str] = []
    for number, cell in enumerate(read_source(source).cells, start=1):
        lines = cell.source.splitlines()
        solving = False
        for line, marker in zip(
            lines, markers(lines, f"{source.name}, cell {number}", cell.cell_type), strict=True
        ):
            if marker:
                solving = marker == BEGIN
            elif solving:
                found.append(line.strip())
    return found


def markers(lines: list[str], where: str, kind: str) -> list[str]:
    """For each line the marker that it is, or ""; refuse whatever could leak a solution."""
    result, expected = [], BEGIN
    for line in lines:
        text = line.strip()
        # A marker with a typing error would be no marker, and the solution would be given away.
        if "BEGIN SOLUTION" in text.upper() or "END SOLUTION" in text.upper():
            if text not in (BEGIN, END):
                raise SourceError(f"{where}: needed '{BEGIN}' or '{END}' alone, found {text!r}")
            if kind != "code":
                raise SourceError(f"{where}: needed a code cell around '{text}', found {kind}")
            if text != expected:
                raise SourceError(f"{where}: unbalanced markers: needed '{expected}', found {text}")
            result.append(text)
            expected = END if text == BEGIN else BEGIN
        else:
            result.append("")
    if expected == END:
        raise SourceError(f"{where}: unbalanced markers: '{BEGIN}' has no '{END}'")
    return result
