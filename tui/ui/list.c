/* A table's rows: filter, order, selection, keys. Drawn by list_draw.c. */
#include "tui/ui/list.h"

#include <wchar.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "tui/term/term.h"
#include "tui/theme/inks.h"

#define FILTER_MAX 60
#define CELL_MAX 4096

void
list_init(struct list *l, const struct list_source *src, void *ctx)
{
	memset(l, 0, sizeof *l);
	l->src = src;
	l->ctx = ctx;
	l->sel = -1;
	l->sel_id = -1;
	l->sort_col = -1;
	list_refresh(l);
}

void
list_done(struct list *l)
{
	free(l->order);
	l->order = NULL;
	free(l->filter);
	l->filter = NULL;
}

static int64_t
row_id(const struct list *l, int row)
{
	return l->src->id == NULL ? row : l->src->id(l->ctx, row);
}

/* The text of one cell in b. */
static const char *
cell_text(const struct list *l, int row, int col, struct buf *b)
{
	struct list_cell cell = { .text = b, .ink = INK_TEXT };

	buf_clear(b);
	l->src->cell(l->ctx, row, col, &cell);
	return buf_str(b);
}

/* Every word of the filter occurs in some cell of the row. */
static bool
row_matches(const struct list *l, int row, struct buf *b, struct arena *a)
{
	char *words = utf8_fold(a, l->filter), *w, *save = NULL;
	struct buf all;
	const char *text;
	bool ok = true;

	buf_init(&all, CELL_MAX * 4);
	for (int col = 0; l->src->cols[col].title != NULL; col++) {
		buf_adds(&all, cell_text(l, row, col, b));
		buf_addc(&all, '\n');
	}
	text = utf8_fold(a, buf_str(&all));
	for (w = strtok_r(words, " ", &save); w != NULL && ok;
	     w = strtok_r(NULL, " ", &save))
		ok = strstr(text, w) != NULL;
	buf_done(&all);
	return ok;
}

static void
fill_order(struct list *l)
{
	int count = l->src->count(l->ctx);
	struct arena *a = arena_new();
	struct buf b;

	buf_init(&b, CELL_MAX);
	if (count > l->cap) {
		l->cap = count;
		l->order = xrealloc(l->order, (size_t)count * sizeof *l->order);
	}
	l->n = 0;
	for (int row = 0; row < count; row++) {
		arena_reset(a);
		if (l->filter == NULL || *l->filter == '\0' ||
		    row_matches(l, row, &b, a))
			l->order[l->n++] = row;
	}
	buf_done(&b);
	arena_free(a);
}

static int
by_number(const char *a, const char *b)
{
	double x = strtod(a, NULL), y = strtod(b, NULL);

	return x < y ? -1 : x > y;
}

/* What qsort_r compares with: cells are read once, not per comparison. */
struct sorter {
	const struct list *l;
	char **text; /* by row, folded */
};

static int
by_column(const void *pa, const void *pb, void *arg)
{
	const struct sorter *s = arg;
	const struct list *l = s->l;
	int a = *(const int *)pa, b = *(const int *)pb, r;

	if (l->src->compare != NULL)
		r = l->src->compare(l->ctx, a, b, l->sort_col);
	else if (l->src->cols[l->sort_col].flags & COL_RIGHT)
		r = by_number(s->text[a], s->text[b]);
	else
		r = strcmp(s->text[a], s->text[b]);
	if (r == 0)
		return a - b; /* stable, in both directions */
	return l->sort_desc ? -r : r;
}

static void
sort_order(struct list *l)
{
	struct sorter s = { .l = l };
	struct arena *a = arena_new();
	struct buf b;

	buf_init(&b, CELL_MAX);
	if (l->src->compare == NULL) {
		s.text = arena_zalloc(
		    a, (size_t)l->src->count(l->ctx) * sizeof *s.text + 1);
		for (int i = 0; i < l->n; i++)
			s.text[l->order[i]] = utf8_fold(
			    a, cell_text(l, l->order[i], l->sort_col, &b));
	}
	qsort_r(l->order, (size_t)l->n, sizeof *l->order, by_column, &s);
	buf_done(&b);
	arena_free(a);
}

static void
select_index(struct list *l, int i)
{
	if (i >= l->n)
		i = l->n - 1;
	if (i < 0)
		i = l->n > 0 ? 0 : -1;
	l->sel = i;
	l->sel_id = i < 0 ? -1 : row_id(l, l->order[i]);
}

bool
list_select_id(struct list *l, int64_t id)
{
	for (int i = 0; i < l->n; i++) {
		if (row_id(l, l->order[i]) != id)
			continue;
		select_index(l, i);
		return true;
	}
	return false;
}

void
list_refresh(struct list *l)
{
	int64_t id = l->sel_id;
	int sel = l->sel;

	fill_order(l);
	if (l->sort_col >= 0 && l->n > 1)
		sort_order(l);
	/* the row is gone: the one that took its place */
	if (sel < 0 || !list_select_id(l, id))
		select_index(l, sel);
}

int
list_row(const struct list *l)
{
	return l->sel < 0 ? -1 : l->order[l->sel];
}

int64_t
list_id(const struct list *l)
{
	return l->sel < 0 ? -1 : l->sel_id;
}

