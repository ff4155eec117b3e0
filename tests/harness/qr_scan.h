#ifndef TESTS_HARNESS_QR_SCAN_H
#define TESTS_HARNESS_QR_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"

struct screen_run;

/*
 * What a camera in front of the terminal would see: a picture in grey, painted
 * cell by cell, read by zbarimg.
 */
struct photo {
	int rows, cols; /* cells */
	unsigned char *grey;
};

enum scanned { SCAN_READ, SCAN_NOTHING, SCAN_NO_PROGRAM };

void photo_init(struct photo *p, int rows, int cols);
void photo_done(struct photo *p);
/* text: a blank or a half block; anything else is painted as a blank. */
struct photo_cell {
	int row, col;
	const char *text;
	uint32_t fg, bg; /* 0xRRGGBB */
};
void photo_cell(struct photo *p, const struct photo_cell *c);
/* The whole screen of a program. A dark terminal when colours are its own. */
void photo_screen(struct photo *p, struct screen_run *s);
/* The text of the one code in it. */
enum scanned photo_scan(const struct photo *p, struct buf *out);

#endif
