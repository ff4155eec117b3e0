/* Text being typed. Used by forms, dialogs, the palette and list filters. */
#include "tui/ui/edit.h"

#include <sodium.h>
#include <wchar.h>

#include "common/buf.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "tui/term/glyph.h"
#include "tui/term/grid.h"
#include "tui/term/keys.h"

void
edit_init(struct edit *e, int max, bool multi, bool secret)
{
	memset(e, 0, sizeof *e);
	e->max = max;
	e->multi = multi;
	e->secret = secret;
	e->width = 1 << 20;
	e->cap = 16;
	e->text = xcalloc(1, e->cap);
}

void
edit_done(struct edit *e)
{
	if (e->text != NULL) /* codes are typed into ordinary fields, too */
		sodium_memzero(e->text, e->cap);
	free(e->text);
	e->text = NULL;
}

/* Growing copies by hand, so that nothing secret stays behind in freed memory.
 */
static void
reserve(struct edit *e, size_t need)
{
	char *p;
	size_t cap = e->cap;

	if (need <= cap)
		return;
	while (cap < need)
		cap *= 2;
	p = xcalloc(1, cap);
	memcpy(p, e->text, e->len + 1);
	sodium_memzero(e->text, e->cap);
	free(e->text);
	e->text = p;
	e->cap = cap;
}

int
edit_count(const struct edit *e)
{
	return (int)utf8_count(e->text);
}

static bool
insert_bytes(struct edit *e, const char *s, size_t n)
{
	reserve(e, e->len + n + 1);
	memmove(e->text + e->pos + n, e->text + e->pos, e->len - e->pos + 1);
	memcpy(e->text + e->pos, s, n);
	e->len += n;
	e->pos += n;
	return true;
}

static void
delete_bytes(struct edit *e, size_t from, size_t to)
{
	memmove(e->text + from, e->text + to, e->len - to + 1);
	e->len -= to - from;
	e->pos = from;
}

void
edit_insert(struct edit *e, const char *text)
{
	int room = e->max - edit_count(e);
	uint32_t cp;
	size_t n;

	for (; room > 0 && (n = utf8_next(text, &cp)) > 0; text += n) {
		bool newline = cp == '\n';

		if (cp == 0xfffd || cp == 0x7f ||
		    (cp < 0x20 && !newline && cp != '\t') ||
		    (cp >= 0x80 && cp < 0xa0))
			continue;
		if (cp == '\t' || (newline && !e->multi))
			insert_bytes(e, " ", 1);
		else
			insert_bytes(e, text, n);
		room--;
	}
}

void
edit_set(struct edit *e, const char *text)
{
	sodium_memzero(e->text, e->cap);
	e->text[0] = '\0';
	e->len = e->pos = 0;
	e->scroll = 0;
	edit_insert(e, text == NULL ? "" : text);
}

/* Bytes of the sign at p with its marks; 0 at the end. */
static size_t
sign_len(const char *p)
{
	struct glyph_iter it;
	struct glyph gl;

	glyph_start(&it, p, false);
	return glyph_next(&it, &gl) ? gl.bytes : strlen(p);
}

static size_t
next_pos(const struct edit *e, size_t pos)
{
	return pos + sign_len(e->text + pos);
}

static size_t
prev_pos(const struct edit *e, size_t pos)
{
	size_t p = 0, n;

	while ((n = next_pos(e, p)) < pos && n > p)
		p = n;
	return pos == 0 ? 0 : p;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n';
}

static size_t
word_left(const struct edit *e)
{
	size_t p = e->pos;

	while (p > 0 && is_blank(e->text[p - 1]))
		p--;
	while (p > 0 && !is_blank(e->text[p - 1]))
		p--;
	return p;
}

static size_t
word_right(const struct edit *e)
{
	size_t p = e->pos;

	while (p < e->len && is_blank(e->text[p]))
		p++;
	while (p < e->len && !is_blank(e->text[p]))
		p++;
	return p;
}

static size_t
line_start(const struct edit *e)
{
	size_t p = e->pos;

	while (p > 0 && e->text[p - 1] != '\n')
		p--;
	return p;
}

static size_t
line_end(const struct edit *e)
{
	return e->pos + strcspn(e->text + e->pos, "\n");
}

/*
 * The n-th line as shown: false behind the last. An empty text and one that
 * ends in a newline have an empty last line.
 */
static bool
shown_line(const struct edit *e, int n, size_t *from, size_t *to)
{
	struct wrap w;
	int i = 0;

	wrap_start(&w, e->text, e->width, e->ascii);
	while (wrap_next(&w)) {
		*from = (size_t)(w.it.s - e->text);
		*to = (size_t)(w.end - e->text);
		if (i++ == n)
			return true;
	}
	*from = *to = e->len;
	return i == n && (e->len == 0 || e->text[e->len - 1] == '\n');
}

static int
width_between(const struct edit *e, size_t from, size_t to)
{
	struct glyph_iter it;
	struct glyph gl;
	int w = 0;

	glyph_start(&it, e->text + from, e->ascii);
	while (it.s < e->text + to && glyph_next(&it, &gl))
		w += gl.width;
	while (it.more != NULL && *it.more != '\0' && glyph_next(&it, &gl))
		w += gl.width;
	return w;
}

/* Line and column of the cursor as shown. */
static void
locate(const struct edit *e, int *line, int *col)
{
	size_t from, to;

	for (*line = 0; shown_line(e, *line, &from, &to); (*line)++) {
		size_t nfrom, nto;

		if (e->pos > to)
			continue;
		/* at a cut inside a word the cursor stands on the next line */
		if (e->pos == to && shown_line(e, *line + 1, &nfrom, &nto) &&
		    nfrom == to)
			continue;
		break;
	}
	*col = e->pos >= from ? width_between(e, from, e->pos) : 0;
}

