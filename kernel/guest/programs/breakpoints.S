/* SPDX-License-Identifier: Apache-2.0 */
/* User code with landmarks, and one function of the kernel to stop at. */
        .syntax unified
        .arm
        .text

        .global user_loop, user_loop_body, user_path, user_path_call, user_path_end, user_path_routine, user_spin
        .global landmark
user_loop:
        mov     r0, #3
user_loop_body:
        subs    r0, r0, #1
        bne     user_loop_body
        svc     #0

user_path:
        mov     r0, #1
        b       user_path_call
        udf     #0
user_path_call:
        bl      user_path_routine
user_path_end:
        svc     #0
user_path_routine:
        bx      lr

user_spin:
        b       .

        .type   landmark, %function
landmark:
        add     r0, r0, #1
        bx      lr
