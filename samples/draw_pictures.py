#!/usr/bin/env python3
"""Draws the samples' pictures: small, flat and our own. Needs Pillow.

Run it in this folder after changing a drawing; the results are committed. Drawings are made
four times too large and scaled down, which smooths their edges.
"""

import random
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
SCALE = 4

SKY, PALE, WATER, DEEP = "#cfe3ee", "#e9f1f4", "#5b8fa8", "#3c6f88"
BRICK, RUST, OCHRE, CREAM = "#a8483a", "#7f352b", "#d9a441", "#f3ead7"
GREEN, LEAF, STONE, PAVING = "#4f7f4a", "#7da765", "#b9b4a8", "#d8d3c6"
INK, SHADE, WHITE = "#26323a", "#5f6c72", "#fdfdfb"


class Drawing:
    """A canvas measured in the finished picture's pixels."""

    def __init__(self, width, height, background):
        mode = "RGBA" if background is None else "RGB"
        self.image = Image.new(mode, (width * SCALE, height * SCALE), background or (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)
        self.size = (width, height)

    @staticmethod
    def _scaled(points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def box(self, x, y, width, height, fill, radius=0):
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1]
        self.draw.rounded_rectangle(corners, radius * SCALE, fill)

    def shape(self, points, fill):
        self.draw.polygon(self._scaled(points), fill)

    def line(self, points, fill, width):
        self.draw.line(self._scaled(points), fill, round(width * SCALE), "curve")

    def disc(self, x, y, radius, fill):
        corners = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(corners, fill)

    def oval(self, x, y, width, height, fill):
        self.draw.ellipse([x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE], fill)

    def ring(self, x, y, radius, fill, width):
        corners = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(corners, outline=fill, width=round(width * SCALE))

    def finished(self):
        return self.image.resize(self.size, Image.Resampling.LANCZOS)


def bicycle(d, x, y, size, colour=INK):
    """A bicycle whose wheels stand on y; size is the wheel's radius."""
    r, w = size, max(size * 0.1, 1.5)
    rear, front, crank = (x, y - r), (x + 2.7 * r, y - r), (x + 1.2 * r, y - r)
    saddle, bar = (x + 0.75 * r, y - 2.25 * r), (x + 2.3 * r, y - 2.4 * r)
    for wheel in (rear, front):
        d.ring(*wheel, r, colour, w)
    d.line([rear, crank, (x + 2.2 * r, y - 1.9 * r), (x + 0.85 * r, y - 1.9 * r), rear], colour, w)
    d.line([crank, saddle], colour, w)
    d.line([front, bar, (x + 1.95 * r, y - 2.55 * r)], colour, w)
    d.line([(saddle[0] - 0.35 * r, saddle[1]), (saddle[0] + 0.35 * r, saddle[1])], colour, w * 1.8)


def windows(d, x, y, columns, rows, step_x, step_y, width, height, fill):
    for row in range(rows):
        for column in range(columns):
            d.box(x + column * step_x, y + row * step_y, width, height, fill)


def tree(d, x, y, size):
    d.box(x - size * 0.06, y - size * 0.6, size * 0.12, size * 0.6, RUST)
    d.disc(x, y - size * 0.85, size * 0.42, GREEN)
    d.disc(x - size * 0.16, y - size * 0.98, size * 0.24, LEAF)


def canal():
    d = Drawing(900, 600, SKY)
    d.disc(740, 95, 42, WHITE)
    x = 0
    houses = [(128, 292, BRICK), (104, 330, CREAM), (138, 270, RUST), (112, 318, OCHRE),
              (122, 286, BRICK), (110, 336, STONE), (130, 300, RUST), (120, 280, CREAM)]
    for width, height, colour in houses:
        top = 400 - height
        d.box(x, top, width, height, colour)
        d.shape([(x, top), (x + width / 2, top - 46), (x + width, top)], colour)
        d.box(x + width / 2 - 7, top - 22, 14, 16, INK)
        windows(d, x + 16, top + 22, 3, 4, (width - 30) / 3, 58, (width - 62) / 3 + 4, 34, PALE)
        d.box(x + width / 2 - 11, 358, 22, 42, INK)
        x += width
    d.box(0, 396, 900, 16, STONE)
    d.box(0, 412, 900, 188, WATER)
    for row in range(6):
        for column in range(5):
            left = column * 210 + (row % 2) * 95 - 40
            d.line([(left, 432 + row * 20), (left + 70 + row * 8, 432 + row * 20)], DEEP, 2)
    d.shape([(0, 545), (900, 500), (900, 600), (0, 600)], PAVING)
    d.line([(0, 462), (900, 417)], INK, 5)
    d.line([(0, 505), (900, 460)], INK, 3)
    for post in range(10):
        x = 20 + post * 96
        d.line([(x, 461 - x * 0.05), (x, 545 - x * 0.05)], INK, 4)
    bicycle(d, 300, 566, 46, RUST)
    return d.finished()


def counting_post():
    """Portrait and transparent: the page shows through."""
    d = Drawing(420, 640, None)
    d.shape([(0, 640), (130, 400), (310, 400), (420, 640)], PAVING)
    d.shape([(196, 640), (214, 400), (226, 400), (238, 640)], WHITE)
    d.box(88, 60, 104, 470, INK, 14)
    d.box(100, 76, 80, 216, "#12191d", 8)
    segments = {"4": "bcfg", "1": "bc", "2": "abged", "7": "abc"}
    for place, digit in enumerate("4127"):
        x, y = 122, 92 + place * 50
        strokes = {"a": [(0, 0), (36, 0)], "b": [(36, 0), (36, 17)], "c": [(36, 17), (36, 34)],
                   "d": [(0, 34), (36, 34)], "e": [(0, 17), (0, 34)], "f": [(0, 0), (0, 17)],
                   "g": [(0, 17), (36, 17)]}
        for name in segments[digit]:
            d.line([(x + a, y + b) for a, b in strokes[name]], OCHRE, 5)
    bicycle(d, 117, 352, 17, WHITE)
    for step in range(4):
        d.box(112, 392 + step * 26, 56, 10, LEAF if step else OCHRE, 3)
    bicycle(d, 236, 560, 34, BRICK)
    return d.finished()


def rain_bed():
    d = Drawing(840, 560, PALE)
    for x, width, height, colour in [(0, 190, 250, BRICK), (190, 160, 290, CREAM), (350, 200, 236, OCHRE),
                                     (550, 130, 280, STONE), (680, 160, 248, BRICK)]:
        d.box(x, 300 - height, width, height, colour)
        windows(d, x + 20, 324 - height, 3, 3, (width - 24) / 3, 66, 28, 40, PALE)
    d.box(0, 296, 840, 264, PAVING)
    for x in (70, 300, 560, 775):
        tree(d, x, 330, 130)
    d.oval(90, 330, 660, 190, GREEN)
    d.oval(130, 352, 580, 146, LEAF)
    d.oval(210, 392, 420, 84, WATER)
    d.oval(260, 404, 240, 34, SKY)
    sown = random.Random(7)
    for _ in range(120):
        x, y = sown.uniform(140, 700), sown.uniform(350, 500)
        inside = ((x - 420) / 270) ** 2 + ((y - 425) / 66) ** 2 < 1
        wet = ((x - 420) / 220) ** 2 + ((y - 434) / 50) ** 2 < 1
        if inside and not wet:
            height = sown.uniform(16, 34)
            lean = sown.uniform(-5, 5)
            d.line([(x, y), (x + lean, y - height)], GREEN, 3)
            d.disc(x + lean, y - height, 4, sown.choice([OCHRE, WHITE, BRICK]))
    d.shape([(380, 560), (398, 500), (452, 500), (470, 560)], STONE)
    return d.finished()


def cross_section():
    """Landscape and transparent, as a drawing cut out of a plan."""
    d = Drawing(800, 420, None)
    d.shape([(0, 420), (0, 262), (210, 262), (216, 292), (260, 292), (268, 268), (330, 268), (360, 330),
             (480, 330), (510, 268), (560, 268), (570, 306), (800, 306), (800, 420)], RUST)
    d.shape([(0, 276), (0, 256), (212, 256), (212, 276)], STONE)
    d.shape([(214, 286), (262, 286), (262, 296), (214, 296)], SHADE)
    d.box(218, 276, 40, 10, WATER)
    d.shape([(342, 292), (498, 292), (478, 330), (362, 330)], WATER)
    d.box(566, 300, 234, 14, SHADE)
    d.line([(570, 307), (800, 307)], OCHRE, 2)
    tree(d, 306, 268, 150)
    tree(d, 536, 268, 150)
    sown = random.Random(3)
    for _ in range(26):
        x = sown.uniform(346, 494)
        d.line([(x, 300), (x + sown.uniform(-6, 6), sown.uniform(240, 276))], GREEN, 3)
    bicycle(d, 610, 300, 30, INK)
    d.disc(120, 150, 15, INK)
    d.shape([(104, 256), (110, 170), (130, 170), (136, 256)], BRICK)
    d.line([(118, 180), (150, 216)], INK, 6)
    d.shape([(60, 132), (120, 84), (180, 132)], OCHRE)
    d.line([(120, 90), (120, 132)], INK, 3)
    for _ in range(40):
        x, y = sown.uniform(0, 790), sown.uniform(0, 200)
        d.line([(x, y), (x - 5, y + 16)], WATER, 2)
    return d.finished()


def town_hall(brick, roof, sky, width=520, height=680):
    """Portrait: a town hall with a tall clock tower."""
    d = Drawing(width, height, sky)
    base = height - 110
    d.box(30, base - 240, width - 60, 240, brick)
    d.shape([(14, base - 240), (60, base - 316), (width - 60, base - 316), (width - 14, base - 240)], roof)
    windows(d, 54, base - 210, 3, 2, 46, 88, 26, 54, PALE)
    windows(d, width - 172, base - 210, 3, 2, 46, 88, 26, 54, PALE)
    middle = width / 2
    d.box(middle - 52, base - 440, 104, 440, brick)
    d.shape([(middle - 62, base - 440), (middle, base - 540), (middle + 62, base - 440)], roof)
    d.line([(middle, base - 570), (middle, base - 536)], INK, 4)
    d.disc(middle, base - 370, 36, WHITE)
    d.ring(middle, base - 370, 36, INK, 4)
    d.line([(middle, base - 370), (middle, base - 396)], INK, 4)
    d.line([(middle, base - 370), (middle + 17, base - 360)], INK, 4)
    windows(d, middle - 28, base - 304, 2, 2, 34, 72, 22, 46, PALE)
    d.box(middle - 28, base - 84, 56, 84, INK, 20)
    d.box(0, base, width, height - base, PAVING)
    for row in range(1, 5):
        d.line([(0, base + row * row * 6), (width, base + row * row * 6)], STONE, 2)
    return d.finished()


def meeting():
    d = Drawing(880, 580, CREAM)
    d.box(0, 0, 880, 150, PALE)
    windows(d, 40, 24, 4, 1, 214, 0, 170, 110, SKY)
    seats = [(180, 190, BRICK), (440, 165, DEEP), (700, 190, GREEN)]
    for x, y, colour in seats:
        d.oval(x - 72, y + 36, 144, 150, colour)
        d.disc(x, y, 44, "#e8bf9a")
        d.draw.pieslice([(x - 46) * SCALE, (y - 52) * SCALE, (x + 46) * SCALE, (y + 40) * SCALE], 180, 360, INK)
    d.oval(50, 240, 780, 250, RUST)
    d.oval(62, 240, 756, 236, OCHRE)
    d.shape([(270, 290), (600, 278), (650, 420), (230, 430)], WHITE)
    d.line([(262, 330), (380, 340), (440, 300), (610, 310)], WATER, 12)
    d.line([(300, 425), (420, 360), (520, 380), (636, 372)], STONE, 5)
    sown = random.Random(11)
    for _ in range(34):
        x, y = sown.uniform(280, 600), sown.uniform(296, 414)
        d.disc(x, y, 6, sown.choice([BRICK, GREEN, GREEN, DEEP]))
    for x, y, colour in [(150, 520, OCHRE), (440, 545, SHADE), (730, 520, WATER)]:
        d.oval(x - 84, y - 20, 168, 170, colour)
        d.disc(x, y - 40, 48, INK)
    d.oval(690, 320, 48, 30, WHITE)
    d.oval(698, 325, 32, 18, RUST)
    return d.finished()


def flags():
    d = Drawing(420, 620, "#8fbbd6")
    d.oval(30, 430, 190, 60, PALE)
    d.oval(220, 90, 170, 50, PALE)
    for x, height, field, cross in [(70, 540, "#1f5c99", OCHRE), (185, 560, BRICK, WHITE), (300, 540, WHITE, "#1f5c99")]:
        top = 600 - height
        d.box(x - 4, top, 8, height, WHITE)
        d.disc(x, top, 7, OCHRE)
        d.box(x + 4, top + 12, 100, 64, field)
        d.box(x + 34, top + 12, 13, 64, cross)
        d.box(x + 4, top + 38, 100, 13, cross)
    d.box(0, 590, 420, 30, GREEN)
    return d.finished()


def blocks():
    """Landscape, greyscale steps beside colour, with a soft transparent shadow."""
    d = Drawing(760, 500, None)
    d.oval(20, 420, 720, 70, (38, 50, 58, 60))
    sown = random.Random(5)
    colours = [BRICK, OCHRE, WATER, LEAF, CREAM, GREEN]
    for column in range(9):
        x = 60 + column * 72
        for row in range(sown.randint(1, 5)):
            d.box(x, 400 - row * 62, 66, 56, sown.choice(colours), 4)
            d.box(x + 8, 408 - row * 62, 12, 12, WHITE, 2)
        top = 400 - row * 62
        if sown.random() < 0.6:
            d.shape([(x, top - 6), (x + 33, top - 56), (x + 66, top - 6)], sown.choice([BRICK, RUST, DEEP]))
    d.box(48, 456, 672, 10, SHADE, 4)
    return d.finished()


def street():
    d = Drawing(880, 560, SKY)
    for x, width, height, colour in [(0, 230, 220, OCHRE), (230, 200, 250, BRICK), (430, 240, 210, CREAM),
                                     (670, 210, 236, OCHRE)]:
        top = 430 - height
        d.box(x, top, width, height, colour)
        d.shape([(x - 6, top), (x + 24, top - 90), (x + width - 24, top - 90), (x + width + 6, top)], RUST)
        d.box(x + width - 70, top - 118, 26, 60, SHADE)
        windows(d, x + 24, top + 40, 2, 1, width - 100, 0, 50, 70, WHITE)
        d.box(x + width / 2 - 24, 330, 48, 100, DEEP, 4)
    d.box(0, 426, 880, 134, STONE)
    sown = random.Random(2)
    for _ in range(420):
        x, y = sown.uniform(0, 880), sown.uniform(450, 556)
        d.oval(x, y, 16, 7, sown.choice([PAVING, "#a9a498"]))
    for x in (206, 420, 660, 852):
        for _ in range(9):
            stalk, height = x + sown.uniform(-18, 18), sown.uniform(60, 130)
            d.line([(stalk, 430), (stalk, 430 - height)], GREEN, 3)
            d.disc(stalk, 430 - height, 8, sown.choice([BRICK, WHITE, "#d98c9a"]))
    bicycle(d, 300, 444, 36)
    return d.finished()


def tunnel():
    d = Drawing(840, 560, GREEN)
    d.box(0, 0, 840, 90, SHADE)
    d.line([(0, 70), (840, 70)], WHITE, 3)
    d.shape([(70, 560), (70, 250), (180, 130), (660, 130), (770, 250), (770, 560)], STONE)
    d.shape([(110, 560), (110, 260), (200, 165), (640, 165), (730, 260), (730, 560)], WHITE)
    d.shape([(330, 420), (330, 320), (362, 286), (478, 286), (510, 320), (510, 420)], SKY)
    d.shape([(110, 560), (330, 420), (510, 420), (730, 560)], PAVING)
    d.shape([(200, 165), (362, 286), (478, 286), (640, 165)], PALE)
    for step, (y, half) in enumerate([(182, 30), (212, 24), (238, 18), (260, 13), (276, 9)]):
        d.box(420 - half, y, half * 2, 10 - step, OCHRE, 3)
    d.line([(110, 420), (330, 372)], LEAF, 8)
    d.line([(730, 420), (510, 372)], LEAF, 8)
    tree(d, 400, 420, 70)
    d.disc(452, 386, 6, INK)
    d.shape([(446, 424), (447, 394), (457, 394), (458, 424)], BRICK)
    return d.finished()


def exif(orientation, place=False):
    """An EXIF block with an orientation, a camera and, if asked for, a place."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F], data[0x0110] = "Fiktiv", "Kamera 1"
    if place:
        data.get_ifd(0x8825).update({1: "N", 2: (55.0, 42.0, 21.0), 3: "E", 4: (12.0, 34.0, 12.0)})
    return data


def main():
    """Draws every picture that a sample shows."""
    top, later = HERE / "bilder", HERE / "2015" / "bilder"
    for folder in (top, later):
        folder.mkdir(exist_ok=True)
    photos = [
        (canal(), top / "kanal.jpg"),
        (town_hall(BRICK, RUST, SKY), top / "stadshus.jpg"),
        (meeting(), later / "mote.jpg"),
        (flags(), later / "flaggor.jpg"),
        (street(), later / "gata.jpg"),
        (town_hall(STONE, DEEP, PALE), later / "radhus.jpg"),
        (tunnel(), later / "tunnel.jpg"),
    ]
    for picture, file in photos:
        picture.save(file, quality=82, optimize=True)
    # Taken with the camera held upright: the pixels lie on their side, orientation 6 says so.
    lying = rain_bed().transpose(Image.Transpose.ROTATE_90)
    lying.save(top / "regnbadd.jpg", quality=82, optimize=True, exif=exif(6, place=True))
    drawings = [
        (counting_post(), top / "raknestolpe.png"),
        (cross_section(), top / "snitt.png"),
        (blocks(), later / "klossar.png"),
    ]
    for picture, file in drawings:
        picture.save(file, optimize=True)


if __name__ == "__main__":
    main()
