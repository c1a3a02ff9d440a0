/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that do nothing but give way, or not even that. */
        .syntax unified
        .arm
        .text

        .global user_yield, user_spin
user_yield:
        svc     #0
        b       user_yield
user_spin:
        b       .
