"""What stands behind the subject of a picture, and the light that falls on all of it."""

import numpy as np
from drawing import SAMPLES, SIZE, Canvas, blend, hue, jitter, ripples, tone

LEAF = (0.22, 0.36)
"""Hues from yellow-green to green."""

SKY = (0.53, 0.62)
"""Hues from cyan to blue."""

WARM = (0.02, 0.14)
"""Hues of wood, brick and skin."""


def plain(canvas: Canvas, rng: np.random.Generator) -> None:
    """A studio backdrop: one colour, brighter on one side, with a soft spot of light."""
    colour = hue(rng, saturation=(0.05, 0.6), value=(0.25, 0.95))
    angle = rng.uniform(0, 2 * np.pi)
    slope = 0.5 + 0.5 * (np.cos(angle) * canvas.x + np.sin(angle) * canvas.y)
    canvas.fill(canvas.below(-9), blend(tone(colour, 0.65), tone(colour, 1.15), slope))
    spot = canvas.circle(*rng.uniform(-0.6, 0.6, 2), 0.5)
    canvas.fill(spot, tone(colour, 1.35), opacity=0.5, soft=0.9)


def room(canvas: Canvas, rng: np.random.Generator) -> None:
    """A wall, a floor, a skirting board, and sometimes a window or a picture on the wall."""
    wall = hue(rng, saturation=(0.05, 0.5), value=(0.35, 0.95))
    floor = hue(rng, WARM, (0.2, 0.65), (0.25, 0.75))
    level = rng.uniform(0.25, 0.7)
    canvas.fill(canvas.below(-9), blend(tone(wall, 1.1), tone(wall, 0.8), canvas.y / 2 + 0.5))
    if rng.random() < 0.6:
        x, y = rng.choice([-1, 1]) * rng.uniform(0.4, 0.8), rng.uniform(-0.7, -0.4)
        glass = hue(rng, SKY, (0.1, 0.5), (0.5, 1.0))
        canvas.fill(canvas.box(x, y, 0.36, 0.36), tone(wall, 0.6))
        canvas.fill(canvas.box(x, y, 0.30, 0.30), glass)
        canvas.fill(canvas.box(x, y, 0.03, 0.30), tone(wall, 0.6))
    canvas.fill(canvas.below(level), blend(tone(floor, 0.8), floor, (canvas.y - level) * 2))
    canvas.fill(canvas.box(0, level, 2, 0.035), tone(wall, rng.choice([0.6, 1.3])))
    if rng.random() < 0.5:
        rug = hue(rng, saturation=(0.3, 0.8), value=(0.3, 0.8))
        canvas.fill(canvas.ellipse(rng.uniform(-0.3, 0.3), 1.0, 0.9, 0.25), rug)


def meadow(canvas: Canvas, rng: np.random.Generator) -> None:
    """Sky, far trees and grass with flowers."""
    sky, grass = hue(rng, SKY, (0.1, 0.55), (0.6, 1.0)), hue(rng, LEAF, (0.3, 0.75), (0.3, 0.75))
    level = rng.uniform(-0.2, 0.45)
    canvas.fill(canvas.below(-9), blend(tone(sky, 0.85), tone(sky, 1.2), (canvas.y + 1) / 1.3))
    trees = level - 0.2 + 0.12 * ripples(rng, canvas.x, 0 * canvas.y, 0.6)
    canvas.fill(canvas.below(trees), tone(hue(rng, LEAF, (0.3, 0.6), (0.2, 0.5)), 0.9), soft=0.05)
    texture = 0.5 + 0.5 * ripples(rng, canvas.x * 2, canvas.y, 0.3)
    canvas.fill(canvas.below(level), blend(tone(grass, 0.8), tone(grass, 1.1), texture))
    flower = hue(rng, saturation=(0.1, 0.8), value=(0.8, 1.0))
    for _ in range(rng.integers(0, 12)):
        x, y = rng.uniform(-1, 1), rng.uniform(level + 0.05, 1)
        canvas.fill(canvas.circle(x, y, 0.025 + 0.02 * y), flower)


def lights(canvas: Canvas, rng: np.random.Generator) -> None:
    """Things far out of focus: a dim ground with soft discs of light."""
    ground = hue(rng, saturation=(0.2, 0.7), value=(0.15, 0.6))
    first = rng.random()
    canvas.fill(canvas.below(-9), blend(tone(ground, 0.7), ground, canvas.y / 2 + 0.5))
    for _ in range(rng.integers(6, 14)):
        colour = hue(rng, (first, first + 0.25), (0.2, 0.7), (0.5, 1.0))
        disc = canvas.circle(*rng.uniform(-1, 1, 2), rng.uniform(0.08, 0.3))
        canvas.fill(disc, colour, opacity=rng.uniform(0.2, 0.6), soft=0.1)


