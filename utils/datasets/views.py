"""Pictures without a subject: landscapes and patterns. Each fills the canvas itself."""

import numpy as np
from drawing import Canvas, blend, hue, ripples, tone
from scenery import LEAF, SKY, WARM, meadow


def mountains(canvas: Canvas, rng: np.random.Generator) -> None:
    """Ridges one behind the other, paler the farther, under a sun."""
    sky, rock = hue(rng, (0.5, 0.75), (0.1, 0.6), (0.6, 1.0)), hue(rng, value=(0.2, 0.5))
    canvas.fill(canvas.below(-9), blend(sky, (0.98, 0.85, 0.7), canvas.y + 0.6))
    sun = rng.uniform((-0.7, -0.8), (0.7, -0.2))
    canvas.fill(canvas.circle(*sun, rng.uniform(0.1, 0.2)), (1.0, 0.93, 0.7), soft=0.05)
    for number in range(4):
        ridge = -0.25 + 0.32 * number + 0.22 * ripples(rng, canvas.x, 0 * canvas.y, 0.9)
        haze = np.full(canvas.x.shape, 0.75 - 0.25 * number)
        canvas.fill(canvas.below(ridge), blend(rock, sky, haze))


def seaside(canvas: Canvas, rng: np.random.Generator) -> None:
    """Sky, clouds, sea with glints, and a beach."""
    sky, sea = hue(rng, SKY, (0.1, 0.6), (0.6, 1.0)), hue(rng, (0.45, 0.62), (0.4, 0.8), (0.3, 0.7))
    horizon = rng.uniform(-0.2, 0.2)
    canvas.fill(canvas.below(-9), blend(tone(sky, 0.8), tone(sky, 1.2), canvas.y + 0.9))
    for _ in range(rng.integers(2, 6)):
        x, y = rng.uniform(-1, 1), rng.uniform(-0.9, horizon - 0.2)
        canvas.fill(canvas.ellipse(x, y, rng.uniform(0.2, 0.5), 0.09), (1, 1, 1), 0.8, soft=0.12)
    glints = 0.5 + 0.6 * ripples(rng, canvas.x, canvas.y * 5, 0.5)
    canvas.fill(canvas.below(horizon), blend(tone(sea, 0.85), tone(sea, 1.25), glints))
    beach = 0.55 + 0.12 * ripples(rng, canvas.x, 0 * canvas.y, 1.4)
    canvas.fill(canvas.below(beach - 0.05), (0.95, 0.97, 0.97), opacity=0.8, soft=0.05)
    canvas.fill(canvas.below(beach), hue(rng, (0.09, 0.13), (0.25, 0.5), (0.75, 0.95)))


def town(canvas: Canvas, rng: np.random.Generator) -> None:
    """Tall buildings at dusk or by day, their windows lit or dark."""
    sky = hue(rng, (0.5, 1.05), (0.2, 0.7), (0.2, 0.95))
    night = sum(sky) < 1.5
    canvas.fill(canvas.below(-9), blend(sky, tone(sky, 1.4), canvas.y / 2 + 0.5))
    if night:
        canvas.fill(canvas.circle(*rng.uniform((-0.8, -0.8), (0.8, -0.5)), 0.12), (0.97, 0.95, 0.8))
    left = -1.1
    while left < 1:
        wide, top = rng.uniform(0.16, 0.3), rng.uniform(-0.6, 0.35)
        wall = hue(rng, saturation=(0.05, 0.35), value=(0.12, 0.35) if night else (0.45, 0.85))
        canvas.fill(canvas.box(left + wide, top + 1, wide, 1), wall)
        pane = (0.98, 0.85, 0.45) if night else tone(wall, 0.55)
        for x in (left + 0.55 * wide, left + 1.45 * wide):
            for y in np.arange(top + 0.15, 1, 0.24):
                if rng.random() < 0.75:
                    canvas.fill(canvas.box(x, y, 0.055, 0.07), pane)
        left += 2 * wide


def wood(canvas: Canvas, rng: np.random.Generator) -> None:
    """Trunks in a meadow."""
    meadow(canvas, rng)
    bark = hue(rng, WARM, (0.1, 0.6), (0.2, 0.7))
    for x in np.sort(rng.uniform(-1, 1, rng.integers(3, 6))):
        foot, width = rng.uniform(0.5, 0.95), rng.uniform(0.06, 0.13)
        canvas.fill(canvas.stroke([(x, foot), (x + 0.05, -1.2)], width, width / 2), bark, rim=0.3)
    leaf = hue(rng, LEAF, (0.3, 0.8), (0.25, 0.7))
    crown = -0.45 + 0.2 * ripples(rng, canvas.x, 0 * canvas.y, 0.5)
    canvas.fill(canvas.y - crown, leaf, soft=0.1)


def targets(canvas: Canvas, rng: np.random.Generator) -> None:
    """Rings around one or two centres."""
    first, second = hue(rng), hue(rng, value=(0.2, 0.95))
    canvas.fill(canvas.below(-9), first)
    period = rng.uniform(0.2, 0.5)
    for _ in range(rng.integers(1, 3)):
        distance = canvas.circle(*rng.uniform(-0.8, 0.8, 2), 0)
        rings = np.abs(np.mod(distance, period) - period / 2) - period / 4
        canvas.fill(rings, second, opacity=0.8)


def shapes(canvas: Canvas, rng: np.random.Generator) -> None:
    """Discs, boxes and triangles thrown together; some triangles point up, as ears do."""
    canvas.fill(canvas.below(-9), hue(rng, saturation=(0.05, 0.6)))
    for _ in range(rng.integers(9, 19)):
        frame = canvas.placed(*rng.uniform(-1, 1, 2), rng.uniform(0.15, 0.45), rng.uniform(0, 3))
        kinds = (
            frame.circle(0, 0, 1),
            frame.box(0, 0, 1, 0.6),
            frame.polygon([(-0.8, 0.7), (0, -0.9), (0.8, 0.7)]),
        )
        frame.fill(kinds[rng.integers(3)], hue(rng), opacity=rng.uniform(0.7, 1))


def marble(canvas: Canvas, rng: np.random.Generator) -> None:
    """Veins of stone or wood."""
    dark, pale = hue(rng, value=(0.15, 0.5)), hue(rng, saturation=(0.1, 0.6), value=(0.6, 0.98))
    warp = ripples(rng, canvas.x, canvas.y, 1.2)
    angle, waves = rng.uniform(0, np.pi), rng.uniform(4, 10)
    line = np.cos(angle) * canvas.x + np.sin(angle) * canvas.y + 0.3 * warp
    canvas.fill(canvas.below(-9), blend(dark, pale, 0.5 + 0.5 * np.sin(waves * line)))


VIEWS = (mountains, seaside, town, wood, targets, shapes, marble)
