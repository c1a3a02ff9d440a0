/* SPDX-License-Identifier: Apache-2.0 */
/* A hash table with chains, of SIZE words as keys: put in, looked up (half of them are there), taken out again. */
#include "harness/rounds.h"

const struct bench bench = {200000, 0x61c5550a};

enum { MOST = 200000, NONE = 0xffffffff };

struct entry {
    char key[12];
    uint32_t hash, value, next; /* next: index of an entry, NONE at the end */
};

static struct entry entries[MOST];
static uint32_t heads[1 << 16];
static uint32_t count, mask, free_entry;

bool bench_prepare(uint32_t size)
{
    if (size < 1 || size > MOST)
        return false;
    count = size;
    for (mask = 1; mask < count && mask < sizeof heads / sizeof *heads; mask *= 2)
        continue;
    mask--;
    return true;
}

/* A key of six to eight letters or signs, nearly always another one for another number. */
static uint32_t make_key(char key[12], uint32_t number)
{
    uint32_t mixed = number * 2654435761u, length = 6 + mixed % 3;
    for (uint32_t i = 0; i < length; i++) {
        key[i] = (char)('@' + (mixed & 31));
        mixed = mixed >> 5 | mixed << 27;
    }
    key[length] = '\0';
    return length;
}

static uint32_t hash_of(const char *key)
{
    uint32_t hash = 2166136261u;
    for (; *key; key++)
        hash = (hash ^ (uint8_t)*key) * 16777619u;
    return hash ^ hash >> 15;
}

static bool equal(const char *left, const char *right)
{
    while (*left == *right) {
        if (!*left)
            return true;
        left++;
        right++;
    }
    return false;
}

static uint32_t *find(const char *key, uint32_t hash)
{
    uint32_t *link = &heads[hash & mask];
    while (*link != NONE && !(entries[*link].hash == hash && equal(entries[*link].key, key)))
        link = &entries[*link].next;
    return link;
}

static void put(const char *key, uint32_t length, uint32_t value)
{
    uint32_t hash = hash_of(key), *link = find(key, hash);
    if (*link == NONE) {
        uint32_t index = free_entry;
        struct entry *entry = &entries[index];
        free_entry = entry->next;
        for (uint32_t i = 0; i <= length; i++)
            entry->key[i] = key[i];
        entry->hash = hash;
        entry->value = 0;
        entry->next = NONE;
        *link = index;
    }
    entries[*link].value += value;
}

static uint32_t take_out(const char *key)
{
    uint32_t *link = find(key, hash_of(key)), index = *link;
    if (index == NONE)
        return 0;
    *link = entries[index].next;
    entries[index].next = free_entry;
    free_entry = index;
    return entries[index].value;
}

uint32_t bench_round(void)
{
    char key[12];
    uint32_t sum = 0, found = 0;
    for (uint32_t i = 0; i <= mask; i++)
        heads[i] = NONE;
    for (uint32_t i = 0; i < count; i++)
        entries[i].next = i + 1;
    free_entry = 0;
    for (uint32_t i = 0; i < count; i++)
        put(key, make_key(key, i - i % 5), i);
    for (uint32_t i = 0; i < 2 * count; i++) {
        make_key(key, i);
        uint32_t at = *find(key, hash_of(key));
        if (at != NONE) {
            found++;
            sum = os_checksum(sum, entries[at].value);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        make_key(key, i);
        sum = os_checksum(sum, take_out(key));
    }
    return os_checksum(sum, found);
}
