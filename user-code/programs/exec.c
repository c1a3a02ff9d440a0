/* SPDX-License-Identifier: Apache-2.0 */
/* Checks exec: a missing program gives ENOENT and leaves the caller as it was; another program replaces a child; and
   this program replaces a child of its own, which must find exactly the arguments it was given. */
#include "libos.h"

static const char *const given[] = {"exec", "child", "a", "two words", "", "-5"};

enum { GIVEN = sizeof given / sizeof given[0], CHILD_CODE = 77 };

static uint32_t written_before = 1;

static int child_with(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        printf("argv[%d] = [%s]\n", i, argv[i]);
    bool same = argc == GIVEN && argv[argc] == NULL;
    for (int i = 0; same && i < GIVEN; i++)
        same = strcmp(argv[i], given[i]) == 0;
    /* The image must be new: its data as in the file, not as the caller left it. */
    return same && written_before == 1 ? CHILD_CODE : 1;
}

static int run(const char *path, const char *const argv[])
{
    int child = os_fork();
    if (child == 0) {
        os_exec(path, (char *const *)argv);
        exit(126);
    }
    return os_wait(child);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return child_with(argc, argv);

    written_before = 2;
    static const char *const missing[] = {"no-such-program", NULL};
    int error = os_exec("no-such-program", (char *const *)missing);
    printf("a missing program: %d\n", error);

    static const char *const hello[] = {"hello", NULL};
    int hello_code = run("hello", hello);
    printf("hello: %d\n", hello_code);

    const char *self[GIVEN + 1] = {NULL};
    memcpy(self, given, sizeof given);
    int self_code = run("exec", self);
    printf("exec: %d\n", self_code);
    return error == -OS_ENOENT && hello_code == 0 && self_code == CHILD_CODE && written_before == 2 ? 0 : 1;
}
