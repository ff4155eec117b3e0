# Central Business Tool Hub. The only build file; see README.md.
#   make | make run | make test | make check | make soak | make bench | make features
V ?= build
CC = gcc
VERSION := 4.1.0
PREFIX ?= /usr/local
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
ifdef DEV
WARN += -Werror
endif
OPT ?= -O2 -g
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
# GNU: peer credentials, pty. Debian's libraries need no pkg-config.
CPPFLAGS += -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -I. -DHUB_VERSION='"$(VERSION)"' -include common/banned.h
ifneq ($(SAN),)
CPPFLAGS += -DHUB_CHECKS
CPPFLAGS := $(filter-out -D_FORTIFY_SOURCE=2,$(CPPFLAGS))
endif
CFLAGS_ALL := -std=gnu11 $(OPT) -fstack-protector-strong $(WARN) $(SANFLAGS) $(CFLAGS)
LDFLAGS_ALL := $(SANFLAGS) $(LDFLAGS)
CORE_LIBS := -lcurl -lsqlite3 -ljansson -lssl -lcrypto -lsodium -lutf8proc -linih -lcrypt -loath -lm -lpthread
HUBD_LIBS := -luv $(CORE_LIBS)
TUI_LIBS := -luv -lssh -lpanelw -lncursesw -ltinfo -lqrencode $(CORE_LIBS)

