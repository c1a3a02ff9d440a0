/* SPDX-License-Identifier: Apache-2.0 */
/* Checks every conversion of printf, at the edges of its types and with every kind of padding, and that arguments come
   through: they are printed one a line at the end. */
#include "libos.h"

int main(int argc, char **argv)
{
    printf("plain text, 100%%\n");
    printf("int    [%d] [%d] [%d] [%d]\n", 0, -1, 2147483647, -2147483647 - 1);
    printf("width  [%6d] [%-6d] [%06d] [%*d] [%2d]\n", -42, -42, -42, 6, -42, -42000);
    printf("uint   [%u] [%u] [%10u] [%-10u]\n", 0u, 4294967295u, 1234567890u, 77u);
    printf("hex    [%x] [%x] [%08x] [%8x] [%-8x]\n", 0u, 0xdeadbeefu, 0xbeefu, 0xbeefu, 0xbeefu);
    printf("lld    [%lld] [%lld] [%20lld]\n", -1LL, (long long)INT64_MIN, (long long)INT64_MAX);
    printf("llu    [%llu] [%llu] [%012llu]\n", 0ULL, (unsigned long long)UINT64_MAX, 10000000000ULL);
    printf("llx    [%llx] [%016llx]\n", 0x123456789abcdefULL, 0xfedcba9876ULL);
    printf("string [%s] [%8s] [%-8s] [%2s] []%s\n", "text", "right", "left", "longer", "");
    printf("char   [%c] [%3c] [%-3c]\n", 'a', 'b', 'c');

    char small[8];
    const char *volatile word = "truncated"; /* unknown to a compiler that would warn */
    int total = snprintf(small, sizeof small, "%s-%d", word, 12345);
    printf("snprintf gives [%s] of %d\n", small, total);

    /* Longer than any buffer inside, so that it is written in parts. */
    total = printf("%300s|\n", "end");
    printf("%d bytes\n", total);

    for (int i = 1; i < argc; i++)
        printf("argument %d is [%s]\n", i, argv[i]);
    return 0;
}
