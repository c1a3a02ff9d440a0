/* SPDX-License-Identifier: Apache-2.0 */
/* Words with spaces between them, each KEY=VALUE and each key once. */
#include "options.h"

#include "console.h"

enum { DEFAULT_STEPS = 50, MOST_MEAN = 1 << 30, FEWEST_SECTIONS = 2, FEWEST_PAGES = 4 };
enum { WORD_CHARS = 80 };

enum key { KEY_SCHEME, KEY_ASIDS, KEY_MMU, KEY_QUANTUM, KEY_ORDER, KEY_TIMER, KEY_FRAMES, KEY_DOMAINS, KEYS };

/* The words for values stand in the order of their enum. */
static const struct {
    const char *name, *wanted;
    const char *words[6];
} keys[KEYS] = {
    [KEY_SCHEME] = {"scheme", "none, pinned, sections, large or small", {"none", "pinned", "sections", "large", "small"}},
    [KEY_ASIDS] = {"asids", "one, each or few", {"one", "each", "few"}},
    [KEY_MMU] = {"mmu", "steady or toggled", {"steady", "toggled"}},
    [KEY_QUANTUM] = {"quantum", "a number of steps from 1, or random:SEED:MEAN", {0}},
    [KEY_ORDER] = {"order", "round or random:SEED", {"round"}},
    [KEY_TIMER] = {"timer", "a number of microseconds from 1", {0}},
    [KEY_FRAMES] = {"frames", "a number from 2, or plenty", {"plenty"}},
    [KEY_DOMAINS] = {"domains", "one or each", {"one", "each"}},
};

/* The key whose value is being read, and the word for what a panic shows. */
struct reading {
    enum key key;
    char word[WORD_CHARS];
};

static void __attribute__((noreturn)) refuse(const struct reading *reading)
{
    panic("command line: found %s, wanted %s=%s", reading->word, keys[reading->key].name, keys[reading->key].wanted);
}

/* What follows a prefix of the text; null when it begins with something else. */
static const char *after(const char *text, const char *prefix)
{
    while (*prefix != 0)
        if (*text++ != *prefix++)
            return 0;
    return text;
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* A decimal number from least to most that ends at the character given; the text goes on behind that. */
static uint32_t number(const struct reading *reading, const char **text, char end, uint32_t least, uint32_t most)
{
    uint64_t value = 0;

    if (!is_digit(**text))
        refuse(reading);
    while (is_digit(**text)) {
        value = 10 * value + (uint32_t)(*(*text)++ - '0');
        if (value > most)
            refuse(reading);
    }
    if (value < least || **text != end)
        refuse(reading);
    if (end != 0)
        (*text)++;
    return (uint32_t)value;
}

/* Which of the key's words the value is; -1 when none. */
static int word_of(enum key key, const char *value)
{
    for (int k = 0; keys[key].words[k] != 0; k++) {
        const char *rest = after(value, keys[key].words[k]);

        if (rest != 0 && *rest == 0)
            return k;
    }
    return -1;
}

static unsigned choice(const struct reading *reading, const char *value)
{
    int word = word_of(reading->key, value);

    if (word < 0)
        refuse(reading);
    return (unsigned)word;
}

static void set(struct options *options, const struct reading *reading, const char *value)
{
    const char *random = after(value, "random:");

    switch (reading->key) {
    case KEY_SCHEME:
        options->scheme = (enum scheme)choice(reading, value);
        return;
    case KEY_ASIDS:
        options->asids = (enum asids)choice(reading, value);
        return;
    case KEY_MMU:
        options->toggled = choice(reading, value) == 1;
        return;
    case KEY_QUANTUM:
        options->turns.random = random != 0;
        if (random != 0)
            options->turns.seed = number(reading, &random, ':', 0, UINT32_MAX);
        options->turns.steps = number(reading, random != 0 ? &random : &value, 0, 1, random != 0 ? MOST_MEAN : UINT32_MAX);
        return;
    case KEY_ORDER:
        options->random_order = random != 0;
        if (random != 0)
            options->order_seed = number(reading, &random, 0, 0, UINT32_MAX);
        else
            choice(reading, value);
        return;
    case KEY_TIMER:
        options->microseconds = number(reading, &value, 0, 1, UINT32_MAX / 2);
        return;
    case KEY_FRAMES:
        options->frames = word_of(KEY_FRAMES, value) == 0 ? 0 : number(reading, &value, 0, FEWEST_SECTIONS, UINT32_MAX);
        return;
    case KEY_DOMAINS:
        options->domain_each = choice(reading, value) == 1;
        return;
    case KEYS:
        return;
    }
}

/* Copies a word, or as much of it as there is room for, and gives what follows it. */
static const char *take_word(char word[WORD_CHARS], const char *line)
{
    unsigned chars = 0;

    for (; *line != 0 && *line != ' '; line++)
        if (chars < WORD_CHARS - 1)
            word[chars++] = *line;
    word[chars] = 0;
    return line;
}

static void read_word(struct options *options, struct reading *reading, bool *given)
{
    for (unsigned k = 0; k < KEYS; k++) {
        const char *rest = after(reading->word, keys[k].name);

        if (rest == 0 || *rest != '=')
            continue;
        if (given[k])
            panic("command line: found %s= twice, wanted it once", keys[k].name);
        given[k] = true;
        reading->key = (enum key)k;
        set(options, reading, rest + 1);
        return;
    }
    panic("command line: found %s, wanted scheme= asids= mmu= quantum= order= timer= frames= or domains=", reading->word);
}

/* Combinations that make no sense. */
static void check_together(const struct options *options, const bool *given)
{
    if (given[KEY_QUANTUM] && given[KEY_TIMER])
        panic("command line: found quantum= and timer=, wanted one of them: each ends turns");
    if (options->scheme == NO_MMU && options->toggled)
        panic("command line: found scheme=none mmu=toggled, wanted a scheme with an MMU that can be toggled");
    if (options->scheme == NO_MMU && (options->asids != ONE_ASID || options->domain_each))
        panic("command line: found scheme=none and many asids= or domains=, wanted a scheme with an MMU");
    if (options->scheme == NO_MMU && options->frames != 0)
        panic("command line: found scheme=none and frames=%u, wanted a scheme with an MMU", options->frames);
    if (options->scheme >= LARGE && options->frames != 0 && options->frames < FEWEST_PAGES)
        panic("command line: found frames=%u, wanted %u or more pages", options->frames, FEWEST_PAGES);
}

struct options options_read(const char *line)
{
    struct options options = {.scheme = SECTIONS};
    bool given[KEYS] = {false};

    while (*line != 0) {
        struct reading reading;

        if (*line == ' ') {
            line++;
            continue;
        }
        line = take_word(reading.word, line);
        read_word(&options, &reading, given);
    }
    check_together(&options, given);
    if (!given[KEY_QUANTUM] && !given[KEY_TIMER] && options.scheme != NO_MMU)
        options.turns.steps = DEFAULT_STEPS;
    return options;
}
