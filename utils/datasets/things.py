"""Things: what stands on a table, in a garden or in a street."""

import numpy as np
from drawing import Canvas, Colour, bend, blend, hue, jitter, merge, tone
from scenery import LEAF, SKY, WARM, ground_shadow

DARK: Colour = (0.10, 0.09, 0.10)
WHITE: Colour = (0.96, 0.95, 0.93)


def house(canvas: Canvas, rng: np.random.Generator) -> None:
    """A house with a roof, a chimney, a door and lit windows."""
    wall, roof = hue(rng, saturation=(0.05, 0.5), value=(0.6, 0.95)), hue(rng, (0, 0.1))
    glass = hue(rng, (0.1, 0.16), (0.3, 0.7), (0.7, 1.0)) if rng.random() < 0.5 else DARK
    ground_shadow(canvas, 0, 0.72, 0.8)
    wide, eaves = rng.uniform(0.5, 0.66), rng.uniform(-0.2, 0.05)
    canvas.fill(canvas.box(wide * 0.55, eaves - 0.42, 0.08, 0.24), tone(roof, 0.7))
    canvas.fill(canvas.box(0, (eaves + 0.72) / 2, wide, (0.72 - eaves) / 2), wall)
    gable = [(-wide - 0.14, eaves), (0, eaves - rng.uniform(0.45, 0.6)), (wide + 0.14, eaves)]
    canvas.fill(canvas.polygon(gable, 0.02), roof)
    door = rng.choice([-0.5, 0.0, 0.5]) * wide
    canvas.fill(canvas.box(door, 0.53, 0.1, 0.19), hue(rng, value=(0.25, 0.6)))
    for x in (-0.6, 0.0, 0.6):
        for y in (eaves + 0.17, eaves + 0.45):
            if abs(x * wide - door) > 0.25 or y < 0.25:
                canvas.fill(canvas.box(x * wide, y, 0.1, 0.09), WHITE)
                canvas.fill(canvas.box(x * wide, y, 0.075, 0.065), glass)


def tree(canvas: Canvas, rng: np.random.Generator) -> None:
    """A fir, or a leafy tree with some fruit."""
    bark, leaf = hue(rng, WARM, (0.3, 0.6), (0.25, 0.45)), hue(rng, LEAF, (0.4, 0.8), (0.3, 0.65))
    ground_shadow(canvas, 0, 0.85, 0.5)
    canvas.fill(canvas.stroke([(0, 0.84), (0.03, 0.1)], 0.1, 0.06), bark, rim=0.3)
    if rng.random() < 0.45:
        for level, half in ((0.45, 0.55), (0.08, 0.44), (-0.28, 0.32)):
            tier = [(-half, level), (0, level - 0.58), (half, level)]
            canvas.fill(canvas.polygon(tier, 0.03), tone(leaf, 0.8), rim=0.3)
        return
    for _ in range(9):
        x, y = rng.uniform(-0.42, 0.42), rng.uniform(-0.62, 0.12)
        shade = tone(leaf, rng.uniform(0.75, 1.2))
        canvas.fill(canvas.circle(x, y, rng.uniform(0.22, 0.34)), shade, rim=0.25)
    fruit = hue(rng, (0, 0.15), (0.6, 0.9), (0.7, 0.95))
    for _ in range(rng.integers(0, 9)):
        canvas.fill(canvas.circle(*rng.uniform((-0.45, -0.6), (0.45, 0.2)), 0.05), fruit)


def ball(canvas: Canvas, rng: np.random.Generator) -> None:
    """A ball: beach ball, spotted or banded."""
    first, second = hue(rng), hue(rng, value=(0.6, 1.0))
    radius, style = rng.uniform(0.45, 0.65), rng.integers(3)
    ground_shadow(canvas, 0, radius + 0.08, radius)
    shape = canvas.circle(0, 0, radius)
    canvas.fill(shape, first)
    turned = canvas.placed(0, 0, radius, rng.uniform(0, np.pi))
    if style == 0:
        for wide in (0.85, 0.25):
            colour = second if wide > 0.5 else WHITE
            canvas.fill(np.maximum(turned.ellipse(0, 0, wide, 1), shape), colour)
    elif style == 1:
        for angle in np.arange(6) * np.pi / 3:
            spot = turned.circle(0.66 * np.cos(angle), 0.66 * np.sin(angle), 0.24)
            turned.fill(np.maximum(spot, turned.circle(0, 0, 1)), second)
        turned.fill(turned.circle(0, 0, 0.24), second)
    else:
        canvas.fill(np.maximum(turned.box(0, 0, 1.2, 0.3) * radius, shape), second)
    canvas.fill(np.maximum(-canvas.circle(-0.12, -0.15, radius), shape), DARK, 0.35, soft=0.35)
    canvas.fill(canvas.circle(-radius * 0.4, -radius * 0.45, radius * 0.12), WHITE, 0.7, soft=0.15)


