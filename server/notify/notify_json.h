#ifndef SERVER_NOTIFY_NOTIFY_JSON_H
#define SERVER_NOTIFY_NOTIFY_JSON_H

/* Notifications as JSON, also for the dashboard. */
struct jw;
struct notes;

/* "key":[NOTE, ...] into an open object. */
void notes_json(struct jw *w, const char *key, const struct notes *all);

#endif
