/* Reads theme files. Called by tui/ui and tests. */
#include "tui/theme/theme.h"

#include <ctype.h>
#include <dirent.h>
#include <stdarg.h>

#include "common/buf.h"
#include "common/embed.h"
#include "common/str.h"

#define THEME_FILE_MAX 65536
#define MIN_CONTRAST 300

static const struct {
	const char *name;
	int fallback;
	const char *what;
} inks[INK_MAX] = {
#define INK(NAME, FALLBACK, WHAT) \
	[INK_##NAME] = { #NAME, INK_##FALLBACK, WHAT },
#include "tui/theme/inks.def"
#undef INK
};

const char *
ink_name(int ink, char out[32])
{
	size_t i;

	for (i = 0; inks[ink].name[i] != '\0' && i < 31; i++) {
		char c = inks[ink].name[i];

		out[i] = c == '_' ? '.' : (char)tolower((unsigned char)c);
	}
	out[i] = '\0';
	return out;
}

int
ink_by_name(const char *name)
{
	char own[32];

	for (int i = 0; i < INK_MAX; i++)
		if (str_eq(ink_name(i, own), name))
			return i;
	return -1;
}

const char *
ink_purpose(int ink)
{
	return inks[ink].what;
}

int
ink_fallback(int ink)
{
	return inks[ink].fallback;
}

struct parser {
	struct theme t;
	bool have_default;
	int line_of[INK_MAX]; /* 0: not named */
	int line;
	struct theme_error *err;
};

static bool __attribute__((format(printf, 2, 3)))
fail(struct parser *p, const char *fmt, ...)
{
	va_list ap;

	p->err->line = p->line;
	va_start(ap, fmt);
	vsnprintf(p->err->text, sizeof p->err->text, fmt, ap);
	va_end(ap);
	return false;
}

/* The next word of *s, which moves behind it; NULL at the end. */
static char *
word(char **s)
{
	char *w;

	while (**s == ' ' || **s == '\t')
		(*s)++;
	if (**s == '\0')
		return NULL;
	w = *s;
	while (**s != '\0' && **s != ' ' && **s != '\t')
		(*s)++;
	if (**s != '\0')
		*(*s)++ = '\0';
	return w;
}

static bool
named_colour(const char *s, struct colour *out)
{
	static const char *const names[] = { "black", "red", "green", "yellow",
		"blue", "magenta", "cyan", "white" };
	bool bright = str_starts(s, "bright-");

	if (bright)
		s += strlen("bright-");
	for (int i = 0; i < 8; i++) {
		if (!str_eq(s, names[i]))
			continue;
		*out = (struct colour){ COLOUR_ANSI, bright ? i + 8 : i };
		return true;
	}
	return false;
}

static bool
parse_colour(struct parser *p, const char *s, struct colour *out)
{
	unsigned char rgb[3];

	if (s == NULL)
		return fail(p, "a colour is missing");
	if (str_eq(s, "default")) {
		*out = (struct colour){ COLOUR_DEFAULT, 0 };
		return true;
	}
	if (s[0] == '#' && strlen(s) == 7 && hex_decode(s + 1, rgb, 3)) {
		*out = (struct colour){ COLOUR_RGB,
			rgb[0] << 16 | rgb[1] << 8 | rgb[2] };
		return true;
	}
	if (named_colour(s, out))
		return true;
	return fail(p, "bad colour \"%.40s\"", s);
}

static bool
parse_attr(struct parser *p, const char *s, unsigned *attr)
{
	static const struct {
		const char *name;
		unsigned bit;
	} attrs[] = {
		{ "bold", ATTR_BOLD },
		{ "underline", ATTR_UNDERLINE },
		{ "reverse", ATTR_REVERSE },
		{ "italic", ATTR_ITALIC },
	};

	for (size_t i = 0; i < sizeof attrs / sizeof attrs[0]; i++) {
		if (!str_eq(s, attrs[i].name))
			continue;
		*attr |= attrs[i].bit;
		return true;
	}
	return fail(p, "unknown attribute \"%.40s\"", s);
}

/* FG [on BG] and the rest of the line in *rest. */
static bool
parse_pair(struct parser *p, char **rest, struct theme_ink *out)
{
	char *save;
	char *w;

	memset(out, 0, sizeof *out);
	if (!parse_colour(p, word(rest), &out->fg))
		return false;
	save = *rest;
	while (*save == ' ' || *save == '\t')
		save++;
	if (!str_starts(save, "on ") && !str_starts(save, "on\t"))
		return true;
	w = word(rest); /* on */
	w = word(rest);
	return parse_colour(p, w, &out->bg);
}

static bool
parse_default(struct parser *p, char *value)
{
	struct theme_ink in;
	char *w;

	if (p->have_default)
		return fail(p, "default is given twice");
	if (!parse_pair(p, &value, &in))
		return false;
	if (in.fg.kind == COLOUR_DEFAULT || in.bg.kind == COLOUR_DEFAULT)
		return fail(p, "default needs two colours, \"#.. on #..\"");
	p->t.fg = in.fg.kind == COLOUR_RGB ? in.fg.value
					   : colour_palette(in.fg.value);
	p->t.bg = in.bg.kind == COLOUR_RGB ? in.bg.value
					   : colour_palette(in.bg.value);
	if ((w = word(&value)) != NULL) {
		if (!str_eq(w, "terminal") || word(&value) != NULL)
			return fail(p, "only \"terminal\" may follow");
		p->t.terminal = true;
	}
	if (colour_contrast(p->t.fg, p->t.bg) < MIN_CONTRAST)
		return fail(p, "default: contrast below 3.0");
	p->have_default = true;
	return true;
}

static bool
parse_ink(struct parser *p, const char *key, char *value)
{
	int ink = ink_by_name(key);
	char *w;

	if (ink < 0)
		return fail(p, "unknown ink \"%.40s\"", key);
	if (!p->have_default)
		return fail(p, "default must come before the first ink");
	if (p->line_of[ink] != 0)
		return fail(p, "%.40s is given twice", key);
	if (!parse_pair(p, &value, &p->t.inks[ink]))
		return false;
	while ((w = word(&value)) != NULL)
		if (!parse_attr(p, w, &p->t.inks[ink].attr))
			return false;
	p->line_of[ink] = p->line;
	return true;
}

/* "# text" is a comment, "#rrggbb" is not. */
static void
cut_comment(char *s)
{
	size_t blanks = strspn(s, " \t");

	if (s[blanks] == '#')
		*s = '\0';
	for (; *s != '\0'; s++) {
		if (*s != '#' || (s[1] != ' ' && s[1] != '\0' && s[1] != '\t'))
			continue;
		*s = '\0';
		return;
	}
}

static bool
parse_line(struct parser *p, char *line)
{
	char *eq, *key, *value;

	cut_comment(line);
	line = str_trim(line);
	if (*line == '\0')
		return true;
	if ((eq = strchr(line, '=')) == NULL)
		return fail(p, "expected \"name = value\"");
	*eq = '\0';
	key = str_trim(line);
	value = str_trim(eq + 1);
	if (str_eq(key, "name")) {
		if (!str_copy(p->t.name, sizeof p->t.name, value))
			return fail(p, "the name is too long");
		return true;
	}
	if (str_eq(key, "default"))
		return parse_default(p, value);
	return parse_ink(p, key, value);
}

static int
effective(const struct colour *c, int dflt)
{
	if (c->kind == COLOUR_RGB)
		return c->value;
	return c->kind == COLOUR_ANSI ? colour_palette(c->value) : dflt;
}

static bool
check_contrast(struct parser *p, int ink)
{
	const struct theme_ink *in = &p->t.inks[ink];
	int fg = effective(&in->fg, p->t.fg);
	int bg = effective(&in->bg, p->t.bg);
	int c = colour_contrast(fg, bg);
	char name[32];

	if (c >= MIN_CONTRAST)
		return true;
	p->line = p->line_of[ink];
	return fail(p, "%s: contrast %d.%d is below 3.0", ink_name(ink, name),
	    c / 100, c / 10 % 10);
}

static bool
finish(struct parser *p)
{
	if (!p->have_default) {
		p->line = 0;
		return fail(p, "default is missing");
	}
	for (int i = 0; i < INK_MAX; i++) {
		if (p->line_of[i] == 0 && i != INK_TEXT)
			p->t.inks[i] = p->t.inks[inks[i].fallback];
		else if (!check_contrast(p, i))
			return false;
	}
	return true;
}

bool
theme_parse(struct theme *out, const char *id, const char *text,
    struct theme_error *err)
{
	struct parser p = { .err = err };
	char line[256];

	str_copy(p.t.id, sizeof p.t.id, id);
	str_copy(p.t.name, sizeof p.t.name, id);
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		p.line++;
		if (n >= sizeof line)
			return fail(&p, "the line is too long");
		memcpy(line, text, n);
		line[n] = '\0';
		line[strcspn(line, "\r")] = '\0';
		if (!parse_line(&p, line))
			return false;
		text += n + (text[n] == '\n');
	}
	if (!finish(&p))
		return false;
	*out = p.t;
	return true;
}

