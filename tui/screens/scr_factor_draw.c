/* The pictures of scr_factor.c. */
#include "tui/screens/scr_factor.h"

#include "tui/term/grid.h"
#include "tui/ui/qr.h"

enum {
	GAP = 2,
	SIDE_COLS = 30,
	PROVE_COLS = 70,
	NARROW_FORM = 3,
	LOW_ROWS = 8
};

static const char *
prove_text(enum factor_mode mode)
{
	static const char *const texts[] = {
		[FACTOR_SETUP] = N_(
		    "After the password, every sign-in will ask for a code "
		    "that an app on the phone makes (Google Authenticator, "
		    "Aegis, FreeOTP ...). A stolen password alone is then of "
		    "no use to anybody.\n\nFirst the present password, "
		    "please:"),
		[FACTOR_AGAIN] =
		    N_("The app of another phone takes over. The present one "
		       "stays valid until the new one has been confirmed.\n\n"
		       "Password and a code, please:"),
		[FACTOR_FORCED] = N_(
		    "Your role needs a second factor: after the password, "
		    "every sign-in asks for a code that an app on the phone "
		    "makes. It is set up here once, in two minutes; everything "
		    "else comes after that.\n\nFirst the password again, "
		    "please:"),
		[FACTOR_RENEW] =
		    N_("Ten new backup codes are made; the old ones are void "
		       "from then on.\n\nPassword and a code, please:"),
		[FACTOR_OFF] =
		    N_("From then on the password alone is enough to sign in. "
		       "Secret and backup codes are deleted.\n\nPassword and a "
		       "code (or a backup code), please:"),
	};

	return _(texts[mode]);
}

static struct canvas
centred(const struct canvas *c, int cols)
{
	cols = c->cols < cols ? c->cols : cols;
	return canvas_sub(c, AREA(0, (c->cols - cols) / 2, c->rows, cols));
}

static void
draw_prove(struct factor_state *s, const struct canvas *c)
{
	struct canvas in = centred(c, PROVE_COLS), part;
	const char *text = prove_text(s->mode);
	int rows = text_wrap_rows(text, in.cols, c->g->ascii);
	int form = 2 * s->form.n + 2, row = 1;

	if (rows + form + 2 > in.rows) { /* the fields matter more */
		row = 0;
		rows = in.rows > form ? in.rows - form : 0;
	}
	part = canvas_sub(&in, AREA(row, 0, rows, in.cols));
	canvas_wrap(&part, 0, INK_TEXT, text);
	row += rows + (row > 0);
	part = canvas_sub(&in, AREA(row, 0, in.rows - row, in.cols));
	form_draw(&s->form, &part);
}

/* The texts beside or instead of the picture; rows used. */
static void
draw_by_hand(const struct factor_state *s, const struct canvas *c, bool scan)
{
	int row = 0;

	if (c->rows < LOW_ROWS) { /* what cannot be done without */
		canvas_wrap(c, 0, INK_STRONG, s->secret);
		return;
	}
	row += canvas_wrap(c, row, INK_TEXT,
	    scan ? _("Scan this with the authenticator app, then type the six "
		     "digits it shows.")
		 : _("There is no room for the QR code: make the window "
		     "larger, or type this into the app."));
	row += canvas_wrap(c, row + 1, INK_HEADING,
		   scan ? _("Or type it by hand:") : _("Secret:")) +
	       1;
	row += canvas_wrap(c, row, INK_STRONG, s->secret);
	row += canvas_wrap(c, row + 1, INK_HEADING, _("Address:")) + 1;
	canvas_wrap(c, row, INK_MUTED, s->uri);
}

/* Minutes that the set-up stays valid. */
static void
draw_until(const struct ui *ui, const struct factor_state *s,
    const struct canvas *c, int row)
{
	int64_t left = s->until - ui->mono;
	int n = (int)((left + 59999) / 60000);
	char text[80];

	if (s->until == 0 || left <= 0)
		return;
	snprintf(text, sizeof text,
	    ngettext("valid for %d minute", "valid for %d minutes",
		(unsigned long)n),
	    n);
	canvas_fit(c, SPAN(row, 0, c->cols), INK_MUTED, text);
}

static void
draw_side(const struct ui *ui, struct factor_state *s, const struct canvas *c,
    bool scan)
{
	int form = NARROW_FORM, text = c->rows - form - 1;
	struct canvas part = canvas_sub(c, AREA(0, 0, text, c->cols));

	if (c->rows < 2 * form) {
		form_draw(&s->form, c);
		return;
	}
	draw_by_hand(s, &part, scan);
	part = canvas_sub(c, AREA(text, 0, form, c->cols));
	form_draw(&s->form, &part);
	draw_until(ui, s, c, c->rows - 1);
}

static void
draw_scan(struct ui *ui, struct factor_state *s, const struct canvas *c)
{
	bool ascii = c->g->ascii;
	int cols = s->qr != NULL ? qr_cols(s->qr, ascii) : c->cols;
	int rows = s->qr != NULL ? qr_rows(s->qr, ascii) : c->rows;
	struct canvas part;

	if (cols + GAP + SIDE_COLS > c->cols || rows > c->rows) {
		part = centred(c, PROVE_COLS);
		draw_side(ui, s, &part, false);
		return;
	}
	part = canvas_sub(c, AREA((c->rows - rows) / 2, 0, rows, cols));
	qr_draw(s->qr, &part);
	part = canvas_sub(c,
	    AREA((c->rows - rows) / 2, cols + GAP, rows, c->cols - cols - GAP));
	draw_side(ui, s, &part, true);
}

/* Two columns of five; one of ten where it is narrow and high. */
static int
draw_list(const struct factor_state *s, const struct canvas *c, int row)
{
	int half = (s->n_codes + 1) / 2;
	char text[40];

	for (int i = 0; i < s->n_codes; i++) {
		snprintf(text, sizeof text, "%2d  %s", i + 1, s->codes[i]);
		canvas_text(
		    c, row + i % half, 4 + i / half * 19, INK_STRONG, text);
	}
	return half;
}

static void
draw_codes(struct factor_state *s, const struct canvas *c)
{
	struct canvas in = centred(c, PROVE_COLS), part;
	bool low = c->rows < 14;
	int row = low ? 0 : 1;

	if (!low)
		row += canvas_wrap(&in, row, INK_TEXT,
			   _("These are the backup codes. Each signs in once "
			     "when the app is not at hand. They are shown only "
			     "now: print them, or keep them in a password "
			     "safe, not on the phone.")) +
		       1;
	row += draw_list(s, &in, row);
	row += !low;
	part = canvas_sub(&in, AREA(row, 0, in.rows - row, in.cols));
	form_draw(&s->form, &part);
	if (!low)
		canvas_fit(&in, SPAN(row + 2, 0, in.cols), INK_MUTED,
		    _("Space ticks the box, Enter goes on."));
}

void
factor_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct factor_state *s = state;

	if (s->step == STEP_PROVE)
		draw_prove(s, c);
	else if (s->step == STEP_SCAN)
		draw_scan(ui, s, c);
	else
		draw_codes(s, c);
}
