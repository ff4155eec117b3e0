/* Rows as text: CSV for spreadsheets, or one JSON object per line. */
#include <string.h>

#include "common/date.h"
#include "common/json.h"
#include "common/json_write.h"
#include "common/xalloc.h"
#include "server/audit/audit_search.h"

/*
 * One cell. A spreadsheet must take nothing for a formula, so what begins like
 * one gets a quote in front; numbers do not come here.
 */
static void
cell(struct buf *b, const char *s)
{
	bool formula, quoted;

	if (s == NULL)
		s = "";
	formula = s[0] != '\0' && strchr("=+-@\t\r", s[0]) != NULL;
	quoted = strpbrk(s, ";\"\r\n") != NULL;
	if (quoted)
		buf_addc(b, '"');
	if (formula)
		buf_addc(b, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_addc(b, '"');
		buf_addc(b, *s);
	}
	if (quoted)
		buf_addc(b, '"');
}

void
audit_details_add(struct buf *b, const char *details)
{
	json_t *tree = json_loads(details, JSON_REJECT_DUPLICATES, NULL);
	char *line =
	    json_is_object(tree) ? json_dumps(tree, JSON_COMPACT) : NULL;

	buf_adds(b, line != NULL ? line : "{\"unreadable\":true}");
	free(line);
	json_decref(tree);
}

static void
csv_row(struct buf *b, const struct audit_row *row)
{
	const char *const texts[] = { row->type, row->action, row->actor,
		row->target, row->remote, row->client, row->severity,
		row->details, row->error_id };
	char at[INSTANT_LEN];
	size_t i;

	buf_addf(b, "%lld;%s", (long long)row->id, instant_text(row->at, at));
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		buf_addc(b, ';');
		cell(b, texts[i]);
	}
	buf_addf(b, ";%d\r\n", row->archived);
}

static void
json_row(struct buf *b, const struct audit_row *row)
{
	struct buf details;
	struct jw w;

	buf_init(&details, 65536);
	audit_details_add(&details, row->details);
	jw_init(&w, b);
	jw_object(&w);
	jw_kint(&w, "id", row->id);
	jw_kinstant(&w, "at", row->at);
	jw_kstr(&w, "event_type", row->type);
	jw_kstr(&w, "action", row->action);
	jw_kstr(&w, "actor", row->actor);
	jw_kstr(&w, "target", row->target);
	jw_kstr(&w, "remote", row->remote);
	jw_kstr(&w, "client", row->client);
	jw_kstr(&w, "severity", row->severity);
	jw_key(&w, "details");
	jw_raw(&w, buf_str(&details), details.len);
	jw_kstr(&w, "error_id", row->error_id);
	jw_kbool(&w, "archived", row->archived);
	jw_end_object(&w);
	buf_addc(b, '\n');
	buf_done(&details);
}

void
audit_export_head(struct buf *b, enum audit_format format)
{
	if (format == AUDIT_CSV)
		buf_adds(b, "id;at;event_type;action;actor;target;remote;"
			    "client;severity;details;error_id;archived\r\n");
}

void
audit_export_rows(struct buf *b, enum audit_format format,
    const struct audit_found *found, int *n)
{
	struct buf line;

	buf_init(&line, 262144);
	for (*n = 0; *n < found->n; ++*n) {
		buf_clear(&line);
		if (format == AUDIT_CSV)
			csv_row(&line, &found->row[*n]);
		else
			json_row(&line, &found->row[*n]);
		/* the first row always goes: an export must get on */
		if (*n > 0 && b->len + line.len > b->max)
			break;
		buf_add(b, line.p, line.len);
	}
	buf_done(&line);
}
