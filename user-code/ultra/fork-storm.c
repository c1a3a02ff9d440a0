/* SPDX-License-Identifier: Apache-2.0 */
/* How fast processes come and go: forks, the child ends at once, waits for it by name, and again. The codes of all
   children of a round must add up.
   fork-storm [ROUNDS [FORKS]]: default 3 rounds of 100 forks each. */
#include "harness/rounds.h"

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 3), forks = os_argument(argc, argv, 2, 100);
    return ultra_rounds(rounds, ultra_fork_exit_wait, forks, ultra_sum_of_codes(forks));
}
