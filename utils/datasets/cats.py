"""Cats: faces close up, and cats that sit, lie or walk."""

from dataclasses import dataclass

import numpy as np
from drawing import Canvas, Colour, bend, blend, jitter, merge, ripples, tone
from scenery import ground_shadow

DARK: Colour = (0.07, 0.06, 0.07)
PINK: Colour = (0.88, 0.58, 0.58)
WHITE: Colour = (0.95, 0.93, 0.90)

COATS: tuple[tuple[Colour, Colour, Colour, str], ...] = (
    # fur, markings, muzzle and chest, pattern
    ((0.85, 0.52, 0.22), (0.62, 0.30, 0.10), (0.97, 0.86, 0.72), "tabby"),
    ((0.87, 0.60, 0.32), (0.70, 0.40, 0.16), (0.87, 0.60, 0.32), "tabby"),
    ((0.52, 0.42, 0.33), (0.25, 0.18, 0.13), (0.80, 0.72, 0.62), "tabby"),
    ((0.62, 0.62, 0.62), (0.30, 0.30, 0.32), (0.88, 0.88, 0.88), "tabby"),
    ((0.45, 0.47, 0.52), (0.35, 0.37, 0.42), (0.52, 0.54, 0.58), "plain"),
    ((0.15, 0.14, 0.16), (0.10, 0.09, 0.10), (0.20, 0.19, 0.21), "plain"),
    ((0.15, 0.14, 0.16), (0.10, 0.09, 0.10), (0.94, 0.93, 0.92), "mask"),
    ((0.55, 0.55, 0.58), (0.45, 0.45, 0.48), (0.94, 0.93, 0.92), "mask"),
    ((0.94, 0.92, 0.88), (0.85, 0.82, 0.78), (0.97, 0.96, 0.94), "plain"),
    ((0.90, 0.84, 0.74), (0.28, 0.20, 0.17), (0.55, 0.43, 0.35), "points"),
    ((0.93, 0.90, 0.85), (0.82, 0.48, 0.20), (0.96, 0.94, 0.91), "patches"),
)

EYES: tuple[Colour, ...] = (
    (0.55, 0.75, 0.25),
    (0.90, 0.72, 0.15),
    (0.85, 0.50, 0.12),
    (0.35, 0.65, 0.50),
    (0.40, 0.65, 0.90),
)


@dataclass(frozen=True)
class Cat:
    """What one cat looks like; ``fur`` has a colour for each sample of the canvas."""

    fur: np.ndarray
    base: Colour
    mark: Colour
    pale: Colour
    pattern: str
    eye: Colour


def draw_cat(canvas: Canvas, rng: np.random.Generator) -> None:
    """Draw one cat.

    Parameters
    ----------
    canvas : a picture with its background, its frame where the cat goes.
    rng : draws the coat, the eyes and the pose.
    """
    base, mark, pale, pattern = COATS[rng.integers(len(COATS))]
    base, mark, pale = (jitter(rng, colour) for colour in (base, mark, pale))
    texture = 0.5 + 0.5 * ripples(rng, canvas.x, canvas.y * 0.6, 0.15)
    fur = blend(tone(base, 0.9), tone(base, 1.08), texture)
    eye = EYES[4] if pattern == "points" else jitter(rng, EYES[rng.integers(len(EYES))])
    cat = Cat(fur, base, mark, pale, pattern, eye)
    pose = rng.choice([portrait, portrait, portrait, sitting, lying, walking])
    pose(canvas, cat, rng)


