/* Yardstick Y7: Argon2id as for a login, one, two and four at once. */
#include <pthread.h>
#include <sodium.h>

#include "tests/bench/lib/blib.h"

static void *
hash(void *arg)
{
	char out[crypto_pwhash_STRBYTES];
	static const char password[] = "ein langes Kennwort";

	if (crypto_pwhash_str(out, password, sizeof(password) - 1,
		crypto_pwhash_OPSLIMIT_INTERACTIVE,
		crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
		bench_die("crypto_pwhash_str: out of memory");
	return arg;
}

int
main(void)
{
	pthread_t threads[4];
	char prefix[16];
	int64_t start;
	int n, i;

	if (sodium_init() < 0)
		bench_die("sodium_init failed");
	for (n = 1; n <= 4; n *= 2) {
		start = bench_us();
		for (i = 0; i < n; i++)
			if (pthread_create(&threads[i], NULL, hash, NULL) != 0)
				bench_die("pthread_create failed");
		for (i = 0; i < n; i++)
			pthread_join(threads[i], NULL);
		snprintf(prefix, sizeof(prefix), "y7.%d", n);
		figure(prefix, "ms", (double)(bench_us() - start) / 1000);
	}
	return 0;
}
