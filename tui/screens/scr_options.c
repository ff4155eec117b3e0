/* Theme and language: switched at run time, kept in ~/.config/hub/hub.conf. */
#include <errno.h>
#include <sys/stat.h>

#include "common/buf.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/state_dir.h"
#include "tui/screens/scr_app.h"
#include "tui/term/locale.h"
#include "tui/theme/theme.h"

#define CONF_MAX 65536

/* "theme = day" -> true for the key "theme". */
static bool
is_key(const char *line, size_t n, const char *key)
{
	size_t k = strlen(key);

	while (n > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		n--;
	}
	if (n < k || memcmp(line, key, k) != 0)
		return false;
	for (line += k, n -= k; n > 0 && (*line == ' ' || *line == '\t'); n--)
		line++;
	return n > 0 && *line == '=';
}

static bool
is_section(const char *line, size_t n, const char *name)
{
	size_t k = strlen(name);

	return n >= k + 2 && line[0] == '[' && memcmp(line + 1, name, k) == 0 &&
	       line[k + 1] == ']';
}

/* The file with key=value in [client]; all other lines stay as they are. */
static void
rewrite(struct buf *out, const char *text, const char *key, const char *value)
{
	bool inside = false, done = false;

	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (text[0] == '[') {
			if (inside && !done) {
				buf_addf(out, "%s = %s\n", key, value);
				done = true;
			}
			inside = is_section(text, n, "client");
		}
		if (inside && !done && is_key(text, n, key)) {
			buf_addf(out, "%s = %s\n", key, value);
			done = true;
		} else {
			buf_add(out, text, n);
			buf_addc(out, '\n');
		}
		text += n + (text[n] == '\n');
	}
	if (!done && !inside)
		buf_adds(out, "[client]\n");
	if (!done)
		buf_addf(out, "%s = %s\n", key, value);
}

/* Makes the folders of path as far as they are missing. */
static bool
make_folders(const char *path)
{
	char *copy = xstrdup(path);
	bool ok = true;

	for (char *p = copy + 1; ok && (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		ok = mkdir(copy, 0700) == 0 || errno == EEXIST;
		*p = '/';
	}
	free(copy);
	return ok;
}

/* Best effort: without a home the choice lasts until the program ends. */
static void
remember(struct ui *ui, const char *key, const char *value)
{
	char path[512];
	char *old;
	struct buf text;

	if (!config_path(path, sizeof path, "hub.conf"))
		return;
	old = state_read(path, CONF_MAX);
	buf_init(&text, 2 * CONF_MAX);
	rewrite(&text, old != NULL ? old : "", key, value);
	if (!make_folders(path) || !state_write(path, buf_str(&text)))
		ui_toast(ui, TOAST_WARNING,
		    _("The choice could not be saved in %s"), path);
	buf_done(&text);
	free(old);
}

void
scr_theme_next(struct ui *ui)
{
	static const char *const cycle[] = { "night", "day", "contrast",
		"mono" };
	enum { N = sizeof cycle / sizeof cycle[0] };
	struct scr_app *a = scr_app(ui);
	const char *now = a->theme[0] != '\0' ? a->theme : "night";
	char why[160];
	size_t i = 0;

	if (term_depth(ui->term) == DEPTH_MONO) {
		ui_toast(ui, TOAST_INFO, _("This terminal has no colours"));
		return;
	}
	while (i < N && !str_eq(cycle[i], now))
		i++;
	i = i < N ? (i + 1) % N : 0;
	if (!ui_theme(ui, cycle[i], why, sizeof why)) {
		ui_toast(ui, TOAST_ERROR, "%s", why);
		return;
	}
	(void)str_copy(a->theme, sizeof a->theme, cycle[i]);
	ui_toast(ui, TOAST_INFO, _("Colour scheme: %s"), cycle[i]);
	remember(ui, "theme", cycle[i]);
}

void
scr_language(struct ui *ui, const char *lang, bool keep)
{
	if (str_eq(ui_lang(), lang))
		return;
	term_locale(lang);
	client_set_language(tui_client(ui), ui_lang());
	ui_dirty(ui);
	if (keep)
		remember(ui, "language", ui_lang());
}

void
scr_language_next(struct ui *ui)
{
	scr_app(ui)->language_chosen = true;
	scr_language(ui, str_eq(ui_lang(), "de") ? "en" : "de", true);
	ui_toast(ui, TOAST_INFO, _("Language: English"));
	/* texts of the server stand on the screens, too */
	ui_deliver(ui, "client.reload", json_null());
	scr_status(scr_app(ui));
}