def portrait(canvas: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """A head and shoulders that fill the picture."""
    size = rng.uniform(0.46, 0.62)
    canvas = canvas.placed(0, rng.uniform(-0.05, 0.1), size)
    shoulders = canvas.ellipse(rng.uniform(-0.2, 0.2), 1.75, rng.uniform(0.85, 1.1), 1.25)
    canvas.fill(shoulders, 0.88 * cat.fur, rim=0.3)
    body_marks(canvas, cat, shoulders, [(x, 1.0, x * 1.15, 1.6) for x in (-0.75, 0.0, 0.75)])
    if cat.pattern in ("mask", "tabby"):
        chest = np.maximum(canvas.ellipse(0, 1.3, 0.45, 0.7), shoulders)
        canvas.fill(chest, tone(cat.pale, 0.92), soft=0.1)
    if rng.random() < 0.25:
        collar = canvas.stroke(bend((-0.75, 0.75), (0, 1.25), (0.75, 0.75)), 0.09)
        canvas.fill(collar, jitter(rng, (0.75, 0.15, 0.2), 0.2))
        canvas.fill(canvas.circle(0, 1.08, 0.12), (0.95, 0.8, 0.25))
    head(canvas.placed(0, 0, tilt=rng.uniform(-0.22, 0.22)), cat, rng)


def sitting(canvas: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """A whole cat on its haunches, seen from the front, its tail curled to one side."""
    ground_shadow(canvas, 0.05, 0.86, 0.62)
    tail = bend((0.3, 0.75), (1.0, 0.9), (0.72, rng.uniform(0.05, 0.5)), 8)
    canvas.fill(canvas.stroke(tail, 0.085, 0.06), 0.85 * cat.fur)
    tail_tip(canvas, cat, tail, 0.07)
    body = merge(canvas.ellipse(0, 0.5, 0.42, 0.4), canvas.ellipse(0, 0.1, 0.28, 0.4), 0.3)
    canvas.fill(body, 0.92 * cat.fur, rim=0.3)
    stripes = [(side * 0.5, y, side * 0.2, y + 0.05) for side in (-1, 1) for y in (0.1, 0.35, 0.6)]
    body_marks(canvas, cat, body, stripes)
    if cat.pattern in ("mask", "tabby"):
        canvas.fill(canvas.ellipse(0, 0.22, 0.16, 0.26), cat.pale, soft=0.06)
    for side in (-1, 1):
        canvas.fill(canvas.ellipse(side * 0.36, 0.78, 0.17, 0.1), 0.95 * cat.fur, rim=0.3)
        leg = canvas.stroke([(side * 0.13, 0.3), (side * 0.14, 0.78)], 0.1)
        canvas.fill(leg, cat.fur, rim=0.35)
        paw = cat.pale if cat.pattern == "mask" else dark_or(cat, "points", cat.base)
        canvas.fill(canvas.ellipse(side * 0.145, 0.83, 0.13, 0.075), paw, rim=0.2)
    lean = rng.uniform(-0.12, 0.12)
    head(canvas.placed(lean, -0.38, rng.uniform(0.36, 0.42), lean * 1.5), cat, rng)


def lying(canvas: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """A cat that lies on its folded paws, its head at one end and its tail around it."""
    ground_shadow(canvas, 0.05, 0.7, 0.9)
    body = merge(canvas.ellipse(0.15, 0.38, 0.72, 0.34), canvas.ellipse(0.5, 0.3, 0.36, 0.36), 0.2)
    canvas.fill(body, 0.92 * cat.fur, rim=0.35)
    body_marks(canvas, cat, body, [(x, -0.1, x + 0.06, 0.35) for x in (0.1, 0.3, 0.5, 0.7)])
    tail = bend((0.8, 0.55), (0.7, 0.8), (0.05, rng.uniform(0.66, 0.74)), 8)
    canvas.fill(canvas.stroke(tail, 0.1, 0.065), 0.8 * cat.fur, rim=0.2)
    tail_tip(canvas, cat, tail, 0.07)
    paw = cat.pale if cat.pattern == "mask" else dark_or(cat, "points", cat.base)
    for x in (-0.62, -0.36):
        canvas.fill(canvas.ellipse(x, 0.66, 0.17, 0.085), paw, rim=0.3)
    tilt = rng.uniform(-0.3, 0.15)
    head(canvas.placed(-0.42, 0.05, rng.uniform(0.38, 0.46), tilt), cat, rng)


def walking(canvas: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """A cat seen from the side, its tail up, its head towards us."""
    ground_shadow(canvas, 0.05, 0.8, 0.7)
    tail = bend((0.6, 0.1), (0.98, -0.1), (rng.uniform(0.6, 0.95), -0.72), 8)
    canvas.fill(canvas.stroke(tail, 0.075, 0.05), 0.9 * cat.fur)
    tail_tip(canvas, cat, tail, 0.06)
    stride = rng.uniform(0.02, 0.14)
    sock = cat.pale if cat.pattern == "mask" else dark_or(cat, "points", cat.base)
    for x, step, depth in ((-0.28, 1, 0.7), (0.5, -1, 0.7), (-0.38, -1, 0.95), (0.58, 1, 0.95)):
        foot = (x + step * stride, 0.74)
        canvas.fill(canvas.stroke([(x, 0.25), foot], 0.1, 0.07), depth * cat.fur)
        canvas.fill(canvas.ellipse(foot[0] - 0.03, 0.77, 0.1, 0.055), tone(sock, depth))
    body = merge(canvas.ellipse(0.1, 0.18, 0.6, 0.24), canvas.ellipse(0.5, 0.16, 0.24, 0.27), 0.2)
    canvas.fill(body, 0.95 * cat.fur, rim=0.3)
    body_marks(canvas, cat, body, [(x, -0.12, x + 0.04, 0.2) for x in (0.05, 0.22, 0.39, 0.56)])
    tilt = rng.uniform(-0.2, 0.2)
    head(canvas.placed(-0.45, -0.2, rng.uniform(0.34, 0.42), tilt), cat, rng)


def dark_or(cat: Cat, pattern: str, otherwise: Colour) -> Colour:
    """Return the colour of the markings if the cat has this pattern, or else another colour."""
    return cat.mark if cat.pattern == pattern else otherwise


def tail_tip(canvas: Canvas, cat: Cat, tail: list[tuple[float, float]], width: float) -> None:
    """Colour the end of a tail, or ring it."""
    if cat.pattern == "points":
        canvas.fill(canvas.stroke(tail[3:], width), cat.mark)
    elif cat.pattern == "mask":
        canvas.fill(canvas.stroke(tail[-2:], width), cat.pale)
    elif cat.pattern == "tabby":
        for number in (3, 5, 7):
            canvas.fill(canvas.circle(*tail[number], width), cat.mark, opacity=0.8)


def body_marks(
    canvas: Canvas, cat: Cat, body: np.ndarray, stripes: list[tuple[float, float, float, float]]
) -> None:
    """Draw stripes (x, y, to x, to y) on a body, or patches where the stripes of a tabby are."""
    for number, (x0, y0, x1, y1) in enumerate(stripes):
        if cat.pattern == "tabby":
            stripe = canvas.stroke([(x0, y0), (x1, y1)], 0.06, 0.02)
            canvas.fill(np.maximum(stripe, body), cat.mark, opacity=0.85)
        elif cat.pattern == "patches":
            patch = canvas.ellipse((x0 + x1) / 2, (y0 + y1) / 2, 0.22, 0.2)
            colour = cat.mark if number % 2 else DARK
            canvas.fill(np.maximum(patch, body), colour, soft=0.04)


def head(canvas: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """Draw a head of half-width 1 around the origin, turned a little to one side."""
    turn = rng.uniform(-0.13, 0.13)
    ears(canvas, cat, rng)
    cheeks = canvas.ellipse(0, 0.2, 1.0, 0.62)
    skull = merge(canvas.ellipse(0, -0.05, 0.9, 0.78), cheeks, 0.25)
    canvas.fill(skull, cat.fur, rim=0.28)
    face = canvas.placed(turn, 0, (1 - abs(turn) / 2, 1))
    head_marks(face, cat, skull)
    if cat.pattern == "mask":
        blaze = face.polygon([(0, -0.5), (0.3, 0.3), (-0.3, 0.3)], 0.03)
        canvas.fill(np.maximum(blaze, skull), cat.pale, soft=0.04)
    for side in (-1, 1):
        canvas.fill(face.ellipse(side * 0.2, 0.42, 0.3, 0.23), cat.pale, soft=0.08, opacity=0.9)
    canvas.fill(np.maximum(face.ellipse(0, 0.6, 0.22, 0.2), skull), cat.pale, soft=0.06)
    eyes(face, cat, rng)
    nose = jitter(rng, DARK if sum(cat.base) < 0.8 and cat.pattern == "plain" else PINK, 0.06)
    face.fill(face.polygon([(-0.1, 0.22), (0.1, 0.22), (0, 0.32)], 0.035), nose)
    for side in (-1, 1):
        mouth = bend((0, 0.34), (side * 0.04, 0.52), (side * 0.25, 0.48))
        face.fill(face.stroke(mouth, 0.028), DARK, opacity=0.75)
    whiskers(face, cat, rng)


def ears(canvas: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """Draw two pointed ears with pink insides."""
    height, spread = rng.uniform(1.15, 1.4), rng.uniform(0.68, 0.9)
    colour = dark_or(cat, "points", cat.base)
    for side in (-1, 1):
        tip = (side * spread, -height)
        outer = canvas.polygon([(side * 0.93, -0.1), tip, (side * 0.12, -0.68)], 0.05)
        patched = cat.pattern == "patches" and side < 0
        canvas.fill(outer, cat.mark if patched else tone(colour, 0.9), rim=0.2)
        inner_tip = (side * (spread - 0.02), 0.2 - height)
        inner = canvas.polygon([(side * 0.8, -0.3), inner_tip, (side * 0.34, -0.66)])
        canvas.fill(inner, tone(PINK, 0.7 if sum(cat.base) < 1 else 0.95), soft=0.06)


def head_marks(face: Canvas, cat: Cat, skull: np.ndarray) -> None:
    """Draw the M of a tabby, the dark mask of a pointed cat or the patches of a calico."""
    if cat.pattern == "tabby":
        lines = [((x * 1.4, -0.85), (x, -0.38)) for x in (-0.34, 0.0, 0.34)]
        for side in (-1, 1):
            lines += [((side * 1.05, y), (side * 0.66, y * 0.9)) for y in (0.08, 0.34)]
        for line in lines:
            stripe = np.maximum(face.stroke(line, 0.075, 0.03), skull)
            face.fill(stripe, cat.mark, opacity=0.85)
    elif cat.pattern == "points":
        face.fill(np.maximum(face.ellipse(0, 0.25, 0.5, 0.55), skull), cat.mark, 0.8, soft=0.4)
    elif cat.pattern == "patches":
        face.fill(np.maximum(face.ellipse(-0.6, -0.45, 0.55, 0.6), skull), cat.mark, soft=0.05)
        face.fill(np.maximum(face.ellipse(0.7, -0.5, 0.42, 0.4), skull), DARK, soft=0.05)


def eyes(face: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """Draw two almond eyes with slit pupils, or now and then two closed ones."""
    asleep, gaze = rng.random() < 0.1, rng.uniform(-0.05, 0.05)
    open_, slit = rng.uniform(0.15, 0.21), rng.uniform(0.045, 0.1)
    for side in (-1, 1):
        x = side * 0.42
        if asleep:
            lid = bend((x - 0.2, -0.06), (x, 0.1), (x + 0.2, -0.06))
            face.fill(face.stroke(lid, 0.045), DARK)
            continue
        eye = face.ellipse(x, -0.05, 0.23, open_, -side * 0.22)
        face.fill(eye - 0.05, DARK)
        face.fill(eye, cat.eye, rim=0.2)
        face.fill(np.maximum(face.ellipse(x + gaze, -0.05, slit, open_), eye), (0.02, 0.02, 0.03))
        face.fill(face.circle(x + gaze - 0.07, -0.11, 0.05), (1, 1, 1))


def whiskers(face: Canvas, cat: Cat, rng: np.random.Generator) -> None:
    """Draw three whiskers on each side, pale on dark fur and dark on pale fur."""
    colour = WHITE if sum(cat.base) < 2 else (0.3, 0.27, 0.25)
    length, droop = rng.uniform(1.1, 1.4), rng.uniform(-0.1, 0.15)
    for side in (-1, 1):
        for number in (-1, 0, 1):
            stop = (side * length, 0.4 + 0.2 * number + droop)
            hair = bend((side * 0.35, 0.42 + 0.06 * number), (side * 0.8, stop[1] - 0.08), stop, 4)
            face.fill(face.stroke(hair, 0.014, 0.006), colour, opacity=0.75)
