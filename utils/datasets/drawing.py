"""A small painter: shapes as signed distances, filled with smooth edges on a square canvas.

A shape is an array with, for each sample of the canvas, its distance to the edge of the shape:
negative inside, positive outside. So a union is a minimum, an intersection a maximum, and a smooth
edge costs nothing. Coordinates run from -1 to 1, x to the right and y down.
"""

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SIZE = 64
"""Pixels per side of a picture."""

SAMPLES = 2
"""Samples per pixel and side; they are averaged at the end."""

Colour = tuple[float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Canvas:
    """A picture in the making, seen through one coordinate frame.

    Attributes
    ----------
    pixels : array (n, n, 3) of colours in [0, 1], shared by all frames of a picture.
    x, y : arrays (n, n), where each sample lies in this frame.
    unit : samples per unit of length in this frame.
    shade : array (n, n), the factor by which the light brightens what is drawn.
    """

    pixels: np.ndarray
    x: np.ndarray
    y: np.ndarray
    unit: float
    shade: np.ndarray

    @classmethod
    def blank(cls) -> "Canvas":
        """Return a black canvas, its frame from -1 to 1 both ways."""
        n = SIZE * SAMPLES
        centres = (np.arange(n) + 0.5) / n * 2 - 1
        y, x = np.meshgrid(centres, centres, indexing="ij")
        return cls(np.zeros((n, n, 3)), x, y, n / 2, np.ones((n, n)))

    def placed(
        self,
        x: float,
        y: float,
        scale: float | Point = 1.0,
        tilt: float = 0.0,
        light: Point | None = None,
    ) -> "Canvas":
        """Return the same picture in a frame with its origin at (x, y).

        Parameters
        ----------
        x, y : where the new origin lies in this frame.
        scale : length of the new unit in this frame, or one for each direction; a negative one
            mirrors.
        tilt : angle by which the new frame is turned, in radians, clockwise.
        light : how much brighter things become per unit to the right and down; as before unless
            told.
        """
        wide, high = scale if isinstance(scale, tuple) else (scale, scale)
        dx, dy = self.x - x, self.y - y
        along = (np.cos(tilt) * dx + np.sin(tilt) * dy) / wide
        down = (np.cos(tilt) * dy - np.sin(tilt) * dx) / high
        unit = self.unit * np.sqrt(abs(wide * high))
        shade = self.shade
        if light is not None:
            slope = (light[0] * dx + light[1] * dy) / np.sqrt(abs(wide * high))
            shade = 1 + np.clip(slope, -0.45, 0.45)
        return Canvas(self.pixels, along, down, unit, shade)

    def fill(
        self,
        shape: np.ndarray,
        colour: Colour | np.ndarray,
        opacity: float = 1.0,
        soft: float = 0.0,
        rim: float = 0.0,
    ) -> None:
        """Paint the inside of a shape.

        Parameters
        ----------
        shape : array (n, n) of signed distances.
        colour : one colour, or an array (n, n, 3) of them.
        opacity : 1 hides what lies below, 0 leaves it as it was.
        soft : width of a blurred edge; as sharp as the samples allow unless told.
        rim : how much darker the shape becomes towards its edge, which makes it look round.
        """
        cover = np.clip(0.5 - shape / (soft + 1 / self.unit), 0, 1) * opacity
        shade = self.shade
        if rim:
            shade = shade * (1 - rim * np.clip(1 + shape / 0.35, 0, 1) ** 2)
        paint = np.asarray(colour) * shade[..., None]
        self.pixels[...] += cover[..., None] * (paint - self.pixels)

    def ellipse(self, x: float, y: float, wide: float, high: float, tilt: float = 0) -> np.ndarray:
        """Return the ellipse around (x, y) with these half-axes, near enough near its edge."""
        dx, dy = self.x - x, self.y - y
        along = np.cos(tilt) * dx + np.sin(tilt) * dy
        down = np.cos(tilt) * dy - np.sin(tilt) * dx
        radius = np.hypot(along / wide, down / high)
        steepness = np.hypot(along / wide**2, down / high**2)
        return radius * (radius - 1) / np.maximum(steepness, 1e-6)

    def circle(self, x: float, y: float, radius: float) -> np.ndarray:
        """Return the disc around (x, y)."""
        return np.hypot(self.x - x, self.y - y) - radius

    def box(self, x: float, y: float, wide: float, high: float, rounding: float = 0) -> np.ndarray:
        """Return the rectangle around (x, y) with these half-sides, its corners rounded off."""
        dx = np.abs(self.x - x) - wide + rounding
        dy = np.abs(self.y - y) - high + rounding
        outside = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0))
        return outside + np.minimum(np.maximum(dx, dy), 0) - rounding

    def polygon(self, points: Sequence[Point], rounding: float = 0) -> np.ndarray:
        """Return the polygon with these corners, made larger all round by ``rounding``."""
        inside = np.zeros(self.x.shape, dtype=bool)
        nearest = np.full(self.x.shape, np.inf)
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]]):
            nearest = np.minimum(nearest, self._segment((x0, y0), (x1, y1))[0])
            if y0 != y1:
                edge = x0 + (self.y - y0) * (x1 - x0) / (y1 - y0)
                inside ^= ((y0 > self.y) != (y1 > self.y)) & (self.x < edge)
        return np.where(inside, -nearest, nearest) - rounding

    def stroke(self, points: Sequence[Point], width: float, end: float | None = None) -> np.ndarray:
        """Return a line through the points, its half-width going from ``width`` to ``end``."""
        end = width if end is None else end
        pieces = len(points) - 1
        shape = np.full(self.x.shape, np.inf)
        for number in range(pieces):
            distance, along = self._segment(points[number], points[number + 1])
            half_width = width + (end - width) * (number + along) / pieces
            shape = np.minimum(shape, distance - half_width)
        return shape

    def below(self, level: float | np.ndarray) -> np.ndarray:
        """Return everything below a level, or below a curve given sample by sample."""
        return level - self.y

    def _segment(self, start: Point, stop: Point) -> tuple[np.ndarray, np.ndarray]:
        """Return the distance to a segment, and how far along it the nearest point lies (0–1)."""
        (x0, y0), (x1, y1) = start, stop
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        along = np.clip(((self.x - x0) * dx + (self.y - y0) * dy) / length, 0, 1)
        return np.hypot(self.x - x0 - along * dx, self.y - y0 - along * dy), along


