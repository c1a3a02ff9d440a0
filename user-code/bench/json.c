/* SPDX-License-Identifier: Apache-2.0 */
/* Parses a JSON text (RFC 8259) of SIZE records into a tree, walks the tree, and writes it out again: the same text must
   come out. That ten times. Numbers are integers. */
#include "harness/rounds.h"

const struct bench bench = {2000, 0x5d435f17};

enum { MOST = 4000, TIMES = 10, RECORD_BYTES = 256, RECORD_NODES = 24, DEEPEST = 32 };

enum kind { NIL, FALSE, TRUE, NUMBER, STRING, ARRAY, OBJECT };

/* A value; the members of an array or object are a list. A string is where it stands in the text. */
struct node {
    enum kind kind;
    int32_t number;
    uint32_t start, length;           /* of a string, without quotes */
    uint32_t name_start, name_length; /* in an object */
    struct node *first, *next;
};

struct parser {
    const char *at;
    bool failed;
};

static char text[MOST * RECORD_BYTES], written[MOST * RECORD_BYTES];
static struct node nodes[MOST * RECORD_NODES];
static uint32_t text_bytes, nodes_used;

bool bench_prepare(uint32_t size)
{
    static const char *const names[] = {"Ada", "Grace \\\"Amazing\\\"", "Edsger", "Barbara", "Donald \\u0045.", "Niklaus"};
    uint32_t state = 747796405u;
    if (size < 1 || size > MOST)
        return false;
    char *to = text;
    *to++ = '[';
    for (uint32_t i = 0; i < size; i++) {
        uint32_t pick = os_random(&state);
        to += snprintf(to, RECORD_BYTES,
                       "%s{\"id\":%u,\"name\":\"%s\",\"active\":%s,\"balance\":%d,\"tags\":[\"t%u\",\"a longer tag %u\",%s],"
                       "\"place\":{\"x\":%d,\"y\":%d,\"near\":[%u,%u,%u]}}",
                       i ? "," : "", i, names[pick % 6], pick >> 8 & 1 ? "true" : "false", (int)(pick >> 12) - 500000,
                       pick >> 20 & 15, pick >> 24 & 15, pick >> 9 & 1 ? "null" : "[]", (int)(pick & 1023) - 512,
                       (int)(pick >> 10 & 1023) - 512, pick >> 1 & 255, pick >> 5 & 4095, pick >> 7 & 65535);
    }
    *to++ = ']';
    text_bytes = (uint32_t)(to - text);
    return true;
}

static bool is(struct parser *parser, char wanted)
{
    while (*parser->at == ' ' || *parser->at == '\n' || *parser->at == '\t' || *parser->at == '\r')
        parser->at++;
    if (*parser->at != wanted)
        return false;
    parser->at++;
    return true;
}

static void want(struct parser *parser, char wanted)
{
    if (!is(parser, wanted))
        parser->failed = true;
}

static bool is_word(struct parser *parser, const char *word)
{
    const char *at = parser->at;
    for (; *word; word++)
        if (*at++ != *word)
            return false;
    parser->at = at;
    return true;
}

/* After the quote at its beginning. */
static void parse_string(struct parser *parser, uint32_t *start, uint32_t *length)
{
    const char *at = parser->at;
    *start = (uint32_t)(at - text);
    for (; *at != '"'; at++) {
        if (*at == '\\')
            at++;
        if ((uint8_t)*at < ' ') {
            parser->failed = true;
            return;
        }
    }
    *length = (uint32_t)(at - parser->at);
    parser->at = at + 1;
}

static int32_t parse_number(struct parser *parser)
{
    bool negative = is(parser, '-');
    const char *first = parser->at;
    uint32_t value = 0;
    for (; *parser->at >= '0' && *parser->at <= '9'; parser->at++)
        value = value * 10 + (uint32_t)(*parser->at - '0');
    parser->failed |= parser->at == first;
    return negative ? -(int32_t)value : (int32_t)value;
}

static struct node *parse_value(struct parser *parser, int depth);

