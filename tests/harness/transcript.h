#ifndef TESTS_HARNESS_TRANSCRIPT_H
#define TESTS_HARNESS_TRANSCRIPT_H

#include <stdbool.h>

#include "common/buf.h"

/*
 * Runs one transcript against the real core with held clocks. Lines:
 *   # comment            covers: IDs in it are read by make features
 *   clock INSTANT        before anything else; default Mon 2 Mar 2026 08:00Z
 *   limits on            rate limits and times of refusals as in production;
 *                        before anything else
 *   users NAME:ROLE[,ROLE] ...   accounts with a session each (admin, user,
 *                        opener, telefonist ...), signed in, subscribed and
 *                        confirmed (no step-up is asked)
 *   consultants NAME ... ready 00:00-24:00 on every day for a year
 *   conn NAME [ADDRESS | uid=N]  an anonymous connection over the network or
 *                        of a local user; "op" is an operator
 *   sql STATEMENT        in its own transaction
 *   advance 600ms|120s|5m|2h|1d  both clocks, then what became due
 *   NAME> REQUEST        sends a line and ends the turn
 *   NAME>> REQUEST       sends a line, the turn stays open
 *   turn                 ends the turn
 *   NAME< PATTERN        next answer (see match.h for patterns)
 *   NAME! PATTERN        some waiting push fits; the others stay
 *   NAME- EVENT          no push of this name is waiting
 *   quiet NAME           forgets pushes that wait
 *   closed NAME          the core closed this connection
 *   totp NAME SECRET [STEPS]   $NAME is the code of the remembered $SECRET at
 *                        the held time, some steps of 30 s later
 *   hold | work          workers wait | run now
 *   drop NAME            the peer goes away
 *   restart              stops the core and starts it on the same folder
 * $name in requests stands for a value that a pattern remembered.
 */
bool transcript_run(const char *path, struct buf *why);

#endif
