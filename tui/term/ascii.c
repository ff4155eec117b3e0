/* Replacements for terminals without Unicode; used while drawing. */
#include "tui/term/ascii.h"

#include <stddef.h>
#include <utf8proc.h>

#include "common/utf8.h"

struct row {
	uint32_t cp;
	const char *s;
};

/* Sorted by code point. */
static const struct row rows[] = {
	{ 0xa0, " " },
	{ 0xa7, "S" },
	{ 0xa9, "(c)" },
	{ 0xab, "<<" },
	{ 0xae, "(r)" },
	{ 0xb0, "o" },
	{ 0xb1, "+/-" },
	{ 0xb2, "2" },
	{ 0xb3, "3" },
	{ 0xb5, "u" },
	{ 0xb7, "." },
	{ 0xbb, ">>" },
	{ 0xbd, "1/2" },
	{ 0xc4, "Ae" },
	{ 0xc6, "AE" },
	{ 0xd6, "Oe" },
	{ 0xd7, "x" },
	{ 0xd8, "O" },
	{ 0xdc, "Ue" },
	{ 0xdf, "ss" },
	{ 0xe4, "ae" },
	{ 0xe6, "ae" },
	{ 0xf6, "oe" },
	{ 0xf7, "/" },
	{ 0xf8, "o" },
	{ 0xfc, "ue" },
	{ 0x131, "i" },
	{ 0x141, "L" },
	{ 0x142, "l" },
	{ 0x152, "OE" },
	{ 0x153, "oe" },
	{ 0x1e9e, "SS" },
	{ 0x2010, "-" },
	{ 0x2011, "-" },
	{ 0x2012, "-" },
	{ 0x2013, "-" },
	{ 0x2014, "-" },
	{ 0x2018, "'" },
	{ 0x2019, "'" },
	{ 0x201a, "'" },
	{ 0x201c, "\"" },
	{ 0x201d, "\"" },
	{ 0x201e, "\"" },
	{ 0x2022, "*" },
	{ 0x2026, "~" },
	{ 0x202f, " " },
	{ 0x2030, "o/oo" },
	{ 0x2032, "'" },
	{ 0x2039, "<" },
	{ 0x203a, ">" },
	{ 0x20ac, "EUR" },
	{ 0x2190, "<" },
	{ 0x2191, "^" },
	{ 0x2192, ">" },
	{ 0x2193, "v" },
	{ 0x2195, "|" },
	{ 0x21b5, "<" },
	{ 0x21b9, "Tab" },
	{ 0x21bb, "@" },
	{ 0x21e7, "Shift-" },
	{ 0x2211, "S" },
	{ 0x2212, "-" },
	{ 0x221e, "oo" },
	{ 0x2248, "~" },
	{ 0x2260, "!=" },
	{ 0x2264, "<=" },
	{ 0x2265, ">=" },
	{ 0x2500, "-" },
	{ 0x2501, "=" },
	{ 0x2502, "|" },
	{ 0x2503, "|" },
	{ 0x2550, "=" },
	{ 0x2551, "|" },
	{ 0x2571, "/" },
	{ 0x2572, "\\" },
	{ 0x2580, "#" },
	{ 0x2584, "#" },
	{ 0x2588, "#" },
	{ 0x258f, "|" },
	{ 0x2590, "|" },
	{ 0x2591, "." },
	{ 0x2592, ":" },
	{ 0x2593, "%" },
	{ 0x25a0, "#" },
	{ 0x25a1, "o" },
	{ 0x25aa, "*" },
	{ 0x25b2, "^" },
	{ 0x25b4, "^" },
	{ 0x25b6, ">" },
	{ 0x25b8, ">" },
	{ 0x25bc, "v" },
	{ 0x25be, "v" },
	{ 0x25c0, "<" },
	{ 0x25c2, "<" },
	{ 0x25c6, "*" },
	{ 0x25c7, "o" },
	{ 0x25cb, "o" },
	{ 0x25cf, "*" },
	{ 0x25d0, "o" },
	{ 0x2605, "*" },
	{ 0x2606, "*" },
	{ 0x2610, "_" },
	{ 0x2611, "x" },
	{ 0x2660, "#" },
	{ 0x2665, "<3" },
	{ 0x26a0, "!" },
	{ 0x2713, "x" },
	{ 0x2714, "x" },
	{ 0x2717, "x" },
	{ 0x2718, "x" },
	{ 0x276e, "<" },
	{ 0x276f, ">" },
	{ 0x27e8, "<" },
	{ 0x27e9, ">" },
	{ 0xfffd, "?" },
};

/* One-character strings, so that the answer can be static. */
static const char letters[] =
    "A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0N\0O\0P\0Q\0R\0S\0T\0U\0V\0W\0X\0"
    "Y\0Z\0a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0v\0"
    "w\0x\0y\0z";

static const char *
base_letter(uint32_t cp)
{
	utf8proc_int32_t out[8];
	int last;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, out,
	    8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);

	if (n < 1 || n > 8)
		return NULL;
	if (out[0] >= 'A' && out[0] <= 'Z')
		return letters + 2 * (out[0] - 'A');
	if (out[0] >= 'a' && out[0] <= 'z')
		return letters + 2 * (out[0] - 'a' + 26);
	return NULL;
}

const char *
ascii_for(uint32_t cp)
{
	const char *s;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].cp == cp)
			return rows[i].s;
	if (cp >= 0x250c && cp <= 0x254b)
		return "+"; /* corners and crossings */
	if (cp >= 0x2552 && cp <= 0x2570)
		return "+";
	if (cp >= 0x2581 && cp <= 0x2587)
		return cp < 0x2583 ? "_" : cp < 0x2586 ? "=" : "#";
	if (cp >= 0x2589 && cp <= 0x258e)
		return cp < 0x258c ? "#" : "=";
	if ((s = base_letter(cp)) != NULL)
		return s;
	return "?";
}
