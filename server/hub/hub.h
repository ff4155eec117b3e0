#ifndef SERVER_HUB_HUB_H
#define SERVER_HUB_HUB_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/* Central hub: tool registry, dashboard figures, activity (hub file A). */
struct call;
struct jw;
struct app;

enum tool_status {
	TOOL_ACTIVE,
	TOOL_BETA,
	TOOL_COMING_SOON,
	TOOL_MAINTENANCE,
	TOOL_DISABLED
};
extern const char *const tool_statuses[]; /* NULL-terminated */

struct tool {
	const char *id, *name, *description, *description_en, *entry_screen;
	const char *permission, *features, *symbol;
	enum tool_status status;
	bool admin_only;
	int sort;
	int64_t user_count;
	bool openable; /* by the caller */
};

struct tools {
	struct tool *row;
	int n;
};

struct activity {
	int64_t at;
	const char *kind, *tool, *action, *details, *ref_type;
	int64_t ref_id;
};

struct activities {
	struct activity *row;
	int n;
};

/* Tools the caller may see, in order. */
enum err hub_tools(struct call *c, struct tools *out);
/*
 * One tool for opening: NOT_FOUND, FORBIDDEN without permission, MAINTENANCE,
 * FEATURE_DISABLED while it is planned or off.
 */
enum err hub_open_tool(struct call *c, const char *id, struct tool *out);
enum err hub_set_status(
    struct call *c, const char *id, enum tool_status s, struct tool *out);
/* Newest activities of the caller, and how many there are. */
enum err hub_activity(
    struct call *c, int64_t limit, int64_t offset, struct activities *out);
enum err hub_activity_count(struct call *c, int64_t *n);
/* Adds an entry to the feed of an account (A4); needs the savepoint. */
enum err hub_note(struct call *c, int64_t account, const struct activity *a);
/* "Guten Morgen" by local hour (A1), in the language of the call. */
const char *hub_greeting(struct call *c);
/* Members {"slots":"healthy",...} into an open object. */
enum err hub_tools_health_json(struct call *c, struct jw *w);

/* store */
enum err hub_store_tools(struct call *c, struct tools *out);
enum err hub_store_set_status(
    struct call *c, const char *id, const char *status, int *changed);
enum err hub_store_activity(
    struct call *c, int64_t limit, int64_t offset, struct activities *out);
enum err hub_store_activity_count(struct call *c, int64_t *n);
enum err hub_store_note(
    struct call *c, int64_t account, const struct activity *a);
enum err hub_store_user_count(
    struct call *c, const char *permission, int64_t *n);
/* Row number of a tool, for pushes. */
enum err hub_store_tool_at(
    struct app *app, int64_t key, char id[40], char status[20]);

#endif
