"""From Markdown, which the assistant writes, to mrkdwn, which Slack shows.

Only `&`, `<` and `>` are escaped in mrkdwn; there is no way to escape `*`, `_`, `~` and a backtick,
so an invisible joiner keeps Slack from reading a lone one as formatting.
"""

from __future__ import annotations

import re
from typing import Iterator, List, Match, Tuple

JOINER = "\u2060"  # word joiner: takes no room and no line break
_INLINE = re.compile(
    r"\\(?P<literal>[\\`*_~\[\]()|<>#+.!-])"
    r"|`(?P<code>[^`\n]+)`"
    r"|!?\[(?P<label>[^\]\n]*)\]\((?P<url>(?:[^()\s]|\([^()\s]*\))+)\)"
    r"|<(?P<bare>(?:https?://|mailto:)[^\s<>]+)>"
    r"|\*\*(?P<bold>\S(?:.*?\S)?)\*\*|(?<!\w)__(?P<bold2>\S(?:.*?\S)?)__(?!\w)"
    r"|~~(?P<strike>\S(?:.*?\S)?)~~"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<italic2>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
)
_BULLET = re.compile(r"^(\s*)[-*+]\s+(.*)$")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_DELIMITER = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_FENCE = "```"


def escape(text: str) -> str:
    """Plain text as mrkdwn: the three characters Slack wants escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str) -> str:
    """A link; only the label where the address is none that Slack opens."""
    if not re.match(r"(?:https?://|mailto:)", url):
        return _text(label)
    address = url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    shown = escape(label).replace("|", "¦").strip()
    return f"<{escape(address)}|{shown}>" if shown else f"<{escape(address)}>"


def to_mrkdwn(markdown: str) -> str:
    """A Markdown text as mrkdwn, its lines kept."""
    return "\n".join(lines_of(markdown))


def lines_of(markdown: str) -> List[str]:
    """The lines of the mrkdwn text; a table or block of code is one, with line breaks in it."""
    lines = markdown.strip().splitlines()
    found: List[str] = []
    index = 0
    while index < len(lines):
        line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
        if line.strip().startswith(_FENCE):
            end = index + 1
            while end < len(lines) and not lines[end].strip().startswith(_FENCE):
                end += 1
            found.append(_code_block(lines[index + 1 : end]))
            index = end + 1
        elif "|" in line and "|" in following and _DELIMITER.match(following):
            end = index + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            found.extend(_table(lines[index], following, lines[index + 2 : end]))
            index = end
        else:
            found.append(_line(line))
            index += 1
    return found


def inline(text: str) -> str:
    """Markdown within a line as mrkdwn."""
    return "".join(_inline(text))


def without_markup(text: str) -> str:
    """Markdown within a line as plain text."""
    plain = _INLINE.sub(_content, text)
    return plain if plain == text else without_markup(plain)


def _line(line: str) -> str:
    if _RULE.match(line):
        return "———"
    heading = _HEADING.match(line)
    if heading:
        return f"*{inline(without_markup(heading.group(1)))}*"
    bullet = _BULLET.match(line)
    if bullet:
        depth = len(bullet.group(1).expandtabs(4)) // 2
        return f"{'    ' * depth}{'◦' if depth else '•'} {inline(bullet.group(2))}"
    if line.startswith("> "):
        return f"> {inline(line[2:])}"
    return inline(line.rstrip())


def _inline(text: str) -> Iterator[str]:
    position = 0
    for match in _INLINE.finditer(text):
        yield _text(text[position : match.start()])
        yield _marked(match, text)
        position = match.end()
    yield _text(text[position:])


def _marked(match: Match[str], text: str) -> str:
    groups = match.groupdict()
    if groups["literal"]:
        return _text(groups["literal"])
    if groups["code"]:
        return f"`{escape(groups['code'])}`"
    if groups["url"]:
        return link(groups["url"], without_markup(groups["label"] or ""))
    if groups["bare"]:
        return link(groups["bare"], "")
    for mark, names in (("*", ("bold", "bold2")), ("_", ("italic", "italic2")), ("~", ("strike",))):
        for name in names:
            if groups[name]:
                return _between(mark, inline(groups[name]), match, text)
    return escape(match.group(0))


def _between(mark: str, inner: str, match: Match[str], text: str) -> str:
    """Slack reads a mark only at the edge of a word; inside one, a joiner makes the edge."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    left = "\u200b" if before.isalnum() else ""
    right = "\u200b" if after.isalnum() else ""
    return f"{left}{mark}{inner}{mark}{right}"


def _text(text: str) -> str:
    """Plain text; a mark that Slack would take for formatting is followed by a joiner."""
    escaped = escape(text)
    return re.sub(r"(?<!\w)([*_~`])|([*_~`])(?!\w)", rf"\g<0>{JOINER}", escaped)


def _content(match: Match[str]) -> str:
    groups = match.groupdict()
    if groups["url"]:
        return groups["label"] or groups["url"]
    names = ("literal", "code", "bare", "bold", "bold2", "strike", "italic", "italic2")
    return next(groups[name] for name in names if groups[name])


def _code_block(lines: List[str]) -> str:
    return f"{_FENCE}\n{escape(chr(10).join(lines))}\n{_FENCE}"


def _table(header: str, delimiter: str, rows: List[str], most: int = 30) -> Iterator[str]:
    """Aligned text in blocks of at most `most` rows, the header above each."""
    cells = [_cells(header), *(_cells(row) for row in rows)]
    columns = max(len(row) for row in cells)
    cells = [row + [""] * (columns - len(row)) for row in cells]
    widths = [max(len(row[column]) for row in cells) for column in range(columns)]
    sides = [_side(cell) for cell in _cells(delimiter)] + ["left"] * columns
    head = _row(cells[0], widths, sides)
    rule = "  ".join("─" * width for width in widths)
    for start in range(0, max(1, len(rows)), most):
        part = [_row(row, widths, sides) for row in cells[1 + start : 1 + start + most]]
        yield _code_block([head, rule, *part])


def _cells(row: str) -> List[str]:
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    parts = re.split(r"(?<!\\)\|", inner)
    return [without_markup(part.strip()) for part in parts]


def _side(cell: str) -> str:
    if cell.endswith(":"):
        return "centre" if cell.startswith(":") else "right"
    return "left"


def _row(cells: List[str], widths: List[int], sides: List[str]) -> str:
    padded: List[Tuple[str, int, str]] = list(zip(cells, widths, sides))
    shown = [
        text.rjust(width) if side == "right" else text.center(width) if side == "centre"
        else text.ljust(width)
        for text, width, side in padded
    ]  # fmt: skip
    return "  ".join(shown).rstrip()
