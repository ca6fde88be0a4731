// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// linux/landlock.h of Linux 6.12: the headers of the machine that builds may be older than the kernel that runs.
struct ruleset {
    uint64_t filesystem, network, scoped;
};
struct path_rule {
    uint64_t access;
    int32_t parent;
} __attribute__((packed));

enum {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_FOLDER = 1 << 3,
    TRUNCATE = 1 << 14,
    READ = EXECUTE | READ_FILE | READ_FOLDER,
    OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE,
    CREATE_RULESET_VERSION = 1,
    RULE_PATH_BENEATH = 1,
};

int weir_landlock_abi(void) {
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
    return abi < 0 ? 0 : (int)abi;
}

// All that the ABI knows about files.
static uint64_t all_of_files(int abi) {
    unsigned bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
    return (UINT64_C(1) << bits) - 1;
}

static int allow(int ruleset, const char *path, uint64_t access) {
    struct path_rule rule = {.access = access, .parent = open(path, O_PATH | O_CLOEXEC)};
    // Out of this process's reach as it is.
    if (rule.parent < 0) return 0;
    struct stat status;
    if (fstat(rule.parent, &status) == 0 && !S_ISDIR(status.st_mode)) rule.access &= OF_A_FILE;
    int result = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) < 0 ? -errno : 0;
    close(rule.parent);
    return result;
}

int weir_landlock_restrict(int abi, const char *const *paths, const char *work) {
    if (abi < 1) return -ENOSYS;
    uint64_t files = all_of_files(abi);
    // No TCP; no abstract socket and no signal of processes outside.
    struct ruleset attributes = {.filesystem = files, .network = abi >= 4 ? 3 : 0, .scoped = abi >= 6 ? 3 : 0};
    size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
    if (ruleset < 0) return -errno;
    int result = 0;
    for (; paths && *paths && result == 0; paths++) result = allow(ruleset, *paths, READ);
    if (work && result == 0) result = allow(ruleset, work, files & ~(uint64_t)EXECUTE);
    if (work && result == 0) result = allow(ruleset, "/dev/null", READ_FILE | WRITE_FILE);
    if (result == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) < 0) result = -errno;
    close(ruleset);
    return result;
}
