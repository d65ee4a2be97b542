/* What the disk may still forget: unsynced sectors, sizes and directory entries, and the power cut.
 *
 * Part of faultfs.c, which includes it once and holds its mutex around every function here. */

enum { SECTOR = 512, PAGE_SECTORS = 8 };

struct change {           /* one sector as it was before a write or a truncation */
    off_t sector;
    uint64_t when;
    bool cut_off, lost;   /* lost: a failed fsync gave it up, so a later one will not save it */
    char *before;         /* NULL: a hole, or beyond the end */
};
struct resize { uint64_t when; off_t before; bool lost; };
struct file {             /* changes since the last sync of one inode */
    dev_t dev; ino_t ino;
    int fd;               /* our own, so that the inode number cannot be reused */
    struct change *changes; size_t n_changes;
    struct resize *resizes; size_t n_resizes;
    struct file *next;
};
struct dir { dev_t dev; ino_t ino; int fd; size_t pending, kept; bool broken; struct dir *next; };
struct entry {            /* one directory operation since the last sync of `owner` */
    struct dir *owner, *dir, *from;
    char name[NAME_MAX + 1], from_name[NAME_MAX + 1], saved[PATH_MAX];
    bool added, was_dir, undo;
    struct stat st;
    pid_t pid;
};
struct place {            /* a path taken apart, its parent free of links */
    char parent[PATH_MAX], name[NAME_MAX + 1], whole[PATH_MAX];
    bool exists;
    struct stat st;
};

static struct file *files;
static struct dir *dirs;
static struct entry *entries;
static size_t n_entries;
static bool tracking;     /* kept only in the modes that can end in a power cut */
static uint64_t serial;   /* of the operation under way */
static uint64_t rng;
static char scratch[PATH_MAX];

/* Going on after an unforeseen failure would report safety that was never tested. */
static void require(bool good, const char *what) {
    if (good) return;
    dprintf(2, "faultfs: %s: %s\n", what, strerror(errno));
    abort();
}

/* Capacity doubles at powers of two, so no capacity has to be stored. */
static void *grown(void *array, size_t n, size_t size) {
    if (n & (n - 1)) return array;
    array = realloc(array, (n ? 2 * n : 1) * size);
    require(array, "memory");
    return array;
}

