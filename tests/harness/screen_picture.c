/* Files and pictures of screen scripts. */
#include <limits.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/screen.h"
#include "tests/harness/screen_script_int.h"

#define FILE_MAX_BYTES (1 << 20)

char *
script_read(const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = xcalloc(1, FILE_MAX_BYTES + 1);
	size_t n;

	if (f == NULL) {
		free(text);
		return NULL;
	}
	n = fread(text, 1, FILE_MAX_BYTES, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

bool
script_write(const struct script *x)
{
	FILE *f = fopen(x->path, "we");
	bool ok;

	if (f == NULL)
		return false;
	ok = fwrite(x->out.p, 1, x->out.len, f) == x->out.len;
	return fclose(f) == 0 && ok;
}

void
script_dir(char *out, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", out, size - 1);
	char *slash;

	out[n > 0 ? n : 0] = '\0';
	if ((slash = strrchr(out, '/')) != NULL)
		*slash = '\0';
}

char *
script_line(struct script *x)
{
	char *line = *x->rest;
	size_t n;

	if (*line == '\0')
		return NULL;
	n = strcspn(line, "\n");
	*x->rest = line + n + (line[n] == '\n');
	line[n] = '\0';
	x->line++;
	buf_addf(&x->out, "%s\n", line);
	return line;
}

/* Glob with * only, over the whole of s. */
static bool
matches(const char *pattern, const char *s)
{
	for (; *pattern != '*'; pattern++, s++) {
		if (*pattern != *s)
			return false;
		if (*pattern == '\0')
			return true;
	}
	while (*pattern == '*')
		pattern++;
	for (;; s++) {
		if (matches(pattern, s))
			return true;
		if (*s == '\0')
			return false;
	}
}

static bool
row_matches(struct script *x, int row, char *line)
{
	size_t n = strlen(line);

	while (n > 0 && line[n - 1] == ' ')
		line[--n] = '\0';
	return matches(line, screen_row(x->run, row));
}

static void
write_picture(struct script *x)
{
	const char *s = screen_text(x->run);

	while (*s != '\0') {
		size_t n = strcspn(s, "\n");

		buf_addc(&x->out, '|');
		buf_add(&x->out, s, n);
		buf_addc(&x->out, '\n');
		s += n + (s[n] == '\n');
	}
	x->updated = true;
}

static int
count_rows(struct screen_run *run)
{
	int n = 0;

	for (const char *s = screen_text(run); *s != '\0'; s++)
		n += *s == '\n';
	return n;
}

bool
script_picture(struct script *x)
{
	const char *update = getenv("HUB_UPDATE");
	size_t start = x->out.len;
	int row = 0, bad = -1;

	while (**x->rest == '|') {
		char *line = script_line(x);

		if (!row_matches(x, row, line + 1) && bad < 0)
			bad = row;
		row++;
	}
	if (bad < 0 && row != count_rows(x->run))
		bad = row;
	if (bad < 0)
		return true;
	if (update == NULL || !str_eq(update, "1")) {
		buf_addf(x->why, "line %d of the picture: ", bad + 1);
		return false;
	}
	x->out.len = start;
	x->out.p[start] = '\0';
	write_picture(x);
	return true;
}
