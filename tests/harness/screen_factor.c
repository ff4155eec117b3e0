/* Lines of screen scripts about the second factor. */
#include <ctype.h>
#include <stdlib.h>
#include <time.h>

#include "common/date.h"
#include "common/str.h"
#include "server/auth/auth_totp.h"
#include "tests/harness/qr_scan.h"
#include "tests/harness/screen.h"
#include "tests/harness/screen_script_int.h"

static bool
refuse(struct script *x, const char *why)
{
	buf_addf(x->why, "%s:%d: %s\n%s", x->path, x->line, why,
	    screen_text(x->run));
	return false;
}

/* "ABCD-1234" at s. */
static bool
is_backup(const char *s)
{
	for (int i = 0; i < 9; i++)
		if (i == 4 ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
			return false;
	return !isalnum((unsigned char)s[9]);
}

/* Four letters of Base32 and a blank or the end. */
static bool
is_group(const char *s)
{
	for (int i = 0; i < 4; i++)
		if (!isupper((unsigned char)s[i]) && (s[i] < '2' || s[i] > '7'))
			return false;
	return s[4] == ' ' || s[4] == '\n' || s[4] == '\0';
}

/* All groups of the screen in order; true when there are eight. */
static bool
read_secret(const char *text, char out[33])
{
	size_t n = 0;

	for (const char *s = text; *s != '\0' && n < 32; s++) {
		if ((s == text || s[-1] == ' ' || s[-1] == '\n') &&
		    is_group(s)) {
			memcpy(out + n, s, 4);
			n += 4;
			s += 3;
		}
	}
	out[n] = '\0';
	return n == 32;
}

bool
script_secret(struct script *x, char *arg)
{
	const char *text = screen_text(x->run), *s;
	char secret[33];

	(void)arg;
	for (s = text; *s != '\0' && !is_backup(s); s++)
		;
	if (*s != '\0') {
		memcpy(x->backup, s, 9);
		x->backup[9] = '\0';
		return true;
	}
	if (!read_secret(text, secret))
		return refuse(x, "there is no secret");
	return str_copy(x->secret, sizeof x->secret, secret);
}

/* Time of the server: held by "clock", or the real one. */
static int64_t
server_seconds(void)
{
	const char *held = getenv("HUB_TEST_CLOCK");
	int64_t ms;

	if (held != NULL && instant_parse(held, &ms))
		return ms / 1000;
	return (int64_t)time(NULL);
}

bool
script_totp(struct script *x, char *arg)
{
	unsigned char seed[TOTP_SEED];
	char code[TOTP_CODE];
	int64_t steps = 0;

	if (*arg != '\0' && !str_int(arg, -10, 10, &steps))
		return refuse(x, "totp [STEPS]");
	if (!totp_seed(x->secret, seed))
		return refuse(x, "no secret was seen");
	totp_code(seed, server_seconds() + steps * TOTP_STEP_SECONDS, code);
	screen_send(x->run, code);
	return true;
}

bool
script_backup(struct script *x, char *arg)
{
	(void)arg;
	if (x->backup[0] == '\0')
		return refuse(x, "no backup code was seen");
	screen_send(x->run, x->backup);
	return true;
}

/* qr NAME: what a phone reads off the screen is the address of that account */
bool
script_qr(struct script *x, char *arg)
{
	struct photo p;
	struct buf read, want;
	enum scanned r;
	bool good;

	if (!read_secret(screen_text(x->run), x->secret))
		return refuse(x, "there is no secret");
	buf_init(&read, 1024);
	buf_init(&want, 1024);
	buf_addf(&want,
	    "otpauth://totp/%s?secret=%s&issuer=Business%%20Tool%%20Hub", arg,
	    x->secret);
	photo_init(&p, x->rows > 0 ? x->rows : 24, x->cols > 0 ? x->cols : 80);
	photo_screen(&p, x->run);
	r = photo_scan(&p, &read);
	photo_done(&p);
	good = r == SCAN_NO_PROGRAM ||
	       (r == SCAN_READ && str_eq(buf_str(&read), buf_str(&want)));
	if (r == SCAN_NO_PROGRAM)
		printf("# skipped: the QR code of %s is not read, zbarimg is "
		       "missing (package zbar-tools)\n",
		    x->path);
	else if (!good)
		buf_addf(x->why, "read: %s\nwant: %s\n", buf_str(&read),
		    buf_str(&want));
	buf_done(&read);
	buf_done(&want);
	return good || refuse(x, "the QR code is not that");
}

bool
script_erased(struct script *x, char *arg)
{
	const char *text = screen_text(x->run);
	char secret[33], group[6];

	(void)arg;
	snprintf(group, sizeof group, "%.4s", x->secret);
	if (read_secret(text, secret) ||
	    (x->secret[0] != '\0' && strstr(text, group) != NULL) ||
	    (x->backup[0] != '\0' && strstr(text, x->backup) != NULL))
		return refuse(x, "the screen shows it");
	text = screen_title(x->run);
	if (strstr(text, "otpauth") != NULL ||
	    (x->secret[0] != '\0' && strstr(text, group) != NULL))
		return refuse(x, "the title shows it");
	return true;
}
