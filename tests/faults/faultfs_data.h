/* The calls that work on a descriptor: write, truncate, sync, close.
 *
 * Part of faultfs.c, which includes it once. */

static off_t write_position(int fd, off_t at) {
    if (fcntl(fd, F_GETFL) & O_APPEND) return size_of(fd);
    return at < 0 ? lseek(fd, 0, SEEK_CUR) : at;
}

/* Mostly whole sectors arrive, counted in the file; sometimes a sector is cut in the middle. */
static size_t torn(off_t from, size_t length) {
    size_t keep = length ? pick(length) : 0;
    if (!pick(4)) return keep;
    off_t end = (from + (off_t)keep) / SECTOR * SECTOR;
    return end > from ? (size_t)(end - from) : 0;
}

static void tear(int fd, const struct iovec *iov, int n, off_t at, size_t keep) {
    for (int i = 0; i < n && keep; i++) {
        struct iovec part = {iov[i].iov_base, iov[i].iov_len < keep ? iov[i].iov_len : keep};
        NEXT(pwritev2)(fd, &part, 1, at, 0);
        keep -= part.iov_len;
        if (at >= 0) at += (off_t)part.iov_len;
    }
    die();
}

/* at == -1: at the descriptor's own position, as for pwritev2. */
static ssize_t put(int fd, const struct iovec *iov, int n, off_t at, int flags) {
    size_t length = 0;
    for (int i = 0; i < n; i++) length += iov[i].iov_len;
    off_t from = write_position(fd, at), size = size_of(fd);
    int fault = gate(WRITE, true);
    if (fault > 0) return fail(fault);
    if (fault < 0) tear(fd, iov, n, at, torn(from, length));
    struct file *f = track(fd, NULL);
    if (f) remember(f, from, (off_t)length, false);
    ssize_t result = NEXT(pwritev2)(fd, iov, n, at, flags);
    if (!f) return result;
    remember_size(f, size);
    if ((fcntl(fd, F_GETFL) & O_DSYNC) || (flags & (RWF_DSYNC | RWF_SYNC))) sync_file(f);
    return result;
}

#define PUT(fd, iov, n, at, flags, real)                                         \
    return enter_fd(fd) ? leave(put(fd, iov, n, at, flags)) : real
#define ONE(data, length) &(struct iovec){(void *)(uintptr_t)(data), length}

ssize_t write(int fd, const void *data, size_t n) {
    PUT(fd, ONE(data, n), 1, -1, 0, NEXT(write)(fd, data, n));
}
ssize_t pwrite64(int fd, const void *data, size_t n, off_t at) {
    PUT(fd, ONE(data, n), 1, at, 0, NEXT(pwrite64)(fd, data, n, at));
}
ssize_t pwrite(int fd, const void *data, size_t n, off_t at) { return pwrite64(fd, data, n, at); }
ssize_t writev(int fd, const struct iovec *iov, int n) {
    PUT(fd, iov, n, -1, 0, NEXT(writev)(fd, iov, n));
}
ssize_t pwritev2(int fd, const struct iovec *iov, int n, off_t at, int flags) {
    PUT(fd, iov, n, at, flags, NEXT(pwritev2)(fd, iov, n, at, flags));
}
ssize_t pwritev64v2(int fd, const struct iovec *iov, int n, off_t at, int flags) {
    return pwritev2(fd, iov, n, at, flags);
}
ssize_t pwritev(int fd, const struct iovec *iov, int n, off_t at) {
    return pwritev2(fd, iov, n, at, 0);
}
ssize_t pwritev64(int fd, const struct iovec *iov, int n, off_t at) {
    return pwritev2(fd, iov, n, at, 0);
}

/* The kernel copies between two files; `n` is shortened when the copy is to be torn. */
#define COPY(out, at, n, real)                                                   \
    if (!enter_fd(out)) return real;                                             \
    off_t from_ = write_position(out, at), size_ = size_of(out);                 \
    int fault_ = gate(WRITE, true);                                              \
    if (fault_ > 0) return leave(fail(fault_));                                  \
    if (fault_ < 0 && (n = torn(from_, n)) == 0) die();                          \
    struct file *f_ = track(out, NULL);                                          \
    if (f_) remember(f_, from_, (off_t)n, false);                                \
    ssize_t result_ = real;                                                      \
    if (fault_ < 0) die();                                                       \
    if (f_) remember_size(f_, size_);                                            \
    return leave(result_)

ssize_t sendfile64(int out, int in, off_t *at, size_t n) {
    COPY(out, -1, n, NEXT(sendfile64)(out, in, at, n));
}
ssize_t sendfile(int out, int in, off_t *at, size_t n) { return sendfile64(out, in, at, n); }
ssize_t copy_file_range(int in, off_t *at, int out, off_t *to, size_t n, unsigned flags) {
    COPY(out, to ? *to : -1, n, NEXT(copy_file_range)(in, at, out, to, n, flags));
}

static int resize(int fd, off_t size) {
    off_t old = size_of(fd);
    int fault = gate(TRUNCATE, size > old);
    if (fault) return fail(fault);
    struct file *f = track(fd, NULL);
    if (f) remember(f, size, old - size, true);
    int result = NEXT(ftruncate64)(fd, size);
    if (f) remember_size(f, old);
    return result;
}
int ftruncate64(int fd, off_t size) {
    return enter_fd(fd) ? (int)leave(resize(fd, size)) : NEXT(ftruncate64)(fd, size);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int allocate(int fd, int how, off_t at, off_t length) {
    off_t old = size_of(fd);
    int fault = gate(TRUNCATE, true);
    if (fault) return fail(fault);
    struct file *f = track(fd, NULL);
    if (f && how) remember(f, at, old - at, false); /* holes, and whatever may move */
    int result = NEXT(fallocate64)(fd, how, at, length);
    if (f) remember_size(f, old);
    return result;
}
int fallocate64(int fd, int how, off_t at, off_t n) {
    return enter_fd(fd) ? (int)leave(allocate(fd, how, at, n)) : NEXT(fallocate64)(fd, how, at, n);
}
int fallocate(int fd, int how, off_t at, off_t n) { return fallocate64(fd, how, at, n); }
int posix_fallocate64(int fd, off_t at, off_t n) { /* returns its error, and leaves errno alone */
    if (!enter_fd(fd)) return NEXT(posix_fallocate64)(fd, at, n);
    int before = errno, error = leave(allocate(fd, 0, at, n)) ? errno : 0;
    errno = before;
    return error;
}
int posix_fallocate(int fd, off_t at, off_t n) { return posix_fallocate64(fd, at, n); }

static int synchronize(int fd) {
    struct stat st;
    int fault = gate(SYNC, false);
    if (fstat(fd, &st)) return -1;
    struct file *f = known_file(&st);
    struct dir *d = known_directory(&st);
    if (fault) {
        if (f) lose(f);
        return fail(fault);
    }
    if (f) sync_file(f);
    if (d) sync_directory(d);
    return 0;
}
int fsync(int fd) { return enter_fd(fd) ? (int)leave(synchronize(fd)) : NEXT(fsync)(fd); }
int fdatasync(int fd) { return enter_fd(fd) ? (int)leave(synchronize(fd)) : NEXT(fdatasync)(fd); }

int close(int fd) {
    if (!enter_fd(fd)) return NEXT(close)(fd);
    int fault = gate(CLOSE, false), result = NEXT(close)(fd); /* a failed close closes as well */
    return (int)leave(fault ? fail(fault) : result);
}