def merge(one: np.ndarray, other: np.ndarray, width: float = 0.2) -> np.ndarray:
    """Return the union of two shapes, the corner where they meet filled over ``width``."""
    overlap = np.maximum(width - np.abs(one - other), 0)
    return np.minimum(one, other) - overlap**2 / (4 * width)


def bend(start: Point, towards: Point, stop: Point, pieces: int = 6) -> list[Point]:
    """Return points on the curve from start to stop that heads for ``towards`` first."""
    t = np.linspace(0, 1, pieces + 1)[:, None]
    curve = (1 - t) ** 2 * np.array(start) + 2 * t * (1 - t) * np.array(towards)
    return [(float(x), float(y)) for x, y in curve + t**2 * np.array(stop)]


def ripples(
    rng: np.random.Generator, x: np.ndarray, y: np.ndarray, length: float, waves: int = 5
) -> np.ndarray:
    """Return a smooth random field: plane waves of about this length, mostly within [-1, 1]."""
    field = np.zeros(np.broadcast(x, y).shape)
    for _ in range(waves):
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        wave = 2 * np.pi / (length * rng.uniform(0.7, 1.5))
        field += np.sin(wave * (np.cos(angle) * x + np.sin(angle) * y) + phase)
    return field / np.sqrt(2 * waves)


def blend(one: Colour, other: Colour, share: np.ndarray) -> np.ndarray:
    """Return colours (n, n, 3) going from one to the other as ``share`` (n, n) goes from 0 to 1."""
    share = np.clip(share, 0, 1)[..., None]
    return np.asarray(one) + share * (np.asarray(other) - np.asarray(one))


def tone(colour: Colour, factor: float) -> Colour:
    """Return a darker (below 1) or brighter (above 1) version of a colour."""
    red, green, blue = (min(1.0, part * factor) for part in colour)
    return red, green, blue


def hue(
    rng: np.random.Generator,
    hues: Point = (0, 1),
    saturation: Point = (0.3, 0.8),
    value: Point = (0.4, 0.95),
) -> Colour:
    """Return a random colour with hue, saturation and value in these ranges."""
    return colorsys.hsv_to_rgb(
        rng.uniform(*hues) % 1, rng.uniform(*saturation), rng.uniform(*value)
    )


def jitter(rng: np.random.Generator, colour: Colour, amount: float = 0.05) -> Colour:
    """Return a colour near the given one."""
    shift = rng.uniform(-amount, amount) + rng.uniform(-amount / 2, amount / 2, 3)
    red, green, blue = np.clip(np.asarray(colour) + shift, 0, 1).tolist()
    return red, green, blue
