/*
 * The 2-D heat equation by Jacobi iterations: the application that the tests and the demo move.
 *
 * The plate is cut into bands of rows, one a rank; neighbours exchange one row each iteration. For a given number
 * of ranks and the same arguments every bit of the result is the same, so a run that was moved can be compared with
 * one that was not.
 *
 * What it leaves in --output:
 *   progress.log   one line each K iterations, "iteration <i> residual <hexadecimal float>", written at once and
 *                  appended only: a lost or doubled iteration is a gap or a repetition in the first number;
 *   result.bin     at the end, by rename: the digest (below) and the last row of each rank's band, as raw doubles;
 *   result.txt     the digest of every rank's grid and ballast, in rank order, as a 64-bit FNV-1a in hexadecimal.
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <math.h>
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct options {
    long iterations;
    long mb_per_rank;
    long progress_every;
    long pace_ms;
    long ballast_mb;
    const char *output;
};

struct band {
    int rows;          /* without the two halo rows */
    int columns;
    double *now, *next; /* (rows + 2) * columns each */
    uint64_t *ballast;
    size_t ballast_words;
};

static int rank, ranks;

static void usage(FILE *to)
{
    fputs("usage: heat --output DIR [options]\n"
          "  --iterations N      iterations to run (default 1000)\n"
          "  --mb-per-rank M     MiB of grid a rank, both grids together (default 1)\n"
          "  --progress-every K  a line in progress.log each K iterations (default 10)\n"
          "  --pace-ms P         sleep P ms after each iteration (default 0: as fast as it goes)\n"
          "  --ballast-mb B      MiB a rank of data that does not compress, part of the result (default 0)\n"
          "  --output DIR        where progress.log and the result go; DIR must exist\n",
          to);
}

static void die(const char *what, const char *name)
{
    fprintf(stderr, "heat: rank %d: %s %s: %s\n", rank, what, name, strerror(errno));
    MPI_Abort(MPI_COMM_WORLD, 1);
    exit(1);
}

static long number(const char *name, const char *text, long least)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || *end || end == text || value < least || value > INT_MAX) {
        if (rank == 0)
            fprintf(stderr, "heat: --%s must be a number from %ld, not '%s'\n", name, least, text);
        MPI_Finalize();
        exit(2);
    }
    return value;
}

static struct options parse(int argc, char **argv)
{
    struct options o = {.iterations = 1000, .mb_per_rank = 1, .progress_every = 10};
    static const struct option names[] = {
        {"iterations", required_argument, 0, 'n'},     {"mb-per-rank", required_argument, 0, 'm'},
        {"progress-every", required_argument, 0, 'k'}, {"pace-ms", required_argument, 0, 'p'},
        {"ballast-mb", required_argument, 0, 'b'},     {"output", required_argument, 0, 'o'},
        {"help", no_argument, 0, 'h'},                 {0, 0, 0, 0}};
    int c;
    opterr = rank == 0;
    while ((c = getopt_long(argc, argv, "h", names, NULL)) != -1) {
        switch (c) {
        case 'n': o.iterations = number("iterations", optarg, 1); break;
        case 'm': o.mb_per_rank = number("mb-per-rank", optarg, 1); break;
        case 'k': o.progress_every = number("progress-every", optarg, 1); break;
        case 'p': o.pace_ms = number("pace-ms", optarg, 0); break;
        case 'b': o.ballast_mb = number("ballast-mb", optarg, 0); break;
        case 'o': o.output = optarg; break;
        case 'h':
            if (rank == 0)
                usage(stdout);
            MPI_Finalize();
            exit(0);
        default:
            if (rank == 0)
                usage(stderr);
            MPI_Finalize();
            exit(2);
        }
    }
    if (!o.output || optind != argc) {
        if (rank == 0)
            usage(stderr);
        MPI_Finalize();
        exit(2);
    }
    return o;
}

