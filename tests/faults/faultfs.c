/* Makes file operations fail, tear, or be forgotten at a chosen moment, to prove that saves last.
 *
 * Loaded with LD_PRELOAD; does nothing until faultfs_arm(). README.md says what it simulates.
 * One mutex is held across each watched operation, so that the record of what is not yet durable
 * always agrees with the files. Syncs are not passed on while armed: durability is modeled. */
#undef _FORTIFY_SOURCE /* some compilers set it; it would rename the functions we stand in for */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* libc's own definition, the next in load order; looked up late because the constructors of other
 * libraries may call us before ours has run. */
#define NEXT(name) ({                                                       \
    static __typeof__(&name) next_;                                         \
    if (!next_) next_ = (__typeof__(&name))dlsym(RTLD_NEXT, #name);         \
    next_; })

#include "faultfs_disk.h"

enum { COUNT, KILL, TEAR, FULL_FROM, FULL_ONCE, IO_ERROR, POWER_CUT, MODES };
enum kind { OPEN, CLOSE, WRITE, TRUNCATE, SYNC, ENTRY, KINDS };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int armed, mode;
static char prefix[PATH_MAX];
static uint64_t count, target, fired, tally[KINDS];
static volatile uint64_t *watcher; /* shared with the process that wants to know after our death */
static pid_t owner_pid;

static bool within(const char *path, const char *top) {
    size_t n = strlen(top);
    return !strncmp(path, top, n) && (path[n] == '/' || !path[n]);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void cut_power(void) {
    for (struct file *f = files; f; f = f->next) cut_file(f);
    cut_entries();
    if (getpgrp() == owner_pid) kill(0, SIGKILL); /* helper processes lose power as well */
    die();
}

/* Counts an operation. Returns an errno value to fail with, 0 to go on, or -1 to tear a write. */
static int gate(enum kind kind, bool needs_space) {
    count++;
    serial++;
    tally[kind]++;
    bool full = mode == FULL_FROM || mode == FULL_ONCE;
    bool now = target && mode != COUNT && (!full || needs_space)
               && (mode == FULL_FROM ? count >= target : count == target);
    if (now) fired = 1;
    if (watcher && getpid() == owner_pid) watcher[0] = count;
    if (watcher && fired) watcher[1] = 1;
    if (!now) return 0;
    if (full) return ENOSPC;
    if (mode == IO_ERROR) return EIO;
    if (mode == TEAR && kind == WRITE) return -1;
    if (mode == POWER_CUT) cut_power();
    die();
    return 0;
}

static bool enter_fd(int fd) { /* true: watched, and the mutex is held */
    char link[64], path[PATH_MAX];
    if (!__atomic_load_n(&armed, __ATOMIC_ACQUIRE)) return false;
    int error = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1); /* follows renames and duplicates for us */
    errno = error;
    if (n <= 0) return false;
    path[n] = 0;
    pthread_mutex_lock(&mutex);
    if (armed && within(path, prefix)) return true;
    pthread_mutex_unlock(&mutex);
    return false;
}

