/* Bytes to events: UTF-8, key sequences, mouse, pastes. Driven by term_read. */
#include "common/str.h"
#include "common/utf8.h"
#include "tui/term/term_int.h"

#define INPUT_MAX (1 << 20)

enum { PART = 0 }; /* more bytes must come */

void
input_init(struct term_input *in, bool latin1)
{
	memset(in, 0, sizeof *in);
	buf_init(&in->bytes, INPUT_MAX);
	buf_init(&in->paste, INPUT_MAX);
	in->latin1 = latin1;
	in->since = INT64_MAX;
	in->click_at = INT64_MIN / 2;
}

void
input_done(struct term_input *in)
{
	buf_done(&in->bytes);
	buf_done(&in->paste);
}

/* CSI ... final: letters, and numbers before '~'. */
static const struct {
	char final;
	int number;
	uint32_t key;
} csi_keys[] = {
	{ 'A', 0, K_UP },
	{ 'B', 0, K_DOWN },
	{ 'C', 0, K_RIGHT },
	{ 'D', 0, K_LEFT },
	{ 'F', 0, K_END },
	{ 'H', 0, K_HOME },
	{ 'P', 0, K_F(1) },
	{ 'Q', 0, K_F(2) },
	{ 'R', 0, K_F(3) },
	{ 'S', 0, K_F(4) },
	{ 'Z', 0, K_BACKTAB },
	{ 'a', 0, K_UP | K_MOD_SHIFT }, /* rxvt */
	{ 'b', 0, K_DOWN | K_MOD_SHIFT },
	{ 'c', 0, K_RIGHT | K_MOD_SHIFT },
	{ 'd', 0, K_LEFT | K_MOD_SHIFT },
	{ '~', 1, K_HOME },
	{ '~', 2, K_INSERT },
	{ '~', 3, K_DELETE },
	{ '~', 4, K_END },
	{ '~', 5, K_PGUP },
	{ '~', 6, K_PGDN },
	{ '~', 7, K_HOME },
	{ '~', 8, K_END },
	{ '~', 11, K_F(1) },
	{ '~', 12, K_F(2) },
	{ '~', 13, K_F(3) },
	{ '~', 14, K_F(4) },
	{ '~', 15, K_F(5) },
	{ '~', 17, K_F(6) },
	{ '~', 18, K_F(7) },
	{ '~', 19, K_F(8) },
	{ '~', 20, K_F(9) },
	{ '~', 21, K_F(10) },
	{ '~', 23, K_F(11) },
	{ '~', 24, K_F(12) },
};

/* SS3: application mode and the numeric pad. */
static const struct {
	char c;
	uint32_t key;
} ss3_keys[] = {
	{ 'A', K_UP },
	{ 'B', K_DOWN },
	{ 'C', K_RIGHT },
	{ 'D', K_LEFT },
	{ 'F', K_END },
	{ 'H', K_HOME },
	{ 'I', K_TAB },
	{ 'M', K_ENTER },
	{ 'P', K_F(1) },
	{ 'Q', K_F(2) },
	{ 'R', K_F(3) },
	{ 'S', K_F(4) },
	{ 'X', '=' },
	{ 'a', K_UP | K_MOD_CTRL }, /* rxvt */
	{ 'b', K_DOWN | K_MOD_CTRL },
	{ 'c', K_RIGHT | K_MOD_CTRL },
	{ 'd', K_LEFT | K_MOD_CTRL },
	{ 'j', '*' },
	{ 'k', '+' },
	{ 'l', ',' },
	{ 'm', '-' },
	{ 'n', '.' },
	{ 'o', '/' },
	{ 'p', '0' },
	{ 'q', '1' },
	{ 'r', '2' },
	{ 's', '3' },
	{ 't', '4' },
	{ 'u', '5' },
	{ 'v', '6' },
	{ 'w', '7' },
	{ 'x', '8' },
	{ 'y', '9' },
};

static bool
key_event(struct term_event *ev, uint32_t key)
{
	ev->kind = TERM_KEY;
	ev->key = key;
	return key != K_NONE;
}

/* One code and its Enter, Tab, Esc, Backspace synonyms. */
static uint32_t
plain_key(uint32_t cp)
{
	if (cp == '\n')
		return K_ENTER;
	if (cp == 8)
		return K_BACKSPACE;
	return cp;
}

/* Modifier parameter of xterm: 1 + shift 1, alt 2, ctrl 4. */
static uint32_t
with_modifiers(uint32_t key, long mod)
{
	if (mod < 2 || mod > 16)
		return key;
	mod--;
	if (key < K_UP && (mod & 4) != 0 && key < 0x80)
		key = K_CTRL(key);
	else if (key >= K_UP && (mod & 4) != 0)
		key |= K_MOD_CTRL;
	if (key >= K_UP && (mod & 1) != 0)
		key |= K_MOD_SHIFT;
	if ((mod & 2) != 0)
		key |= K_ALT;
	return key;
}

