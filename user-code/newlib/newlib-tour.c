/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk through the C library: numbers in and out, memory, sorting, strings, long jumps, files, clocks. Prints nothing
 * that differs from one machine to another. Its files are made in the current directory; without a place for them it
 * says so and goes on.
 */
#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static uint32_t seed = 1;

static uint32_t next_random(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed;
}

static uint32_t checksum(const void *bytes, size_t count)
{
    const unsigned char *at = bytes;
    uint32_t sum = 2166136261u;

    while (count-- > 0) {
        sum = (sum ^ *at++) * 16777619u;
    }
    return sum;
}

/* A double to the bit, for this library does not know %a. Good until it was called four times more. */
static const char *bits(double value)
{
    static char texts[4][17];
    static int next;
    uint64_t word;
    char *text = texts[next++ & 3];

    memcpy(&word, &value, sizeof word);
    sprintf(text, "%08x%08x", (unsigned)(word >> 32), (unsigned)word);
    return text;
}

static void numbers_out(void)
{
    static const double values[] = {
        0.0, -0.0, 1.0, -1.5, 0.1, 1.0 / 3.0, 123456789.0, 1e-5, 9.995, 0.5, 2.5, 1e15, 1e16, 1e22, 1e23,
        M_PI, DBL_MAX, DBL_MIN, 5e-324, DBL_EPSILON, HUGE_VAL, -HUGE_VAL,
    };

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        double v = values[i];
        printf("[%g] [%f] [%e] [%.17g] [%s] [%.0f] [%+.3e] [%12.4f] [%-12.3g] [%012.2f] [%#.0f] [% G]\n", v,
            fabs(v) < 1e30 ? v : 0.0, v, v, bits(v), fabs(v) < 1e30 ? v : 0.0, v, fabs(v) < 1e30 ? v : 0.0, v,
            fabs(v) < 1e30 ? v : 0.0, fabs(v) < 1e30 ? v : 0.0, v);
    }
    printf("[%d] [%i] [%u] [%x] [%X] [%#o] [%08d] [%-8d] [%+d] [% d]\n", INT_MIN, INT_MAX, UINT_MAX, 0xbeefu, 0xbeefu,
        8u, -42, 42, 42, 42);
    printf("[%lld] [%llu] [%llx] [%hhd] [%hd] [%ld]\n", LLONG_MIN, ULLONG_MAX, 0x123456789abcdefULL,
        -3, -300, -9L);
    printf("[%s] [%.2s] [%5s] [%-5s] [%c] [%%] [%*d] [%.*f] [%5.1f]\n", "text", "text", "ab", "ab", 'z', 6, 42, 3,
        M_E, 2.25);
}

static void numbers_in(void)
{
    static const char *const texts[] = {
        "0", "1e10", "-3.25xyz", "0x1.8p3", "1e400", "1e-400", "4.9e-324", "2.2250738585072011e-308", "inf", "  +7.5e-1",
        "9007199254740993", "1.7976931348623159e308", ".", "123456789012345678901234567890",
    };
    double d;
    float f;
    int n, x, count;
    unsigned u;
    char word[16];

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char *end;
        errno = 0;
        d = strtod(texts[i], &end);
        printf("strtod %s: %.17g %d rest '%s'\n", texts[i], d, errno == ERANGE, end);
        printf("strtof %s: %.9g\n", texts[i], (double)strtof(texts[i], NULL));
    }
    count = sscanf("12 0x1f -7 3.5 2.5e3 word [tail]", "%d %x %d %f %lf %15s [%*[a-z]%n", &n, &u, &x, &f, &d, word,
        &x);
    printf("sscanf: %d: %d %u %d %.3f %.3f %s\n", count, n, u, x, (double)f, d, word);
    errno = 0;
    printf("strtol: %ld %ld", strtol("-0x7f", NULL, 0), strtol("0777", NULL, 8));
    printf(" %ld %d", strtol("99999999999", NULL, 10), errno == ERANGE);
    printf(" %llu %d\n", strtoull("18446744073709551615", NULL, 10), atoi(" 42abc"));
}

