/* SPDX-License-Identifier: Apache-2.0 */
/* A branch to itself, for ever: checks budgets, time slices, and that `b .` is a step each turn. Prints nothing. */

int main(void)
{
    for (;;)
        __asm__ volatile("");
}
