#ifndef SERVER_NET_LOOP_INT_H
#define SERVER_NET_LOOP_INT_H

#include <netinet/in.h>
#include <stdint.h>
#include <uv.h>

#include "common/lineframe.h"
#include "server/app.h"
#include "server/net/addrtab.h"
#include "server/net/outq.h"
#include "server/net/transport.h"

/* Shared by the files of server/net only. */

#define LINE_MAX_BYTES ((size_t)64 * 1024)
#define SCRATCH_BYTES ((size_t)64 * 1024)
#define LISTENERS_MAX 4

enum net_state {
	NET_HANDSHAKE,
	NET_OPEN,
	NET_LINGER, /* told that no more comes; waits for the peer's end */
	NET_DEAD,   /* on the dead list */
};

/* One connection; owned by the loop, freed when its poll handle is closed. */
struct netconn {
	struct netconn *prev, *next; /* all connections */
	struct netconn *next_ready, *next_dirty, *next_dead;
	struct loop *loop;
	struct conn *core; /* NULL before the handshake and when lingering */
	struct transport io;
	struct lineframe in;
	struct outq out;
	uv_poll_t poll;
	struct addr *addr;   /* NULL on the local socket */
	int64_t id;	     /* for the log */
	int64_t uid;	     /* peer of the local socket, else -1 */
	int64_t opened_at;   /* this and the following: monotonic, ms */
	int64_t active_at;   /* last bytes from the peer */
	int64_t progress_at; /* last time the peer took bytes */
	int64_t closing_at;  /* end of input, or asked to close; 0: neither */
	enum net_state state;
	enum transport_kind kind;
	int events; /* what poll waits for */
	bool is_ready, is_dirty;
	bool hello;   /* counted as a handshake of its turn */
	bool eof;     /* the peer sends no more */
	bool closing; /* flush, then close */
	bool held;    /* not read until something is sent to it */
	bool blocked; /* output waits for the descriptor */
	char remote[INET6_ADDRSTRLEN];
};

/* Singly linked first-in first-out list. */
struct netlist {
	struct netconn *first, **tail;
};

struct listener {
	struct loop *loop;
	uv_poll_t poll;
	enum transport_kind kind;
	struct tlsctx *tls;
	char *path;  /* local socket to remove at the end */
	int fd;	     /* -1: closed */
	bool paused; /* out of descriptors */
};

struct loop {
	uv_loop_t uv;
	uv_prepare_t prepare;
	uv_check_t check;
	uv_idle_t idle;
	uv_timer_t timer;
	uv_signal_t signals[3];
	struct app *app;
	const struct settings *settings;
	struct addrtab *addrs;
	struct netconn *conns;
	int n_conns;
	struct netlist ready, dirty, dead;
	int64_t now;	/* monotonic, ms, of this phase of the loop */
	int handshakes; /* begun in this turn */
	int64_t next_id;
	bool timed; /* a connection has a deadline: sweep */
	int64_t swept_at;
	int64_t slice_at;  /* last slice of a job */
	int64_t resume_at; /* listening again; 0: not paused */
	int64_t stop_at;   /* when stopping: the end of patience */
	bool stop_asked, stopping;
	int works; /* on worker threads */
	struct listener listeners[LISTENERS_MAX];
	int n_listeners;
	char *data_dir;
	char tls_address[INET6_ADDRSTRLEN + 9]; /* [host]:port */
	void (*reload)(void *arg);
	void *reload_arg;
	char scratch[SCRATCH_BYTES];
};

/* --- ports.c: clocks, ms --- */
int64_t loop_wall(void *unused);
int64_t loop_mono(void *unused);

/* --- listener.c --- */
void listener_close(struct listener *ls);
void listener_resume(struct listener *ls);

/* --- conn.c --- */
/* Takes over fd. sa, addr: of the peer, NULL for the local socket. */
void netconn_open(
    struct listener *ls, int fd, const struct sockaddr *sa, struct addr *addr);
/* Bytes or lines of one connection; true when it has more for a later turn. */
bool netconn_serve(struct netconn *c);
/* Sends what waits and takes the next step of closing. */
void netconn_flush(struct netconn *c);
/* Closes at the end of the turn, without a word. */
void netconn_kill(struct netconn *c, const char *why);
/* Flush, then close. */
void netconn_finish(struct netconn *c);
/* Frees what the core and the loop hold; the rest when poll is closed. */
void netconn_bury(struct netconn *c);
/* Deadlines; true when it has one. */
bool netconn_sweep(struct netconn *c, int64_t now);
void netlist_add_ready(struct loop *l, struct netconn *c);

#endif