struct csi {
	char lead; /* '<', '?' or 0 */
	long arg[4];
	int n_args;
	char final;
};

/* Length of the sequence that starts with ESC [; PART when more must come. */
static int
csi_parse(const char *s, size_t n, struct csi *out)
{
	size_t i = 2;

	memset(out, 0, sizeof *out);
	if (i < n && s[i] >= '<' && s[i] <= '?')
		out->lead = s[i++];
	for (; i < n; i++) {
		if (s[i] >= '0' && s[i] <= '9') {
			long *a = &out->arg[out->n_args < 4 ? out->n_args : 3];

			*a = *a > 99999 ? *a : *a * 10 + (s[i] - '0');
		} else if (s[i] == ';' || s[i] == ':') {
			out->n_args++;
		} else if (s[i] >= 0x40 && s[i] <= 0x7e) {
			out->final = s[i];
			out->n_args++;
			return (int)i + 1;
		} else if (s[i] < 0x20) {
			return (int)i; /* broken off */
		}
	}
	return n > 64 ? (int)n : PART;
}

static bool
mouse_event(
    struct term_input *in, struct term_event *ev, long button, int64_t mono)
{
	struct mouse *m = &ev->mouse;

	ev->kind = TERM_MOUSE;
	button &= ~(4L | 8L | 16L); /* modifiers */
	if (button == 64 || button == 65) {
		m->kind = button == 64 ? MOUSE_UP : MOUSE_DOWN;
		return true;
	}
	if (button != 0)
		return false;
	m->kind = MOUSE_CLICK;
	if (mono - in->click_at <= DOUBLE_CLICK_MS && m->row == in->click.row &&
	    m->col == in->click.col) {
		m->kind = MOUSE_DOUBLE;
		in->click_at = INT64_MIN / 2;
		return true;
	}
	in->click = *m;
	in->click_at = mono;
	return true;
}

static bool
csi_event(struct term_input *in, const struct csi *c, struct term_event *ev,
    int64_t mono)
{
	if (c->lead == '<' && (c->final == 'M' || c->final == 'm')) {
		ev->mouse.row = (int)c->arg[2] - 1;
		ev->mouse.col = (int)c->arg[1] - 1;
		return c->final == 'M' && mouse_event(in, ev, c->arg[0], mono);
	}
	if (c->lead != 0)
		return false;
	if (c->final == '~' && c->arg[0] == 200) {
		in->pasting = true;
		return false;
	}
	if (c->final == 'u' || (c->final == '~' && c->arg[0] == 27)) {
		long cp = c->final == 'u' ? c->arg[0] : c->arg[2];

		return cp > 0 && cp < 0x110000 &&
		       key_event(ev,
			   with_modifiers(plain_key((uint32_t)cp), c->arg[1]));
	}
	for (size_t i = 0; i < sizeof csi_keys / sizeof csi_keys[0]; i++) {
		bool ctrl = c->final == '^' && csi_keys[i].final == '~';

		if (csi_keys[i].final != c->final && !ctrl)
			continue;
		if (csi_keys[i].number != 0 && csi_keys[i].number != c->arg[0])
			continue;
		return key_event(
		    ev, with_modifiers(csi_keys[i].key, ctrl ? 5 : c->arg[1]));
	}
	return false;
}

/* What ESC [ starts. Returns bytes used; *ok: there is an event. */
static int
take_csi(struct term_input *in, struct term_event *ev, bool *ok, int64_t mono)
{
	const char *s = in->bytes.p;
	size_t n = in->bytes.len;
	struct csi c;
	int used;

	*ok = false;
	if (n >= 3 && s[2] == '[') { /* Linux console: ESC [ [ A is F1 */
		if (n < 4)
			return PART;
		*ok = s[3] >= 'A' && s[3] <= 'E' &&
		      key_event(ev, K_F(s[3] - 'A' + 1));
		return 4;
	}
	if (n >= 3 && s[2] == 'M') { /* old mouse report */
		if (n < 6)
			return PART;
		ev->mouse.col = (unsigned char)s[4] - 33;
		ev->mouse.row = (unsigned char)s[5] - 33;
		*ok = mouse_event(in, ev, (unsigned char)s[3] - 32, mono);
		return 6;
	}
	if ((used = csi_parse(s, n, &c)) > 0)
		*ok = csi_event(in, &c, ev, mono);
	return used;
}