static bool locate(int dirfd, const char *path, bool follow, struct place *p) {
    char full[2 * PATH_MAX], link[64], *slash;
    ssize_t n = 0;
    if (path[0] != '/') {
        if (dirfd == AT_FDCWD) strcpy(link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
        n = readlink(link, full, PATH_MAX - 1);
        if (n < 0) return false;
        full[n++] = '/';
    }
    if (strlen(path) >= PATH_MAX) return false;
    strcpy(full + n, path);
    for (n = strlen(full); n > 1 && full[n - 1] == '/'; n--) full[n - 1] = 0;
    slash = strrchr(full, '/');
    bool dots = !strcmp(slash, "/.") || !strcmp(slash, "/..");
    bool linked = follow && !lstat(full, &p->st) && S_ISLNK(p->st.st_mode);
    if ((dots || linked) && realpath(full, p->whole)) slash = strrchr(strcpy(full, p->whole), '/');
    if (strlen(slash + 1) > NAME_MAX) return false;
    strcpy(p->name, slash + 1);
    slash[slash == full] = 0;
    if (!realpath(full, p->parent)) return false;
    const char *between = p->parent[1] ? "/" : "";
    n = snprintf(p->whole, PATH_MAX, "%s%s%s", p->parent, between, p->name);
    p->exists = !lstat(p->whole, &p->st);
    return n < PATH_MAX && within(p->whole, prefix);
}

static bool enter_paths(int d1, const char *path1, bool follow, struct place *p1,
                        int d2, const char *path2, struct place *p2) {
    if (!__atomic_load_n(&armed, __ATOMIC_ACQUIRE)) return false;
    int error = errno;
    pthread_mutex_lock(&mutex);
    bool in1 = locate(d1, path1, follow, p1), in2 = p2 && locate(d2, path2, false, p2);
    errno = error;
    if (armed && (in1 || in2)) return true;
    pthread_mutex_unlock(&mutex);
    return false;
}

static bool enter_path(int dirfd, const char *path, bool follow, struct place *p) {
    return enter_paths(dirfd, path, follow, p, 0, NULL, NULL);
}

static ssize_t leave(ssize_t result) {
    pthread_mutex_unlock(&mutex);
    return result;
}

static int fail(int error) {
    errno = error;
    return -1;
}

#include "faultfs_data.h"

/* ---- operations on paths ---- */

static int open_at(int dirfd, const char *path, int flags, mode_t bits) {
    struct place p;
    bool only_new = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
    if (!enter_path(dirfd, path, !only_new && !(flags & O_NOFOLLOW), &p))
        return NEXT(openat64)(dirfd, path, flags, bits);
    if (p.exists && !S_ISREG(p.st.st_mode) && !S_ISDIR(p.st.st_mode)) {
        leave(0); /* opening a pipe may wait for another thread */
        return NEXT(openat64)(dirfd, path, flags, bits);
    }
    bool creates = (flags & O_CREAT) && !p.exists, unnamed = (flags & O_TMPFILE) == O_TMPFILE;
    int fault = gate(OPEN, creates || unnamed);
    if (fault) return (int)leave(fail(fault));
    bool empties = (flags & O_TRUNC) && p.exists && (flags & O_ACCMODE) != O_RDONLY;
    struct file *f = empties ? track(-1, p.whole) : NULL;
    if (f) remember(f, 0, p.st.st_size, true);
    struct entry e = {.was_dir = false};
    if (creates) e = begin_entry(&p);
    int fd = NEXT(openat64)(dirfd, path, flags, bits);
    if (f) remember_size(f, p.st.st_size);
    return (int)leave(creates ? end_entry(&e, fd, true) : fd);
}

#define BITS(flags, bits)                                                    \
    mode_t bits = 0;                                                         \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                   \
        va_list rest_;                                                       \
        va_start(rest_, flags);                                              \
        bits = va_arg(rest_, mode_t);                                        \
        va_end(rest_);                                                       \
    }

int open64(const char *path, int flags, ...) {
    BITS(flags, bits)
    return open_at(AT_FDCWD, path, flags, bits);
}
int open(const char *path, int flags, ...) {
    BITS(flags, bits)
    return open_at(AT_FDCWD, path, flags, bits);
}
int openat64(int dirfd, const char *path, int flags, ...) {
    BITS(flags, bits)
    return open_at(dirfd, path, flags, bits);
}
int openat(int dirfd, const char *path, int flags, ...) {
    BITS(flags, bits)
    return open_at(dirfd, path, flags, bits);
}
/* What programs built with _FORTIFY_SOURCE call instead when no mode is given. */
int __open_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
int __openat_2(int dirfd, const char *path, int flags) { return open_at(dirfd, path, flags, 0); }
int __openat64_2(int dirfd, const char *path, int flags) { return open_at(dirfd, path, flags, 0); }
int creat64(const char *path, mode_t bits) {
    return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, bits);
}
int creat(const char *path, mode_t bits) { return creat64(path, bits); }

int truncate64(const char *path, off_t size) {
    struct place p;
    if (!enter_path(AT_FDCWD, path, true, &p)) return NEXT(truncate64)(path, size);
    bool shrinks = p.exists && size < p.st.st_size;
    int fault = gate(TRUNCATE, !shrinks);
    if (fault) return (int)leave(fail(fault));
    struct file *f = track(-1, p.whole);
    if (f) remember(f, size, p.st.st_size - size, true);
    int result = NEXT(truncate64)(path, size);
    if (f) remember_size(f, p.st.st_size);
    return (int)leave(result);
}
int truncate(const char *path, off_t size) { return truncate64(path, size); }

/* One entry appears or goes. */
#define CHANGE(dirfd, path, appears, real)                                   \
    struct place p_;                                                         \
    if (!enter_path(dirfd, path, false, &p_)) return real;                   \
    int fault_ = gate(ENTRY, appears);                                       \
    if (fault_) return (int)leave(fail(fault_));                             \
    struct entry e_ = begin_entry(&p_);                                      \
    return (int)leave(end_entry(&e_, real, appears))