def foliage(canvas: Canvas, rng: np.random.Generator) -> None:
    """Leaves or cloth out of focus: patches that run into each other."""
    first = rng.random()
    dark = hue(rng, (first, first + 0.1), (0.3, 0.7), (0.15, 0.45))
    pale = hue(rng, (first, first + 0.15), (0.2, 0.6), (0.5, 0.9))
    patches = 0.5 + 0.6 * ripples(rng, canvas.x, canvas.y, rng.uniform(0.5, 1.1))
    canvas.fill(canvas.below(-9), blend(dark, pale, patches))


def wallpaper(canvas: Canvas, rng: np.random.Generator) -> None:
    """Stripes or dots on a wall."""
    paper = hue(rng, saturation=(0.1, 0.5), value=(0.4, 0.95))
    print_ = jitter(rng, tone(paper, rng.choice([0.7, 1.25])), 0.08)
    canvas.fill(canvas.below(-9), paper)
    period, tilt = rng.uniform(0.25, 0.5), rng.choice([0, 0, np.pi / 4])
    turned = canvas.placed(rng.uniform(-0.2, 0.2), 0, tilt=tilt)
    across = np.abs(np.mod(turned.x, period) - period / 2)
    if rng.random() < 0.5:
        canvas.fill(across - period / 4, print_)
    else:
        down = np.abs(np.mod(turned.y, period) - period / 2)
        canvas.fill(np.hypot(across, down) - period / 4, print_)


def blanket(canvas: Canvas, rng: np.random.Generator) -> None:
    """A checked cloth, its bands see-through so that crossings are darker."""
    cloth, band = hue(rng, saturation=(0.1, 0.7)), hue(rng, saturation=(0.2, 0.8), value=(0.2, 0.7))
    canvas.fill(canvas.below(-9), cloth)
    turned = canvas.placed(*rng.uniform(-0.3, 0.3, 2), tilt=rng.uniform(-0.6, 0.6))
    period = rng.uniform(0.4, 0.8)
    folds = 0.04 * ripples(rng, canvas.x, canvas.y, 1.5)
    for line in (turned.x, turned.y):
        across = np.abs(np.mod(line + folds, period) - period / 2)
        canvas.fill(across - period / 5, band, opacity=0.45)


def sofa(canvas: Canvas, rng: np.random.Generator) -> None:
    """The back and the seat of a sofa, with a cushion."""
    wall = hue(rng, saturation=(0.05, 0.4), value=(0.4, 0.95))
    cover = hue(rng, saturation=(0.2, 0.7), value=(0.25, 0.8))
    seat = rng.uniform(0.4, 0.65)
    canvas.fill(canvas.below(-9), wall)
    canvas.fill(canvas.box(0, 0.4, 1.3, rng.uniform(0.7, 1.0), 0.2), cover, rim=0.25)
    cushion = hue(rng, saturation=(0.3, 0.8), value=(0.4, 0.95))
    side = rng.choice([-0.7, 0.7])
    tilted = canvas.placed(side, seat - 0.2, tilt=rng.uniform(-0.3, 0.3))
    canvas.fill(tilted.box(0, 0, 0.33, 0.33, 0.1), cushion, rim=0.3)
    canvas.fill(canvas.box(0, seat + 0.5, 1.3, 0.5, 0.1), tone(cover, 1.15), rim=0.2)


BACKDROPS = (plain, room, meadow, lights, foliage, wallpaper, blanket, sofa)

OUTDOORS = (meadow, meadow, plain, lights, foliage)
"""For what looks odd on a sofa."""


def ground_shadow(canvas: Canvas, x: float, y: float, wide: float) -> None:
    """Darken the ground below a thing of this half-width that stands at (x, y)."""
    shadow = canvas.ellipse(x, y, wide, wide * 0.18)
    canvas.fill(shadow, (0.05, 0.05, 0.08), opacity=0.45, soft=0.15)


def developed(canvas: Canvas, rng: np.random.Generator) -> np.ndarray:
    """Return the finished picture: lit from one side, a little warm or cold, bright or dark.

    Parameters
    ----------
    canvas : what was drawn.
    rng : draws the light.

    Returns
    -------
    array (64, 64, 3) of uint8.
    """
    angle, strength = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.25)
    light = 1 + strength * (np.cos(angle) * canvas.x + np.sin(angle) * canvas.y)
    light -= rng.uniform(0, 0.15) * (canvas.x**2 + canvas.y**2)
    warmth = rng.uniform(-0.07, 0.07)
    tint = rng.uniform(0.82, 1.12) * np.array([1 + warmth, 1.0, 1 - warmth])
    pixels = np.clip(canvas.pixels * light[..., None] * tint, 0, 1) ** rng.uniform(0.85, 1.2)
    blocks = pixels.reshape(SIZE, SAMPLES, SIZE, SAMPLES, 3)
    return np.rint(255 * blocks.mean(axis=(1, 3))).astype(np.uint8)
