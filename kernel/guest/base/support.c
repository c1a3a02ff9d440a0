/* SPDX-License-Identifier: Apache-2.0 */
/* What the compiler calls by itself: the ARM1176 has no division, and structures are copied (ARM RTABI 4.3). */
#include <stddef.h>
#include <stdint.h>


void *memcpy(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
uint64_t __aeabi_uidivmod(uint32_t dividend, uint32_t divisor);
uint32_t __aeabi_uidiv(uint32_t dividend, uint32_t divisor);

void *memcpy(void *to, const void *from, size_t bytes)
{
    for (size_t k = 0; k < bytes; k++)
        ((char *)to)[k] = ((const char *)from)[k];
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    for (size_t k = 0; k < bytes; k++)
        ((char *)to)[k] = (char)value;
    return to;
}

/* Shift and subtract. The quotient goes to r0 and the remainder to r1, so to the two words of a 64-bit result. */
uint64_t __aeabi_uidivmod(uint32_t dividend, uint32_t divisor)
{
    uint32_t quotient = 0, remainder = 0;

    for (int bit = 31; bit >= 0; bit--) {
        remainder = remainder << 1 | (dividend >> bit & 1);
        if (remainder >= divisor) {
            remainder -= divisor;
            quotient |= 1u << bit;
        }
    }
    return (uint64_t)remainder << 32 | quotient;
}

uint32_t __aeabi_uidiv(uint32_t dividend, uint32_t divisor)
{
    return (uint32_t)__aeabi_uidivmod(dividend, divisor);
}
