/* SPDX-License-Identifier: Apache-2.0 */
/* User code for each exception, two of each kind, so that what is resumed is seen as well. */
        .syntax unified
        .arm
        .text

        .global user_svc, user_undefined, user_bkpt, user_load, user_spin
user_svc:
        svc     #7
        svc     #8
user_undefined:
        udf     #1
        udf     #2
user_bkpt:
        bkpt    #1
        bkpt    #2
user_load:
        ldr     r1, [r2]
        ldm     r2, {r3, r4}
user_spin:
        b       .