static bool
move_line(struct edit *e, int by)
{
	int line, col, w = 0;
	size_t from, to, p;

	locate(e, &line, &col);
	if (line + by < 0 || !shown_line(e, line + by, &from, &to))
		return false;
	for (p = from; p < to && w < col; p = next_pos(e, p))
		w += width_between(e, p, next_pos(e, p));
	e->pos = p;
	return true;
}

static bool
move_key(struct edit *e, uint32_t key)
{
	switch (key) {
	case K_LEFT:
		e->pos = prev_pos(e, e->pos);
		return true;
	case K_RIGHT:
		e->pos = next_pos(e, e->pos);
		return true;
	case K_LEFT | K_MOD_CTRL:
	case K_ALT | 'b':
		e->pos = word_left(e);
		return true;
	case K_RIGHT | K_MOD_CTRL:
	case K_ALT | 'f':
		e->pos = word_right(e);
		return true;
	case K_HOME:
	case K_CTRL('a'):
		e->pos = line_start(e);
		return true;
	case K_END:
	case K_CTRL('e'):
		e->pos = line_end(e);
		return true;
	case K_UP:
		return e->multi && move_line(e, -1);
	case K_DOWN:
		return e->multi && move_line(e, 1);
	}
	return false;
}

static bool
delete_key(struct edit *e, uint32_t key)
{
	switch (key) {
	case K_BACKSPACE:
		delete_bytes(e, prev_pos(e, e->pos), e->pos);
		return true;
	case K_DELETE:
	case K_CTRL('d'):
		delete_bytes(e, e->pos, next_pos(e, e->pos));
		return true;
	case K_CTRL('u'):
		delete_bytes(e, line_start(e), e->pos);
		return true;
	case K_CTRL('k'):
		delete_bytes(e, e->pos, line_end(e));
		return true;
	case K_CTRL('w'):
	case K_ALT | K_BACKSPACE:
		delete_bytes(e, word_left(e), e->pos);
		return true;
	}
	return false;
}

static void
insert_cp(struct edit *e, uint32_t cp)
{
	char s[5] = "";
	wchar_t w[2] = { (wchar_t)cp, 0 };

	if (cp < 0x80)
		s[0] = (char)cp;
	else if (wcstombs(s, w, sizeof s) == (size_t)-1)
		return;
	edit_insert(e, s);
}

bool
edit_key(struct edit *e, uint32_t key)
{
	if (key == K_ENTER) {
		if (e->multi)
			edit_insert(e, "\n");
		return e->multi;
	}
	if (key >= 0x20 && key != K_BACKSPACE && key < 0x110000) {
		insert_cp(e, key);
		return true;
	}
	return move_key(e, key) || delete_key(e, key);
}

static void
draw_dots(struct edit *e, const struct canvas *c, int ink)
{
	struct glyph_iter it;
	struct glyph gl;
	int n = 0, at = 0;

	glyph_start(&it, e->text, false);
	while (glyph_next(&it, &gl)) {
		n++;
		if (it.s <= e->text + e->pos)
			at = n;
	}
	e->scroll = at >= c->cols ? at - c->cols + 1 : 0;
	for (int i = e->scroll; i < n && i - e->scroll < c->cols; i++)
		canvas_text(c, 0, i - e->scroll, ink, "•");
	e->width = at - e->scroll; /* the cursor's column */
}

/* Keeps the cursor in sight with some text before it. */
static void
scroll_line(struct edit *e, int cols)
{
	int at = width_between(e, 0, e->pos);

	if (at < e->scroll)
		e->scroll = at > 4 ? at - 4 : 0;
	if (at >= e->scroll + cols)
		e->scroll = at - cols + 1;
	if (width_between(e, 0, e->len) < cols)
		e->scroll = 0;
}

static void
draw_line(struct edit *e, const struct canvas *c, int ink, bool focus)
{
	struct glyph_iter it;
	struct glyph gl;
	int col = 0;

	scroll_line(e, c->cols);
	glyph_start(&it, e->text, e->ascii);
	while (col < e->scroll && glyph_next(&it, &gl))
		col += gl.width;
	canvas_text(c, 0, col - e->scroll, ink, it.s);
	if (focus)
		canvas_cursor(c, 0, width_between(e, 0, e->pos) - e->scroll);
}

static void
draw_lines(struct edit *e, const struct canvas *c, int ink, bool focus)
{
	int line, col;
	size_t from, to;

	e->width = c->cols;
	locate(e, &line, &col);
	if (line < e->scroll)
		e->scroll = line;
	if (line >= e->scroll + c->rows)
		e->scroll = line - c->rows + 1;
	for (int i = 0; i < c->rows; i++) {
		char *s;

		if (!shown_line(e, e->scroll + i, &from, &to))
			break;
		s = xstrndup(e->text + from, to - from);
		canvas_text(c, i, 0, ink, s);
		free(s);
	}
	if (focus)
		canvas_cursor(
		    c, line - e->scroll, col < c->cols ? col : c->cols - 1);
}

void
edit_draw(struct edit *e, const struct canvas *c, int ink, bool focus)
{
	canvas_fill(c, ink);
	if (c->rows == 0 || c->cols == 0)
		return;
	e->ascii = c->g->ascii;
	if (e->secret) {
		draw_dots(e, c, ink);
		if (focus)
			canvas_cursor(c, 0, e->width);
	} else if (e->multi) {
		draw_lines(e, c, ink, focus);
	} else {
		draw_line(e, c, ink, focus);
	}
}