def car(canvas: Canvas, rng: np.random.Generator) -> None:
    """A car seen from the side."""
    paint, glass = hue(rng, saturation=(0.1, 0.9), value=(0.3, 0.95)), hue(rng, SKY, (0.1, 0.4))
    ground_shadow(canvas, 0, 0.5, 0.95)
    back, front = rng.uniform(-0.62, -0.35), rng.uniform(0.2, 0.5)
    cabin = [(back - 0.12, 0.06), (back + 0.05, -0.32), (front - 0.2, -0.32), (front + 0.1, 0.06)]
    canvas.fill(canvas.polygon(cabin, 0.05), paint)
    panes = [(back - 0.04, 0.04), (back + 0.09, -0.25), (front - 0.22, -0.25), (front + 0.02, 0.04)]
    canvas.fill(canvas.polygon(panes), glass)
    canvas.fill(canvas.box((back + front) / 2, -0.12, 0.03, 0.2), paint)
    body = canvas.box(0, 0.2, 0.88, 0.19, 0.1)
    canvas.fill(body, paint, rim=0.25)
    canvas.fill(canvas.box(0, 0.3, 0.86, 0.03), tone(paint, 0.6))
    canvas.fill(canvas.ellipse(0.83, 0.13, 0.06, 0.06), (1.0, 0.95, 0.6))
    canvas.fill(canvas.ellipse(-0.85, 0.13, 0.04, 0.06), (0.9, 0.15, 0.1))
    for x in (-0.5, 0.5):
        canvas.fill(canvas.circle(x, 0.38, 0.2), DARK)
        canvas.fill(canvas.circle(x, 0.38, 0.1), (0.7, 0.7, 0.72), rim=0.3)


def mug(canvas: Canvas, rng: np.random.Generator) -> None:
    """A mug with a handle, a stripe or a dot, and steam."""
    glaze, mark = hue(rng, saturation=(0.05, 0.8), value=(0.4, 0.98)), hue(rng)
    ground_shadow(canvas, 0.1, 0.68, 0.6)
    canvas.fill(np.abs(canvas.ellipse(0.48, 0.15, 0.24, 0.26)) - 0.065, tone(glaze, 0.8))
    side = canvas.box(0, 0.15, 0.45, 0.52, 0.12)
    canvas.fill(side, blend(tone(glaze, 1.15), tone(glaze, 0.6), canvas.x + 0.4))
    if rng.random() < 0.5:
        canvas.fill(np.maximum(canvas.box(0, 0.2, 0.5, 0.1), side), mark)
    else:
        canvas.fill(canvas.circle(-0.05, 0.2, 0.2), mark)
    canvas.fill(canvas.ellipse(0, -0.32, 0.45, 0.12), tone(glaze, 1.2))
    canvas.fill(canvas.ellipse(0, -0.31, 0.39, 0.085), (0.25, 0.13, 0.07))
    for x in (-0.15, 0.1):
        steam = bend((x, -0.45), (x + rng.uniform(-0.25, 0.25), -0.65), (x + 0.05, -0.9))
        canvas.fill(canvas.stroke(steam, 0.035, 0.01), WHITE, opacity=0.5, soft=0.06)