static void memory(void)
{
    enum { BLOCKS = 16, ROUNDS = 60 };
    unsigned char *blocks[BLOCKS] = {0};
    size_t sizes[BLOCKS] = {0};
    size_t damaged = 0, total = 0;

    for (int i = 0; i < ROUNDS; i++) {
        int b = next_random() >> 8 & (BLOCKS - 1);
        size_t size = (next_random() >> 8) % 3000 + 1;
        for (size_t k = 0; k < sizes[b]; k++) {
            damaged += blocks[b][k] != (unsigned char)b;
        }
        if (next_random() & 0x10000) {
            blocks[b] = realloc(blocks[b], size);
        } else {
            free(blocks[b]);
            blocks[b] = next_random() & 0x10000 ? malloc(size) : calloc(size, 1);
        }
        memset(blocks[b], b, size);
        sizes[b] = size;
        total += size;
    }
    for (int b = 0; b < BLOCKS; b++) {
        free(blocks[b]);
    }
    unsigned char *large = malloc(20 << 20);
    printf("malloc: %u bytes in all, %u damaged, 20 MB %s\n", (unsigned)total, (unsigned)damaged, large ? "given" : "refused");
    if (large != NULL) {
        for (size_t i = 0; i < 20 << 20; i += 65536) {
            large[i] = 1;
        }
        free(large);
    }
    errno = 0;
    volatile size_t absurd = 0x7ff00000;
    printf("malloc: nearly 2 GB %s\n", malloc(absurd) == NULL && errno == ENOMEM ? "refused" : "given");
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sorting(void)
{
    enum { COUNT = 200 };
    static double values[COUNT];
    int disorder = 0;

    for (int i = 0; i < COUNT; i++) {
        values[i] = (int32_t)next_random() / 1000.0;
    }
    double wanted = values[COUNT / 2];
    qsort(values, COUNT, sizeof values[0], by_value);
    for (int i = 1; i < COUNT; i++) {
        disorder += values[i - 1] > values[i];
    }
    double *found = bsearch(&wanted, values, COUNT, sizeof values[0], by_value);
    printf("qsort: %d out of order, first %.3f, last %.3f, checksum %08x; bsearch %s\n", disorder, values[0],
        values[COUNT - 1], (unsigned)checksum(values, sizeof values), found && *found == wanted ? "finds" : "misses");
    div_t d = div(-17, 5);
    printf("div: %d %d, llabs %lld, ldiv %ld\n", d.quot, d.rem, llabs(-5000000000LL), ldiv(1000000007L, 13L).rem);
}

static void strings(void)
{
    char text[64] = "the quick brown fox";
    char copy[64];
    char list[] = "a,b;;c";

    strcpy(copy, text);
    strcat(copy, " jumps");
    strncat(copy, text + 15, 10);
    printf("strings: '%s' %u %d %d '%s' '%s' %u %u\n", copy, (unsigned)strlen(copy), strcmp(text, copy) < 0,
        strncmp(text, copy, 10), strstr(copy, "brown"), strrchr(copy, 'o'), (unsigned)strspn(copy, "eht "),
        (unsigned)strcspn(copy, "q"));
    for (char *part = strtok(list, ",;"); part != NULL; part = strtok(NULL, ",;")) {
        printf("<%s>", part);
    }
    memmove(text + 4, text, 10);
    for (char *c = text; *c != '\0'; c++) {
        *c = (char)toupper((unsigned char)*c);
    }
    printf(" '%s' %d %s\n", text, memcmp("abc", "abd", 3) < 0, (char *)memchr("hello", 'l', 5));
    printf("%s | %s | %s\n", strerror(ENOENT), strerror(EINVAL), strerror(ERANGE));
}

static jmp_buf back;

static int leap(int depth, int value)
{
    if (depth == 0) {
        if (value != 0) {
            longjmp(back, value);
        }
        return 0;
    }
    return leap(depth - 1, value) + depth;
}

static void jumps(void)
{
    volatile int rounds = 0;
    int value = setjmp(back);

    rounds = rounds + 1;
    if (rounds < 4) {
        printf("without a jump: %d\n", leap(rounds, 0));
        printf("not reached: %d\n", leap(rounds * 10, 7));
    }
    printf("setjmp: %d after %d rounds\n", value, rounds);
}

/* What newlib can tell of a failed call: the name of its errno. */
static const char *why(void)
{
    switch (errno) {
    case 0:
        return "no error";
    case ENOENT:
        return "ENOENT";
    case EBADF:
        return "EBADF";
    case EISDIR:
        return "EISDIR";
    default:
        return "another";
    }
}

/* What is below rename; this library's own would make a link and remove the old name, which this system has not. */
extern int _rename(const char *from, const char *to);

static void files(void)
{
    static const char first[] = "newlib-tour-1.tmp";
    static const char second[] = "newlib-tour-2.tmp";
    char line[80];
    unsigned char block[5000];
    FILE *file = fopen(first, "w");

    if (file == NULL) {
        printf("files: none can be made\n");
        return;
    }
    for (int i = 0; i < 200; i++) {
        fprintf(file, "line %d is %.3f\n", i, i / 7.0);
    }
    printf("files: %ld bytes written", ftell(file));
    printf(", closed %d\n", fclose(file));

    file = fopen(first, "r");
    int lines = 0;
    double sum = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        double value;
        int number;
        lines += sscanf(line, "line %d is %lf", &number, &value) == 2;
        sum += value;
    }
    printf("files: %d lines, sum %.3f, at the end %d, error %d\n", lines, sum, feof(file) != 0, ferror(file) != 0);
    fseek(file, 17, SEEK_SET);
    printf("files: at 17 '%c', ", fgetc(file));
    fseek(file, -6, SEEK_END);
    printf("near the end '%.5s', ", fgets(line, sizeof line, file));
    fseek(file, -3, SEEK_CUR);
    printf("position %ld\n", ftell(file));
    fclose(file);

    file = fopen(first, "a");
    fprintf(file, "appended\n");
    fclose(file);
    file = fopen(first, "r+b");
    fputs("LINE", file);
    fseek(file, 0, SEEK_END);
    printf("files: %ld bytes with what was appended\n", ftell(file));
    fseek(file, 8192, SEEK_SET);
    for (size_t i = 0; i < sizeof block; i++) {
        block[i] = (unsigned char)next_random();
    }
    printf("files: %u bytes after a gap, checksum %08x\n", (unsigned)fwrite(block, 1, sizeof block, file),
        (unsigned)checksum(block, sizeof block));
    fseek(file, 8192, SEEK_SET);
    memset(block, 0, sizeof block);
    printf("files: %u read back", (unsigned)fread(block, 1, sizeof block, file));
    printf(", checksum %08x", (unsigned)checksum(block, sizeof block));
    fseek(file, 6000, SEEK_SET);
    printf(", in the gap %d\n", fgetc(file));
    fclose(file);

    errno = 0;
    printf("rename %d", _rename(first, second));
    printf(" %s\n", why());
    errno = 0;
    printf("the old name: %s", fopen(first, "r") == NULL ? "gone" : "there");
    printf(", %s\n", why());
    file = fopen(second, "r");
    if (file == NULL) {
        printf("the new name: missing\n");
        return;
    }
    printf("the new name: there, '%.4s'\n", fgets(line, sizeof line, file));
    errno = 0;
    printf("write to what is open for reading: %d", fputc('x', file));
    printf(", %s\n", why());
    fclose(file);
    errno = 0;
    printf("remove %d", remove(second));
    printf(" %s", why());
    printf(", once more %d", remove(second));
    printf(" %s\n", why());
    printf("isatty of a closed descriptor %d\n", isatty(19));
}

