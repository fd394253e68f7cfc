"""The targets as a picture: a bar for each, as long as it was met. What may be so much at most is turned round, so that
the line at 1 is the target everywhere, and longer is better."""

from html import escape

from targets import LEAST

LEFT, WIDTH, ROW, TOP = 400, 480, 26, 56
LONGEST = 3.0


def share(row, value):
    """How far a value meets its target; 1 is just so."""
    if row["sense"] == LEAST:
        return value / row["bound"]
    return row["bound"] / value if value > 0 else LONGEST


def place(met):
    return LEFT + WIDTH * min(met, LONGEST) / LONGEST


def draw(results):
    rows, machine = results["targets"], results["machine"]
    height = TOP + ROW * len(rows) + 34
    title = f"Vexar Bookings {machine['commit']}, {machine['time'][:10]}, {machine['cores']} cores: of its target"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 120}" height="{height}" '
        'font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="16" y="28" font-size="16">{escape(title)}</text>',
    ]
    for number, row in enumerate(rows):
        parts += bar(row, TOP + ROW * number)
    for met in (0, 1, 2, 3):
        parts += axis(met, height)
    return "\n".join([*parts, "</svg>", ""])


def bar(row, y):
    end = place(share(row, row["median"]))
    colour = "#2f7d4f" if row["met"] else "#c0392b"
    sign = "≥" if row["sense"] == LEAST else "≤"
    ticks = [
        f'<line x1="{x:.1f}" y1="{y + 2}" x2="{x:.1f}" y2="{y + ROW - 6}" stroke="#222" stroke-width="1"/>'
        for x in sorted({place(share(row, value)) for value in row["rounds"]})
    ]
    return [
        f'<text x="{LEFT - 10}" y="{y + 15}" text-anchor="end">{escape(row["target"])}</text>',
        f'<rect x="{LEFT}" y="{y + 4}" width="{end - LEFT:.1f}" height="{ROW - 12}" fill="{colour}" '
        'fill-opacity="0.8"/>',
        *ticks,
        f'<text x="{LEFT + WIDTH + 10}" y="{y + 15}">{row["median"]:.2f} ({sign} {row["bound"]:g})</text>',
    ]


def axis(met, height):
    x, dashes = place(met), "" if met == 1 else ' stroke-dasharray="2 4"'
    return [
        f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{height - 28}" stroke="#888"{dashes}/>',
        f'<text x="{x:.1f}" y="{height - 12}" text-anchor="middle">{met} ×</text>',
    ]
