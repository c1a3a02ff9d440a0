/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the answers of a wait that must not block: no such child, a child that ended, and the same child again; the
   child asked for is the one that is given, though another may have ended before it. */
#include "libos.h"

static int start_child(int code)
{
    int child = os_fork();
    if (child == 0)
        exit(code);
    return child;
}

static int poll_until_done(int child, int *code)
{
    int result;
    while ((result = os_poll(child, code)) == 0)
        os_yield();
    return result;
}

int main(void)
{
    int code = 0, bad = 0;
    int none = os_poll(1, &code);
    printf("no child: %d\n", none);
    bad += none != -OS_ECHILD;

    int first = start_child(7), second = start_child(8);
    int result = poll_until_done(second, &code);
    printf("second: %s, code %d\n", result == second ? "itself" : "WRONG", code);
    bad += result != second || code != 8;
    result = os_poll(second, &code);
    printf("second again: %d\n", result);
    bad += result != -OS_ECHILD;
    result = poll_until_done(first, &code);
    printf("first: %s, code %d\n", result == first ? "itself" : "WRONG", code);
    bad += result != first || code != 7;
    result = os_wait(first);
    printf("first again: %d\n", result);
    bad += result != -OS_ECHILD;
    return bad ? 1 : 0;
}