/* Names of files only: no way out of the folder. */
static bool
good_id(const char *id)
{
	size_t n = strlen(id);

	return n > 0 && n < 32 &&
	       strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_") == n;
}

static bool
load_file(
    struct theme *out, const char *id, const char *dir, struct theme_error *err)
{
	char path[768], text[THEME_FILE_MAX + 1];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/%s.theme", dir, id);
	if ((f = fopen(path, "re")) == NULL) {
		err->line = -1;
		return false;
	}
	n = fread(text, 1, sizeof text, f);
	fclose(f);
	if (n > THEME_FILE_MAX) {
		err->line = 0;
		str_copy(err->text, sizeof err->text, "the file is too big");
		return false;
	}
	text[n] = '\0';
	return theme_parse(out, id, text, err);
}

static const char *
alias(const char *id)
{
	if (str_eq(id, "auto") || str_eq(id, "dark"))
		return "night";
	return str_eq(id, "light") ? "day" : id;
}

bool
theme_load(
    struct theme *out, const char *id, const char *dir, struct theme_error *err)
{
	char file[64];

	id = alias(id);
	if (dir != NULL && good_id(id)) {
		if (load_file(out, id, dir, err))
			return true;
		if (err->line >= 0)
			return false;
	}
	snprintf(file, sizeof file, "%.40s.theme", id);
	for (int i = 0; embed_themes[i].name != NULL; i++)
		if (str_eq(embed_themes[i].name, file))
			return theme_parse(out, id, embed_themes[i].text, err);
	err->line = 0;
	snprintf(err->text, sizeof err->text, "no theme \"%.40s\"", id);
	return false;
}

