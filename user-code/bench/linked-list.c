/* SPDX-License-Identifier: Apache-2.0 */
/* A list of SIZE nodes, scattered in memory: walked, turned round, sorted by merging with a comparison that is called by
   its address, and filtered. */
#include "harness/rounds.h"

const struct bench bench = {60000, 0x835781f1};

enum { MOST = 200000 };

struct node {
    struct node *next;
    uint32_t value;
    uint32_t weight;
};

typedef bool comparison(const struct node *left, const struct node *right);

static struct node nodes[MOST];
static uint32_t order[MOST];
static uint32_t count;

bool bench_prepare(uint32_t size)
{
    uint32_t state = 1013904223u;
    if (size < 1 || size > MOST)
        return false;
    count = size;
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    for (uint32_t i = count - 1; i > 0; i--) {
        uint32_t other = os_random(&state) % (i + 1), held = order[i];
        order[i] = order[other];
        order[other] = held;
    }
    return true;
}

static struct node *build(void)
{
    struct node *list = NULL;
    for (uint32_t i = 0; i < count; i++) {
        struct node *node = &nodes[order[i]];
        node->value = order[i] * 2654435761u >> 8;
        node->weight = i;
        node->next = list;
        list = node;
    }
    return list;
}

static struct node *reversed(struct node *list)
{
    struct node *result = NULL;
    while (list) {
        struct node *next = list->next;
        list->next = result;
        result = list;
        list = next;
    }
    return result;
}

static bool by_value(const struct node *left, const struct node *right)
{
    return left->value <= right->value;
}

static bool by_weight(const struct node *left, const struct node *right)
{
    return left->weight <= right->weight;
}

static struct node *merged(struct node *left, struct node *right, comparison *before)
{
    struct node *list = NULL, **link = &list;
    while (left && right) {
        struct node **from = before(left, right) ? &left : &right;
        *link = *from;
        link = &(*from)->next;
        *from = *link;
    }
    *link = left ? left : right;
    return list;
}

/* Sorted parts of 1, 2, 4, ... nodes, merged as binary digits are carried. */
static struct node *sorted(struct node *list, comparison *before)
{
    struct node *parts[20] = {0}, *result = NULL;
    while (list) {
        struct node *part = list;
        list = list->next;
        part->next = NULL;
        int digit = 0;
        for (; parts[digit]; digit++) {
            part = merged(parts[digit], part, before);
            parts[digit] = NULL;
        }
        parts[digit] = part;
    }
    for (int digit = 0; digit < 20; digit++)
        if (parts[digit])
            result = merged(parts[digit], result, before);
    return result;
}

static struct node *without_odd(struct node *list)
{
    for (struct node **link = &list; *link;) {
        if ((*link)->value & 1)
            *link = (*link)->next;
        else
            link = &(*link)->next;
    }
    return list;
}

static uint32_t walk(const struct node *list, uint32_t sum)
{
    for (; list; list = list->next)
        sum = os_checksum(sum, list->value ^ list->weight);
    return sum;
}

uint32_t bench_round(void)
{
    struct node *list = build();
    uint32_t sum = walk(list, 0);
    list = sorted(list, by_value);
    sum = walk(list, sum);
    list = reversed(list);
    sum = walk(list, sum);
    list = sorted(list, by_weight);
    sum = walk(list, sum);
    return walk(without_odd(list), sum);
}