COMMON_SRC := $(wildcard common/*.c)
NET_SRC := $(wildcard server/net/*.c)
CORE_SRC := $(filter-out $(NET_SRC) server/main.c $(wildcard server/ctl/*.c),$(wildcard server/*.c server/*/*.c))
CTL_SRC := $(wildcard server/ctl/*.c)
TUI_SRC := $(filter-out tui/main.c,$(wildcard tui/*.c tui/*/*.c))
HARNESS_SRC := $(wildcard tests/harness/*.c)
UNIT_SRC := $(wildcard tests/unit/test_*.c)
PROG_SRC := $(wildcard tests/programs/*.c)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
SIM_SRC := $(wildcard tests/sim/*.c)
BENCH_SRC := $(wildcard tests/bench/*.c)
BENCH_LIB_SRC := $(wildcard tests/bench/lib/*.c)
SCHEMA := $(sort $(wildcard schema/[0-9]*.sql))
THEMES := $(sort $(wildcard themes/*.theme))
PO := po/de/ui.po $(filter-out po/de/ui.po,$(sort $(wildcard po/de/*.po)))

obj = $(patsubst %.c,$(V)/obj/%.o,$(1))
LIBS := $(V)/libtui.a $(V)/libnet.a $(V)/libcore.a $(V)/libcommon.a
PROGRAMS := $(V)/hubd $(V)/hub $(V)/hubctl
UNITS := $(patsubst tests/unit/%.c,$(V)/unit/%,$(UNIT_SRC))
PROGS := $(patsubst tests/programs/%.c,$(V)/programs/%,$(PROG_SRC))
FUZZERS := $(patsubst tests/fuzz/%.c,$(V)/fuzz/%,$(FUZZ_SRC))
SIMS := $(patsubst tests/sim/%.c,$(V)/sim/%,$(SIM_SRC))
BENCHES := $(patsubst tests/bench/%.c,$(V)/bench/%,$(BENCH_SRC))

# The composed targets build on all cores, unless the caller chose himself.
JOBS ?= $(shell nproc)
SUBMAKE = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

all: $(PROGRAMS) $(V)/locale/de/LC_MESSAGES/hub.mo

$(V)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c $< -o $@
$(V)/gen/schema.c: $(SCHEMA) deploy/scripts/embed.sh
	@mkdir -p $(@D)
	deploy/scripts/embed.sh embed_schema $(SCHEMA) > $@
$(V)/gen/themes.c: $(THEMES) deploy/scripts/embed.sh
	@mkdir -p $(@D)
	deploy/scripts/embed.sh embed_themes $(THEMES) > $@
$(V)/obj/gen/%.o: $(V)/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -c $< -o $@
$(V)/libcommon.a: $(call obj,$(COMMON_SRC))
	@rm -f $@; ar rcs $@ $^
$(V)/libcore.a: $(call obj,$(CORE_SRC)) $(V)/obj/gen/schema.o
	@rm -f $@; ar rcs $@ $^
$(V)/libnet.a: $(call obj,$(NET_SRC))
	@rm -f $@; ar rcs $@ $^
$(V)/libtui.a: $(call obj,$(TUI_SRC)) $(V)/obj/gen/themes.o
	@rm -f $@; ar rcs $@ $^
$(V)/hubd: $(call obj,server/main.c) $(V)/libnet.a $(V)/libcore.a $(V)/libcommon.a
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(HUBD_LIBS)
$(V)/hub: $(call obj,tui/main.c) $(V)/libtui.a $(V)/libcommon.a
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(TUI_LIBS)
$(V)/hubctl: $(call obj,$(CTL_SRC)) $(V)/libtui.a $(V)/libcommon.a
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(TUI_LIBS)
$(V)/harness.a: $(call obj,$(HARNESS_SRC))
	@rm -f $@; ar rcs $@ $^
TEST_LINK = $(CC) $(LDFLAGS_ALL) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group -lcmocka -lvterm -lutil $(TUI_LIBS)
$(V)/unit/%: $(V)/obj/tests/unit/%.o $(V)/harness.a $(LIBS)
	@mkdir -p $(@D)
	$(TEST_LINK)
$(V)/programs/%: $(V)/obj/tests/programs/%.o $(V)/harness.a $(LIBS)
	@mkdir -p $(@D)
	$(TEST_LINK)
$(V)/sim/%: $(V)/obj/tests/sim/%.o $(V)/harness.a $(LIBS)
	@mkdir -p $(@D)
	$(TEST_LINK)
$(V)/bench.a: $(call obj,$(BENCH_LIB_SRC))
	@rm -f $@; ar rcs $@ $^
$(V)/bench/%: $(V)/obj/tests/bench/%.o $(V)/bench.a $(V)/harness.a $(LIBS)
	@mkdir -p $(@D)
	$(TEST_LINK)
$(V)/fuzz/%: $(V)/obj/tests/fuzz/%.o $(LIBS)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) $(FUZZ_LINK) -o $@ $(filter %.o,$^) -Wl,--start-group $(LIBS) -Wl,--end-group $(TUI_LIBS)
# Each area keeps its own catalogue in po/de; the client loads one.
$(V)/locale/de/LC_MESSAGES/hub.mo: $(PO)
	@mkdir -p $(@D)
	msgcat --use-first -o $(V)/locale/de.po $(PO)
	msgfmt -c -o $@ $(V)/locale/de.po

deps:
	deploy/scripts/deps.sh run
deps-test:
	deploy/scripts/deps.sh run test
run: deps
	@$(SUBMAKE) all
	deploy/scripts/demo.sh $(V)
test: deps-test
	@$(SUBMAKE) V=build/asan SAN=address,undefined OPT='-O1 -g' DEV=1 test-build
	tests/run.sh build/asan all
test-build: all units progs sims
units: $(UNITS)
progs: $(PROGS)
sims: $(SIMS)
benches: $(BENCHES)
fuzzers: $(FUZZERS)
check: deps-test
	@$(SUBMAKE) DEV=1 all units progs
	@lint=0; tests/lint/run.sh || lint=1; tests/run.sh build fast && exit $$lint
soak: deps-test
	@$(SUBMAKE) all benches sims
	tests/soak.sh build
bench: deps-test
	@$(SUBMAKE) all benches
	tests/bench/run.sh build
features:
	@tests/lint/features.sh
fuzz: deps-test
	@$(SUBMAKE) V=build/fuzz CC=clang SAN=fuzzer-no-link,address,undefined FUZZ_LINK=-fsanitize=fuzzer OPT='-O1 -g' fuzzers
	tests/fuzz/run.sh build/fuzz
docs:
	@$(SUBMAKE) all progs
	deploy/scripts/docs.sh $(V)
fmt-check:
	tests/lint/run.sh format
fmt:
	clang-format -i $$(tests/lint/files.sh .c .h)
install: all
	deploy/scripts/install.sh "$(V)" "$(DESTDIR)" "$(PREFIX)"
clean:
	rm -rf build

.PHONY: all deps deps-test run test test-build units progs sims benches fuzzers check soak bench features fuzz docs fmt fmt-check install clean
.SECONDARY:
-include $(shell find $(V)/obj -name '*.d' 2>/dev/null)