def flower(canvas: Canvas, rng: np.random.Generator) -> None:
    """A flower with petals around a disc, on a stalk with two leaves."""
    petal, disc = hue(rng, saturation=(0.1, 0.9), value=(0.7, 1.0)), hue(rng, WARM, (0.5, 0.9))
    green = hue(rng, LEAF, (0.4, 0.8), (0.3, 0.6))
    canvas.fill(canvas.stroke(bend((0, -0.2), (0.1, 0.4), (0, 1.3)), 0.05), green)
    for side in (-1, 1):
        canvas.fill(canvas.ellipse(side * 0.24, 0.6, 0.25, 0.1, -side * 0.6), green, rim=0.3)
    count, length = rng.integers(5, 11), rng.uniform(0.26, 0.34)
    for angle in np.arange(count) * 2 * np.pi / count + rng.uniform(0, 1):
        x, y = 0.36 * np.cos(angle), 0.36 * np.sin(angle) - 0.22
        leaf = canvas.ellipse(x, y, length, 1.1 / count, angle)
        canvas.fill(leaf, tone(petal, 0.95), rim=0.25)
    canvas.fill(canvas.circle(0, -0.22, rng.uniform(0.15, 0.22)), disc, rim=0.35)


def apple(canvas: Canvas, rng: np.random.Generator) -> None:
    """An apple with a stalk and a leaf."""
    skin = hue(rng, (-0.04, 0.3), (0.6, 0.9), (0.6, 0.9))
    ground_shadow(canvas, 0, 0.62, 0.55)
    halves = [canvas.ellipse(side * 0.2, 0.1, 0.4, 0.5, -side * 0.15) for side in (-1, 1)]
    body = merge(*halves, 0.1)
    blush = blend(tone(skin, 1.25), tone(skin, 0.75), canvas.x + canvas.y + 0.3)
    canvas.fill(body, blush, rim=0.25)
    canvas.fill(canvas.ellipse(0, -0.33, 0.16, 0.05), tone(skin, 0.5), soft=0.06)
    canvas.fill(canvas.stroke(bend((0, -0.3), (0, -0.5), (0.1, -0.62)), 0.04), (0.35, 0.22, 0.12))
    canvas.fill(canvas.ellipse(0.27, -0.55, 0.2, 0.09, -0.3), (0.35, 0.6, 0.2), rim=0.3)
    canvas.fill(canvas.ellipse(-0.3, -0.1, 0.08, 0.14, 0.4), WHITE, opacity=0.5, soft=0.1)


def lamp(canvas: Canvas, rng: np.random.Generator) -> None:
    """A table lamp and the light around it."""
    shade, foot = hue(rng, saturation=(0.1, 0.7), value=(0.7, 1.0)), hue(rng, value=(0.2, 0.7))
    ground_shadow(canvas, 0, 0.8, 0.4)
    canvas.fill(canvas.circle(0, -0.3, 0.5), (1.0, 0.95, 0.7), opacity=0.5, soft=0.8)
    canvas.fill(canvas.box(0, 0.3, 0.04, 0.5), foot)
    canvas.fill(canvas.ellipse(0, rng.uniform(0.35, 0.6), 0.16, 0.2), foot, rim=0.35)
    canvas.fill(canvas.ellipse(0, 0.78, 0.3, 0.08), foot, rim=0.3)
    top = rng.uniform(0.15, 0.35)
    cone = canvas.polygon([(-top, -0.7), (top, -0.7), (0.55, -0.02), (-0.55, -0.02)], 0.02)
    canvas.fill(cone, blend(tone(shade, 1.3), tone(shade, 0.8), np.abs(canvas.x) * 2))


def clock(canvas: Canvas, rng: np.random.Generator) -> None:
    """A round clock with its hands."""
    frame, face = hue(rng, value=(0.2, 0.8)), hue(rng, saturation=(0, 0.2), value=(0.85, 1.0))
    canvas.fill(canvas.circle(0.04, 0.06, 0.68), DARK, opacity=0.4, soft=0.12)
    canvas.fill(canvas.circle(0, 0, 0.66), frame, rim=0.3)
    canvas.fill(canvas.circle(0, 0, 0.54), face)
    for hour in range(12):
        x, y = np.sin(hour * np.pi / 6), np.cos(hour * np.pi / 6)
        mark = canvas.stroke([(0.42 * x, 0.42 * y), (0.49 * x, 0.49 * y)], 0.025)
        canvas.fill(mark, DARK)
    for length, width in ((0.26, 0.045), (0.4, 0.03)):
        angle = rng.uniform(0, 2 * np.pi)
        tip = (length * np.sin(angle), -length * np.cos(angle))
        canvas.fill(canvas.stroke([(0, 0), tip], width), DARK)
    canvas.fill(canvas.circle(0, 0, 0.06), frame)


