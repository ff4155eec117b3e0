/* Printing of line mode: clean text, tones, tables. */
#include "tui/cli/cli_out.h"

#include <assert.h>
#include <stdarg.h>
#include <unistd.h>

#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "tui/term/ascii.h"
#include "tui/ui/i18n.h"

#define TEXT_MAX (4u << 20)
#define LABEL_COLS 18

static const char *const sgr[] = {
	[TONE_PLAIN] = "",
	[TONE_HEAD] = "\033[1m",
	[TONE_DIM] = "\033[2m",
	[TONE_GOOD] = "\033[32m",
	[TONE_WARN] = "\033[33m",
	[TONE_BAD] = "\033[31m",
};

void
out_init(struct out *o, FILE *f, bool ascii)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	*o = (struct out){ .f = f, .ascii = ascii, .today = DATE_NONE };
	o->colour = isatty(fileno(f)) && (no == NULL || *no == '\0') &&
		    term != NULL && !str_eq(term, "dumb");
}

/* C0, C1, DEL and the bidi controls of hub file B10. */
static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x061c ||
	       cp == 0x200e || cp == 0x200f || (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

/* s as it may be shown, added to b. */
static void
add_clean(struct buf *b, const struct out *o, const char *s, bool newlines)
{
	uint32_t cp;
	size_t n;

	if (!utf8_valid(s, strlen(s)))
		s = "?";
	for (; (n = utf8_next(s, &cp)) > 0; s += n) {
		if (cp == '\n' && newlines)
			buf_addc(b, '\n');
		else if (is_control(cp))
			buf_addc(b, '?');
		else if (o->ascii && cp >= 0x80)
			buf_adds(b, ascii_for(cp));
		else
			buf_add(b, s, n);
	}
}

static void
put(struct out *o, enum tone tone, const char *s, bool newlines)
{
	bool colour = o->colour && tone != TONE_PLAIN;
	struct buf b;

	buf_init(&b, TEXT_MAX);
	if (colour)
		buf_adds(&b, sgr[tone]);
	add_clean(&b, o, s, newlines);
	if (colour)
		buf_adds(&b, "\033[0m");
	(void)fputs(buf_str(&b), o->f); /* main looks at ferror at the end */
	buf_done(&b);
}

void
out_text(struct out *o, enum tone tone, const char *s)
{
	put(o, tone, s, false);
}

void
out_lines(struct out *o, enum tone tone, const char *s)
{
	put(o, tone, s, true);
}

void
out_printf(struct out *o, enum tone tone, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, TEXT_MAX);
	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	put(o, tone, buf_str(&b), true);
	buf_done(&b);
}

void
out_newline(struct out *o)
{
	(void)fputc('\n', o->f);
}

static void
pad(struct out *o, int n)
{
	for (; n > 0; n--)
		(void)fputc(' ', o->f);
}

void
out_field(struct out *o, const char *label, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	out_text(o, TONE_DIM, label);
	(void)fputc(':', o->f);
	pad(o, LABEL_COLS - 1 - utf8_width(label));
	(void)fputc(' ', o->f);
	out_lines(o, TONE_PLAIN, value);
	out_newline(o);
}

static void
add_cell(struct table *t, enum tone tone, char *text)
{
	if (t->n_cells == t->cap) {
		t->cap = t->cap == 0 ? 64 : t->cap * 2;
		t->cells =
		    xrealloc(t->cells, (size_t)t->cap * sizeof(t->cells[0]));
	}
	t->cells[t->n_cells++] = (struct table_cell){ text, tone };
}

void
table_init(struct table *t, const char *const *titles)
{
	int i;

	*t = (struct table){ 0 };
	for (i = 0; titles[i] != NULL; i++) {
		assert(i < TABLE_COLS);
		t->right[i] = titles[i][0] == '>';
		add_cell(t, TONE_HEAD,
		    xstrdup(titles[i][0] == '\0' ? ""
			    : t->right[i]	 ? _(titles[i]) + 1
						 : _(titles[i])));
	}
	t->n_cols = i;
}

void
table_cell(struct table *t, enum tone tone, const char *s)
{
	add_cell(t, tone, xstrdup(s != NULL ? s : ""));
}

void
table_cellf(struct table *t, enum tone tone, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, TEXT_MAX);
	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	add_cell(t, tone, xstrdup(buf_str(&b)));
	buf_done(&b);
}

/* Cells as they will be shown: clean, in one line. */
static void
clean_cells(struct table *t, const struct out *o)
{
	struct buf b;
	int i;

	for (i = 0; i < t->n_cells; i++) {
		buf_init(&b, TEXT_MAX);
		add_clean(&b, o, t->cells[i].text, false);
		free(t->cells[i].text);
		t->cells[i].text = xstrdup(buf_str(&b));
		buf_done(&b);
	}
}

/* Nothing but empty cells from i to the end of its row? */
static bool
rest_is_empty(const struct table *t, int i)
{
	for (; i % t->n_cols != 0; i++)
		if (t->cells[i].text[0] != '\0')
			return false;
	return true;
}

static void
print_cell(struct table *t, struct out *o, int i, const int *widths)
{
	int col = i % t->n_cols;
	int gap = widths[col] - utf8_width(t->cells[i].text);
	bool last = rest_is_empty(t, i + 1);
	bool empty = t->cells[i].text[0] == '\0';

	if (t->right[col] && !(empty && last))
		pad(o, gap);
	if (!empty)
		out_text(o, t->cells[i].tone, t->cells[i].text);
	if (!t->right[col] && !last)
		pad(o, gap);
	if (!last)
		pad(o, 2);
	if (col == t->n_cols - 1)
		out_newline(o);
}

void
table_print(struct table *t, struct out *o, const char *empty)
{
	int widths[TABLE_COLS] = { 0 };
	int i, w, first = 0;

	assert(t->n_cells % t->n_cols == 0);
	clean_cells(t, o);
	for (i = 0; i < t->n_cells; i++) {
		w = utf8_width(t->cells[i].text);
		if (w > widths[i % t->n_cols])
			widths[i % t->n_cols] = w;
	}
	while (first < t->n_cols && t->cells[first].text[0] == '\0')
		first++; /* no titles at all: no line for them */
	if (first < t->n_cols)
		first = 0;
	if (t->n_cells == t->n_cols) {
		out_text(o, TONE_PLAIN, empty);
		out_newline(o);
	} else
		for (i = first; i < t->n_cells; i++)
			print_cell(t, o, i, widths);
	for (i = 0; i < t->n_cells; i++)
		free(t->cells[i].text);
	free(t->cells);
	*t = (struct table){ 0 };
}
