/* Filters by libseccomp, for comparison: commands on standard input, the program of the filter in the file argv[1].
 *
 *   default ACTION                           the filter's default action, as SECCOMP_RET_*
 *   arch NAME                                one of its architectures, the first in place of this machine's
 *   rule ACTION NAME COUNT {ARG OP A B}      a rule; names that this libseccomp does not know are passed over
 *   number ARCH NAME                         prints what it takes the number to be
 *   known ARCH                               prints 1 where it has such an architecture, 0 otherwise
 */
#include <seccomp.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check(int answer, const char *what)
{
	if (answer < 0 && answer != -EEXIST) {
		fprintf(stderr, "%s: %s\n", what, strerror(-answer));
		exit(1);
	}
}

int main(int argc, char **argv)
{
	scmp_filter_ctx filter = NULL;
	char word[16], name[64];
	uint32_t action;
	int emptied = 0;

	while (argc == 2 && scanf("%15s", word) == 1) {
		if (!strcmp(word, "default") && scanf("%" SCNx32, &action) == 1) {
			filter = seccomp_init(action);
			check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 1), word);
		} else if (!strcmp(word, "arch") && scanf("%63s", name) == 1) {
			if (!emptied)
				check(seccomp_arch_remove(filter, SCMP_ARCH_NATIVE), "remove");
			emptied = 1;
			check(seccomp_arch_add(filter, seccomp_arch_resolve_name(name)), name);
		} else if (!strcmp(word, "rule")) {
			struct scmp_arg_cmp args[6];
			unsigned count, i;
			int number;
			if (scanf("%" SCNx32 " %63s %u", &action, name, &count) != 3 || count > 6)
				return 2;
			for (i = 0; i < count; i++) {
				int op;
				if (scanf("%u %d %" SCNu64 " %" SCNu64, &args[i].arg, &op, &args[i].datum_a,
					  &args[i].datum_b) != 4)
					return 2;
				args[i].op = op;
			}
			number = seccomp_syscall_resolve_name(name);
			if (number != __NR_SCMP_ERROR)
				check(seccomp_rule_add_array(filter, action, number, count, args), name);
		} else if (!strcmp(word, "number")) {
			char arch[64];
			if (scanf("%63s %63s", arch, name) != 2)
				return 2;
			printf("%d\n", seccomp_syscall_resolve_name_arch(seccomp_arch_resolve_name(arch), name));
		} else if (!strcmp(word, "known") && scanf("%63s", name) == 1) {
			printf("%d\n", seccomp_arch_resolve_name(name) != 0);
		} else {
			return 2;
		}
	}
	if (filter) {
		int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
		check(seccomp_export_bpf(filter, out), "export");
		close(out);
	}
	return 0;
}
