/* SPDX-License-Identifier: Apache-2.0 */
/* Checks rotations, byte order and long straight-line code: SHA-256 (FIPS 180-4) of the standard's examples and of
   random bytes, fed in uneven parts.
   sha256 [N]: N random bytes, default 1000. */
#include "libos.h"

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

struct digest {
    uint32_t state[8];
    uint8_t block[64]; /* the bytes that do not fill a block yet: the first bytes % 64 */
    uint64_t bytes;    /* fed so far */
};

static uint32_t rotate(uint32_t value, int right)
{
    return value >> right | value << (32 - right);
}

static void compress(uint32_t state[8], const uint8_t block[64])
{
    uint32_t w[64];
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[4 * t] << 24 | block[4 * t + 1] << 16 | block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 64; t++) {
        uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
        uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int t = 0; t < 64; t++) {
        uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t];
        uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static void start(struct digest *digest)
{
    static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(digest->state, initial, sizeof initial);
    digest->bytes = 0;
}

static void feed(struct digest *digest, const uint8_t *from, uint32_t bytes)
{
    while (bytes) {
        uint32_t held = (uint32_t)(digest->bytes % 64), part = 64 - held < bytes ? 64 - held : bytes;
        memcpy(digest->block + held, from, part);
        digest->bytes += part;
        from += part;
        bytes -= part;
        if (held + part == 64)
            compress(digest->state, digest->block);
    }
}

/* Pads, and leaves the digest as text. */
static void finish(struct digest *digest, char hex[65])
{
    static const uint8_t padding[64] = {0x80};
    uint64_t bits = digest->bytes * 8;
    uint8_t length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    feed(digest, padding, 64 - (uint32_t)(digest->bytes + 8) % 64);
    feed(digest, length, 8);
    for (int i = 0; i < 8; i++)
        snprintf(hex + 8 * i, 9, "%08x", digest->state[i]);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *text, *digest;
    } examples[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    uint32_t bytes = os_argument(argc, argv, 1, 1000), state = 362436069u;
    struct digest digest;
    char hex[65];
    int bad = 0;
    for (uint32_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        start(&digest);
        feed(&digest, (const uint8_t *)examples[i].text, (uint32_t)strlen(examples[i].text));
        finish(&digest, hex);
        printf("sha256 \"%s\" %s\n", examples[i].text, hex);
        bad += strcmp(hex, examples[i].digest) != 0;
    }

    uint8_t part[97];
    start(&digest);
    for (uint32_t left = bytes, length; left; left -= length) {
        length = os_random(&state) % sizeof part + 1;
        if (length > left)
            length = left;
        for (uint32_t i = 0; i < length; i++)
            part[i] = (uint8_t)(left - i);
        feed(&digest, part, length);
    }
    finish(&digest, hex);
    printf("sha256 of %u bytes %s\n", bytes, hex);
    return bad;
}
