#ifndef TUI_SCREENS_FORMSCREEN_H
#define TUI_SCREENS_FORMSCREEN_H

#include "tui/screens/screens.h"
#include "tui/ui/form.h"

/*
 * A form over the screen below that is sent with one operation: focus, faults
 * by field, questions of the server, versions, a live preview, and nothing
 * typed lost. What differs is in a const spec.
 */
struct formscreen;

struct formspec {
	const struct form_field *fields; /* ends with a NULL label */
	const char *op;
	/* Values of a new or changed thing; ctx is what was opened with. */
	void (*fill)(struct ui *ui, struct formscreen *fs);
	/* Parameters of op; NULL: a fault was marked with form_error. */
	json_t *(*params)(struct ui *ui, struct formscreen *fs);
	/*
	 * Saved: the form is closed, the screen below is on top. ctx lives
	 * during the call.
	 */
	void (*done)(
	    struct ui *ui, const json_t *ctx, const struct client_answer *a);
	/* Refused: true when the user was told. NULL: nothing special. */
	bool (*refused)(struct ui *ui, struct formscreen *fs,
	    const struct client_answer *a);
	/* A value changed; may call formscreen_fields. NULL: nothing. */
	void (*changed)(struct ui *ui, struct formscreen *fs);
	/* Asked while typing when preview_params is not NULL. */
	const char *preview_op;
	json_t *(*preview_params)(struct formscreen *fs);
	/* Below the form; fs->preview is the newest data or NULL. */
	void (*below)(struct formscreen *fs, const struct canvas *c);
	int below_rows; /* at least */
};

enum { FORMSCREEN_FIELDS = 16, FORMSCREEN_CHOICES = 66 };

struct formscreen {
	const struct formspec *spec;
	struct form form;
	/* Copy of the spec's fields: fill may set choices. */
	struct form_field fields[FORMSCREEN_FIELDS];
	const char *choices[FORMSCREEN_CHOICES];
	json_t *ctx; /* owned; NULL: none */
	int64_t version;
	bool sending;
	json_t *asked;		/* parameters of the preview, owned */
	json_t *preview;	/* data, owned */
	char preview_text[200]; /* why there is none */
	int64_t preview_at, preview_newest;
};

struct formscreen_arg {
	const struct formspec *spec;
	json_t *ctx; /* a reference is taken */
};

/* Another set of fields; values of equal names and the focus stay. */
void formscreen_fields(struct formscreen *fs, const struct form_field *fields);
/* After something else than a key changed a value. */
void formscreen_changed(struct ui *ui, struct formscreen *fs);

void formscreen_enter(struct ui *ui, void *state, const void *arg);
void formscreen_leave(struct ui *ui, void *state);
void formscreen_draw(struct ui *ui, void *state, const struct canvas *c);
bool formscreen_key(struct ui *ui, void *state, uint32_t key);
bool formscreen_paste(struct ui *ui, void *state, const char *text);
bool formscreen_mouse(struct ui *ui, void *state, const struct mouse *m);
int64_t formscreen_tick(struct ui *ui, void *state, int64_t mono);
void formscreen_push(
    struct ui *ui, void *state, const char *event, const void *data);
bool formscreen_may_leave(struct ui *ui, void *state);
/* Opens one of the screens below with its spec. */
void formscreen_open(struct ui *ui, const struct screen_ops *ops,
    const struct formspec *spec, json_t *ctx);

extern const struct key_action formscreen_keys[];

/* The screen of a form: id, title, rows and columns of the frame, keys. */
#define FORMSCREEN(ID, TITLE, ROWS, COLS, KEYS)                              \
	{                                                                    \
		.id = ID, .title = TITLE,                                    \
		.state_size = sizeof(struct formscreen), .popup_rows = ROWS, \
		.popup_cols = COLS, .keys = KEYS, .enter = formscreen_enter, \
		.leave = formscreen_leave, .draw = formscreen_draw,          \
		.key = formscreen_key, .paste = formscreen_paste,            \
		.mouse = formscreen_mouse, .tick = formscreen_tick,          \
		.push = formscreen_push, .may_leave = formscreen_may_leave,  \
	}

#endif
