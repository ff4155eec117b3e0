/* Colours: contrast and the nearest one of a palette. Called by theme.c. */
#include <math.h>

#include "tui/theme/theme.h"

/* xterm's first 16 colours. */
static const int ansi[16] = {
	0x000000,
	0xcd0000,
	0x00cd00,
	0xcdcd00,
	0x0000ee,
	0xcd00cd,
	0x00cdcd,
	0xe5e5e5,
	0x7f7f7f,
	0xff0000,
	0x00ff00,
	0xffff00,
	0x5c5cff,
	0xff00ff,
	0x00ffff,
	0xffffff,
};

int
colour_palette(int index)
{
	static const int level[6] = { 0, 95, 135, 175, 215, 255 };
	int i = index - 16;

	if (index < 0 || index > 255)
		return 0;
	if (index < 16)
		return ansi[index];
	if (index >= 232) {
		i = 8 + 10 * (index - 232);
		return i << 16 | i << 8 | i;
	}
	return level[i / 36] << 16 | level[i / 6 % 6] << 8 | level[i % 6];
}

static double
linear(int c)
{
	double v = c / 255.0;

	return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double
luminance(int rgb)
{
	return 0.2126 * linear(rgb >> 16 & 255) +
	       0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
}

int
colour_contrast(int a, int b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;

	return (int)(100 * (x > y ? x / y : y / x));
}

/* Weighted distance; the weights follow the eye's sense of redness. */
static long
distance(int a, int b)
{
	long dr = (a >> 16 & 255) - (b >> 16 & 255);
	long dg = (a >> 8 & 255) - (b >> 8 & 255);
	long db = (a & 255) - (b & 255);
	long mean = ((a >> 16 & 255) + (b >> 16 & 255)) / 2;

	return ((512 + mean) * dr * dr >> 8) + 4 * dg * dg +
	       ((767 - mean) * db * db >> 8);
}

/* How far the channels of a colour lie apart: 0 is grey. */
static int
spread(int rgb)
{
	int r = rgb >> 16 & 255, g = rgb >> 8 & 255, b = rgb & 255;
	int hi = r > g ? r : g, lo = r < g ? r : g;

	hi = hi > b ? hi : b;
	lo = lo < b ? lo : b;
	return hi - lo;
}

int
colour_nearest(int rgb, int n)
{
	long best = -1;
	int found = 0;

	for (int i = n > 16 ? 16 : 0; i < n; i++) {
		int p = colour_palette(i);
		long d = distance(rgb, p);

		/* a coloured text must not turn grey where there are few */
		if (n <= 16 && spread(rgb) > 60 && spread(p) == 0)
			d += 60000;
		if (best < 0 || d < best) {
			best = d;
			found = i;
		}
	}
	return found;
}