/* One character; alt is added to it. */
static int
take_char(struct term_input *in, size_t at, struct term_event *ev, bool *ok)
{
	const unsigned char *s = (const unsigned char *)in->bytes.p + at;
	size_t n = in->bytes.len - at, need = 1;
	uint32_t cp = s[0];

	*ok = true;
	if (s[0] >= 0xc2 && s[0] <= 0xf4)
		need = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	for (size_t i = 1; i < need && i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			need = 1;
	if (n < need)
		return PART;
	if (s[0] >= 0x80) {
		if (utf8_valid((const char *)s, need) && need > 1)
			utf8_next((const char *)s, &cp);
		else if (!in->latin1 || s[0] < 0xa0)
			*ok = false;
		if (cp >= 0x80 && cp < 0xa0)
			*ok = false;
	}
	if (*ok)
		*ok = key_event(
		    ev, plain_key(cp) | (at > 0 ? (uint32_t)K_ALT : 0));
	return (int)(at + need);
}

/* Bytes used by the first key in the buffer. */
static int
take_key(struct term_input *in, struct term_event *ev, bool *ok, int64_t mono)
{
	const char *s = in->bytes.p;
	size_t n = in->bytes.len;

	*ok = false;
	if (s[0] != K_ESC)
		return take_char(in, 0, ev, ok);
	if (n == 1)
		return PART;
	if (s[1] == '[')
		return n == 2 ? PART : take_csi(in, ev, ok, mono);
	if (s[1] == K_ESC) {
		*ok = key_event(ev, K_ESC);
		return 1;
	}
	if (s[1] != 'O')
		return take_char(in, 1, ev, ok);
	if (n == 2)
		return PART;
	for (size_t i = 0; i < sizeof ss3_keys / sizeof ss3_keys[0]; i++)
		if (ss3_keys[i].c == s[2])
			*ok = key_event(ev, ss3_keys[i].key);
	return 3;
}

/* Nothing more came in time: what the bytes mean on their own. */
static int
take_rest(struct term_input *in, struct term_event *ev, bool *ok)
{
	const char *s = in->bytes.p;
	size_t n = in->bytes.len;

	*ok = false;
	if (n == 1 && s[0] == K_ESC) {
		*ok = key_event(ev, K_ESC);
		return 1;
	}
	if (n == 2 && s[0] == K_ESC) {
		*ok = key_event(ev, (unsigned char)s[1] | (uint32_t)K_ALT);
		return 2;
	}
	return s[0] == K_ESC ? (int)n : 1;
}

static void
drop(struct term_input *in, size_t n)
{
	buf_drop(&in->bytes, n);
	in->consumed += n;
	in->since = INT64_MAX;
}

/* Text without control signs; \r and \r\n become \n. */
static void
clean_paste(struct term_input *in, size_t n)
{
	const char *s = in->bytes.p, *end = s + n;

	buf_clear(&in->paste);
	while (s < end) {
		uint32_t cp;
		size_t len = utf8_next(s, &cp);

		if (len == 0) {
			s++; /* a NUL */
			continue;
		}
		if (s + len > end)
			break;
		if (cp == '\r') {
			buf_addc(&in->paste, '\n');
			len += s + 1 < end && s[1] == '\n';
		} else if (cp == '\t') {
			buf_addc(&in->paste, ' ');
		} else if (cp == '\n' ||
			   (cp >= 0x20 && cp != 0x7f &&
			       !(cp >= 0x80 && cp < 0xa0) && cp != 0xfffd)) {
			buf_add(&in->paste, s, len);
		}
		s += len;
	}
}

static bool
take_paste(struct term_input *in, struct term_event *ev)
{
	static const char mark[] = "\033[201~";
	const char *s = buf_str(&in->bytes);
	const char *end = memmem(s, in->bytes.len, mark, sizeof mark - 1);
	size_t n = in->bytes.len;

	if (end != NULL)
		n = (size_t)(end - s);
	else if (n < INPUT_MAX / 2 && !in->eof)
		return false;
	clean_paste(in, n);
	drop(in, end == NULL ? n : n + sizeof mark - 1);
	in->pasting = end == NULL;
	ev->kind = TERM_PASTE;
	ev->text = buf_str(&in->paste);
	return true;
}

bool
input_next(struct term_input *in, struct term_event *ev, int64_t mono)
{
	bool ok;
	int used;

	memset(ev, 0, sizeof *ev);
	while (in->bytes.len > 0 || in->pasting) {
		if (in->pasting)
			return take_paste(in, ev);
		used = take_key(in, ev, &ok, mono);
		if (used == PART) {
			if (in->since == INT64_MAX)
				in->since = mono;
			if (mono - in->since < ESC_DELAY_MS && !in->eof)
				return false;
			used = take_rest(in, ev, &ok);
		}
		drop(in, (size_t)used);
		if (ok)
			return true;
	}
	return false;
}
