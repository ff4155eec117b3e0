#ifndef TUI_TERM_KEYS_H
#define TUI_TERM_KEYS_H

/*
 * A key is one number: a Unicode code point as typed, a control code
 * (K_CTRL('s')), or one of the names below; modifiers are added as bits.
 * Enter, Tab, Esc and Backspace have one code each whatever the terminal sends.
 */
#define K_CTRL(c) ((c)&0x1f)
#define K_TAB 9
#define K_ENTER 13
#define K_ESC 27
#define K_BACKSPACE 127

enum key {
	K_NONE = 0,
	K_UP = 0x110000,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_INSERT,
	K_DELETE,
	K_BACKTAB,
	K_F0, /* K_F(1) to K_F(12) follow */
	K_SPECIAL_END = K_F0 + 13,
};

#define K_F(n) (K_F0 + (n))

/* Alt with any key; Shift and Ctrl only with arrows and their like. */
#define K_ALT 0x1000000
#define K_MOD_SHIFT 0x2000000
#define K_MOD_CTRL 0x4000000

#endif
