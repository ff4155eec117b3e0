/* QR codes. Used by the set-up of the second factor. */
#include "tui/ui/qr.h"

#include <qrencode.h>
#include <sodium.h>

#include "common/xalloc.h"
#include "tui/term/grid.h"
#include "tui/theme/inks.h"

struct qr {
	int size;
	unsigned char *module; /* size * size, 1: dark */
};

struct qr *
qr_new(const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
	struct qr *q;
	size_t n, i;

	if (code == NULL)
		return NULL;
	n = (size_t)code->width * (size_t)code->width;
	q = xcalloc(1, sizeof *q);
	q->size = code->width;
	q->module = xcalloc(1, n);
	for (i = 0; i < n; i++)
		q->module[i] = code->data[i] & 1;
	sodium_memzero(code->data, n);
	QRcode_free(code);
	return q;
}

struct qr *
qr_free(struct qr *q)
{
	if (q == NULL)
		return NULL;
	sodium_memzero(q->module, (size_t)q->size * (size_t)q->size);
	free(q->module);
	free(q);
	return NULL;
}

int
qr_modules(const struct qr *q)
{
	return q->size;
}

int
qr_rows(const struct qr *q, bool ascii)
{
	int n = q->size + 2 * QR_QUIET;

	return ascii ? n : (n + 1) / 2;
}

int
qr_cols(const struct qr *q, bool ascii)
{
	int n = q->size + 2 * QR_QUIET;

	return ascii ? 2 * n : n;
}

/* Coordinates with the free space; outside everything is light. */
static bool
is_dark(const struct qr *q, int y, int x)
{
	y -= QR_QUIET;
	x -= QR_QUIET;
	return y >= 0 && y < q->size && x >= 0 && x < q->size &&
	       q->module[y * q->size + x] != 0;
}

static void
draw_blanks(const struct qr *q, const struct canvas *c)
{
	int n = q->size + 2 * QR_QUIET;

	for (int y = 0; y < n; y++)
		for (int x = 0; x < n; x++)
			canvas_blank(c, SPAN(y, 2 * x, 2),
			    is_dark(q, y, x) ? INK_QR_DARK : INK_QR);
}

bool
qr_draw(const struct qr *q, const struct canvas *c)
{
	static const char *const halves[] = { " ", "▀", "▄", "█" };
	int rows = qr_rows(q, c->g->ascii), cols = qr_cols(q, c->g->ascii);

	if (rows > c->rows || cols > c->cols)
		return false;
	if (c->g->ascii) {
		draw_blanks(q, c);
		return true;
	}
	for (int y = 0; y < rows; y++) {
		for (int x = 0; x < cols; x++) {
			int upper = is_dark(q, 2 * y, x);
			int lower = is_dark(q, 2 * y + 1, x);

			canvas_text(c, y, x, INK_QR, halves[upper + 2 * lower]);
		}
	}
	return true;
}
