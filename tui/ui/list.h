#ifndef TUI_UI_LIST_H
#define TUI_UI_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/term/canvas.h"

struct mouse;
struct buf;

/*
 * A table with a selected row. The data stays with the screen: the list asks
 * for cells through its source. After the data changed call list_refresh: it
 * keeps filter, order and the selected row by its id.
 */
struct list_col {
	const char *title; /* N_("Name"), shown with _() */
	int min;	   /* columns it needs, its title not counted */
	int grow;	   /* share of the width left over; 0: stays at min */
	int prio; /* 0: always shown; else the highest goes first when narrow */
	unsigned flags;
};

enum {
	COL_RIGHT = 1,	 /* numbers */
	COL_NO_SORT = 2, /* order makes no sense */
};

struct list_cell {
	struct buf *text; /* append the cell's text */
	int ink;	  /* preset; set another */
};

struct list_source {
	const struct list_col *cols; /* ends with a NULL title */
	int (*count)(void *ctx);
	/* Stable id of a row; NULL: its index. */
	int64_t (*id)(void *ctx, int row);
	void (*cell)(void *ctx, int row, int col, struct list_cell *out);
	/* <0, 0, >0; NULL: by text (folded), COL_RIGHT as numbers. */
	int (*compare)(void *ctx, int a, int b, int col);
	const char *empty; /* N_("No entries") */
};

enum {
	LIST_NO_HEADER = 1,
	LIST_NO_FILTER = 2, /* '/' does nothing */
	LIST_VI = 4,	    /* j k g G move too */
};

enum list_event {
	LIST_IGNORED,
	LIST_USED,
	LIST_MOVED,    /* another row is selected */
	LIST_ACTIVATE, /* Enter or double click */
};

struct list {
	const struct list_source *src;
	void *ctx;
	unsigned flags;
	/* The rest belongs to list.c. */
	int *order; /* visible rows in order */
	int n, cap;
	int sel; /* index into order, -1: none */
	int64_t sel_id;
	int top;
	int sort_col; /* -1: as given */
	bool sort_desc;
	char *filter; /* NULL: off */
	bool typing;  /* the filter line has the keyboard */
	bool idle;    /* another widget has the keyboard */
	struct area at;
	int head_cols[25], n_head, head_col[24];
};

/* Embedded; src is constant, ctx goes to its functions. */
void list_init(struct list *l, const struct list_source *src, void *ctx);
void list_done(struct list *l);
/* The data changed. */
void list_refresh(struct list *l);
void list_draw(struct list *l, const struct canvas *c);
enum list_event list_key(struct list *l, uint32_t key);
enum list_event list_mouse(struct list *l, const struct mouse *m);
/* Row index of the selected row in the source; -1: none. */
int list_row(const struct list *l);
int64_t list_id(const struct list *l); /* -1: none */
bool list_select_id(struct list *l, int64_t id);
void list_sort(struct list *l, int col, bool desc);
void list_filter(struct list *l, const char *text); /* NULL: off */
int list_count(const struct list *l);		    /* visible rows */

#endif
