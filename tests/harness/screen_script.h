#ifndef TESTS_HARNESS_SCREEN_SCRIPT_H
#define TESTS_HARNESS_SCREEN_SCRIPT_H

#include <stdbool.h>

#include "common/buf.h"

/*
 * Runs one script of keys and pictures against a program in a terminal. Lines:
 *   # comment            covers: IDs in it are read by make features
 *   env NAME=VALUE       before run; see screen.h for what is set anyway
 *   size COLSxROWS       before run; default 80x24
 *   clock INSTANT        before server or restart: the wall clock of the
 *                        server stands still there (programs/testd)
 *   server [ARGS]        starts hubd on a new folder; $data, $socket and
 *                        $tls in later lines stand for its folder, socket
 *                        and HOST:PORT
 *   stop                 the server goes away; its folder stays
 *   restart [ARGS]       stops it and starts it again on its folder
 *   include FILE         runs the lines of that file, beside this one or in a
 *                        folder above it; no pictures
 *   call USER OP JSON    hubctl call, as USER ("-": operator); must succeed
 *   sql STATEMENT        changes the database of that server, for rows that
 *                        no operation makes
 *   input TEXT           standard input of the next "hub"; \n is a newline
 *   hub ARGS             hub in line mode on that server, with a state folder
 *                        of its own; must succeed
 *   run PROGRAM [ARGS]   of the build tree: hub, programs/uidemo
 *   type TEXT            as typed
 *   keys NAME ...        Up Down Left Right Home End PgUp PgDn Del Tab Backtab
 *                        Enter Esc Space Backspace F1 to F12, C-x, A-x, or
 *                        one character
 *   paste TEXT           \n in it is a newline
 *   click TEXT           left button where that text starts
 *   resize COLSxROWS
 *   see TEXT             waits until the text is there
 *   unsee TEXT           waits until it is gone
 *   not TEXT             it is not there now
 *   cursor TEXT          the cursor stands in the line of that text
 *   screen               the whole picture: all lines that follow and begin
 *                        with |, where * stands for anything within the line
 *   secret               remembers the secret of a second factor, or the first
 *                        backup code, that is on the screen
 *   totp [STEPS]         types the code of that secret, at the server's time
 *   backup               types that backup code
 *   qr NAME              zbarimg reads the address of NAME off the screen, with
 *                        the secret that stands beside it
 *   erased               neither screen nor title shows that secret or code
 *   exit STATUS [KEY]    the program ends, after this key
 * With HUB_UPDATE=1 pictures that differ are written into the file.
 */
bool screen_script(const char *path, struct buf *why);

#endif