int
list_count(const struct list *l)
{
	return l->n;
}

void
list_sort(struct list *l, int col, bool desc)
{
	l->sort_col = col;
	l->sort_desc = desc;
	list_refresh(l);
}

void
list_filter(struct list *l, const char *text)
{
	free(l->filter);
	l->filter = text == NULL ? NULL : xstrdup(text);
	l->typing = l->typing && text != NULL;
	list_refresh(l);
}

static void
sort_next(struct list *l)
{
	const struct list_col *cols = l->src->cols;
	int col = l->sort_col + 1;

	while (cols[col].title != NULL && (cols[col].flags & COL_NO_SORT))
		col++;
	list_sort(l, cols[col].title == NULL ? -1 : col, false);
}

/* Keys while the filter line is open. */
static bool
filter_key(struct list *l, uint32_t key)
{
	size_t n = strlen(l->filter);
	char text[FILTER_MAX * 4 + 8];
	struct buf b;

	if (key == K_ESC) {
		list_filter(l, NULL);
	} else if (key == K_ENTER) {
		l->typing = false;
		if (n == 0)
			list_filter(l, NULL);
	} else if (key == K_BACKSPACE) {
		while (
		    n > 0 && ((unsigned char)l->filter[n - 1] & 0xc0) == 0x80)
			n--;
		str_copy(text, sizeof text, l->filter);
		text[n > 0 ? n - 1 : 0] = '\0';
		list_filter(l, text);
	} else if (key == K_CTRL('u')) {
		list_filter(l, "");
	} else if (key >= ' ' && key < 0x110000) {
		wchar_t w[2] = { (wchar_t)key, 0 };
		char s[8] = "";

		if (wcstombs(s, w, sizeof s) == (size_t)-1 ||
		    utf8_count(l->filter) >= FILTER_MAX)
			return true;
		buf_init(&b, sizeof text);
		buf_addf(&b, "%s%s", l->filter, s);
		list_filter(l, buf_str(&b));
		buf_done(&b);
	} else {
		return false; /* arrows move while typing */
	}
	return true;
}

static enum list_event
move_to(struct list *l, int i)
{
	int before = l->sel;

	if (l->n > 0)
		select_index(l, i < 0 ? 0 : i);
	return l->sel != before ? LIST_MOVED : LIST_USED;
}

static enum list_event
move_key(struct list *l, uint32_t key)
{
	int page = l->at.rows > 3 ? l->at.rows - 2 : 1;
	bool vi = (l->flags & LIST_VI) != 0;

	if (key == K_UP || (vi && key == 'k'))
		return move_to(l, l->sel - 1);
	if (key == K_DOWN || (vi && key == 'j'))
		return move_to(l, l->sel + 1);
	if (key == K_PGUP)
		return move_to(l, l->sel - page);
	if (key == K_PGDN)
		return move_to(l, l->sel + page);
	if (key == K_HOME || (vi && key == 'g'))
		return move_to(l, 0);
	if (key == K_END || (vi && key == 'G'))
		return move_to(l, l->n - 1);
	return LIST_IGNORED;
}

enum list_event
list_key(struct list *l, uint32_t key)
{
	int64_t id = l->sel_id;

	if (l->typing && filter_key(l, key))
		return l->sel_id != id ? LIST_MOVED : LIST_USED;
	if (key == '/' && !(l->flags & LIST_NO_FILTER)) {
		if (l->filter == NULL)
			list_filter(l, "");
		l->typing = true;
		return LIST_USED;
	}
	if (key == K_ESC && l->filter != NULL) {
		list_filter(l, NULL);
		return l->sel_id != id ? LIST_MOVED : LIST_USED;
	}
	if (key == (K_ALT | 's')) {
		sort_next(l);
		return LIST_USED;
	}
	if (key == (K_ALT | 'r') && l->sort_col >= 0) {
		list_sort(l, l->sort_col, !l->sort_desc);
		return LIST_USED;
	}
	if (key == K_ENTER)
		return l->sel >= 0 ? LIST_ACTIVATE : LIST_IGNORED;
	return move_key(l, key);
}

static enum list_event
click_header(struct list *l, int col)
{
	for (int i = 0; i < l->n_head; i++) {
		int k = l->head_col[i];

		if (col < l->head_cols[i] || col >= l->head_cols[i + 1] ||
		    (l->src->cols[k].flags & COL_NO_SORT))
			continue;
		list_sort(l, k, l->sort_col == k && !l->sort_desc);
		return LIST_USED;
	}
	return LIST_IGNORED;
}

enum list_event
list_mouse(struct list *l, const struct mouse *m)
{
	int row = m->row - l->at.row;
	bool header = !(l->flags & LIST_NO_HEADER);

	if (!area_has(l->at, m->row, m->col))
		return LIST_IGNORED;
	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN)
		return move_to(l, l->sel + (m->kind == MOUSE_UP ? -3 : 3));
	if (header && row == 0)
		return click_header(l, m->col - l->at.col);
	row -= header;
	if (row < 0 || l->top + row >= l->n)
		return LIST_IGNORED;
	if (m->kind == MOUSE_DOUBLE) {
		select_index(l, l->top + row);
		return LIST_ACTIVATE;
	}
	return move_to(l, l->top + row);
}