static uint64_t pick(uint64_t n) { /* 0 .. n-1, splitmix64 */
    uint64_t z = (rng += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % n;
}

/* How many of n ordered metadata changes survive: none and all stay likely in a long list, too. */
static size_t survivors(size_t n) {
    uint64_t how = pick(4);
    return how == 0 ? 0 : how == 1 ? n : pick(n + 1);
}

/* ---- file contents and sizes ---- */

static off_t size_of(int fd) { struct stat st; return fstat(fd, &st) ? 0 : st.st_size; }

static void settle_file(struct file *f) {
    for (size_t i = 0; i < f->n_changes; i++) free(f->changes[i].before);
    free(f->changes);
    free(f->resizes);
    f->changes = NULL;
    f->resizes = NULL;
    f->n_changes = f->n_resizes = 0;
}

static struct file *known_file(const struct stat *st) {
    for (struct file *f = files; f; f = f->next)
        if (f->ino == st->st_ino && f->dev == st->st_dev) return f;
    return NULL;
}

/* The record of an inode, by descriptor or by path. We open it ourselves: the caller's descriptor
 * may be write-only, and a duplicate would keep its flock alive. Ours is never closed while the
 * file has a name, because closing any descriptor drops the process's POSIX locks on it. */
static struct file *track(int fd, const char *path) {
    char own[64];
    struct stat st;
    if (!tracking || (path ? lstat(path, &st) : fstat(fd, &st)) || !S_ISREG(st.st_mode))
        return NULL;
    struct file *f = known_file(&st);
    if (f) return f;
    snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
    require((f = calloc(1, sizeof *f)), "memory");
    *f = (struct file){.dev = st.st_dev, .ino = st.st_ino, .next = files};
    f->fd = NEXT(open64)(path ? path : own, O_RDWR | O_CLOEXEC);
    require(f->fd >= 0, "cannot open a file to keep its earlier content");
    return files = f;
}

static void remember(struct file *f, off_t from, off_t length, bool cut_off) {
    char block[SECTOR];
    off_t size = size_of(f->fd);
    for (off_t s = from / SECTOR; length > 0 && s <= (from + length - 1) / SECTOR; s++) {
        struct change c = {.sector = s, .when = serial, .cut_off = cut_off};
        memset(block, 0, SECTOR);
        if (s * SECTOR < size && pread(f->fd, block, SECTOR, s * SECTOR) > 0) {
            c.before = malloc(SECTOR);
            require(c.before, "memory");
            memcpy(c.before, block, SECTOR);
        }
        f->changes = grown(f->changes, f->n_changes, sizeof c);
        f->changes[f->n_changes++] = c;
    }
}

static void remember_size(struct file *f, off_t before) {
    if (size_of(f->fd) == before) return;
    f->resizes = grown(f->resizes, f->n_resizes, sizeof *f->resizes);
    f->resizes[f->n_resizes++] = (struct resize){.when = serial, .before = before};
}

/* After a failed fsync Linux calls the pages clean: a later fsync succeeds without having written
 * them, unless they were changed again. The same is assumed of the size. */
static void lose(struct file *f) {
    for (size_t i = 0; i < f->n_changes; i++) f->changes[i].lost = true;
    for (size_t i = 0; i < f->n_resizes; i++) f->resizes[i].lost = true;
}

static void sync_file(struct file *f) {
    struct change *left = NULL, *end = f->changes + f->n_changes;
    size_t n = 0;
    bool resized = !f->n_resizes || !f->resizes[f->n_resizes - 1].lost;
    for (struct change *c = f->changes; c < end; c++) {
        bool saved = !c->lost;
        for (struct change *later = c; later < end && !saved; later++)
            saved = (!later->lost && later->sector / PAGE_SECTORS == c->sector / PAGE_SECTORS)
                    || (resized && later->cut_off && later->sector == c->sector);
        if (saved) {
            free(c->before);
            continue;
        }
        left = grown(left, n, sizeof *left);
        left[n++] = *c;
    }
    free(f->changes);
    f->changes = left;
    f->n_changes = n;
    if (resized) f->n_resizes = 0;
}

static int by_sector(const void *a, const void *b) {
    const struct change *x = a, *y = b;
    if (x->sector != y->sector) return x->sector < y->sector ? -1 : 1;
    return x->when < y->when ? -1 : x->when > y->when;
}

/* Any earlier state of each unsynced sector may be what the disk holds. Sizes change in order, and
 * a truncation is metadata: where it survives the old content is gone; where it does not, the old
 * blocks are still in place and nothing written after it can be seen. */
static void cut_file(struct file *f) {
    static const char zeros[SECTOR];
    size_t keep = survivors(f->n_resizes);
    bool all = keep == f->n_resizes;
    off_t size = all ? size_of(f->fd) : f->resizes[keep].before;
    uint64_t until = all ? UINT64_MAX : f->resizes[keep].when;
    struct change *c = f->changes;
    if (f->n_changes) qsort(c, f->n_changes, sizeof *c, by_sector);
    for (size_t first = 0, end; first < f->n_changes; first = end) {
        for (end = first; end < f->n_changes && c[end].sector == c[first].sector;) end++;
        size_t low = first, high = first;
        for (; high < end; high++) { /* state i is the one before change i; `end` is the present */
            if (c[high].cut_off && c[high].when >= until) break;
            if (c[high].cut_off) low = high + 1;
        }
        size_t state = low + pick(high - low + 1);
        if (state == end) continue;
        const char *block = c[state].before ? c[state].before : zeros;
        ssize_t n = NEXT(pwrite64)(f->fd, block, SECTOR, c[first].sector * SECTOR);
        require(n == SECTOR, "cannot put a sector back");
    }
    require(!NEXT(ftruncate64)(f->fd, size), "cannot put a size back");
}

static void forget_nameless(void) { /* files that cannot come back: free their descriptors */
    struct stat st;
    for (struct file **p = &files; *p;) {
        struct file *f = *p;
        if (fstat(f->fd, &st) || st.st_nlink) { p = &f->next; continue; }
        *p = f->next;
        settle_file(f);
        NEXT(close)(f->fd);
        free(f);
    }
}

/* ---- directory entries ---- */

static struct dir *known_directory(const struct stat *st) {
    for (struct dir *d = dirs; d; d = d->next)
        if (d->ino == st->st_ino && d->dev == st->st_dev) return d;
    return NULL;
}

static void point_at(struct dir *d, const char *path) { /* by descriptor, as it may be renamed */
    struct stat st;
    d->fd = NEXT(open64)(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    require(d->fd >= 0 && !fstat(d->fd, &st), "cannot watch a directory");
    d->dev = st.st_dev;
    d->ino = st.st_ino;
}

static struct dir *directory(const char *path) {
    struct stat st;
    struct dir *d = stat(path, &st) ? NULL : known_directory(&st);
    if (d) return d;
    require((d = calloc(1, sizeof *d)), "memory");
    point_at(d, path);
    d->next = dirs;
    return dirs = d;
}

static void in_scratch(char *out) {
    static uint64_t number;
    int n = snprintf(out, PATH_MAX, "%s/%d-%lu", scratch, getpid(), (unsigned long)++number);
    require(n < PATH_MAX, "scratch path too long");
}

static void drop(const struct entry *e) { /* a child's copy of the record must not take ours away */
    if (!e->saved[0] || e->pid != getpid()) return;
    NEXT(unlinkat)(AT_FDCWD, e->saved, e->was_dir ? AT_REMOVEDIR : 0);
}

/* Call before the operation: what is there now gets a second name, or could not be put back. */
static struct entry begin_entry(const struct place *p) {
    struct entry e = {.was_dir = p->exists && S_ISDIR(p->st.st_mode), .st = p->st};
    if (!tracking) return e;
    e.pid = getpid();
    e.owner = e.dir = directory(p->parent);
    memcpy(e.name, p->name, sizeof e.name);
    if (p->exists && !e.was_dir) {
        in_scratch(e.saved);
        require(!NEXT(linkat)(e.dir->fd, e.name, AT_FDCWD, e.saved, 0), "cannot keep a file");
    }
    return e;
}

static int end_entry(struct entry *e, int result, bool added) {
    int error = errno;
    if (!e->dir) return result;
    if (result < 0) {
        drop(e);
        errno = error;
        return result;
    }
    if (e->was_dir) { /* it was empty: an empty one stands in, also for entries once inside it */
        struct dir *gone = known_directory(&e->st);
        in_scratch(e->saved);
        require(!NEXT(mkdir)(e->saved, e->st.st_mode & 07777), "cannot keep a directory");
        if (gone) {
            NEXT(close)(gone->fd);
            point_at(gone, e->saved);
        }
    }
    e->added = added;
    entries = grown(entries, n_entries, sizeof *e);
    entries[n_entries++] = *e;
    return result;
}

static void sync_directory(const struct dir *d) { /* NULL: all */
    struct entry *left = NULL;
    size_t n = 0;
    for (size_t i = 0; i < n_entries; i++) {
        if (!d || entries[i].owner == d) {
            drop(&entries[i]);
            continue;
        }
        left = grown(left, n, sizeof *left);
        left[n++] = entries[i];
    }
    free(entries);
    entries = left;
    n_entries = n;
    forget_nameless();
}

static void cut_entries(void) {
    for (size_t i = 0; i < n_entries; i++) entries[i].owner->pending++;
    for (struct dir *d = dirs; d; d = d->next) d->kept = survivors(d->pending);
    for (size_t i = 0; i < n_entries; i++) { /* nothing outlives what came before it in its place */
        struct entry *e = &entries[i];
        e->undo = !e->owner->kept || e->dir->broken || (e->from && e->from->broken);
        if (!e->undo) {
            e->owner->kept--;
            continue;
        }
        e->owner->kept = 0;
        e->dir->broken = true;
        if (e->from) e->from->broken = true;
    }
    for (size_t i = n_entries; i-- > 0;) { /* a failure: it went along with one undone already */
        struct entry *e = &entries[i];
        char gone[PATH_MAX];
        if (!e->undo) continue;
        in_scratch(gone);
        if (e->from) NEXT(renameat)(e->dir->fd, e->name, e->from->fd, e->from_name);
        else if (e->added) NEXT(renameat)(e->dir->fd, e->name, AT_FDCWD, gone);
        if (e->saved[0]) NEXT(renameat)(AT_FDCWD, e->saved, e->dir->fd, e->name);
    }
}

static void settle_all(void) {
    for (struct file *f = files; f; f = f->next) settle_file(f);
    sync_directory(NULL);
}
