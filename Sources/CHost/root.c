// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Not from <sys/mount.h>, which some releases of glibc can't include beside <linux/mount.h>.
int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data);
int umount2(const char *target, int flags);
enum { DETACH = 2 };

static int open_tree(const char *path, bool is_device) {
    int descriptor = (int)syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
    if (descriptor < 0) return -errno;
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | (is_device ? 0 : MOUNT_ATTR_NODEV)};
    if (syscall(SYS_mount_setattr, descriptor, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) == 0) return descriptor;
    int error = -errno;
    close(descriptor);
    return error;
}

int weir_trees_open(struct weir_trees *trees, const char *const *paths) {
    if (trees->are_open) return 0;
    trees->count = 0;
    for (; paths && *paths; paths++) {
        struct stat status;
        if (lstat(*paths, &status) < 0) continue;
        if (trees->count == WEIR_MOST_PATHS) return -E2BIG;
        size_t next = trees->count;
        trees->tree[next].path = *paths;
        trees->tree[next].is_folder = S_ISDIR(status.st_mode);
        trees->tree[next].descriptor = -1;
        trees->tree[next].link[0] = 0;
        if (S_ISLNK(status.st_mode)) {
            ssize_t length = readlink(*paths, trees->tree[next].link, sizeof trees->tree[next].link - 1);
            if (length < 0) return -errno;
            trees->tree[next].link[length] = 0;
        } else {
            int descriptor = open_tree(*paths, S_ISCHR(status.st_mode));
            if (descriptor < 0) return descriptor;
            trees->tree[next].descriptor = descriptor;
        }
        trees->count++;
    }
    trees->are_open = true;
    return 0;
}

void weir_trees_close(struct weir_trees *trees) {
    for (size_t i = 0; i < trees->count; i++) {
        if (trees->tree[i].descriptor >= 0) close(trees->tree[i].descriptor);
    }
    trees->count = 0;
    trees->are_open = false;
}

// Makes the folders above a path below the current folder, and the folder itself.
static int make_folders(const char *path, bool last) {
    char part[4096];
    size_t length = strlen(path);
    if (length >= sizeof part) return -ENAMETOOLONG;
    memcpy(part, path, length + 1);
    for (size_t i = 1; i <= length; i++) {
        if (part[i] != '/' && !(part[i] == 0 && last)) continue;
        char kept = part[i];
        part[i] = 0;
        if (mkdir(part, 0755) < 0 && errno != EEXIST) return -errno;
        part[i] = kept;
    }
    return 0;
}

static int place(const char *path, bool is_folder, int descriptor, const char *link) {
    const char *relative = path + 1;
    int error = make_folders(relative, is_folder);
    if (error < 0) return error;
    if (descriptor < 0) return symlink(link, relative) < 0 && errno != EEXIST ? -errno : 0;
    if (!is_folder) {
        int file = open(relative, O_WRONLY | O_CREAT | O_CLOEXEC, 0444);
        if (file < 0) return -errno;
        close(file);
    }
    return syscall(SYS_move_mount, descriptor, "", AT_FDCWD, relative, MOVE_MOUNT_F_EMPTY_PATH) < 0 ? -errno : 0;
}

int weir_root_enter(const struct weir_trees *trees, const char *work, uint64_t work_bytes, uid_t uid, gid_t gid) {
    // Nothing that is mounted from here on reaches the caller's namespace. The new root covers a folder that always exists; what is needed of
    // the old one is open already.
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) return -errno;
    const char *cover = access("/tmp", F_OK) == 0 ? "/tmp" : "/usr";
    if (mount("weir", cover, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0755,size=1m,nr_inodes=2k") < 0) return -errno;
    if (chdir(cover) < 0) return -errno;
    for (size_t i = 0; i < trees->count; i++) {
        int error = place(trees->tree[i].path, trees->tree[i].is_folder, trees->tree[i].descriptor, trees->tree[i].link);
        if (error < 0) return error;
    }
    if (work) {
        char options[128];
        snprintf(options, sizeof options, "mode=0700,uid=%u,gid=%u,size=%llu", (unsigned)uid, (unsigned)gid, (unsigned long long)work_bytes);
        int error = make_folders(work + 1, true);
        if (error < 0) return error;
        if (mount("work", work + 1, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options) < 0) return -errno;
    }
    struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
    if (syscall(SYS_mount_setattr, AT_FDCWD, ".", 0, &read_only, sizeof read_only) < 0) return -errno;
    if (syscall(SYS_pivot_root, ".", ".") == 0) {
        if (umount2(".", DETACH) < 0) return -errno;
    } else if (errno != EINVAL || chroot(".") < 0) {
        // A root without a parent, as an initramfs, can't be exchanged. It is out of reach all the same for who may not call chroot.
        return -errno;
    }
    return chdir("/") < 0 ? -errno : 0;
}