def umbrella(canvas: Canvas, rng: np.random.Generator) -> None:
    """An open umbrella with two colours of panels."""
    first, second = hue(rng), hue(rng, value=(0.6, 1.0))
    canvas.fill(canvas.stroke([(0, -0.75), (0, 0.7)], 0.035), DARK)
    canvas.fill(canvas.stroke(bend((0, 0.68), (0.02, 0.95), (0.2, 0.7)), 0.045), DARK)
    dome = np.maximum(canvas.ellipse(0, 0.0, 0.85, 0.68), canvas.y)
    for x in (-0.66, -0.22, 0.22, 0.66):
        dome = np.maximum(dome, -canvas.ellipse(x, 0.03, 0.2, 0.12))
    canvas.fill(dome, first, rim=0.25)
    for x in (-0.44, 0.44):
        panel = canvas.polygon([(0, -0.68), (x - 0.22, 0.05), (x + 0.22, 0.05)])
        canvas.fill(np.maximum(panel, dome), second)


def mushroom(canvas: Canvas, rng: np.random.Generator) -> None:
    """A toadstool with spots on its cap."""
    cap = hue(rng, (-0.03, 0.12), (0.5, 0.9), (0.5, 0.9))
    ground_shadow(canvas, 0, 0.8, 0.35)
    canvas.fill(canvas.stroke([(0, -0.1), (0.03, 0.68)], 0.15, 0.22), (0.92, 0.88, 0.8), rim=0.3)
    dome = np.maximum(canvas.ellipse(0, 0.05, 0.78, rng.uniform(0.55, 0.8)), canvas.y - 0.08)
    canvas.fill(dome, cap, rim=0.3)
    for x, y, radius in ((-0.45, -0.08, 0.1), (-0.12, -0.3, 0.12), (0.28, -0.15, 0.13)):
        canvas.fill(np.maximum(canvas.circle(x, y, radius), dome), WHITE)
    canvas.fill(np.maximum(canvas.circle(0.58, 0.02, 0.08), dome), WHITE)


def boat(canvas: Canvas, rng: np.random.Generator) -> None:
    """A sailing boat on the water."""
    sail, hull = jitter(rng, WHITE, 0.15), hue(rng, value=(0.3, 0.8))
    sea = hue(rng, SKY, (0.4, 0.8), (0.3, 0.7))
    canvas.fill(canvas.below(0.45), sea)
    canvas.fill(canvas.stroke([(0, 0.4), (0, -0.85)], 0.03), (0.4, 0.28, 0.18))
    canvas.fill(canvas.polygon([(0.06, -0.78), (0.62, 0.22), (0.06, 0.22)], 0.02), sail)
    foresail = sail if rng.random() < 0.5 else hue(rng)
    canvas.fill(canvas.polygon([(-0.06, -0.6), (-0.48, 0.22), (-0.06, 0.22)], 0.02), foresail)
    canvas.fill(canvas.polygon([(-0.72, 0.34), (0.76, 0.34), (0.5, 0.6), (-0.48, 0.6)], 0.03), hull)
    canvas.fill(canvas.below(0.58 + 0.03 * np.sin(9 * canvas.x)), tone(sea, 0.85))


def gift(canvas: Canvas, rng: np.random.Generator) -> None:
    """A wrapped box with a ribbon and a bow."""
    paper, ribbon = hue(rng), jitter(rng, hue(rng, value=(0.7, 1.0)))
    high = rng.uniform(0.3, 0.5)
    ground_shadow(canvas, 0, 0.72, 0.7)
    canvas.fill(canvas.box(0, 0.7 - high, 0.56, high), tone(paper, 0.85))
    canvas.fill(canvas.box(0, 0.62 - 2 * high, 0.62, 0.12, 0.02), paper)
    canvas.fill(canvas.box(0, 0.6 - high, 0.1, high + 0.1), ribbon)
    for side in (-1, 1):
        loop = canvas.ellipse(side * 0.2, 0.36 - 2 * high, 0.19, 0.11, side * -0.5)
        canvas.fill(np.abs(loop) - 0.045, tone(ribbon, 0.9))


THINGS = (house, tree, ball, car, mug, flower, apple, lamp, clock, umbrella, mushroom, boat, gift)

OUTDOOR_THINGS = (house, tree, car, boat)