/* SplitMix64: small, seeded, and its output does not compress. */
static uint64_t random_word(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void *allocate(size_t bytes)
{
    void *memory = malloc(bytes);
    if (!memory)
        die("no memory for", "the grid");
    return memory;
}

static struct band make_band(const struct options *o)
{
    struct band b;
    size_t cells = (size_t)o->mb_per_rank * (1 << 20) / (2 * sizeof(double));
    b.columns = 512;
    b.rows = (int)(cells / b.columns) - 2;
    b.now = allocate((size_t)(b.rows + 2) * b.columns * sizeof(double));
    b.next = allocate((size_t)(b.rows + 2) * b.columns * sizeof(double));

    /* The plate is cold at first; the heat comes in from its upper edge. What must not compress is the ballast. */
    size_t all = (size_t)(b.rows + 2) * b.columns;
    for (size_t i = 0; i < all; i++)
        b.now[i] = b.next[i] = 0.0;
    for (int i = 0; i < b.columns; i++) { /* the plate's hot upper and cold lower edge */
        if (rank == 0)
            b.now[i] = b.next[i] = 100.0;
        if (rank == ranks - 1)
            b.now[(size_t)(b.rows + 1) * b.columns + i] = b.next[(size_t)(b.rows + 1) * b.columns + i] = 0.0;
    }

    uint64_t seed = 1000003u * (uint64_t)(rank + 1);
    b.ballast_words = (size_t)o->ballast_mb * (1 << 20) / sizeof(uint64_t);
    b.ballast = b.ballast_words ? allocate(b.ballast_words * sizeof(uint64_t)) : NULL;
    for (size_t i = 0; i < b.ballast_words; i++)
        b.ballast[i] = random_word(&seed);
    return b;
}

static void exchange(struct band *b)
{
    int up = rank > 0 ? rank - 1 : MPI_PROC_NULL;
    int down = rank < ranks - 1 ? rank + 1 : MPI_PROC_NULL;
    double *first = b->now + b->columns, *last = b->now + (size_t)b->rows * b->columns;
    MPI_Sendrecv(first, b->columns, MPI_DOUBLE, up, 1, last + b->columns, b->columns, MPI_DOUBLE, down, 1,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Sendrecv(last, b->columns, MPI_DOUBLE, down, 2, b->now, b->columns, MPI_DOUBLE, up, 2,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/* One iteration; returns the greatest change in this band. */
static double relax(struct band *b)
{
    double greatest = 0;
    for (int r = 1; r <= b->rows; r++) {
        const double *above = b->now + (size_t)(r - 1) * b->columns;
        const double *here = above + b->columns, *below = here + b->columns;
        double *to = b->next + (size_t)r * b->columns;
        for (int c = 1; c < b->columns - 1; c++) {
            to[c] = 0.25 * ((above[c] + below[c]) + (here[c - 1] + here[c + 1]));
            double change = fabs(to[c] - here[c]);
            if (change > greatest)
                greatest = change;
        }
    }
    double *swap = b->now;
    b->now = b->next;
    b->next = swap;
    return greatest;
}

static void pace(long ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (nanosleep(&left, &left) && errno == EINTR)
        ;
}

static void progress(FILE *log, long iteration, double residual)
{
    if (fprintf(log, "iteration %ld residual %a\n", iteration, residual) < 0 || fflush(log))
        die("cannot write", "progress.log");
}

static uint64_t fnv(uint64_t digest, const void *data, size_t size)
{
    for (const unsigned char *p = data, *end = p + size; p < end; p++)
        digest = (digest ^ *p) * 0x100000001b3u;
    return digest;
}

static FILE *open_in(const char *directory, const char *name, const char *mode, char path[PATH_MAX])
{
    snprintf(path, PATH_MAX, "%s/%s", directory, name);
    FILE *file = fopen(path, mode);
    if (!file)
        die("cannot open", path);
    return file;
}

static void finish(FILE *file, const char *from, const char *directory, const char *name)
{
    char to[PATH_MAX];
    snprintf(to, sizeof to, "%s/%s", directory, name);
    if (fflush(file) || fsync(fileno(file)) || fclose(file) || rename(from, to))
        die("cannot write", to);
}

static void result(const struct options *o, const struct band *b)
{
    uint64_t mine = fnv(0xcbf29ce484222325u, b->now + b->columns, (size_t)b->rows * b->columns * sizeof(double));
    mine = fnv(mine, b->ballast, b->ballast_words * sizeof(uint64_t));
    uint64_t *digests = allocate((size_t)ranks * sizeof *digests);
    double *rows = allocate((size_t)ranks * b->columns * sizeof *rows);
    MPI_Gather(&mine, 1, MPI_UINT64_T, digests, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    MPI_Gather(b->now + (size_t)b->rows * b->columns, b->columns, MPI_DOUBLE, rows, b->columns, MPI_DOUBLE, 0,
               MPI_COMM_WORLD);
    if (rank == 0) {
        uint64_t whole = fnv(0xcbf29ce484222325u, digests, (size_t)ranks * sizeof *digests);
        char path[PATH_MAX];
        FILE *text = open_in(o->output, "result.txt.tmp", "w", path);
        fprintf(text, "%016llx\n", (unsigned long long)whole);
        finish(text, path, o->output, "result.txt");

        FILE *binary = open_in(o->output, "result.bin.tmp", "wb", path);
        if (fwrite(&whole, sizeof whole, 1, binary) != 1 ||
            fwrite(rows, sizeof *rows, (size_t)ranks * b->columns, binary) != (size_t)ranks * b->columns)
            die("cannot write", path);
        finish(binary, path, o->output, "result.bin");
        printf("heat: %ld iterations on %d ranks, digest %016llx\n", o->iterations, ranks, (unsigned long long)whole);
        fflush(stdout);
    }
    free(digests);
    free(rows);
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    struct options o = parse(argc, argv);
    struct band b = make_band(&o);

    FILE *log = NULL;
    char path[PATH_MAX];
    if (rank == 0)
        log = open_in(o.output, "progress.log", "a", path);

    for (long i = 1; i <= o.iterations; i++) {
        exchange(&b);
        double mine = relax(&b), greatest;
        if (i % o.progress_every == 0) {
            MPI_Reduce(&mine, &greatest, 1, MPI_DOUBLE, MPI_MAX, 0, MPI_COMM_WORLD);
            if (rank == 0)
                progress(log, i, greatest);
        }
        if (o.pace_ms)
            pace(o.pace_ms);
    }

    result(&o, &b);
    if (log)
        fclose(log);
    free(b.now);
    free(b.next);
    free(b.ballast);
    MPI_Finalize();
    return 0;
}