static void parse_members(struct parser *parser, struct node *parent, char end, int depth)
{
    struct node **link = &parent->first;
    if (is(parser, end))
        return;
    do {
        uint32_t start = 0, length = 0;
        if (parent->kind == OBJECT) {
            want(parser, '"');
            parse_string(parser, &start, &length);
            want(parser, ':');
        }
        if (parser->failed)
            return;
        struct node *member = parse_value(parser, depth + 1);
        member->name_start = start;
        member->name_length = length;
        *link = member;
        link = &member->next;
    } while (is(parser, ',') && !parser->failed);
    want(parser, end);
}

static struct node *parse_value(struct parser *parser, int depth)
{
    struct node *node = &nodes[nodes_used++];
    node->first = node->next = NULL;
    if (depth > DEEPEST) {
        node->kind = NIL;
        parser->failed = true;
    } else if (is(parser, '{')) {
        node->kind = OBJECT;
        parse_members(parser, node, '}', depth);
    } else if (is(parser, '[')) {
        node->kind = ARRAY;
        parse_members(parser, node, ']', depth);
    } else if (is(parser, '"')) {
        node->kind = STRING;
        parse_string(parser, &node->start, &node->length);
    } else if (is_word(parser, "true")) {
        node->kind = TRUE;
    } else if (is_word(parser, "false")) {
        node->kind = FALSE;
    } else if (is_word(parser, "null")) {
        node->kind = NIL;
    } else {
        node->kind = NUMBER;
        node->number = parse_number(parser);
    }
    return node;
}

static uint32_t sum_of(const struct node *node, uint32_t sum)
{
    sum = os_checksum(sum, node->kind);
    switch (node->kind) {
    case NUMBER:
        return os_checksum(sum, (uint32_t)node->number);
    case STRING:
        return os_checksum(sum, node->length);
    case ARRAY:
    case OBJECT:
        for (const struct node *member = node->first; member; member = member->next)
            sum = sum_of(member, os_checksum(sum, member->name_length));
        return sum;
    default:
        return sum;
    }
}

static char *put_word(char *to, const char *word)
{
    while (*word)
        *to++ = *word++;
    return to;
}

static char *put_quoted(char *to, uint32_t start, uint32_t length)
{
    *to++ = '"';
    for (const char *from = text + start, *end = from + length; from < end;)
        *to++ = *from++;
    *to++ = '"';
    return to;
}

static char *put_number(char *to, int32_t number)
{
    char digits[10];
    int count = 0;
    uint32_t value = (uint32_t)number;
    if (number < 0) {
        *to++ = '-';
        value = -value;
    }
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    while (count)
        *to++ = digits[--count];
    return to;
}

static char *put_value(char *to, const struct node *node)
{
    switch (node->kind) {
    case NIL:
        return put_word(to, "null");
    case FALSE:
        return put_word(to, "false");
    case TRUE:
        return put_word(to, "true");
    case NUMBER:
        return put_number(to, node->number);
    case STRING:
        return put_quoted(to, node->start, node->length);
    default:
        break;
    }
    *to++ = node->kind == ARRAY ? '[' : '{';
    for (const struct node *member = node->first; member; member = member->next) {
        if (node->kind == OBJECT) {
            to = put_quoted(to, member->name_start, member->name_length);
            *to++ = ':';
        }
        to = put_value(to, member);
        if (member->next)
            *to++ = ',';
    }
    *to++ = node->kind == ARRAY ? ']' : '}';
    return to;
}

/* One time; 0 for what went wrong. */
static uint32_t there_and_back(void)
{
    struct parser parser = {text, false};
    nodes_used = 0;
    const struct node *root = parse_value(&parser, 0);
    if (parser.failed || parser.at != text + text_bytes)
        return 0;
    uint32_t bytes = (uint32_t)(put_value(written, root) - written);
    if (bytes != text_bytes || memcmp(text, written, bytes) != 0)
        return 0;
    return os_checksum(sum_of(root, 0), bytes);
}

uint32_t bench_round(void)
{
    uint32_t sum = 0;
    for (int time = 0; time < TIMES; time++)
        sum = os_checksum(sum, there_and_back());
    return sum;
}
