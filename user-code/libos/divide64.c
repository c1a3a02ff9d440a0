/* SPDX-License-Identifier: Apache-2.0 */
/* The loops behind __aeabi_uldivmod and __aeabi_ldivmod (divide.S): shift and subtract, one bit of quotient a turn. */
#include "libos.h"

uint64_t libos_divide64(uint64_t dividend, uint64_t divisor, uint64_t *remainder);
int64_t libos_divide64_signed(int64_t dividend, int64_t divisor, int64_t *remainder);

static int leading_zeros(uint64_t value)
{
    uint32_t high = (uint32_t)(value >> 32);
    return high ? __builtin_clz(high) : 32 + __builtin_clz((uint32_t)value);
}

uint64_t libos_divide64(uint64_t dividend, uint64_t divisor, uint64_t *remainder)
{
    if (divisor == 0)
        abort();
    uint64_t quotient = 0;
    if ((dividend | divisor) >> 32 == 0) {
        quotient = (uint32_t)dividend / (uint32_t)divisor;
        dividend -= quotient * divisor;
    } else if (dividend >= divisor) {
        int shift = leading_zeros(divisor) - leading_zeros(dividend);
        divisor <<= shift;
        for (; shift >= 0; shift--, divisor >>= 1) {
            quotient <<= 1;
            if (dividend >= divisor) {
                dividend -= divisor;
                quotient |= 1;
            }
        }
    }
    *remainder = dividend;
    return quotient;
}

int64_t libos_divide64_signed(int64_t dividend, int64_t divisor, int64_t *remainder)
{
    uint64_t left;
    uint64_t quotient = libos_divide64(dividend < 0 ? -(uint64_t)dividend : (uint64_t)dividend,
                                       divisor < 0 ? -(uint64_t)divisor : (uint64_t)divisor, &left);
    *remainder = (int64_t)(dividend < 0 ? -left : left);
    return (int64_t)((dividend ^ divisor) < 0 ? -quotient : quotient);
}