static int
add_id(char ids[][32], int n, int max, const char *file)
{
	char id[64];
	size_t len;

	if (!str_ends(file, ".theme") || !str_copy(id, sizeof id, file))
		return n;
	len = strlen(id) - strlen(".theme");
	id[len] = '\0';
	if (!good_id(id) || n >= max)
		return n;
	for (int i = 0; i < n; i++)
		if (str_eq(ids[i], id))
			return n;
	str_copy(ids[n], 32, id);
	return n + 1;
}

int
theme_list(const char *dir, char ids[][32], int max)
{
	int n = 0;
	struct dirent *de;
	DIR *d;

	for (int i = 0; embed_themes[i].name != NULL; i++)
		n = add_id(ids, n, max, embed_themes[i].name);
	if (dir == NULL || (d = opendir(dir)) == NULL)
		return n;
	while ((de = readdir(d)) != NULL)
		n = add_id(ids, n, max, de->d_name);
	closedir(d);
	return n;
}

bool
theme_user_dir(char *out, size_t size)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	int n;

	if (xdg != NULL && xdg[0] == '/')
		n = snprintf(out, size, "%s/hub/themes", xdg);
	else if (home != NULL && home[0] == '/')
		n = snprintf(out, size, "%s/.config/hub/themes", home);
	else
		return false;
	return n > 0 && (size_t)n < size;
}
