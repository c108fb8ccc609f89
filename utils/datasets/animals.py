"""Animals that are no cats: some with fur, two eyes and two ears, so that these are not enough."""

import numpy as np
from drawing import Canvas, Colour, bend, blend, hue, jitter, merge, ripples, tone
from scenery import WARM, ground_shadow

DARK: Colour = (0.08, 0.06, 0.06)
WHITE: Colour = (0.95, 0.94, 0.91)

FURS: tuple[Colour, ...] = (
    (0.80, 0.58, 0.34),
    (0.50, 0.33, 0.20),
    (0.88, 0.80, 0.68),
    (0.30, 0.22, 0.18),
    (0.62, 0.60, 0.58),
    (0.17, 0.15, 0.16),
)


def furry(canvas: Canvas, rng: np.random.Generator) -> tuple[Colour, np.ndarray]:
    """Return the colour of a fur, and the same with its texture, sample by sample."""
    base = jitter(rng, FURS[rng.integers(len(FURS))], 0.08)
    texture = 0.5 + 0.5 * ripples(rng, canvas.x, canvas.y * 0.6, 0.15)
    return base, blend(tone(base, 0.9), tone(base, 1.08), texture)


def round_eyes(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Draw two dark round eyes with a spark of light."""
    for side in (-1, 1):
        canvas.fill(canvas.circle(side * x, y, radius), DARK)
        canvas.fill(canvas.circle(side * x - 0.04, y - 0.05, radius * 0.35), WHITE)


def dog(canvas: Canvas, rng: np.random.Generator) -> None:
    """A dog's head with hanging ears, a long muzzle and often its tongue out."""
    base, fur = furry(canvas, rng)
    canvas = canvas.placed(0, -0.1, rng.uniform(0.5, 0.62), rng.uniform(-0.15, 0.15))
    canvas.fill(canvas.ellipse(0, 1.8, 0.9, 1.2), 0.88 * fur, rim=0.3)
    skull = merge(canvas.ellipse(0, -0.15, 0.72, 0.66), canvas.ellipse(0, 0.45, 0.5, 0.5), 0.3)
    canvas.fill(skull, fur, rim=0.25)
    blaze = np.maximum(canvas.ellipse(0, -0.1, 0.17, 0.75), skull)
    pale = jitter(rng, WHITE) if rng.random() < 0.5 else tone(base, 1.25)
    canvas.fill(blaze, pale, soft=0.08)
    if rng.random() < 0.3:
        canvas.fill(np.maximum(canvas.circle(0.36, -0.15, 0.28), skull), tone(base, 0.4), soft=0.05)
    for side in (-1, 1):
        ear = bend((side * 0.55, -0.62), (side * 1.1, -0.45), (side * rng.uniform(0.85, 1), 0.45))
        canvas.fill(canvas.stroke(ear, 0.17, 0.25), tone(base, 0.62), rim=0.3)
    round_eyes(canvas, 0.33, -0.15, 0.12)
    if rng.random() < 0.7:
        canvas.fill(canvas.box(0.05, 0.92, 0.14, 0.26, 0.13), (0.9, 0.45, 0.5), rim=0.2)
    canvas.fill(canvas.ellipse(0, 0.52, 0.44, 0.32), pale, rim=0.25)
    canvas.fill(canvas.stroke([(0, 0.4), (0, 0.72)], 0.025), DARK)
    canvas.fill(canvas.stroke(bend((-0.3, 0.66), (0, 0.86), (0.3, 0.66)), 0.03), DARK)
    canvas.fill(canvas.ellipse(0, 0.34, 0.2, 0.14), DARK)
    canvas.fill(canvas.ellipse(-0.05, 0.29, 0.06, 0.03), (0.5, 0.48, 0.48))


def bear(canvas: Canvas, rng: np.random.Generator) -> None:
    """A bear's head with small round ears; one in three is a panda."""
    panda = rng.random() < 0.35
    base, fur = furry(canvas, rng)
    if panda:
        base = jitter(rng, WHITE)
        fur = np.broadcast_to(base, canvas.pixels.shape)
    ear = DARK if panda else tone(base, 0.8)
    body = DARK if panda else 0.85 * fur
    canvas = canvas.placed(0, 0.0, rng.uniform(0.5, 0.66), rng.uniform(-0.15, 0.15))
    canvas.fill(canvas.ellipse(0, 1.7, 1.2, 1.1), body, rim=0.3)
    for side in (-1, 1):
        canvas.fill(canvas.circle(side * 0.7, -0.68, 0.3), ear, rim=0.2)
        canvas.fill(canvas.circle(side * 0.69, -0.65, 0.16), tone(ear, 0.7), soft=0.05)
    canvas.fill(canvas.ellipse(0, 0, 0.98, 0.88), fur, rim=0.28)
    if panda:
        for side in (-1, 1):
            canvas.fill(canvas.ellipse(side * 0.4, -0.08, 0.2, 0.28, side * 0.5), DARK)
    canvas.fill(canvas.ellipse(0, 0.42, 0.42, 0.32), tone(base, 1.3), soft=0.05, rim=0.15)
    round_eyes(canvas, 0.36, -0.1, 0.1)
    canvas.fill(canvas.ellipse(0, 0.28, 0.17, 0.11), DARK)
    canvas.fill(canvas.stroke([(0, 0.3), (0, 0.52)], 0.025), DARK)
    canvas.fill(canvas.stroke(bend((-0.2, 0.54), (0, 0.64), (0.2, 0.54)), 0.03), DARK)


def rabbit(canvas: Canvas, rng: np.random.Generator) -> None:
    """A rabbit sitting upright, its long ears up."""
    base, fur = furry(canvas, rng)
    pale = tone(base, 1.35)
    ground_shadow(canvas, 0, 0.84, 0.55)
    canvas.fill(canvas.circle(0.42, 0.62, 0.16), pale, rim=0.2)
    canvas.fill(canvas.ellipse(0, 0.45, 0.42, 0.42), 0.92 * fur, rim=0.3)
    canvas.fill(canvas.ellipse(0, 0.45, 0.2, 0.26), pale, soft=0.1)
    for side in (-1, 1):
        canvas.fill(canvas.ellipse(side * 0.22, 0.82, 0.2, 0.08), fur, rim=0.3)
        lean = rng.uniform(0.05, 0.3)
        ear = canvas.placed(side * 0.13, -0.3, tilt=side * lean)
        ear.fill(ear.ellipse(0, -0.34, 0.11, 0.36), tone(base, 0.92), rim=0.2)
        ear.fill(ear.ellipse(0, -0.32, 0.055, 0.26), (0.85, 0.6, 0.58), soft=0.03)
    canvas.fill(canvas.ellipse(0, -0.1, 0.32, 0.29), fur, rim=0.25)
    for side in (-1, 1):
        canvas.fill(canvas.ellipse(side * 0.09, 0.04, 0.12, 0.09), pale, soft=0.04)
    round_eyes(canvas, 0.18, -0.14, 0.055)
    canvas.fill(canvas.ellipse(0, -0.02, 0.04, 0.03), (0.85, 0.5, 0.52))
    canvas.fill(canvas.box(0, 0.11, 0.035, 0.04), WHITE)


def pig(canvas: Canvas, rng: np.random.Generator) -> None:
    """A pig's face with its snout."""
    skin = jitter(rng, (0.93, 0.66, 0.64), 0.08)
    canvas = canvas.placed(0, 0.02, rng.uniform(0.55, 0.7), rng.uniform(-0.15, 0.15))
    canvas.fill(canvas.ellipse(0, 1.6, 1.3, 1.1), tone(skin, 0.9), rim=0.3)
    canvas.fill(canvas.ellipse(0, 0, 0.98, 0.85), skin, rim=0.28)
    for side in (-1, 1):
        flap = [(side * 0.35, -0.75), (side * 0.95, -0.8), (side * 0.85, -0.25)]
        canvas.fill(canvas.polygon(flap, 0.08), tone(skin, 0.82), rim=0.2)
    round_eyes(canvas, 0.4, -0.15, 0.1)
    canvas.fill(canvas.ellipse(0, 0.28, 0.36, 0.27), tone(skin, 0.85), rim=0.2)
    for side in (-1, 1):
        canvas.fill(canvas.ellipse(side * 0.13, 0.28, 0.07, 0.11), tone(skin, 0.4))
    canvas.fill(canvas.stroke(bend((-0.25, 0.64), (0, 0.76), (0.25, 0.64)), 0.03), tone(skin, 0.4))


def bird(canvas: Canvas, rng: np.random.Generator) -> None:
    """A small round bird on a branch, seen from the side."""
    plumage, breast = hue(rng, value=(0.35, 0.9)), hue(rng, WARM, (0.2, 0.8), (0.7, 0.98))
    bark = hue(rng, WARM, (0.3, 0.6), (0.2, 0.4))
    canvas.fill(canvas.stroke([(-1.6, 0.72), (0, 0.62), (1.6, 0.66)], 0.07), bark, rim=0.3)
    for x in (-0.05, 0.15):
        canvas.fill(canvas.stroke([(x, 0.4), (x - 0.02, 0.6)], 0.025), (0.35, 0.25, 0.15))
    tail = [(0.3, 0.05), (0.95, 0.3), (0.85, 0.5), (0.3, 0.35)]
    canvas.fill(canvas.polygon(tail, 0.02), tone(plumage, 0.6))
    body = merge(canvas.ellipse(0.05, 0.12, 0.48, 0.4, 0.35), canvas.circle(-0.27, -0.27, 0.3), 0.2)
    canvas.fill(body, plumage, rim=0.25)
    canvas.fill(np.maximum(canvas.ellipse(-0.25, 0.2, 0.33, 0.32), body), breast, soft=0.08)
    beak = [(-0.53, -0.34), (-0.8, -0.22), (-0.53, -0.18)]
    canvas.fill(canvas.polygon(beak), (0.95, 0.65, 0.15))
    wing = canvas.ellipse(0.2, 0.12, 0.36, 0.2, 0.5)
    canvas.fill(wing, tone(plumage, 0.7), rim=0.3)
    canvas.fill(canvas.circle(-0.37, -0.31, 0.07), DARK)
    canvas.fill(canvas.circle(-0.39, -0.33, 0.025), WHITE)


def fish(canvas: Canvas, rng: np.random.Generator) -> None:
    """A fish under water, with bands on its side and bubbles above."""
    deep, clear = (0.03, 0.22, 0.42), jitter(rng, (0.25, 0.62, 0.78), 0.1)
    if rng.random() < 0.7:
        water = 0.5 - 0.5 * canvas.y + 0.15 * ripples(rng, canvas.x, canvas.y, 0.8)
        canvas.fill(canvas.below(-9), blend(deep, clear, water))
    scales, band = hue(rng, value=(0.6, 0.98)), hue(rng, value=(0.3, 0.98))
    fin = tone(scales, 0.75)
    tail = [(0.4, 0.0), (0.88, -0.34), (0.78, 0.0), (0.88, 0.34)]
    canvas.fill(canvas.polygon(tail, 0.03), fin, rim=0.2)
    canvas.fill(canvas.polygon([(-0.25, -0.25), (0.1, -0.62), (0.35, -0.18)], 0.03), fin)
    canvas.fill(canvas.polygon([(-0.1, 0.3), (0.15, 0.55), (0.22, 0.2)], 0.03), fin)
    body = canvas.ellipse(-0.1, 0, 0.62, rng.uniform(0.28, 0.42))
    canvas.fill(body, scales, rim=0.3)
    for x in (-0.25, 0.05, 0.32):
        canvas.fill(np.maximum(canvas.box(x, 0, 0.06, 0.6), body), band, soft=0.03)
    canvas.fill(canvas.ellipse(0.0, 0.12, 0.15, 0.08, 0.4), fin)
    canvas.fill(canvas.circle(-0.48, -0.07, 0.09), WHITE)
    canvas.fill(canvas.circle(-0.5, -0.07, 0.05), DARK)
    canvas.fill(canvas.stroke(bend((-0.7, 0.08), (-0.62, 0.12), (-0.56, 0.08)), 0.02), DARK)
    for number in range(3):
        bubble = canvas.circle(-0.75 + 0.06 * number, -0.3 - 0.22 * number, 0.05)
        canvas.fill(np.abs(bubble) - 0.012, WHITE, opacity=0.7)


ANIMALS = (dog, bear, rabbit, pig, bird, fish)
