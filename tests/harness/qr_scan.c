/* Photographs of a terminal. Used by test_qr.c and screen scripts. */
#include "tests/harness/qr_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/screen.h"

enum { CELL_W = 8, CELL_H = 16, DARK_GREY = 16, LIGHT_GREY = 200 };

void
photo_init(struct photo *p, int rows, int cols)
{
	p->rows = rows;
	p->cols = cols;
	p->grey = xcalloc((size_t)(rows * CELL_H), (size_t)(cols * CELL_W));
}

void
photo_done(struct photo *p)
{
	free(p->grey);
	p->grey = NULL;
}

/* Brightness as the eye weighs it. */
static unsigned char
grey_of(uint32_t rgb)
{
	uint32_t r = rgb >> 16 & 0xff, g = rgb >> 8 & 0xff, b = rgb & 0xff;

	return (unsigned char)((r * 299 + g * 587 + b * 114) / 1000);
}

static void
paint(struct photo *p, int y, int x, int rows, unsigned char grey)
{
	for (int i = 0; i < rows; i++)
		memset(p->grey + (size_t)((y + i) * p->cols * CELL_W + x), grey,
		    CELL_W);
}

void
photo_cell(struct photo *p, const struct photo_cell *c)
{
	bool full = str_eq(c->text, "█");
	uint32_t upper = full || str_eq(c->text, "▀") ? c->fg : c->bg;
	uint32_t lower = full || str_eq(c->text, "▄") ? c->fg : c->bg;
	int y = c->row * CELL_H, x = c->col * CELL_W;

	paint(p, y, x, CELL_H / 2, grey_of(upper));
	paint(p, y + CELL_H / 2, x, CELL_H / 2, grey_of(lower));
}

static void
photo_one(struct photo *p, struct screen_run *s, int row, int col)
{
	struct screen_cell c = screen_cell(s, row, col);
	uint32_t fg = c.fg, bg = c.bg;

	if (fg == SCREEN_DEFAULT)
		fg = LIGHT_GREY * 0x10101u;
	if (bg == SCREEN_DEFAULT)
		bg = DARK_GREY * 0x10101u;
	photo_cell(p, &(struct photo_cell){ row, col, c.text,
			  c.reverse ? bg : fg, c.reverse ? fg : bg });
}

void
photo_screen(struct photo *p, struct screen_run *s)
{
	for (int row = 0; row < p->rows; row++)
		for (int col = 0; col < p->cols; col++)
			photo_one(p, s, row, col);
}

static bool
write_pgm(const struct photo *p, const char *path)
{
	size_t w = (size_t)(p->cols * CELL_W), h = (size_t)(p->rows * CELL_H);
	FILE *f = fopen(path, "we");
	bool good;

	if (f == NULL)
		return false;
	fprintf(f, "P5\n%zu %zu\n255\n", w, h);
	good = fwrite(p->grey, w, h, f) == h;
	return fclose(f) == 0 && good;
}

/* 127: the shell found no such program. */
static int
run(const char *path, char line[1024])
{
	char *command = xprintf("zbarimg -q --raw -Sdisable "
				"-Sqrcode.enable %s 2>/dev/null",
	    path);
	FILE *f = popen(command, "r");
	int status;

	free(command);
	line[0] = '\0';
	if (f == NULL)
		return 126;
	if (fgets(line, 1024, f) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}

enum scanned
photo_scan(const struct photo *p, struct buf *out)
{
	char dir[] = "/tmp/hubqr.XXXXXX", path[64], line[1024];
	int status = 126;

	if (mkdtemp(dir) == NULL)
		return SCAN_NOTHING;
	snprintf(path, sizeof path, "%s/screen.pgm", dir);
	if (write_pgm(p, path))
		status = run(path, line);
	unlink(path);
	rmdir(dir);
	if (status == 127)
		return SCAN_NO_PROGRAM;
	if (status != 0 || line[0] == '\0')
		return SCAN_NOTHING;
	buf_adds(out, line);
	return SCAN_READ;
}
