/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the mem* and str* functions at every alignment, with overlap, at ends and at misses; prints what each found.
   strings [ROUNDS]: random copies, default 40. */
#include "libos.h"

enum { BYTES = 160 };

static uint8_t buffer[BYTES], model[BYTES];

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

/* Where in text the pointer points, -1 for NULL: a pointer itself is never printed. */
static int offset(const char *text, const char *found)
{
    return found ? (int)(found - text) : -1;
}

static uint32_t sum_of(const uint8_t *from, uint32_t bytes)
{
    uint32_t sum = 0;
    while (bytes--)
        sum = os_checksum(sum, *from++);
    return sum;
}

/* One random memmove (or memcpy, or memset) on the buffer, and the same byte by byte on the model. */
static void copy_once(uint32_t random)
{
    uint32_t to = random % 64, from = (random >> 6) % 64, bytes = (random >> 12) % 96;
    if (random >> 31) {
        memset(buffer + to, (int)(random >> 20), bytes);
        for (uint32_t i = 0; i < bytes; i++)
            model[to + i] = (uint8_t)(random >> 20);
        return;
    }
    uint8_t held[BYTES];
    for (uint32_t i = 0; i < bytes; i++)
        held[i] = model[from + i];
    for (uint32_t i = 0; i < bytes; i++)
        model[to + i] = held[i];
    if (to + bytes <= from || from + bytes <= to)
        memcpy(buffer + to, buffer + from, bytes);
    else
        memmove(buffer + to, buffer + from, bytes);
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 40), state = 5783321u, bad = 0;
    /* volatile: the compiler of the host must not know the text and compute the results itself. */
    const char *volatile source = "the quick brown fox jumps over the lazy dog";
    const char *text = source;

    printf("strlen %u %u\n", (unsigned)strlen(text), (unsigned)strlen(text + strlen(text)));
    printf("strcmp %d %d %d %d\n", sign(strcmp(text, text)), sign(strcmp(text, "the quicker")),
           sign(strcmp(text, "the")), sign(strcmp("\x7f", "\x80")));
    printf("strncmp %d %d %d\n", sign(strncmp(text, "the quiet", 7)), sign(strncmp(text, "the quiet", 8)),
           sign(strncmp(text, "a", 0)));
    printf("strchr %d %d %d %d\n", offset(text, strchr(text, 'o')), offset(text, strrchr(text, 'o')),
           offset(text, strchr(text, '!')), offset(text, strchr(text, '\0')));
    printf("strstr %d %d %d\n", offset(text, strstr(text, "over")), offset(text, strstr(text, "cat")),
           offset(text, strstr(text, "")));
    printf("memchr %d %d\n", offset(text, memchr(text, 'z', 43)), offset(text, memchr(text, 'z', 37)));
    printf("memcmp %d %d\n", sign(memcmp("a\0b", "a\0c", 3)), sign(memcmp("a\0b", "a\0c", 2)));

    char joined[64];
    strcpy(joined, text + 35);
    strcat(joined, ", ");
    strcat(joined, text + 4);
    joined[19] = '\0';
    printf("strcat [%s]\n", joined);
    memset(joined, '#', sizeof joined);
    strncpy(joined, "short", 8);
    strncpy(joined + 8, text, 4);
    printf("strncpy [%s] %d %c%c%c\n", joined, joined[7], joined[8], joined[11], joined[12]);

    for (uint32_t i = 0; i < BYTES; i++)
        buffer[i] = model[i] = (uint8_t)(i * 7);
    for (uint32_t i = 0; i < rounds; i++) {
        copy_once(os_random(&state));
        bad += memcmp(buffer, model, BYTES) != 0;
    }
    printf("copies %u, %u bad, checksum %08x\n", rounds, bad, sum_of(buffer, BYTES));
    return bad ? 1 : 0;
}
