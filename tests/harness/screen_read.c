/* Reading the picture: text, cells, cursor. */
#include <vterm.h>

#include "common/str.h"
#include "tests/harness/screen_int.h"

static void
add_utf8(struct buf *b, uint32_t cp)
{
	wchar_t w = (wchar_t)cp;
	char s[4];

	if (cp < 0x80) {
		buf_addc(b, (char)w);
	} else if (cp < 0x800) {
		s[0] = (char)(0xc0 | cp >> 6);
		s[1] = (char)(0x80 | (cp & 0x3f));
		buf_add(b, s, 2);
	} else if (cp < 0x10000) {
		s[0] = (char)(0xe0 | cp >> 12);
		s[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		s[2] = (char)(0x80 | (cp & 0x3f));
		buf_add(b, s, 3);
	} else {
		s[0] = (char)(0xf0 | cp >> 18);
		s[1] = (char)(0x80 | (cp >> 12 & 0x3f));
		s[2] = (char)(0x80 | (cp >> 6 & 0x3f));
		s[3] = (char)(0x80 | (cp & 0x3f));
		buf_add(b, s, 4);
	}
}

/* Adds the sign of a cell; columns it takes. */
static int
add_cell(const struct screen_run *s, struct buf *b, int row, int col)
{
	VTermScreenCell cell;
	VTermPos pos = { row, col };

	if (!vterm_screen_get_cell(s->vs, pos, &cell))
		return 1;
	if (cell.chars[0] == 0)
		buf_addc(b, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
		if (cell.chars[i] != (uint32_t)-1)
			add_utf8(b, cell.chars[i]);
	return cell.width > 0 ? cell.width : 1;
}

static void
add_row(const struct screen_run *s, struct buf *b, int row)
{
	size_t start = b->len;

	for (int col = 0; col < s->cols;)
		col += add_cell(s, b, row, col);
	while (b->len > start && b->p[b->len - 1] == ' ')
		b->p[--b->len] = '\0';
}

const char *
screen_text(struct screen_run *s)
{
	buf_clear(&s->text);
	for (int row = 0; row < s->rows; row++) {
		add_row(s, &s->text, row);
		buf_addc(&s->text, '\n');
	}
	return buf_str(&s->text);
}

const char *
screen_row(struct screen_run *s, int row)
{
	buf_clear(&s->text);
	if (row >= 0 && row < s->rows)
		add_row(s, &s->text, row);
	return buf_str(&s->text);
}

bool
screen_has(struct screen_run *s, const char *text)
{
	return strstr(screen_text(s), text) != NULL;
}

bool
screen_find(struct screen_run *s, const char *text, int *row, int *col)
{
	for (int r = 0; r < s->rows; r++) {
		const char *line = screen_row(s, r);
		const char *hit = strstr(line, text);
		struct buf b;
		int c = 0;

		if (hit == NULL)
			continue;
		/* bytes to columns: walk the cells again */
		buf_init(&b, 1 << 16);
		while (b.len < (size_t)(hit - line))
			c += add_cell(s, &b, r, c);
		buf_done(&b);
		*row = r;
		*col = c;
		return true;
	}
	return false;
}

static uint32_t
rgb(const struct screen_run *s, VTermColor *c, bool fg)
{
	if (fg ? VTERM_COLOR_IS_DEFAULT_FG(c) : VTERM_COLOR_IS_DEFAULT_BG(c))
		return SCREEN_DEFAULT;
	vterm_screen_convert_color_to_rgb(s->vs, c);
	return (uint32_t)(c->rgb.red << 16 | c->rgb.green << 8 | c->rgb.blue);
}

struct screen_cell
screen_cell(struct screen_run *s, int row, int col)
{
	struct screen_cell out = { .text = " ", .width = 1 };
	VTermScreenCell cell;
	VTermPos pos = { row, col };
	struct buf b;

	if (!vterm_screen_get_cell(s->vs, pos, &cell))
		return out;
	buf_init(&b, sizeof out.text - 1);
	out.width = add_cell(s, &b, row, col);
	str_copy(out.text, sizeof out.text, buf_str(&b));
	buf_done(&b);
	out.bold = cell.attrs.bold;
	out.underline = cell.attrs.underline != 0;
	out.italic = cell.attrs.italic;
	out.reverse = cell.attrs.reverse;
	out.fg = rgb(s, &cell.fg, true);
	out.bg = rgb(s, &cell.bg, false);
	return out;
}

bool
screen_cursor(struct screen_run *s, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &pos);
	*row = pos.row;
	*col = pos.col;
	return s->cursor_on;
}

const char *
screen_title(struct screen_run *s)
{
	return s->title;
}
