#ifndef COMMON_BANNED_H
#define COMMON_BANNED_H

/*
 * Included by every translation unit from the command line (-include) after
 * the system headers: unsafe or surprising functions become compile errors.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(f) use_of_##f##_is_banned

#undef strcpy
#define strcpy BANNED(strcpy)
#undef strcat
#define strcat BANNED(strcat)
#undef strncpy
#define strncpy BANNED(strncpy)
#undef sprintf
#define sprintf BANNED(sprintf)
#undef strtok
#define strtok BANNED(strtok)
#undef atoi
#define atoi BANNED(atoi)
#undef gmtime
#define gmtime BANNED(gmtime)
#undef mktime
#define mktime BANNED(mktime)
#undef timelocal
#define timelocal BANNED(timelocal)

#endif
