/* SPDX-License-Identifier: Apache-2.0 */
/* Lets four bodies attract each other and prints the bits of their places and of the energy: divisions, square roots, sums
   that depend on every rounding, negative and tiny numbers.
   nbody [STEPS=40]. */
#include "libos.h"

enum { BODIES = 4 };

static struct body {
    double x, y, z, vx, vy, vz, mass;
} bodies[BODIES] = {
    {0, 0, 0, 0, 0, 0, 39.5},
    {4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.0377},
    {8.34, 4.12, -0.40, -1.01, 1.82, 0.0084, 0.0113},
    {12.89, -15.11, -0.22, 1.08, 0.868, -0.0108, 0.00172},
};

static uint64_t bits(double value)
{
    uint64_t result;
    memcpy(&result, &value, sizeof result);
    return result;
}

static void advance(double step)
{
    for (int i = 0; i < BODIES; i++) {
        for (int j = i + 1; j < BODIES; j++) {
            struct body *a = &bodies[i], *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = step / (square * __builtin_sqrt(square));
            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        bodies[i].x += step * bodies[i].vx;
        bodies[i].y += step * bodies[i].vy;
        bodies[i].z += step * bodies[i].vz;
    }
}

static double energy(void)
{
    double sum = 0;
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < BODIES; j++) {
            double dx = a->x - bodies[j].x, dy = a->y - bodies[j].y, dz = a->z - bodies[j].z;
            sum -= a->mass * bodies[j].mass / __builtin_sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return sum;
}

int main(int argc, char **argv)
{
    uint32_t steps = os_argument(argc, argv, 1, 40);
    printf("energy %016llx\n", (unsigned long long)bits(energy()));
    for (uint32_t i = 0; i < steps; i++)
        advance(0.01);
    for (int i = 0; i < BODIES; i++)
        printf("%016llx %016llx %016llx\n", (unsigned long long)bits(bodies[i].x), (unsigned long long)bits(bodies[i].y),
               (unsigned long long)bits(bodies[i].z));
    printf("energy %016llx\n", (unsigned long long)bits(energy()));
    return 0;
}