int mkdirat(int dirfd, const char *path, mode_t bits) {
    CHANGE(dirfd, path, true, NEXT(mkdirat)(dirfd, path, bits));
}
int mkdir(const char *path, mode_t bits) { return mkdirat(AT_FDCWD, path, bits); }
int unlinkat(int dirfd, const char *path, int flags) {
    CHANGE(dirfd, path, false, NEXT(unlinkat)(dirfd, path, flags));
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int symlinkat(const char *to, int dirfd, const char *path) {
    CHANGE(dirfd, path, true, NEXT(symlinkat)(to, dirfd, path));
}
int symlink(const char *to, const char *path) { return symlinkat(to, AT_FDCWD, path); }
int linkat(int from, const char *old, int dirfd, const char *path, int flags) {
    CHANGE(dirfd, path, true, NEXT(linkat)(from, old, dirfd, path, flags));
}
int link(const char *old, const char *path) { return linkat(AT_FDCWD, old, AT_FDCWD, path, 0); }

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    struct place a, b;
    if (!enter_paths(from, old, false, &a, to, new, &b))
        return NEXT(renameat2)(from, old, to, new, flags);
    int fault = gate(ENTRY, true);
    if (fault) return (int)leave(fail(fault));
    require(!tracking || !(flags & ~RENAME_NOREPLACE), "this kind of rename is not modeled");
    /* Two names of one file: rename does nothing. */
    bool same = a.exists && b.exists && a.st.st_ino == b.st.st_ino && a.st.st_dev == b.st.st_dev;
    struct entry e = {.was_dir = false};
    if (a.exists && !same) e = begin_entry(&b);
    if (e.dir) {
        e.from = directory(a.parent);
        memcpy(e.from_name, a.name, sizeof a.name);
        /* Durable once the directory that received it is synced, as journaling file systems do;
         * a sync outside the prefix is not seen, so there the one that gave it counts. */
        if (!within(b.whole, prefix)) e.owner = e.from;
    }
    return (int)leave(end_entry(&e, NEXT(renameat2)(from, old, to, new, flags), true));
}
int renameat(int from, const char *old, int to, const char *new) {
    return renameat2(from, old, to, new, 0);
}
int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }

void sync(void) {
    pthread_mutex_lock(&mutex);
    if (armed) settle_all();
    pthread_mutex_unlock(&mutex);
    NEXT(sync)();
}
int syncfs(int fd) {
    if (!enter_fd(fd)) return NEXT(syncfs)(fd);
    int fault = gate(SYNC, false);
    if (!fault) settle_all();
    return (int)leave(fault ? fail(fault) : 0);
}

/* ---- control: what faultfs.py calls ---- */

int faultfs_arm(const char *top, const char *spare, uint64_t n, int how, uint64_t seed) {
    char a[PATH_MAX], b[PATH_MAX];
    struct stat sa, sb;
    if (how < 0 || how >= MODES) return EINVAL;
    if (!realpath(top, a) || !realpath(spare, b) || stat(a, &sa) || stat(b, &sb)) return errno;
    if (within(b, a)) return EINVAL; /* what we keep there would be watched itself */
    if (sa.st_dev != sb.st_dev) return EXDEV;
    pthread_mutex_lock(&mutex);
    settle_all();
    strcpy(prefix, a);
    strcpy(scratch, b);
    count = fired = 0;
    memset(tally, 0, sizeof tally);
    target = n;
    mode = how;
    rng = seed * 0xD1342543DE82EF95u + n;
    tracking = mode == IO_ERROR || mode == POWER_CUT;
    owner_pid = getpid();
    struct rlimit most;
    if (tracking && !getrlimit(RLIMIT_NOFILE, &most)) { /* we hold a descriptor for each file */
        most.rlim_cur = most.rlim_max;
        setrlimit(RLIMIT_NOFILE, &most);
    }
    __atomic_store_n(&armed, 1, __ATOMIC_RELEASE);
    pthread_mutex_unlock(&mutex);
    return 0;
}
void faultfs_disarm(void) {
    pthread_mutex_lock(&mutex);
    settle_all();
    __atomic_store_n(&armed, 0, __ATOMIC_RELEASE);
    pthread_mutex_unlock(&mutex);
}
void faultfs_cut(void) { /* the power fails now; returns only where that is not simulated */
    pthread_mutex_lock(&mutex);
    if (armed && tracking) cut_power();
    pthread_mutex_unlock(&mutex);
}
void faultfs_watch(volatile uint64_t *page) { watcher = page; } /* [0] operations, [1] fired */
uint64_t faultfs_count(void) { return count; }
uint64_t faultfs_fired(void) { return fired; }
uint64_t faultfs_tally(int kind) { return kind >= 0 && kind < KINDS ? tally[kind] : 0; }

static void before_fork(void) { pthread_mutex_lock(&mutex); }
static void after_fork(void) { pthread_mutex_unlock(&mutex); }
__attribute__((constructor)) static void start(void) {
    pthread_atfork(before_fork, after_fork, after_fork);
}