static void mathematics(void)
{
    static const double arguments[] = {0.1, 0.5, 1.0, 2.0, 10.0, 100.5};

    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++) {
        double x = arguments[i];
        printf("x %.17g: sin %.17g %s cos %.17g %s tan %.17g exp %.17g %s log %.17g %s\n", x, sin(x), bits(sin(x)),
            cos(x), bits(cos(x)), tan(x), exp(x), bits(exp(x)), log(x), bits(log(x)));
        printf("  sqrt %.17g %s pow %.17g %s atan2 %.17g tanh %.17g cbrt %.17g gamma %.17g erf %.17g\n", sqrt(x),
            bits(sqrt(x)), pow(x, 1.7), bits(pow(x, 1.7)), atan2(x, 3), tanh(x), cbrt(x), lgamma(x), erf(x));
        printf("  float %.9g %.9g %.9g %.9g fmod %.17g floor %.17g hypot %.17g\n", (double)sinf((float)x),
            (double)expf((float)x), (double)logf((float)x), (double)sqrtf((float)x), fmod(x, 0.3), floor(x),
            hypot(x, 1));
    }
    errno = 0;
    printf("sqrt(-1) is a nan: %d, log(0) %g, exp(1000) %g\n", isnan(sqrt(-1.0)) != 0, log(0.0), exp(1000.0));
}

static void clocks(void)
{
    struct tm date = {.tm_year = 100, .tm_mon = 1, .tm_mday = 29, .tm_hour = 12};
    char text[40];
    time_t then = mktime(&date);
    clock_t begin = clock();

    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %j", gmtime(&then));
    printf("mktime: %lld, %s\n", (long long)then, text);
    printf("time: %s, clock: %s\n", time(NULL) >= 946684800 ? "after 1999" : "too early",
        begin != (clock_t)-1 && clock() >= begin ? "runs" : "broken");
}

int main(int argc, char **argv)
{
    printf("%d arguments:", argc - 1);
    for (int i = 1; i < argc; i++) {
        printf(" <%s>", argv[i]);
    }
    printf("\n");
    fprintf(stderr, "this goes to standard error\n");
    numbers_out();
    numbers_in();
    memory();
    sorting();
    strings();
    jumps();
    files();
    mathematics();
    clocks();
    printf("system: %d\n", system("true") == 0);
    return 42;
}
